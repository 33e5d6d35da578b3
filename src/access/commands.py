"""What each command needs, and who acts on the command line and in a watched folder."""

from dataclasses import replace

from src.access.roles import ROLES, may
from src.access.sign_in_config import Access
from src.settings import TO_BIND, Action, Actor, Scope, Settings

_EVERYTHING = frozenset(Action)
_SEE, _TO_ACCEPT = frozenset({Action.SEE}), frozenset({Action.SUPPLY, Action.ACCEPT})
_COMMANDS: dict[str, tuple[str, frozenset[Action]]] = {
    "query.metrics": ("list the metrics", _SEE),
    "query.metric": ("ask a metric", _SEE),
    "query.headlines": ("see the headline figures", _SEE),
    "changes.changes": ("see what changed", _SEE),
    "packing.pack": ("write the board pack", _SEE),
    "packing.paper": ("write a paper", _SEE),
    "alerting.alerts": ("list or send alerts", _SEE),
    "packing.binder": ("take an inspection binder", TO_BIND),
    "files.template": ("write a template", _SEE),
    "history.editions": ("read the history of extracts", frozenset({Action.HISTORY})),
    "files.check": ("check a file", frozenset({Action.SUPPLY})),
    "files.accept": ("accept a file", _TO_ACCEPT),
    "files.watch": ("watch a folder", _TO_ACCEPT),
    "fetching.fetch_due": ("fetch from sources", _TO_ACCEPT),
    "profile.listed": ("list import profiles", frozenset({Action.SUPPLY})),
    "profile.show": ("see an import profile", frozenset({Action.SUPPLY})),
    "profile.export": ("export an import profile", frozenset({Action.SUPPLY})),
    "profile.make": ("make an import profile", frozenset({Action.ACCEPT})),
    "profile.bring_in": ("import an import profile", frozenset({Action.ACCEPT})),
    "profile.retire": ("retire an import profile", frozenset({Action.ACCEPT})),
    "history.withdraw": ("withdraw an extract", frozenset({Action.WITHDRAW})),
    "history.restore": ("restore an extract", frozenset({Action.RESTORE})),
    "history.erase": ("erase a file", frozenset({Action.ERASE})),
    "auditing.records": ("read the audit record", frozenset({Action.AUDIT})),
    "maintenance.verify": ("verify the store", frozenset({Action.HISTORY})),
    "maintenance.backup": ("make a backup", _EVERYTHING),
    "maintenance.recover": ("recover a backup", _EVERYTHING),
    "maintenance.drill": ("recover a backup on trial", _EVERYTHING),
    "maintenance.reduce": ("reduce what is kept of files", _EVERYTHING),
    "setup.admit": ("let another force into the store", _EVERYTHING),
    # Makes a folder beside everything that is there, or reads settings alone.
    "setup.init": ("make a folder for a force", frozenset()),
    "setup.check": ("check the setup", frozenset()),
    # Starts the site, where each person signs in.
    "serving.serve": ("start the server", frozenset()),
}
"""What each command does, as a refusal says it, and what it needs."""


def needs(command: str) -> frozenset[Action]:
    """What a command needs. One that is not listed needs everything: to forget it here opens nothing."""
    return _COMMANDS[command][1] if command in _COMMANDS else _EVERYTHING


def deed(command: str) -> str:
    """What a command does, as a refusal says it."""
    return _COMMANDS[command][0] if command in _COMMANDS else "do this"


def needed_role(command: str) -> str:
    """The least role that a command needs."""
    return next(role for role, allowed in ROLES.items() if needs(command) <= allowed)


def as_service(settings: Settings, access: Access, user: str) -> Settings:
    """The settings under which a command acts: anybody's own where nobody signs in, else those of its role."""
    if not access.is_required:
        return settings
    scope = Scope(forces=access.command_forces, areas=access.command_areas)
    actor = Actor(
        name=f"{user or 'a service'} (command line)",
        role=access.command_role,
        may=may(access.command_role, is_whole=scope.is_whole),
    )
    return replace(settings, scope=scope, actor=actor)
