"""The four Engage trends: MARAC, sex offender management, investigation quality and online child abuse."""

from collections.abc import Iterator

from src import wording
from src.contracts.metric import NOT_SHOWN, Result, Row
from src.present import chart_builders, tables
from src.present.model import Bars, Lines, Rule, Shade
from src.present.slide import PackData, Slide, metric_slide
from src.present.tables import Field

MARAC, OFFENDERS = "MARAC", "Sex offender management"
QUALITY, ONLINE = "Investigation quality", "Online child abuse"
MARAC_ASKS = ("marac_cases_awaiting", "marac_cases_awaiting_by_area", "marac_longest_wait_by_area")
OFFENDERS_ASKS = ("sex_offender_tasks_outstanding",)
QUALITY_ASKS = ("qatt_average_grade_by_section", "investigation_standards_met", "positive_outcome_rate")
ONLINE_ASKS = ("ocset_packages_by_stage", "ocset_packages_by_risk", "digital_forensics_queue")
LINES_FROM = 3
"""From how many dates on figures are a line; two are a pair."""


def span(result: Result) -> str:
    """From the first date of a result to the last; the one date where there is no other."""
    rows = sorted((row for row in result.rows if row.get("as_at_on")), key=lambda row: row["as_at_on"])
    first, last = (wording.short_dated(row["as_at_on"], row.get("as_at_precision")) for row in (rows[0], rows[-1]))
    return first if first == last else f"{first} to {last}"


def _dates(result: Result) -> int:
    return len({row["as_at_on"] for row in result.rows})


def marac(pack: PackData) -> Iterator[Slide]:
    """The force over time, the areas on one scale, and the longest wait against the limit."""
    total, areas, wait = (pack.after[name] for name in MARAC_ASKS)
    if total.rows:
        first, last = total.rows[0]["as_at_on"], total.rows[-1]["as_at_on"]
        lines = chart_builders.over_time(
            total.rows, "cases_awaiting_count", name="Cases awaiting", moments=pack.moments("marac", first, last)
        )
        yield metric_slide(
            pack,
            MARAC,
            [total],
            lines,
            subtitle="Cases awaiting a multi-agency risk assessment conference (MARAC), all areas together, "
            + span(total),
            alternative=chart_builders.text_alternative(lines, "cases awaiting a MARAC in the force"),
        )
    if areas.rows:
        many = chart_builders.small_lines(areas.rows, "area_name", "cases_awaiting_count", _change)
        yield metric_slide(
            pack,
            MARAC,
            [areas],
            many,
            title=areas.sentence,
            subtitle=f"Cases awaiting a MARAC by area on one scale, the most first, {span(areas)}",
            alternative=chart_builders.text_alternative(many, "cases awaiting a MARAC by area"),
        )
    if wait.rows:
        yield _waits(pack, wait)


def _change(row: Row) -> str:
    if row["change_count"] is None:
        return "" if row.get(NOT_SHOWN) else "nothing earlier to compare"
    since = f"since {wording.short_day(row['previous_on'])}"
    if row["change_count"] == 0:
        return f"no change {since}"
    return f"{'up' if row['change_count'] > 0 else 'down'} {abs(row['change_count'])} {since}"


def _waits(pack: PackData, result: Result) -> Slide:
    first = result.rows[0]
    rules: tuple[Rule, ...] = ()
    if first["limit_days"]:
        calendar = f"{first['limit_days']} calendar days ({first['limit_if_calendar_in_working_days']} working)"
        rules = (
            Rule(at=first["limit_if_calendar_in_working_days"], text=calendar),
            Rule(at=first["limit_days"], text=f"{first['limit_days']} working days"),
        )
    drawn = chart_builders.bars(
        result.rows,
        "area_name",
        [("longest_wait_working_days", "Working days", Shade.BLUE)],
        labels=lambda row: f"{row['longest_wait_working_days']} ({row['longest_wait_calendar_days']} calendar)",
        high=(first["limit_days"] or first["longest_wait_working_days"]) * 1.3,
    )
    picture = Bars(names=drawn.names, series=drawn.series, rules=rules, high=drawn.high)
    note = f"{first['limit_note']}: both readings of the limit are drawn." if first["limit_note"] else ""
    return metric_slide(
        pack,
        MARAC,
        [result],
        picture,
        subtitle=f"Most working days to a MARAC by area, {wording.day(first['as_at_on'])}; calendar days in brackets",
        remark=note,
        alternative=chart_builders.text_alternative(picture, "the longest wait for a MARAC by area, in working days"),
    )


def _stock(pack: PackData, section: str, result: Result, topic: str, name: str, column: str, what: str) -> Slide:
    """Kinds of one stock: then and now where two dates are held, lines where there are more, the figures beside it."""
    picture: Lines | Bars
    if _dates(result) < LINES_FROM:
        picture = chart_builders.then_and_now(result.rows, name, column, "qualifier_code")
    else:
        dates = [row["as_at_on"] for row in result.rows]
        moments = pack.moments(topic, min(dates), max(dates))
        picture = chart_builders.over_time(result.rows, column, by=name, qualifier="qualifier_code", moments=moments)
    return metric_slide(
        pack,
        section,
        [result],
        picture,
        subtitle=f"{what}, whole force, {span(result)}",
        alternative=chart_builders.text_alternative(picture, wording.inside(what)),
    )


def offenders(pack: PackData) -> Iterator[Slide]:
    """Tasks outstanding by kind."""
    (tasks,) = (pack.after[name] for name in OFFENDERS_ASKS)
    if tasks.rows:
        yield _stock(
            pack,
            OFFENDERS,
            tasks,
            "sex_offenders",
            "task_name",
            "outstanding_count",
            "Management tasks outstanding by kind",
        )


def quality(pack: PackData) -> Iterator[Slide]:
    """Grades of the work, the steps done, and what victims see at the end."""
    grades, standards, outcomes = (pack.after[name] for name in QUALITY_ASKS)
    newest = [row for row in grades.newest if row["average_grade"] is not None]
    sections = sorted(
        (row for row in newest if row["section_code"] != "overall"), key=lambda row: -row["average_grade"]
    )
    if sections:
        yield _sections(pack, grades, sections, [row for row in newest if row["section_code"] == "overall"])
    known = {row["measure_code"]: row for row in standards.rows if row["share_percent"] is not None}
    if known:
        bars = chart_builders.bars(
            list(known.values()), "measure_name", [("share_percent", "Share", Shade.BLUE)], suffix="%", high=100
        )
        yield metric_slide(
            pack,
            QUALITY,
            [standards],
            bars,
            subtitle=f"Share meeting each standard, newest figure of each, {span(standards)}",
            alternative=chart_builders.text_alternative(bars, "the share meeting each standard"),
        )
    rates = {row["crime_group_code"]: row for row in outcomes.rows if row["share_percent"] is not None}
    if rates:
        yield _outcomes(pack, outcomes, list(rates.values()))


def _sections(pack: PackData, grades: Result, sections: list[Row], overall: list[Row]) -> Slide:
    weakest = sections[-1]["section_code"]
    drawn = chart_builders.bars(
        sections,
        "section_name",
        [("average_grade", "Average grade", Shade.BLUE)],
        marked=lambda row: row["section_code"] == weakest,
        high=5,
    )
    rules = tuple(
        Rule(at=row["average_grade"], text=f"overall {wording.number(row['average_grade'])}") for row in overall
    )
    picture = Bars(names=drawn.names, series=drawn.series, rules=rules, high=5)
    first = sections[0]
    begins = wording.short_day(first["period_from_on"]) + " to " if first["period_from_on"] else ""
    return metric_slide(
        pack,
        QUALITY,
        [grades],
        picture,
        subtitle="Quality Assurance Thematic Tool (QATT), average grade out of 5, the weakest in orange, "
        f"{begins}{wording.short_day(first['as_at_on'])}",
        alternative=chart_builders.text_alternative(picture, "average grades out of 5"),
    )


def _outcomes(pack: PackData, outcomes: Result, newest: list[Row]) -> Slide:
    bars = chart_builders.bars(newest, "crime_group_name", [("share_percent", "Rate", Shade.BLUE)], suffix="%")
    notes = dict.fromkeys(
        f"{text.rstrip('.')}." for row in newest if row.get("note") for text in str(row["note"]).split(". ")
    )
    return metric_slide(
        pack,
        QUALITY,
        [outcomes],
        bars,
        beside=tables.table(
            newest,
            [
                Field(name="crime_group_name", heading="Crime group", width=1.7),
                Field(name="share_percent", heading="Rate", is_number=True, suffix="%"),
                Field(name="as_at_on", heading="As at", precision="as_at_precision", width=1.3),
            ],
        ),
        subtitle=f"Positive outcomes as a share of crimes, year to date, {span(outcomes)}",
        remark=wording.paragraph(list(notes)),
        alternative=chart_builders.text_alternative(bars, "positive outcomes as a share of crimes"),
    )


def online(pack: PackData) -> Iterator[Slide]:
    """Packages by stage, the oldest of each risk against its timescale, and the forensics queue."""
    stages, risks, forensics = (pack.after[name] for name in ONLINE_ASKS)
    if stages.rows:
        yield _stock(
            pack, ONLINE, stages, "online_child_abuse", "stage_name", "packages_count", "Intelligence packages by stage"
        )
    dated = [row for row in risks.rows if row["oldest_days"] is not None and row["limit_days"]]
    if dated:
        yield _ages(pack, risks, dated)
    if forensics.rows:
        yield _forensics(pack, forensics)


def _ages(pack: PackData, risks: Result, dated: list[Row]) -> Slide:
    bars = chart_builders.bars(
        dated,
        lambda row: f"{row['risk_name']} risk",
        [("oldest_days", "Oldest, days", Shade.BLUE), ("limit_days", "Timescale, days", Shade.PALE)],
        marked=lambda row: row["is_within_limit"] is False,
    )
    fields = [
        Field(name="risk_name", heading="Risk", width=1.6),
        Field(name="packages_count", heading="Packages", is_number=True, qualifier="qualifier_code"),
        Field(name="oldest_days", heading="Oldest, days", is_number=True),
        Field(name="limit_days", heading="Timescale, days", is_number=True, width=1.2),
    ]
    return metric_slide(
        pack,
        ONLINE,
        [risks],
        bars,
        title=risks.sentence.split(". ", 1)[-1],
        beside=tables.table(risks.rows, fields),
        subtitle="Age of the oldest package awaiting enforcement against the national timescale, " + span(risks),
        remark=wording.first_sentence(risks.sentence),
        alternative=chart_builders.text_alternative(
            bars, "the age of the oldest package against its timescale, in days"
        ),
    )


def _forensics(pack: PackData, result: Result) -> Slide:
    rows = [row for row in result.rows if row["unallocated_count"] is not None]
    subtitle = f"Digital forensics cases not yet allocated on a date, and received in a month, {span(result)}"
    fields = [
        Field(name="as_at_on", heading="As at", precision="as_at_precision"),
        Field(name="unallocated_count", heading="Unallocated", is_number=True),
        Field(name="received_in_month_count", heading="Received in the month", is_number=True),
    ]
    if len(rows) < LINES_FROM:
        table = tables.table(result.rows, fields)
        return metric_slide(
            pack,
            ONLINE,
            [result],
            table,
            subtitle=subtitle,
            alternative=f"Table of the forensics queue. {result.sentence}",
        )
    lines = chart_builders.over_time(rows, "unallocated_count", name="Unallocated")
    return metric_slide(
        pack,
        ONLINE,
        [result],
        lines,
        subtitle=subtitle,
        beside=tables.table(result.rows[-8:], fields),
        alternative=chart_builders.text_alternative(lines, "digital forensics cases not yet allocated"),
    )
