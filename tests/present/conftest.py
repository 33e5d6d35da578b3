"""What the tests of a pack share: the published figures gathered, and the files written once."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from pptx import Presentation

from src.present.pack import Choice, Pack, pack
from src.present.pptx.slides import deck
from src.present.slide import Held
from src.present.xlsx.workbook import workbook
from src.services import build_pack
from src.settings import Settings
from src.store.editions import Edition

AS_AT, SINCE = date(2024, 2, 27), date(2024, 1, 4)


@pytest.fixture(scope="session")
def held(published: Settings, edition: Edition) -> Held:
    """The published figures of the board of 27 February 2024, compared with 4 January."""
    return build_pack.held(published, edition, AS_AT, SINCE)


@pytest.fixture(scope="session")
def made(held: Held) -> Pack:
    """A pack of every section."""
    return pack(held, Choice(title="Board of February"))


@pytest.fixture(scope="session")
def slides(made: Pack) -> Any:
    """The deck, opened."""
    return Presentation(BytesIO(deck(made))).slides


@pytest.fixture(scope="session")
def book(made: Pack) -> Any:
    """The workbook, opened."""
    return openpyxl.load_workbook(BytesIO(workbook(made)))
