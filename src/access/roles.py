"""The roles, and what each may do."""

from src.settings import Action

VIEWER, OWNER, ANALYST, APPROVER = "viewer", "owner", "analyst", "approver"

_VIEWER = frozenset({Action.SEE, Action.HISTORY})
_OWNER = _VIEWER | {Action.SUPPLY, Action.UPDATE}
_ANALYST = _OWNER | {Action.ACCEPT, Action.ORIGINALS, Action.VIEWS}
_APPROVER = _ANALYST | {Action.SIGN, Action.WITHDRAW, Action.RESTORE, Action.ERASE, Action.AUDIT}

ROLES = {VIEWER: _VIEWER, OWNER: _OWNER, ANALYST: _ANALYST, APPROVER: _APPROVER}
"""What each role may do, the least first. Who has several has the last of them."""

IN_PART = frozenset({Action.SEE})
"""What may be done by whoever sees a part of the rows: to store, withdraw or download a file is to touch the rest."""


def may(role: str, *, is_whole: bool) -> frozenset[Action]:
    """What a role may do, of all the rows or of a part of them."""
    return ROLES[role] if is_whole else ROLES[role] & IN_PART
