"""How people sign in here, from the environment: claims, roles, and how long a sign-in lasts."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from src.access.roles import ROLES, VIEWER

REQUIRED = "required"
ALL = "all"
"""The value of a claim, or of a command's scope, that stands for every force or every area."""


class Misconfigured(Exception):
    """A setting that cannot be followed, in a sentence for whoever set it."""


@dataclass(frozen=True, kw_only=True)
class Access:
    """How people sign in. As environment variables: PEELBOARD_ROLE_CLAIM and so on."""

    is_required: bool = False
    """PEELBOARD_SIGN_IN=required: nothing is shown where no provider is configured."""
    role_claim: str = "roles"
    """A claim inside another is named with a dot: realm_access.roles."""
    roles: Mapping[str, str] = field(default_factory=lambda: {role: role for role in ROLES}, hash=False)
    """The role of each value of the claim. A value that is not here gives no access."""
    force_claim: str = ""
    """Empty where nobody's rows are limited by force."""
    area_claim: str = ""
    idle_minutes: float = 30
    """A sign-in that nobody used for so long has ended."""
    role_minutes: float = 60
    """After so long the provider is asked again: a role removed there ends here at the next request."""
    contact: str = "the administrator of this PEELboard"
    """Whom to ask for access, as shown to somebody without any."""
    command_role: str = VIEWER
    """What commands and watched folders may do where sign-in is required."""
    command_forces: frozenset[str] | None = None
    command_areas: frozenset[str] | None = None


def from_environment(environment: Mapping[str, str] | None = None) -> Access:
    """How people sign in, as the environment says. Raises Misconfigured."""
    given = os.environ if environment is None else environment

    def text(name: str, otherwise: str = "") -> str:
        return given.get(f"PEELBOARD_{name}", "").strip() or otherwise

    sign_in = text("SIGN_IN")
    if sign_in not in ("", REQUIRED):
        raise Misconfigured(f'PEELBOARD_SIGN_IN is "{sign_in}"; expected {REQUIRED}, or nothing.')
    command_role = text("COMMAND_ROLE", VIEWER)
    if command_role not in ROLES:
        raise Misconfigured(f'PEELBOARD_COMMAND_ROLE is "{command_role}"; expected {_listed()}.')
    usual = Access()
    return Access(
        is_required=bool(sign_in),
        role_claim=text("ROLE_CLAIM", usual.role_claim),
        roles=_roles(text("ROLES")) or usual.roles,
        force_claim=text("FORCE_CLAIM"),
        area_claim=text("AREA_CLAIM"),
        idle_minutes=_minutes("IDLE_MINUTES", text("IDLE_MINUTES"), usual.idle_minutes),
        role_minutes=_minutes("ROLE_MINUTES", text("ROLE_MINUTES"), usual.role_minutes),
        contact=text("ACCESS_CONTACT", usual.contact),
        command_role=command_role,
        command_forces=_codes(text("COMMAND_FORCES", ALL)),
        command_areas=_codes(text("COMMAND_AREAS", ALL)),
    )


def _roles(text: str) -> Mapping[str, str]:
    """The role of each value: "viewer=peel-readers|7f3c; analyst=peel-analysts"."""
    found: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        role, sign, values = (piece.strip() for piece in part.partition("="))
        named = [value.strip() for value in values.split("|") if value.strip()]
        if role not in ROLES or not sign or not named:
            raise Misconfigured(
                f'PEELBOARD_ROLES has "{part}"; expected a role ({_listed()}), =, and values with | between two, '
                "such as: viewer=peel-readers; analyst=peel-analysts|data-team."
            )
        for value in named:
            if found.get(value, role) != role:
                raise Misconfigured(
                    f'PEELBOARD_ROLES gives "{value}" two roles, {found[value]} and {role}; expected one.'
                )
            found[value] = role
    return found


def _minutes(name: str, text: str, usual: float) -> float:
    if not text:
        return usual
    try:
        minutes = float(text)
    except ValueError:
        minutes = 0
    if not 0.05 <= minutes <= 1_440:
        raise Misconfigured(f'PEELBOARD_{name} is "{text}"; expected minutes from 0.05 to 1,440.')
    return minutes


def _codes(text: str) -> frozenset[str] | None:
    """The codes with | between two; None for all."""
    return None if text == ALL else frozenset(code.strip() for code in text.split("|") if code.strip())


def _listed() -> str:
    return ", ".join(list(ROLES)[:-1]) + f" or {list(ROLES)[-1]}"
