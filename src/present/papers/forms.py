"""The papers there are: for the Joint Audit Committee, for the Strategic Policing and Crime Board, and one page."""

from functools import partial

from src import wording
from src.analysis import change_wording
from src.analysis.coming_up import coming_up
from src.contracts.change import Attention
from src.metrics.findings.cause_wording import opened_and_closed
from src.present.papers import causes, findings, position, work
from src.present.papers.paper import Blocks, Figures, Form, Numbering, Paragraph, Part
from src.present.sections.causes import story
from src.present.sections.overview import ASKS as HEADLINES
from src.present.slide import PackData
from src.present.tables import of_result
from src.present.views import overview
from src.present.views.causes import BEGINS, EVENTS
from src.present.views.improvement import ASKED


def _committee_purpose(data: PackData) -> Blocks:
    yield Paragraph(
        text=f"To give the committee oversight of HMICFRS inspection activity and findings in {data.force} as at "
        f"{wording.day(data.as_at)}, and of what changed since {data.baseline.label}."
    )


def _engage_purpose(data: PackData) -> Blocks:
    yield Paragraph(
        text=f"To report how {data.force} stands with HMICFRS's monitoring as at {wording.day(data.as_at)}: each cause "
        f"of concern, the figures that show whether the work has an effect, and what changed since {data.baseline.label}."
    )


def _background(data: PackData) -> Blocks:
    yield from position.monitoring(data)
    yield Paragraph(text="A finding has a level, which says who may close it:")
    yield from findings.level_meanings(data.levels)


def _story(data: PackData) -> Blocks:
    yield from position.monitoring(data)
    if rows := story(data):
        table = of_result(data.result(EVENTS), ("as_at_on", "title"), rows=rows)
        yield Figures(caption="What happened, oldest first", table=table)
        if text := opened_and_closed(data.result(causes.CAUSES).rows, BEGINS):
            yield Paragraph(text=text)


def _asks(data: PackData, board: str) -> Blocks:
    """What the board that takes a paper is asked, by rule; what is asked of another one it notes."""
    yield Paragraph(text="The members are asked:")
    yield Paragraph(text="to note this paper;", is_point=True)
    if urgent := change_wording.grouped(data.changes).get(Attention.BOARD):
        count = wording.count_in_words(len(urgent), "change")
        yield Paragraph(
            text=f'to consider the {count} under "{position.for_any_board(Attention.BOARD)}";', is_point=True
        )
    yield from work.asks(data, board)
    late = data.result("findings_overdue").rows
    if late:
        count = wording.count_in_words(len(late), "finding")
        yield Paragraph(
            text=f"to ask the owners of the {count} past HMICFRS's deadline by when each will be done;", is_point=True
        )
    unowned = sum(1 for row in late if not row["owner_role"])
    if unowned:
        which = "the one" if unowned == 1 else f"each of the {wording.in_words(unowned)}"
        verb = "has" if unowned == 1 else "have"
        yield Paragraph(text=f"to ask for an owner for {which} of them that {verb} none;", is_point=True)
    yield Paragraph(text="to say when the next update is wanted.", is_point=True)


def _needed(data: PackData) -> Blocks:
    """What needs the board, as the Overview lists it."""
    lines = overview.needs_board(data)
    if not lines:
        yield Paragraph(text=overview.NEEDS_BOARD.empty)
    for line in lines:
        yield Paragraph(lead=line.tag, text=line.text, is_point=True)


def _asked(data: PackData) -> Blocks:
    """What is to be signed and decided, and which actions are overdue. Not in a release."""
    for line in () if data.under else ASKED.lines(data):
        yield Paragraph(lead=line.tag, text=line.text, is_point=True)


def _brief_position(data: PackData) -> Blocks:
    events = data.result("events_in_period")
    if events.rows:
        yield Paragraph(text=wording.first_sentence(events.sentence))
    for block in position.figures(data):
        if isinstance(block, Figures):
            yield block


def _brief_causes(data: PackData) -> Blocks:
    return (block for block in causes.summary(data) if isinstance(block, Figures))


def _brief_ahead(data: PackData) -> Blocks:
    """What comes next in a line, each with its date."""
    dated = [
        f"{item.title} {wording.on_day(item.day, item.precision)}" if item.day else wording.inside(item.title)
        for item in coming_up(data.result("dates_ahead"))
    ]
    if dated:
        yield Paragraph(text=f"{'; '.join(dated)}.")


_AUDIT, _CRIME = "Joint Audit Committee", "Strategic Policing and Crime Board"
PAPERS = {
    form.name: form
    for form in (
        Form(
            name="committee",
            title="HMICFRS update",
            committee=_AUDIT,
            numbering=Numbering.BY_SECTION,
            parts=(
                Part(name="purpose", title="Purpose of report", blocks=_committee_purpose),
                Part(
                    name="background",
                    title="Background",
                    blocks=_background,
                    asks=("events_in_period", "board_meetings_by_date"),
                ),
                Part(
                    name="inspections",
                    title="Inspection activity since the last report",
                    blocks=findings.inspections,
                    asks=("inspections_by_state",),
                ),
                Part(name="figures", title="Where the force stands", blocks=position.figures, asks=HEADLINES),
                Part(
                    name="levels",
                    title="Findings by level",
                    blocks=findings.levels,
                    asks=(findings.REGISTERS, findings.BY_LEVEL, findings.PRINTED, findings.AGES),
                ),
                Part(name="changes", title="What changed", blocks=position.changes),
                Part(
                    name="new_reports",
                    title="New reports and their recommendations",
                    blocks=findings.new_reports,
                    asks=("findings_register",),
                ),
                Part(
                    name="causes",
                    title="Causes of concern",
                    blocks=causes.summary,
                    asks=(causes.CAUSES, causes.RECOMMENDATIONS),
                ),
                Part(
                    name="recommendations",
                    title="Updates on recommendations and other findings",
                    blocks=causes.recommendations,
                    asks=(causes.RECOMMENDATIONS, work.LATEST, work.DUE, work.BY_OWNER, work.QUEUE),
                ),
                Part(
                    name="deadlines",
                    title="Deadlines",
                    blocks=findings.overdue,
                    asks=("findings_overdue", "findings_due"),
                ),
                Part(name="actions", title="Actions", blocks=work.actions, asks=(work.BY_OWNER, work.TO_LOOK_AT)),
                Part(
                    name="commentary",
                    title="Commentary and decisions",
                    blocks=work.commentary,
                    asks=(work.COMMENTARY,),
                ),
                Part(name="closure", title="On the way to closure", blocks=work.closure, asks=(work.QUEUE,)),
                Part(
                    name="readiness",
                    title="Before the next inspection",
                    blocks=work.readiness,
                    asks=(work.READINESS,),
                ),
                Part(name="ahead", title="Forthcoming activity", blocks=findings.ahead, asks=("inspections_by_state",)),
                Part(name="care", title="Reading the figures", blocks=position.care),
                Part(name="asks", title="Recommendations", blocks=partial(_asks, board=_AUDIT)),
            ),
        ),
        Form(
            name="engage",
            title="HMICFRS monitoring and causes of concern",
            committee=_CRIME,
            numbering=Numbering.THROUGHOUT,
            parts=(
                Part(name="purpose", title="Purpose of paper", blocks=_engage_purpose),
                Part(
                    name="background",
                    title="Background and governance",
                    blocks=_story,
                    asks=("events_in_period", "board_meetings_by_date", causes.CAUSES),
                ),
                Part(name="figures", title="Where the force stands", blocks=position.figures, asks=HEADLINES),
                Part(name="changes", title="What changed", blocks=position.changes),
                Part(
                    name="causes",
                    title="Causes of concern",
                    blocks=causes.one_by_one,
                    asks=(
                        causes.CAUSES,
                        causes.RECOMMENDATIONS,
                        work.LATEST,
                        work.BY_OWNER,
                        work.QUEUE,
                        work.THRESHOLDS,
                        *(item.metric for view in causes.VIEWS.values() for item in view.pictures),
                    ),
                ),
                Part(
                    name="actions",
                    title="Actions and updates",
                    blocks=work.actions_and_updates,
                    asks=(work.BY_OWNER, work.TO_LOOK_AT, work.DUE),
                ),
                Part(
                    name="commentary",
                    title="Commentary and decisions",
                    blocks=work.commentary,
                    asks=(work.COMMENTARY,),
                ),
                Part(name="ahead", title="Next steps", blocks=findings.ahead, asks=("inspections_by_state",)),
                Part(name="care", title="Reading the figures", blocks=position.care),
                Part(name="asks", title="Recommendations", blocks=partial(_asks, board=_CRIME)),
            ),
        ),
        Form(
            name="brief",
            title="HMICFRS brief",
            committee="",
            numbering=Numbering.NONE,
            is_one_page=True,
            parts=(
                Part(name="figures", title="Where the force stands", blocks=_brief_position, asks=HEADLINES),
                Part(name="changes", title="What needs the board", blocks=_needed),
                Part(
                    name="asked",
                    title=ASKED.title,
                    blocks=_asked,
                    asks=(work.QUEUE, work.COMMENTARY, work.TO_LOOK_AT),
                ),
                Part(name="causes", title="Causes of concern", blocks=_brief_causes, asks=(causes.CAUSES,)),
                Part(name="ahead", title="What comes next", blocks=_brief_ahead, asks=("inspections_by_state",)),
            ),
        ),
    )
}
"""Every kind of paper, by the name it is asked for."""
