"""Everything the demonstration says at a date agrees: pages, slides, workbook, papers and command line."""

from datetime import date

import pytest

from demo import building, weeks
from demo.files import File
from src.services.build_pack import pack_data
from src.settings import Settings
from src.store.acceptance import accept
from src.store.demo_marker import mark
from src.store.editions import Edition, open_edition
from tests.demo.test_headlines import Command, ask, check_alike
from tests.metrics.test_places_agree import contradictions as of_measures
from tests.present.test_places_agree import contradictions as of_places

__all__ = ["ask"]
DAYS = [*weeks.WEEKS[12::13], date(2026, 10, 1), date(2026, 12, 31)]
"""The last week of each quarter; a few days after the last extract, and three months after it."""


@pytest.fixture(scope="module")
def everything(created: tuple[File, ...], tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Edition]:
    """A store of every extract that is not refused, what corrects an earlier one last."""
    settings = building.settings_of(tmp_path_factory.mktemp("everything") / "store")
    mark(settings)
    files = [file for file in created if not file.is_refused]
    for corrects in (False, True):
        batch = [building.supplied(file) for file in files if ("corrected" in file.name) is corrects]
        accept(settings, batch, by="A test", reason="Everything")
    return settings, open_edition(settings)


@pytest.mark.parametrize("as_at", DAYS, ids=str)
def test_no_place_contradicts_another_in_the_demonstration(
    as_at: date, everything: tuple[Settings, Edition], ask: Command
) -> None:
    settings, edition = everything
    data = pack_data(settings, edition, as_at)
    assert list(of_places(data)) == []
    assert list(of_measures(data.before, data.after, data.baseline.since)) == []
    check_alike(settings, as_at, ask)
