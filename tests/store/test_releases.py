"""A store that a released version wrote is gone on with by this one. Each release adds its store to older/."""

import shutil
from pathlib import Path

import pytest

from src.settings import Settings
from src.store import binding
from src.store.acceptance import accept
from src.store.backup import back_up, recover
from src.store.published import accept_published
from src.store.verification import verify
from tests.store.files import BY, cases, ledger, marac, outstanding

RELEASES = sorted(Path(__file__).parent.glob("older/v*"))
JANUARY = {("2024-01-04", "dudley"): 4, ("2024-01-04", "walsall"): 6}
FEBRUARY = {("2024-02-01", "dudley"): 8, ("2024-02-01", "walsall"): 13}


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)
def test_what_a_release_wrote_is_upgraded_by_a_start_alone(release: Path, tmp_path: Path) -> None:
    """Two extracts of MARAC cases and one of tasks; the second was withdrawn at edition 4 and restored at 5."""
    shutil.copytree(release, tmp_path / "store")
    (tmp_path / "published").mkdir()
    store = Settings(store=tmp_path / "store", published=tmp_path / "published")
    assert accept_published(store) == ()  # a start, which may take in lists that are new
    assert [event.event for event in ledger(store)[:5]] == ["accepted"] * 3 + ["withdrawn", "restored"]
    assert [cases(store, edition) for edition in range(1, 6)] == [
        JANUARY,
        JANUARY | FEBRUARY,
        JANUARY | FEBRUARY,
        JANUARY,
        JANUARY | FEBRUARY,
    ]
    assert outstanding(store) == {("2024-02-27", "visit"): 65, ("2024-02-27", "rmp_review"): 33}
    assert (binding.of(store), verify(store, deep=True).wrong) == (("wmp",), ())
    accept(store, [marac("2024-03-07,Dudley,5")], **BY)
    back_up(store, tmp_path / "b.zip")
    again = Settings(store=tmp_path / "again", published=store.published)
    recover(again, tmp_path / "b.zip", again.store)
    assert cases(again) == JANUARY | FEBRUARY | {("2024-03-07", "dudley"): 5}
