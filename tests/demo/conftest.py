"""What the tests of the demonstration share: its files, and their rows read again by other means."""

import pytest

from demo import building, story
from demo.files import File
from src.metrics import METRICS
from src.metrics.datasets import DATASETS
from src.present.views import overview
from src.services.headlines import NEEDED
from src.settings import Settings
from src.store.acceptance import accept
from src.store.demo_marker import mark
from tests.demo.reading import Supply


@pytest.fixture(scope="session")
def created() -> tuple[File, ...]:
    """Every file of the demonstration."""
    return story.files()


@pytest.fixture(scope="session")
def supply(created: tuple[File, ...]) -> Supply:
    """The rows of every file, as text under the headings they have in it."""
    return Supply(created)


@pytest.fixture(scope="session")
def demonstration(created: tuple[File, ...], tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A store of everything that the Overview and its headline figures rest on. What corrects a file comes last."""
    settings = building.settings_of(tmp_path_factory.mktemp("headlines") / "store")
    mark(settings)
    shown = {*NEEDED, *overview.VIEW.metrics, *overview.ALSO}
    read = {name for metric in shown for name in METRICS[metric].card.reads} | {"sources"}
    files = [file for file in created if file.dataset in read & DATASETS.keys() and not file.is_refused]
    for corrects in (False, True):
        batch = [building.supplied(file) for file in files if ("corrected" in file.name) is corrects]
        if batch:
            accept(settings, batch, by="A test", reason="Headlines")
    return settings
