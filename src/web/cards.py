"""The cards of the causes of concern: how each stands, for how long, whose it is, what comes next, and its measure."""

from collections.abc import Sequence

from src import wording
from src.contracts.metric import Result, Row
from src.metrics.findings import cause_wording
from src.metrics.findings.cause_wording import answerable, causes_shown, older_causes, recommendations_of_cause
from src.metrics.findings.lifecycle_wording import recommendations_of
from src.metrics.improvement.wording import asked_of_boards, last_heard
from src.present.html.markup import markup
from src.present.model import Line
from src.present.theme import Shade
from src.present.views.view import CauseCards, Lines
from src.web import components, headlines, links
from src.web.page_context import PageContext

SETTLED, OPEN, OTHER = ("closed", "✓"), ("open", "●"), ("other", "")
_SHADES = {Shade.ORANGE: "worse"}


def lines(context: PageContext, listed: Sequence[Line], item: Lines) -> str:
    """Sentences as a list: a tag, the sentence and the way to its rows."""
    if not listed:
        return components.empty(item.empty)
    shown = [
        (line, _SHADES.get(line.shade, "care"), links.to_rows(context, line.metric)) for line in listed[: item.most]
    ]
    more = len(listed) - item.most
    rest = f"{wording.capital(wording.in_words(more))} more in the board pack." if more > 0 else ""
    return markup("components", "lines", shown, rest)


def of_item(context: PageContext, item: CauseCards) -> str:
    """The cards that a view names; empty where no cause is known."""
    result = context.result(item.metric)
    return _of_every_cause(context, result) if item.has_recommendations else _of_newest_cycle(context, result)


RECOMMENDATIONS = ("title", "level_name", "status_name", "deadline_on", "days_overdue", "owner_role")


def _of_every_cause(context: PageContext, result: Result) -> str:
    """The cards of the newest cycle and of older inspections that are still open, then the recommendations of each."""
    shown = causes_shown(result.rows)
    if not shown:
        return ""
    cycles = wording.listed(dict.fromkeys(row["cycle_name"] for row in shown))
    lead = (
        "Each with its age, its recommendations, who answers for it, what comes next, and the measure that shows whether "
        "the work is having an effect."
    )
    comments, updates = (context.result(name).rows for name in ("board_commentary", "finding_latest_updates"))
    return (
        components.section(f"Causes of concern from {cycles}", lead)
        + causes(context, shown, headlines.by_topic(context, context.baseline), comments, updates)
        + "".join(_recommendations(context, cause) for cause in shown)
    )


def _recommendations(context: PageContext, cause: Row) -> str:
    """The recommendations of one cause under its title, open unless all is settled; each leads to its own page."""
    listed = context.result("cause_recommendations")
    rows = listed.where(cause_id=cause["cause_id"])
    title = f"{cause['title']}: {recommendations_of(rows) if rows else 'no recommendation set out'}".rstrip(".")
    link = links.to_finding(links.findings(context))
    table = components.rows_of(listed, RECOMMENDATIONS, rows=rows, caption=str(cause["title"]), link=link)
    is_open = not cause_wording.is_settled(cause) and bool(rows)
    return components.opened(title, table, is_open=is_open, on_paper=True)


def _of_newest_cycle(context: PageContext, result: Result) -> str:
    """The cards of the causes of the newest cycle, and under them how many older ones are open; empty where none is known."""
    if not result.rows:
        return ""
    newest = result.where(cycle_code=result.rows[0]["cycle_code"])
    lead = f"From {newest[0]['cycle_name']}, each with the measure that shows whether the work is having an effect."
    earlier = older_causes(result.rows, context.as_at)
    more = components.group(
        components.paragraph(earlier) + links.link(context, "causes_of_concern", "Every cause of concern"), "pb-rest"
    )
    measures = headlines.by_topic(context, context.baseline)
    return components.section("Causes of concern", lead) + causes(context, newest, measures) + (more if earlier else "")


def causes(
    context: PageContext,
    shown: Sequence[Row],
    measures: dict[str, str],
    comments: Sequence[Row] = (),
    updates: Sequence[Row] = (),
) -> str:
    """One card a cause of concern, its title leading to its own page and its measure to the page of the measure.

    `comments` and `updates` are what owners say to boards and of their work, where the cards have room for it.
    """
    pages = {str(row["topic_code"]): str(row["page"]) for row in context.edition.code_list("measure_topics").rows}
    recommendations, queue = context.result("cause_recommendations"), context.result("closure_queue").rows
    listed = {row["finding_id"] for row in context.result("findings_register").rows}
    address_of = links.to_finding(links.findings(context))
    cards = []
    for row in shown:
        shade, mark = _shade(row)
        topic = str(row["measures_topic"])
        under = recommendations.where(cause_id=row["cause_id"])
        about = {row["cause_id"], *(each["finding_id"] for each in under)}
        sentences = (
            cause_wording.age(row, context.as_at),
            recommendations_of_cause(row) or "No recommendation set out",
            answerable(row),
            cause_wording.next_step(under, queue, context.as_at),
            asked_of_boards([row for row in comments if row["finding_id"] in about], context.as_at),
            last_heard([update for update in updates if update["finding_id"] in about], context.as_at, row["cause_id"]),
        )
        cards.append(
            {
                "shade": shade,
                "mark": mark,
                "state": cause_wording.state(row, context.as_at),
                "title": row["title"],
                "address": address_of({"finding_id": row["cause_id"]}) if row["cause_id"] in listed else "",
                "sentences": [text if text.endswith("…") else f"{text.rstrip('.')}." for text in sentences if text],
                "measure": wording.paragraph([measures.get(topic, ""), headlines.standards(context, topic)]),
                "way": links.link(context, pages[topic], "See the measure") if pages.get(topic) else "",
            }
        )
    return markup("components", "cause_cards", cards)


def _shade(row: Row) -> tuple[str, str]:
    if cause_wording.is_settled(row):
        return SETTLED
    return OPEN if row["counts_as"] in ("open", "closed") else OTHER
