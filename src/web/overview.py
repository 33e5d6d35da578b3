"""What the Overview shows: the six figures, what moved, and what to be careful with. All of it the metrics' own."""

from collections.abc import Sequence

from src import wording
from src.analysis.spc import LEAST_POINTS
from src.contracts.metric import DIFFERS, Result
from src.web.cards import Tile
from src.web.page_context import PageContext

SIX = (
    "published_findings_by_level",
    "causes_of_concern_by_status",
    "marac_cases_awaiting",
    "sex_offender_tasks_outstanding",
    "qatt_average_grade_by_section",
    "ocset_packages_by_stage",
)
"""The metrics behind the six figures that matter."""

OLD_AFTER_DAYS = 100
"""A feed older than a quarter of a year, with a little grace, is named as old."""


def six_figures(context: PageContext) -> Sequence[Tile]:
    """The six figures, each with its date and what stood before. A figure not held says so."""
    findings, causes, marac, offenders, grades, packages = context.results(SIX)
    return (
        _findings(findings),
        _causes(causes),
        _marac(marac),
        _offenders(offenders),
        _grades(grades),
        _packages(packages),
    )


def _none(what: str) -> Tile:
    return Tile(what=what, figure="–", then="No figure is held at this date")


def _findings(result: Result) -> Tile:
    what = "Findings open, as printed"
    if not result.rows:
        return _none(what)
    opened = sum(row["open_count"] for row in result.rows)
    return Tile(
        what=what, figure=wording.number(opened), then=f"{wording.day(result.rows[0]['as_at_on'])}, newest table held"
    )


def _causes(result: Result) -> Tile:
    what = "Causes of concern open"
    if not result.rows:
        return _none(what)
    newest = result.where(cycle_code=result.rows[0]["cycle_code"])
    still = sum(row["counts_as"] == "open" for row in newest)
    return Tile(
        what=what,
        figure=str(still),
        after=f"of {len(newest)}",
        then=f"{newest[0]['cycle_name']}, at {wording.day(max(row['as_at_on'] for row in newest))}",
    )


def _marac(result: Result) -> Tile:
    what = "Cases awaiting a MARAC"
    if not result.rows:
        return _none(what)
    row = result.rows[-1]
    before = f", was {wording.number(row['previous_count'])}" if row["previous_count"] is not None else ""
    return Tile(
        what=what, figure=wording.number(row["cases_awaiting_count"]), then=f"{wording.day(row['as_at_on'])}{before}"
    )


def _offenders(result: Result) -> Tile:
    what = "Sex offender tasks outstanding"
    if not result.rows:
        return _none(what)
    row, first = result.rows[-1], result.rows[0]
    before = f", was {wording.number(first['all_tasks_count'])}" if first["as_at_on"] != row["as_at_on"] else ""
    return Tile(
        what=what,
        figure=wording.number(row["all_tasks_count"]),
        then=f"{wording.dated(row['as_at_on'], row['as_at_precision'])}{before}",
    )


def _grades(result: Result) -> Tile:
    what = "Investigation quality (QATT)"
    overall = [row for row in result.newest if row["section_code"] == "overall"]
    if not overall:
        return _none(what)
    return Tile(
        what=what,
        figure=wording.number(overall[0]["average_grade"]),
        after="of 5",
        then=f"Baseline to {wording.day(overall[0]['as_at_on'])}",
    )


def _packages(result: Result) -> Tile:
    what = "Online abuse packages to enforce"
    rows = [row for row in result.newest if row["stage_code"] == "awaiting_enforcement"]
    if not rows:
        return _none(what)
    row = rows[0]
    before = (
        f", was {wording.bounded(row['previous_count'], row['previous_qualifier_code'])}"
        if row["previous_count"]
        else ""
    )
    return Tile(
        what=what,
        figure=wording.bounded(row["packages_count"], row["qualifier_code"]),
        then=f"{wording.dated(row['as_at_on'], row['as_at_precision'])}{before}",
    )


def careful(context: PageContext) -> Sequence[tuple[str, str, str]]:
    """What cannot be trusted today without a word: old feeds, sums that do not come out, too few dates."""
    lines = []
    old = [
        (newest, result.card.title)
        for result in context.results(SIX)
        if (newest := result.newest_on) and (context.as_at - newest).days > OLD_AFTER_DAYS
    ]
    if old:
        oldest, title = min(old)
        text = (
            f"{wording.capital(wording.in_words(len(old)))} of the six figures {'is' if len(old) == 1 else 'are'} more than "
            f"{OLD_AFTER_DAYS} days older than the date shown. {title} is oldest: {wording.days_between(oldest, context.as_at)}."
        )
        lines.append(("care", "Old", text))
    for name in ("published_findings_by_level", "ocset_packages_by_stage"):
        for check in context.result(name).checks:
            if check.status == DIFFERS and " against " in check.detail:
                lines.append(("worse", "≠ Does not add up", f"{context.result(name).card.title}. {check.detail}"))
                break
    dates = len(context.result("marac_cases_awaiting").rows)
    if 0 < dates < LEAST_POINTS:
        lines.append(
            (
                "care",
                "Too few",
                f"{wording.capital(wording.in_words(dates))} {'date' if dates == 1 else 'dates'} of MARAC figures {'is' if dates == 1 else 'are'} held: too few to call a trend.",
            )
        )
    return lines


def headline(context: PageContext) -> tuple[str, str]:
    """Where the force stands in monitoring and on causes of concern; then the sharpest movement."""
    events, causes = context.result("events_in_period"), context.result("causes_of_concern_by_status")
    areas = context.result("marac_cases_awaiting_by_area")
    if not (events.rows or causes.rows or areas.rows):
        return (
            f"No figure is held at {wording.day(context.as_at)} or before.",
            "Choose a later date, or accept an extract.",
        )
    text = [events.sentence] if events.rows else []
    text += [wording.first_sentence(causes.sentence)] if causes.rows else []
    total = context.result("marac_cases_awaiting")
    more = [wording.first_sentence(total.sentence), areas.sentence] if areas.rows else []
    # Where nothing is held on monitoring or causes, the movement is the headline.
    return wording.paragraph(text or more), wording.paragraph(more if text else [])
