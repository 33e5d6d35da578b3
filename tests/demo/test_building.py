"""The demonstration's store: its own, marked from the first moment, and never one with real figures."""

from datetime import date
from pathlib import Path

import pytest

from demo import building
from demo.__main__ import main
from demo.files import File
from src.settings import Settings, from_environment
from src.store.acceptance import accept
from src.store.disk_check import CannotStore
from src.store.ledger import Ledger
from src.store.published import accept_published
from tests.store.files import BY, cases, everything_in, ledger, marac

REFUSED_ON = date(2026, 4, 6)
SYNTHETIC_ROW = "2024-02-01,Dudley,8,Synthetic Force (demonstration)"


@pytest.fixture(scope="session")
def few(created: tuple[File, ...]) -> tuple[File, ...]:
    """The files of the first two weeks, and the register of the week in which one is refused."""
    return tuple(
        file
        for file in created
        if file.supplied_on <= date(2024, 10, 14) or (file.supplied_on == REFUSED_ON and file.dataset == "findings")
    )


@pytest.fixture(scope="session")
def built(few: tuple[File, ...], tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a small store of the demonstration. Nothing more may be written to it."""
    store = tmp_path_factory.mktemp("demonstration") / "store"
    assert building.build(store, few)
    return building.settings_of(store)


def test_every_file_but_the_refused_one_is_accepted_in_the_order_supplied(
    built: Settings, few: tuple[File, ...]
) -> None:
    events = ledger(built)
    assert [event.file_name for event in events] == [file.name for file in few if not file.is_refused]
    assert {(event.event, event.by_whom) for event in events} == {("accepted", "Demonstration")}
    assert events[0].reason == "Extracts of 7 October 2024"
    assert len([file for file in few if file.is_refused]) == 1


def test_a_demonstration_that_is_whole_is_not_built_again(built: Settings, few: tuple[File, ...]) -> None:
    before = everything_in(built.store)
    assert building.is_whole(built.store)
    assert not building.build(built.store, few)
    assert everything_in(built.store) == before


def test_a_build_that_was_stopped_is_carried_on_with_and_takes_nothing_in_twice(
    few: tuple[File, ...], tmp_path: Path
) -> None:
    store = tmp_path / "store"

    def stopping(text: str) -> None:
        if text.endswith("14 October 2024"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        building.build(store, few, stopping)
    assert building.settings_of(store).is_demonstration
    assert not building.is_whole(store)
    assert building.build(store, few)
    names = [event.file_name for event in Ledger(store).events()]
    assert names == [file.name for file in few if not file.is_refused]


def test_a_store_with_real_figures_is_not_built_upon(empty: Settings, few: tuple[File, ...]) -> None:
    accept(empty, [marac("2024-02-01,Dudley,8")], **BY)
    before = everything_in(empty.store)
    with pytest.raises(building.NotADemonstration) as refused:
        building.build(empty.store, few)
    assert str(refused.value) == (
        f"{empty.store} holds something else than a demonstration and was left as it is. "
        "Name a folder that is empty or does not exist yet."
    )
    assert everything_in(empty.store) == before
    assert cases(empty) == {("2024-02-01", "dudley"): 8}


def test_the_command_says_so_in_one_line_and_starts_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.txt").write_text("not a store")
    assert main(["--store", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        f"{tmp_path} holds something else than a demonstration and was left as it is. "
        "Name a folder that is empty or does not exist yet.\n"
    )


def test_published_figures_never_come_into_a_demonstration(built: Settings) -> None:
    before = ledger(built)
    assert accept_published(Settings(store=built.store)) == ()
    assert ledger(built) == before


def test_an_extract_of_a_real_force_is_refused_by_a_demonstration(built: Settings) -> None:
    before = ledger(built)
    with pytest.raises(CannotStore) as refused:
        accept(Settings(store=built.store, force_code="wmp"), [marac("2024-02-01,Dudley,8")], **BY)
    assert str(refused.value) == (
        "marac.csv has figures of a real force, and this is the demonstration, which holds synthetic figures alone. "
        "Nothing was stored. Supply the file where real figures are kept."
    )
    assert ledger(built) == before


def test_a_synthetic_extract_is_refused_everywhere_else(empty: Settings) -> None:
    file = marac(SYNTHETIC_ROW)
    content = file.content.replace(b"Cases awaiting", b"Cases awaiting,Force", 1)
    with pytest.raises(CannotStore) as refused:
        accept(empty, [type(file)(name=file.name, content=content, dataset=file.dataset)], **BY)
    assert str(refused.value) == (
        "marac.csv has synthetic figures, made for the demonstration. Nothing was stored, so that they are never "
        "taken for real ones."
    )
    assert not empty.store.exists()


def test_wherever_a_demonstration_is_opened_it_says_what_it_is_and_names_no_real_force(built: Settings) -> None:
    asked = {
        "PEELBOARD_STORE": str(built.store),
        "PEELBOARD_FORCE_CODE": "wmp",
        "PEELBOARD_NOTICE": "Nothing to see",
        "PEELBOARD_PUBLISHED": str(Settings().published),
    }
    opened = from_environment(asked)
    assert (opened.force_code, opened.notice) == ("syn", "Synthetic data for demonstration")
    assert not list(opened.published.glob("*.csv"))


def test_a_store_that_is_not_marked_keeps_its_force_and_has_no_notice(empty: Settings) -> None:
    opened = from_environment({"PEELBOARD_STORE": str(empty.store)})
    assert (opened.force_code, opened.notice, opened.is_demonstration) == ("wmp", "", False)
