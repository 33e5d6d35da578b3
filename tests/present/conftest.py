"""What the tests of a pack share: the published figures gathered, and the files written once."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from pptx import Presentation

from src.contracts.baseline import Baseline
from src.present.pack import Choice, Pack, pack
from src.present.pptx.slides import deck
from src.present.slide import PackData
from src.present.xlsx.workbook import workbook
from src.services import build_pack, build_paper
from src.settings import Settings
from src.store.editions import Edition
from tests import editions

AS_AT, SINCE = date(2024, 2, 27), date(2024, 1, 4)
EDITION = editions.FIRST
"""Each published file makes an edition."""


@pytest.fixture(scope="session")
def contents(published: Settings, edition: Edition) -> PackData:
    """The published figures of the board of 27 February 2024, compared with 4 January."""
    return build_pack.pack_data(published, edition, AS_AT, Baseline(since=SINCE))


@pytest.fixture(scope="session")
def data(contents: PackData, edition: Edition) -> PackData:
    """What the papers of the board of 27 February 2024 are made from."""
    return build_paper.with_work(contents, edition)


@pytest.fixture(scope="session")
def created(contents: PackData) -> Pack:
    """A pack of every section, with its appendix."""
    return pack(contents, Choice(title="Board of February", has_appendix=True))


@pytest.fixture(scope="session")
def slides(created: Pack) -> Any:
    """The deck, opened."""
    return Presentation(BytesIO(deck(created))).slides


@pytest.fixture(scope="session")
def book(created: Pack) -> Any:
    """The workbook, opened."""
    return openpyxl.load_workbook(BytesIO(workbook(created)))
