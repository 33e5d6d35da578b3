"""What each command needs, and who acts on the command line and in a watched folder."""

from dataclasses import replace

from src.access.roles import may
from src.access.sign_in_config import Access
from src.settings import TO_BIND, Action, Actor, Scope, Settings

_NEEDS = {
    "query.metrics": frozenset({Action.SEE}),
    "query.metric": frozenset({Action.SEE}),
    "query.headlines": frozenset({Action.SEE}),
    "changes.changes": frozenset({Action.SEE}),
    "packing.pack": frozenset({Action.SEE}),
    "packing.paper": frozenset({Action.SEE}),
    "alerting.alerts": frozenset({Action.SEE}),
    "packing.binder": TO_BIND,
    "files.template": frozenset({Action.SEE}),
    "history.editions": frozenset({Action.HISTORY}),
    "files.check": frozenset({Action.SUPPLY}),
    "files.accept": frozenset({Action.SUPPLY, Action.ACCEPT}),
    "files.watch": frozenset({Action.SUPPLY, Action.ACCEPT}),
    "fetching.fetch_due": frozenset({Action.SUPPLY, Action.ACCEPT}),
    "profile.listed": frozenset({Action.SUPPLY}),
    "profile.show": frozenset({Action.SUPPLY}),
    "profile.export": frozenset({Action.SUPPLY}),
    "profile.make": frozenset({Action.ACCEPT}),
    "profile.bring_in": frozenset({Action.ACCEPT}),
    "profile.retire": frozenset({Action.ACCEPT}),
    "history.withdraw": frozenset({Action.WITHDRAW}),
    "history.restore": frozenset({Action.RESTORE}),
    "history.erase": frozenset({Action.ERASE}),
    "auditing.records": frozenset({Action.AUDIT}),
    "maintenance.verify": frozenset({Action.HISTORY}),
    # Makes a folder beside everything that is there, or reads settings alone.
    "setup.init": frozenset[Action](),
    "setup.check": frozenset[Action](),
    # Starts the site, where each person signs in.
    "serving.serve": frozenset[Action](),
}


def needs(command: str) -> frozenset[Action]:
    """What a command needs. One that is not listed needs everything: to forget it here opens nothing."""
    return _NEEDS.get(command, frozenset(Action))


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
