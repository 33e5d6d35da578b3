"""Overview: what changed, the six figures that matter, and what to be careful with."""

from collections.abc import Iterator, Sequence
from datetime import date

from src import wording
from src.analysis.questions import OLD_AFTER_DAYS
from src.contracts.change import Change
from src.contracts.metric import DIFFERS, Result, Row
from src.present.change_lines import care, held_back, sentence, tag
from src.present.model import Line, Shade, Words
from src.present.slide import Layout, Note, PackData, Slide, notes_of, source_of
from src.present.tables import NOT_SHOWN, Cell, Column, Field, Table, cell, plain

TITLE = "Overview"
SIX = (
    "published_findings_by_level",
    "causes_of_concern_by_status",
    "marac_cases_awaiting",
    "sex_offender_tasks_outstanding",
    "qatt_average_grade_by_section",
    "ocset_packages_by_stage",
)
"""The metrics behind the six figures that matter."""
ASKS = (*SIX, "events_in_period")
_ON = Field(name="on", heading="", precision="precision")
FIRST = 7
"""How many changes have room on a slide."""


def slides(pack: PackData) -> Iterator[Slide]:
    """What changed, where the force stands, what to be careful with."""
    yield _changes(pack)
    yield _figures(pack)
    careful = _careful(pack)
    if careful:
        yield careful


def _changes(pack: PackData) -> Slide:
    messages = [Line(tag=tag(item)[0], text=care(item), shade=tag(item)[1]) for item in pack.changes]
    more = len(messages) - FIRST
    results = tuple(pack.after[name] for name in dict.fromkeys(item.metric for item in pack.changes))
    columns = [
        Column(heading="Kind"),
        Column(heading="What changed", width=5),
        Column(heading="From"),
        Column(heading="To"),
    ]
    rows = [
        (tag(item)[0], care(item), _when(pack, item, item.before_on), _when(pack, item, item.after_on))
        for item in pack.changes
    ]
    return Slide(
        section=TITLE,
        layout=Layout.TEXT,
        title=sentence(pack).rstrip("."),
        subtitle=f"What changed between {pack.compared_with} and {wording.day(pack.as_at)}, what needs the board first",
        body=Words(lines=tuple(messages[:FIRST])) if messages else None,
        remark=wording.paragraph(
            [f"The workbook lists all {len(messages):,} changes." if more > 0 else "", held_back(pack)]
        ),
        results=results,
        notes=_notes(pack, results[:FIRST]),
        alternative="",
        source=source_of(pack, results),
        sheet="What changed",
        data=plain(columns, rows),
    )


def _when(pack: PackData, change: Change, day: date | None) -> Cell:
    """The date of a figure that changed, said no more exactly than its metric's rows have it."""
    rows = pack.after[change.metric].where(as_at_on=day) if day and "as_at_on" in _columns(pack, change) else ()
    return cell({"on": day, "precision": rows[0].get("as_at_precision") if rows else None}, _ON)


def _columns(pack: PackData, change: Change) -> Row:
    rows = pack.after[change.metric].rows
    return rows[0] if rows else {}


def _figures(pack: PackData) -> Slide:
    results = tuple(pack.after[name] for name in SIX if name in pack.after)
    body = plain(
        [
            Column(heading="Measure", width=3),
            Column(heading="Figure", is_number=True),
            Column(heading="As at", width=1.6),
            Column(heading="Before", is_number=True, width=1.2),
        ],
        [row for result in results for row in _SIX_ROWS[result.card.name](result)],
    )
    events = pack.after.get("events_in_period")
    standing = wording.first_sentence(events.sentence).rstrip(".") if events and events.rows else ""
    return Slide(
        section=TITLE,
        layout=Layout.TABLE,
        title=standing or "The six figures that matter",
        subtitle=f"The six figures that matter, as at {wording.day(pack.as_at)}; each with its own date",
        body=body,
        results=(*results, *((events,) if events else ())),
        notes=_notes(pack, results),
        alternative="Table of the six figures that matter. "
        + " ".join(f"{row[0].text}: {row[1].text}, {row[2].text}." for row in body.rows),
        source=source_of(pack, results),
        sheet="Six figures",
        data=body,
    )


def _notes(pack: PackData, results: Sequence[Result]) -> tuple[Note, ...]:
    """Of many results at once the definitions and questions say enough."""
    return tuple(note for note in notes_of(pack, results) if note.heading != "Checks")


Lines = list[tuple[str, Cell | None, str, Cell | None]]


def _none(what: str) -> Lines:
    return [(what, Cell(value=None, text=wording.NO_FIGURE), "–", None)]


def _number(value: float | None, bound: str | None = None, text: str = "") -> Cell:
    return Cell(value=value, text=text or wording.bounded(value, bound))


def _findings(result: Result) -> Lines:
    what = "Findings open, as printed"
    if not result.rows:
        return _none(what)
    hidden = [row for row in result.rows if "open_count" in row.get(NOT_SHOWN, {})]
    opened = None if hidden else sum(row["open_count"] for row in result.rows if row["open_count"] is not None)
    figure = Cell(value=None, text="not shown") if hidden else _number(opened)
    return [(what, figure, wording.day(result.rows[0]["as_at_on"]), None)]


def _causes(result: Result) -> Lines:
    what = "Causes of concern open"
    if not result.rows:
        return _none(what)
    newest = result.where(cycle_code=result.rows[0]["cycle_code"])
    still = sum(row["counts_as"] == "open" for row in newest)
    return [(what, _number(still), wording.day(max(row["as_at_on"] for row in newest)), None)]


def _held_back(row: object, column: str) -> str:
    return str(row.get(NOT_SHOWN, {}).get(column, ""))  # type: ignore[attr-defined]


def _marac(result: Result) -> Lines:
    what = "Cases awaiting a MARAC"
    if not result.rows:
        return _none(what)
    row = result.rows[-1]
    figure = _number(row["cases_awaiting_count"], None, _held_back(row, "cases_awaiting_count"))
    before = _number(row["previous_count"], None, _held_back(row, "previous_count"))
    return [(what, figure, wording.day(row["as_at_on"]), before if row["previous_on"] else None)]


def _offenders(result: Result) -> Lines:
    what = "Sex offender management tasks outstanding"
    if not result.rows:
        return _none(what)
    row, first = result.rows[-1], result.rows[0]
    earlier = [item for item in result.rows if item["as_at_on"] == row["previous_on"]]
    before = earlier[0] if earlier else first
    return [
        (
            what,
            _number(row["all_tasks_count"], None, _held_back(row, "all_tasks_count")),
            wording.dated(row["as_at_on"], row["as_at_precision"]),
            _number(before["all_tasks_count"], None, _held_back(before, "all_tasks_count"))
            if before["as_at_on"] != row["as_at_on"]
            else None,
        )
    ]


def _grades(result: Result) -> Lines:
    what = "Investigation quality (QATT), out of 5"
    overall = [row for row in result.rows if row["section_code"] == "overall"]
    if not overall:
        return _none(what)
    before = _number(overall[-2]["average_grade"]) if len(overall) > 1 else None
    return [(what, _number(overall[-1]["average_grade"]), wording.day(overall[-1]["as_at_on"]), before)]


def _packages(result: Result) -> Lines:
    what = "Online child abuse packages awaiting enforcement"
    rows = [row for row in result.newest if row["stage_code"] == "awaiting_enforcement"]
    if not rows:
        return _none(what)
    row = rows[0]
    before = _number(row["previous_count"], row["previous_qualifier_code"], _held_back(row, "previous_count"))
    return [
        (
            what,
            _number(row["packages_count"], row["qualifier_code"], _held_back(row, "packages_count")),
            wording.dated(row["as_at_on"], row["as_at_precision"]),
            before if row["previous_on"] else None,
        )
    ]


_SIX_ROWS = {
    "published_findings_by_level": _findings,
    "causes_of_concern_by_status": _causes,
    "marac_cases_awaiting": _marac,
    "sex_offender_tasks_outstanding": _offenders,
    "qatt_average_grade_by_section": _grades,
    "ocset_packages_by_stage": _packages,
}


def _careful(pack: PackData) -> Slide | None:
    """Old feeds, and sums that do not come out."""
    lines: list[Line] = []
    results = [result for result in pack.after.values() if result.rows]
    six = [result for result in results if result.card.name in SIX and result.newest_on]
    old = [result for result in six if result.newest_on and (pack.as_at - result.newest_on).days > OLD_AFTER_DAYS]
    for result in sorted(old, key=lambda item: item.newest_on or pack.as_at):
        age = wording.days_between(result.newest_on or pack.as_at, pack.as_at)
        lines.append(Line(tag="Old", text=f"{result.card.title}: the newest figure is {age} old.", shade=Shade.GREY))
    known = {f"{row['title']} ({row['discrepancy_id']})" for row in pack.discrepancies}
    sums = {
        f"{check.name}. {check.detail}": result
        for result in results
        for check in result.checks
        if check.status == DIFFERS and check.name not in known
    }
    lines += [Line(tag="Differs", text=text, shade=Shade.ORANGE) for text in sums]
    if not lines:
        return None
    count = wording.count_in_words(len(lines), "thing")
    about = tuple({result.card.name: result for result in (*old, *sums.values())}.values())
    return Slide(
        section=TITLE,
        layout=Layout.TEXT,
        title=wording.capital(f"{count} to be careful with"),
        subtitle="Every figure stands as it came; these are the ones to read twice",
        body=Words(lines=tuple(lines[:FIRST])),
        remark=f"The workbook lists all {len(lines)}." if len(lines) > FIRST else "",
        results=about,
        notes=_notes(pack, about),
        source=source_of(pack, about),
        sheet="To be careful with",
        data=_listed(lines),
    )


def _listed(lines: Sequence[Line]) -> Table:
    return plain([Column(heading="Kind"), Column(heading="What", width=5)], [(line.tag, line.text) for line in lines])
