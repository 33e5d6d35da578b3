"""What each role may do, drawn by hand, held on the pages' list and on the functions that do it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from src.access import commands
from src.access.roles import ROLES, may
from src.access.sign_in_config import Access
from src.services import batch_import, import_file
from src.settings import Action, Actor, Settings
from src.store import acceptance, audit, erasure, profiles, source_files, views
from src.store.authorization import NotAllowed
from src.store.ledger import Ledger
from src.store.upload import Supplied
from tests.store.files import ANSWERS

TABLE = """
                                    | viewer | owner | analyst | approver | part of the rows
see figures and take packs away     | yes    | yes   | yes     | yes      | yes
read the history of extracts        | yes    | yes   | yes     | yes      | no
supply or check an extract          | no     | yes   | yes     | yes      | no
accept an extract                   | no     | no    | yes     | yes      | no
add updates and actions             | no     | yes   | yes     | yes      | no
sign a step to closure              | no     | no    | no      | yes      | no
download the tables that were taken | no     | no    | yes     | yes      | no
save a view                         | no     | no    | yes     | yes      | no
withdraw an extract                 | no     | no    | no      | yes      | no
restore an extract                  | no     | no    | no      | yes      | no
erase a file                        | no     | no    | no      | yes      | no
read the audit record               | no     | no    | no      | yes      | no
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip("\n").splitlines()]
CELLS = [(row[0], role, cell == "yes") for row in ROWS[1:] for role, cell in zip(ROWS[0][1:], row[1:], strict=True)]
MARAC = b"As at,Area,Cases awaiting\n2024-03-07,Dudley,9\n"


def named(role: str) -> Settings:
    """Nobody's store, under the rights of a role; an approver's where only a part of the rows is seen."""
    is_part = role == "part of the rows"
    rights = may("approver", is_whole=False) if is_part else may(role, is_whole=True)
    return Settings(actor=Actor(name="Ann Example (ann@example.police.uk)", role="viewer", may=rights))


@pytest.mark.parametrize(("action", "role", "is_allowed"), CELLS)
def test_a_role_may_do_what_the_table_says(action: str, role: str, is_allowed: bool) -> None:
    assert (Action(action) in named(role).actor.may) is is_allowed


def test_the_table_names_every_action_and_every_role() -> None:
    assert [row[0] for row in ROWS[1:]] == [action.value for action in Action]
    assert ROWS[0][1:-1] == list(ROLES)


@pytest.fixture
def store(tmp_path: Path) -> tuple[Settings, str]:
    """A store with one extract in sight, and its id."""
    (tmp_path / "published").mkdir()
    settings = Settings(store=tmp_path / "store", published=tmp_path / "published")
    file = Supplied(name="march.csv", content=MARAC, dataset="marac_backlog")
    (event,) = acceptance.accept(settings, [file], by="an analyst", reason="weekly")
    return settings, event.extract_id


Deed = Callable[[Settings, str], object]
LATER = Supplied(name="april.csv", content=MARAC.replace(b"-03-", b"-04-"), dataset="marac_backlog")
UPDATE = Supplied(name="update.csv", content=b"", dataset="finding_updates")
STEP = Supplied(name="step.csv", content=b"", dataset="closure_steps")
DEEDS: dict[str, tuple[Action, Deed]] = {
    "accept": (Action.ACCEPT, lambda s, _: acceptance.accept(s, [LATER], by="x", reason="y")),
    "accept what was checked": (
        Action.ACCEPT,
        lambda s, _: acceptance.accept_checked(s, [(LATER, acceptance.check(s, LATER))], by="x", reason="y"),
    ),
    "add an update": (Action.UPDATE, lambda s, _: acceptance.accept(s, [UPDATE], by="x", reason="y")),
    "sign a step": (Action.SIGN, lambda s, _: acceptance.accept(s, [STEP], by="x", reason="y")),
    "withdraw": (Action.WITHDRAW, lambda s, name: acceptance.withdraw(s, name, by="x", reason="y")),
    "restore": (Action.RESTORE, lambda s, name: acceptance.restore(s, name, by="x", reason="y")),
    "erase": (Action.ERASE, lambda s, _: erasure.erase(s, Ledger(s.store).events()[0].sha256, by="x", reason="y")),
    "take in on a page": (Action.SUPPLY, lambda s, _: import_file.take_in(s, [("april.csv", LATER.content)])),
    "take in unattended": (Action.SUPPLY, lambda s, _: batch_import.take(s, LATER)),
    "save a view": (Action.VIEWS, lambda s, _: views.save(s, "board_pack", "Board", "title=x", "x")),
    "remove a view": (Action.VIEWS, lambda s, _: views.let_go(s, "board_pack", "Board", "x")),
    "keep a profile": (Action.ACCEPT, lambda s, _: profiles.keep(s, ANSWERS, by="x", reason="y")),
    "retire a profile": (Action.ACCEPT, lambda s, _: profiles.retire(s, "qlik", by="x", reason="y")),
    "take a file away": (Action.ORIGINALS, lambda s, _: source_files.taken_away(s, Ledger(s.store).events()[0])),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_what_may_not_be_done_is_refused_where_it_is_done_and_recorded(deed: str, store: tuple[Settings, str]) -> None:
    settings, extract = store
    action, do = DEEDS[deed]
    lacking = Actor(name="Ann Example", role="viewer", may=frozenset(Action) - {action})
    before = Ledger(settings.store).events()
    with pytest.raises(NotAllowed) as refused:
        do(replace(settings, actor=lacking), extract)
    assert str(refused.value).startswith(f"You may not {action} as viewer. Nothing was done. Ask ")
    assert Ledger(settings.store).events() == before
    assert not (settings.store / "views").exists()
    (newest, *_) = audit.read(settings)
    assert (newest.who, newest.event, newest.about) == ("Ann Example", "refused", f"to {action}")


@pytest.mark.parametrize("deed", DEEDS)
def test_no_deed_is_done_for_a_sign_in_that_has_ended(deed: str, store: tuple[Settings, str]) -> None:
    settings, extract = store
    action, do = DEEDS[deed]
    before = Ledger(settings.store).events()
    with pytest.raises(NotAllowed) as refused:
        do(replace(settings, actor=Actor(name="Ann Example", role="approver", holds=lambda: False)), extract)
    assert str(refused.value) == f"Your sign-in has ended, so you may not {action}. Nothing was done. Sign in again."
    assert Ledger(settings.store).events() == before
    assert not (settings.store / "views").exists()


@pytest.mark.parametrize("deed", ["accept", "withdraw"])
def test_whoever_is_signed_in_signs_whatever_name_was_typed(deed: str, store: tuple[Settings, str]) -> None:
    settings, extract = store
    DEEDS[deed][1](replace(settings, actor=Actor(name="Ann Example (ann@example.police.uk)")), extract)
    assert Ledger(settings.store).events()[-1].by_whom == "Ann Example (ann@example.police.uk)"


COMMANDS = """
command          | viewer | owner | analyst | approver | part of the rows
query.metrics    | yes    | yes   | yes     | yes      | yes
query.metric     | yes    | yes   | yes     | yes      | yes
packing.pack     | yes    | yes   | yes     | yes      | yes
packing.paper    | yes    | yes   | yes     | yes      | yes
alerting.alerts  | yes    | yes   | yes     | yes      | yes
packing.binder   | no     | no    | yes     | yes      | no
files.template   | yes    | yes   | yes     | yes      | yes
history.editions | yes    | yes   | yes     | yes      | no
files.check      | no     | yes   | yes     | yes      | no
files.accept     | no     | no    | yes     | yes      | no
files.watch      | no     | no    | yes     | yes      | no
history.withdraw | no     | no    | no      | yes      | no
history.restore  | no     | no    | no      | yes      | no
history.erase    | no     | no    | no      | yes      | no
auditing.records | no     | no    | no      | yes      | no
maintenance.backup | no  | no    | no      | yes      | no
maintenance.drill | no   | no    | no      | yes      | no
fetching.fetch_due | no  | no    | yes     | yes      | no
serving.serve    | yes    | yes   | yes     | yes      | yes
not.listed       | no     | no    | no      | yes      | no
"""
ASKED = [[cell.strip() for cell in line.split("|")] for line in COMMANDS.strip("\n").splitlines()]


@pytest.mark.parametrize("row", ASKED[1:], ids=lambda row: row[0])
def test_a_command_is_for_the_roles_that_the_table_says(row: list[str]) -> None:
    needed = commands.needs(row[0])
    allowed = ["yes" if needed <= named(role).actor.may else "no" for role in ASKED[0][1:]]
    assert allowed == row[1:]


def test_a_command_acts_as_anybody_where_nobody_signs_in_and_by_its_role_where_sign_in_is_required() -> None:
    settings = Settings()
    assert commands.as_service(settings, Access(), "svc").actor == Actor()
    acting = commands.as_service(settings, Access(is_required=True, command_role="analyst"), "svc").actor
    assert (acting.name, acting.role) == ("svc (command line)", "analyst")
    assert Action.WITHDRAW not in acting.may
    part = Access(is_required=True, command_role="approver", command_areas=frozenset({"dudley"}))
    assert commands.as_service(settings, part, "svc").actor.may == {Action.SEE}
