"""What the tests of the demonstration share: its files, and their rows read again by other means."""

import pytest

from demo import story
from demo.files import File
from tests.demo.reading import Supply


@pytest.fixture(scope="session")
def created() -> tuple[File, ...]:
    """Every file of the demonstration."""
    return story.files()


@pytest.fixture(scope="session")
def supply(created: tuple[File, ...]) -> Supply:
    """The rows of every file, as text under the headings they have in it."""
    return Supply(created)
