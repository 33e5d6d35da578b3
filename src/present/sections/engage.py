"""The four Engage trends: MARAC, sex offender management, investigation quality and online child abuse."""

from collections.abc import Iterator

from src.present import tables
from src.present.slide import PackData, Slide, metric_slide, picture_slide
from src.present.views import investigations as quality_pictures
from src.present.views import marac as marac_pictures
from src.present.views import online_child_abuse as online_pictures
from src.present.views import sex_offenders
from src.present.views.data import Draw

MARAC, OFFENDERS = "MARAC", "Sex offender management"
QUALITY, ONLINE = "Investigation quality", "Online child abuse"
MARAC_ASKS = ("marac_cases_awaiting", "marac_cases_awaiting_by_area", "marac_longest_wait_by_area")
OFFENDERS_ASKS = ("sex_offender_tasks_outstanding",)
QUALITY_ASKS = ("qatt_average_grade_by_section", "investigation_standards_met", "positive_outcome_rate")
ONLINE_ASKS = ("ocset_packages_by_stage", "ocset_packages_by_risk", "digital_forensics_queue")


def _drawn(pack: PackData, section: str, metric: str, draw: Draw, beside: tuple[str, ...] = ()) -> Iterator[Slide]:
    """A slide of one picture, with a table next to it where columns are named; none where nothing is known."""
    picture = draw(pack)
    if picture:
        result = pack.result(metric)
        table = tables.of_result(result, beside, rows=result.newest) if beside else None
        yield picture_slide(pack, section, result, picture, beside=table)


def marac(pack: PackData) -> Iterator[Slide]:
    """The force over time, the areas on one scale, and the longest wait against the limit."""
    total, areas, wait = MARAC_ASKS
    yield from _drawn(pack, MARAC, total, marac_pictures.cases_awaiting)
    yield from _drawn(pack, MARAC, areas, marac_pictures.cases_awaiting_by_area)
    yield from _drawn(pack, MARAC, wait, marac_pictures.longest_wait)


def offenders(pack: PackData) -> Iterator[Slide]:
    """Tasks outstanding by kind."""
    yield from _drawn(pack, OFFENDERS, OFFENDERS_ASKS[0], sex_offenders.tasks_outstanding)


def quality(pack: PackData) -> Iterator[Slide]:
    """Grades of the work, the steps done, and what victims see at the end."""
    grades, standards, outcomes = QUALITY_ASKS
    yield from _drawn(pack, QUALITY, grades, quality_pictures.grades_by_section)
    yield from _drawn(pack, QUALITY, standards, quality_pictures.standards_met)
    columns = ("crime_group_name", "share_percent", "as_at_on")
    yield from _drawn(pack, QUALITY, outcomes, quality_pictures.positive_outcomes, columns)


def online(pack: PackData) -> Iterator[Slide]:
    """Packages by stage, the oldest of each risk against its timescale, and the forensics queue."""
    stages, risks, queue = ONLINE_ASKS
    yield from _drawn(pack, ONLINE, stages, online_pictures.packages_by_stage)
    columns = ("risk_name", "packages_count", "oldest_days", "limit_days")
    yield from _drawn(pack, ONLINE, risks, online_pictures.oldest_by_risk, columns)
    slides = list(_drawn(pack, ONLINE, queue, online_pictures.forensics_queue))
    result = pack.result(queue)
    if not slides and result.rows:
        table = tables.of_result(result, ("as_at_on", "unallocated_count", "received_in_month_count"))
        slides = [
            metric_slide(
                pack,
                ONLINE,
                [result],
                table,
                subtitle="Digital forensics cases not yet allocated on a date, and received in a month",
                alternative=f"Table of the forensics queue. {result.sentence}",
            )
        ]
    yield from slides
