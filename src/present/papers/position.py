"""Parts of a paper on where the force stands: its monitoring, headline figures, what changed, what to be careful with."""

import re

from src import wording
from src.analysis import change_wording
from src.analysis.cautions import cautions, known_in_sources
from src.analysis.matters import standing
from src.contracts.change import Attention, ChangeKind
from src.present import change_lines
from src.present.papers.paper import Blocks, Figures, Paragraph, Subheading
from src.present.sections.overview import figures_table
from src.present.slide import PackData

LISTED = {Attention.BOARD: 10}
_OTHERS_LISTED = 5
"""How many changes of a heading a paper sets out; the rest are counted."""


def for_any_board(text: str) -> str:
    """Words on what needs the board of the force, for a paper that another board reads."""
    return re.sub(r"\b(needs?) the board\b", r"\1 attention", text)


def monitoring(data: PackData) -> Blocks:
    """The phase of monitoring, and which boards look at the figures."""
    events = data.result("events_in_period")
    meetings = data.result("board_meetings_by_date")
    if events.rows:
        yield Paragraph(text=events.sentence)
    if meetings.where(is_baseline=True):
        yield Paragraph(text=meetings.sentence)


def figures(data: PackData) -> Blocks:
    """The headline figure of each subject, in words and as a table."""
    if not data.headlines:
        return
    yield Paragraph(
        text=f"The table gives each headline figure with its own date and what it was before. "
        f"{data.baseline.explanation}"
    )
    yield Figures(
        caption=f"Headline figures as at {wording.day(data.as_at)}", table=figures_table(data, data.headlines)
    )
    for figure in data.headlines:
        if figure.newest:
            yield Paragraph(text=figure.sentence, is_point=True)


def changes(data: PackData) -> Blocks:
    """What changed, what needs the board first. A long list is cut, and what is left out is counted."""
    yield Paragraph(text=for_any_board(change_lines.sentence(data)))
    for heading, group in change_wording.grouped(data.changes).items():
        most = LISTED.get(heading, _OTHERS_LISTED)
        yield Subheading(text=for_any_board(heading.value))
        # A feed that is silent has not changed.
        noun = "matter" if any(change.kind is ChangeKind.FEED_SILENT for change in group) else "change"
        yield Paragraph(text=f"{wording.capital(wording.count_in_words(len(group), noun))}:")
        for change in group[:most]:
            yield Paragraph(lead=change_lines.tag(change)[0], text=change_lines.in_paper(change), is_point=True)
        if len(group) > most:
            more = wording.count_in_words(len(group) - most, "more change")
            verb = "is" if len(group) == most + 1 else "are"
            yield Paragraph(text=f"{wording.capital(more)} {verb} not listed.", is_point=True)
    if still := standing(data.changes, data.results, data.as_at):
        yield Subheading(text=for_any_board("What still needs the board"))
        count = wording.capital(wording.count_in_words(len(still), "matter"))
        yield Paragraph(text=f"{count} {wording.verb(len(still), 'is', 'are')} not new:")
        for matter in still:
            yield Paragraph(lead=change_wording.TAGS[matter.kind], text=matter.sentence, is_point=True)
    if held_back := change_lines.held_back(data):
        yield Paragraph(text=held_back)


def care(data: PackData) -> Blocks:
    """What to be careful with, and how many discrepancies are known in the sources."""
    found = cautions(data.after, data.headlines, data.as_at)
    if found:
        yield Paragraph(text=f"{wording.capital(wording.count_in_words(len(found), 'caution'))}:")
    for caution in found:
        yield Paragraph(lead=caution.kind, text=caution.sentence, is_point=True)
    if count := len(data.discrepancies):
        yield Paragraph(text=f"{known_in_sources(count)}. Every figure stands as printed.")
    if data.rule_of_release:
        yield Paragraph(
            text=f"{data.rule_of_release} Updates and actions under each recommendation are left out: their words may "
            "give a count away."
        )
