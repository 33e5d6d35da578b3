"""What the claims of a sign-in come to: a person with a role and a scope, or a sentence why there is no access."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from src.access.roles import ROLES, may
from src.access.sign_in_config import ALL, Access
from src.settings import Actor, Scope

_LONGEST_NAME = 80


class NoAccess(Exception):
    """Somebody is signed in and may see nothing, in a sentence that says what to ask whom."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who is signed in."""

    actor: Actor
    scope: Scope


def person(claims: Mapping[str, Any], access: Access, *, forces: Collection[str], areas: Collection[str]) -> Person:
    """Who the claims say it is, of the forces and areas that are known. Raises NoAccess."""
    existing = [access.roles[value] for value in _values(claims, access.role_claim) if value in access.roles]
    if not existing:
        raise NoAccess(
            f"You are signed in as {name(claims)}, and no role for PEELboard came with it. "
            f"Ask {access.contact} for the role {', '.join(list(ROLES)[:-1])} or {list(ROLES)[-1]}, then sign in again."
        )
    role = max(existing, key=list(ROLES).index)
    scope = Scope(
        forces=_limit(claims, access, access.force_claim, forces, "force"),
        areas=_limit(claims, access, access.area_claim, areas, "area"),
    )
    return Person(actor=Actor(name=name(claims), role=role, may=may(role, is_whole=scope.is_whole)), scope=scope)


def name(claims: Mapping[str, Any]) -> str:
    """Who it is, as the history has it: the name, and the address that the provider knows the person by."""
    known_by = next((str(claims[key]) for key in ("email", "preferred_username", "sub") if claims.get(key)), "")
    called = str(claims.get("name") or "")
    # On one line and no longer than a table bears: the provider's people may have typed it themselves.
    called, known_by = (" ".join(text.split())[:_LONGEST_NAME] for text in (called, known_by))
    return f"{called} ({known_by})" if called and known_by and called != known_by else known_by or called or "somebody"


def _limit(
    claims: Mapping[str, Any], access: Access, claim: str, known: Collection[str], what: str
) -> frozenset[str] | None:
    """The codes that a claim names, None for all. Where a claim is expected and names none, there is no access."""
    if not claim:
        return None
    values = _values(claims, claim)
    if ALL in values:
        return None
    found = frozenset(value for value in values if value in known)
    if not found:
        raise NoAccess(
            f"You are signed in as {name(claims)}, and it does not say of which {what} you may see figures. "
            f"Ask {access.contact} to set it for you, then sign in again."
        )
    return found


def _values(claims: Mapping[str, Any], claim: str) -> Sequence[str]:
    """The values of a claim, which may stand inside others; none where it is not there or is no text."""
    found: Any = claims
    for step in [claim] if claim in claims else claim.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return [found]
    return [value for value in found if isinstance(value, str)] if isinstance(found, list | tuple) else []
