"""The deck and the papers say what the Overview, What changed and Measures say of one thing at one date."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

import pytest

from src import wording
from src.analysis.cautions import known_in_sources
from src.analysis.change_detection import changes
from src.analysis.matters import standing
from src.analysis.trends import every_trend
from src.contracts.baseline import Baseline
from src.contracts.change import Attention
from src.present import change_lines
from src.present.model import Multiples, Words
from src.present.pack import Choice, Pack, pack
from src.present.papers.forms import PAPERS
from src.present.papers.paper import Paragraph, paper
from src.present.slide import PackData
from src.present.views import overview
from src.services.build_pack import pack_data
from src.settings import Settings
from src.store.editions import Edition
from tests.metrics import portal, weekly
from tests.metrics.drawn import DrawnEngine
from tests.metrics.grammar import faults
from tests.metrics.test_places_agree import results_at

COUNT = r"([>≥<≤]?[\d,]+|no|none|one|two|three|four|five|six|seven|eight|nine)"
DATED = re.compile(rf"(?i)(?:^|[.:;] ){COUNT} ([a-z][a-z' -]+?) (?:at|on|in) (\d{{1,2}} [A-Z][a-z]+ \d{{4}})")
OVERDUE = re.compile(rf"(?i){COUNT} findings? (?:is|are) past HMICFRS's deadline")
NUMBERS = {"no": "0", "none": "0", **{wording.in_words(number): str(number) for number in range(1, 10)}}


def of_deck(created: Pack) -> Iterator[str]:
    """Every sentence of a deck."""
    for slide in created.slides:
        yield from (slide.title, re.sub(r" \(\d of \d\)", "", slide.subtitle), slide.remark)
        if isinstance(slide.body, Words):
            yield from (line.text for line in slide.body.lines)
        if isinstance(slide.body, Multiples):
            yield from (f"{panel.title}: {panel.text}" for panel in slide.body.panels)


def of_papers(data: PackData) -> Iterator[tuple[str, str]]:
    """Every sentence of every paper, with its name."""
    for name, form in PAPERS.items():
        blocks = [block for section in paper(form, data).sections for block in section.blocks]
        yield from ((name, block.text) for block in blocks if isinstance(block, Paragraph))


def of_pages(data: PackData) -> Iterator[str]:
    """What the pages say: headline figures, what changed, and the sentence of each metric."""
    yield from (figure.sentence for figure in data.headlines)
    yield from (change.sentence for change in data.changes)
    yield from (result.sentence for result in data.after.values())


def contradictions(data: PackData) -> Iterator[str]:
    """Two counts of one thing at one date, and what one place leaves out that needs the board."""
    created = pack(data, Choice(has_appendix=True))
    deck, papers = list(of_deck(created)), list(of_papers(data))
    said: dict[tuple[str, str], dict[str, str]] = {}
    for text in [*deck, *(text for _, text in papers), *of_pages(data)]:
        yield from (f"{fault} in {text!r}" for fault in faults(text))
        for count, words, day in DATED.findall(text):
            said.setdefault((words.lower(), day), {})[NUMBERS.get(count.lower(), count)] = text
        late = {NUMBERS.get(count.lower(), count) for count in OVERDUE.findall(text)}
        if late - {str(len(data.after["findings_overdue"].rows))}:
            yield f"another count past the deadline: {text}"
    yield from (f"{key}: {list(counts.values())}" for key, counts in said.items() if len(counts) > 1)
    known = known_in_sources(len(data.discrepancies))
    for text in [*deck, *(text for _, text in papers), *change_lines.text(data).splitlines()]:
        if re.search(r"(?i)discrepanc|contradiction|known difference", text) and known not in text:
            yield f"another name or count of what is known in the sources: {text}"
    shown = [line.text for line in overview.needs_board(data)]
    (first,) = [s for s in created.slides if s.sheet == "What changed"][:1]
    lines = [line.text for line in first.body.lines] if isinstance(first.body, Words) else []
    if lines[: len(shown)] != shown:
        yield f"the deck has {lines}, the Overview {shown}"
    brief = [text for name, text in papers if name == "brief"]
    yield from (f"not in the brief: {text}" for text in shown if text not in brief)
    committee = " ".join(text for name, text in papers if name == "committee")
    board = [change for change in data.changes if change.attention is Attention.BOARD]
    if len(board) <= 10:
        found = [each.sentence for each in (*board, *standing(data.changes, data.after, data.as_at))]
        yield from (f"not in the committee's paper: {text}" for text in found if text not in committee)
    for figure in data.headlines:
        for name in ("committee", "engage"):
            if figure.newest and figure.sentence not in [text for of, text in papers if of == name]:
                yield f"not in the paper {name}: {figure.sentence}"


@pytest.mark.parametrize(
    ("since", "as_at"),
    [
        (date(2017, 6, 8), date(2018, 12, 31)),
        (date(2023, 6, 29), date(2023, 12, 31)),
        (date(2024, 1, 4), date(2024, 2, 27)),
        (date(2024, 2, 27), date(2024, 9, 18)),
    ],
)
def test_no_place_contradicts_another_in_the_papers(
    published: Settings, edition: Edition, since: date, as_at: date
) -> None:
    assert list(contradictions(pack_data(published, edition, as_at, Baseline(since=since)))) == []


@pytest.mark.parametrize(
    ("tables", "since", "as_at"),
    [
        (weekly.TABLES, date(2026, 1, 5), date(2026, 3, 2)),
        (portal.TABLES, date(2026, 3, 2), date(2026, 4, 20)),
    ],
)
def test_no_place_contradicts_another_in_drawn_extracts(tables: Mapping[str, str], since: date, as_at: date) -> None:
    before, after = (results_at(DrawnEngine(tables), day) for day in (since, as_at))
    data = PackData(
        as_at=as_at,
        edition=1,
        baseline=Baseline(since=since),
        after=after,
        before=before,
        changes=changes(before, after),
        trends=tuple(every_trend(list(after.values()), (), after["events_in_period"].rows)),
        force="A force",
    )
    assert list(contradictions(data)) == []
