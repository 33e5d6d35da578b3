"""Whether the current user may do something. Every function that stores something asks here before it begins."""

from collections.abc import Iterable

from src.settings import Action, Settings
from src.store.disk_check import CannotStore


class NotAllowed(CannotStore):
    """What somebody asked for is not for that person's role, in a sentence."""


_ASK = "Ask whoever gives out the roles for PEELboard, or somebody who has the role."


def refuse_unless(settings: Settings, action: Action) -> None:
    """Raise NotAllowed, and put it into the audit record, where the current user may not do this."""
    of_part = "Your sign-in shows a part of the figures", "Ask somebody who sees all of them."
    _refuse_unless(settings, frozenset({action}), action, _ASK, of_part)


def refuse_command_unless(settings: Settings, needs: frozenset[Action], deed: str, role: str) -> None:
    """Raise NotAllowed where a command may not do what it is for: what it needs, in words, and its least role.

    One that a scheduler starts again and again is in the audit record once, until somebody else does something.
    """
    setting = f"Where sign-in is required a command has the role of PEELBOARD_COMMAND_ROLE; this one needs {role}."
    of_part = (
        "Commands see a part of the figures here",
        "PEELBOARD_COMMAND_FORCES and PEELBOARD_COMMAND_AREAS say which.",
    )
    _refuse_unless(settings, needs, deed, setting, of_part, is_again_left_out=True)


def _refuse_unless(
    settings: Settings,
    needs: frozenset[Action],
    deed: str,
    todo: str,
    of_part: tuple[str, str],
    *,
    is_again_left_out: bool = False,
) -> None:
    actor = settings.actor
    # A page that was drawn before the sign-in ended still has its buttons and its downloads.
    holds = actor.holds()
    if holds and needs <= actor.may:
        return
    from src.store import audit  # here: it knows the ledger, and most questions never need it

    newest = audit.read(settings, most=1) if is_again_left_out else ()
    if [(audit.REFUSED, actor.name, f"to {deed}")] != [(last.event, last.who, last.about) for last in newest]:
        audit.record(settings, event=audit.REFUSED, about=f"to {deed}")
    if not holds:
        raise NotAllowed(f"Your sign-in has ended, so you may not {deed}. Nothing was done. Sign in again.")
    if not settings.scope.is_whole:
        raise NotAllowed(f"{of_part[0]}, so you may not {deed}. Nothing was done. {of_part[1]}")
    as_what = f" as {actor.role}" if actor.role else ""
    raise NotAllowed(f"You may not {deed}{as_what}. Nothing was done. {todo}")


_TO_ACCEPT = {
    "finding_updates": Action.UPDATE,
    "actions": Action.UPDATE,
    "commentary": Action.UPDATE,
    "closure_steps": Action.SIGN,
}
"""What has to be allowed to accept rows of a dataset, where that is not to accept an extract."""


def to_accept(dataset: str) -> Action:
    """What has to be allowed to accept rows of a dataset."""
    return _TO_ACCEPT.get(dataset, Action.ACCEPT)


def refuse_unless_accepts(settings: Settings, datasets: Iterable[str]) -> None:
    """Raise NotAllowed where the current user may not accept rows of these datasets; of none, any extract."""
    for action in sorted({to_accept(name) for name in datasets} or {Action.ACCEPT}):
        refuse_unless(settings, action)


def signed(settings: Settings, by: str) -> str:
    """Who an event is to be signed by: whoever is signed in, whatever was typed."""
    return settings.actor.name or by
