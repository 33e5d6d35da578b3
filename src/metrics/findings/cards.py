"""The cards of the findings metrics."""

from datetime import date
from pathlib import Path

from src.metrics.contract import Better, Card, Kind, Metric, Sentence
from src.metrics.findings import sentences

_OWNER = "Inspection liaison, Strategy, Delivery and Assurance"
_REVIEW = date(2027, 6, 30)
_PARTIAL = "The register holds what the published papers itemise, not the whole of the monitoring portal."


def _metric(card: Card, sentence: Sentence) -> Metric:
    return Metric(card=card, folder=Path(__file__).parent, sentence=sentence)


METRICS = (
    _metric(
        Card(
            name="published_findings_by_level",
            title="Published findings by level",
            definition="The number of findings open, closed and in total, by type and level, as the newest published table prints them.",
            why="It is the force's own account of everything the monitoring portal holds, and the only one that covers it all.",
            unit="findings",
            better=Better.LOWER,
            kind=Kind.STOCK,
            one_row_per=("finding_type_code", "level_code"),
            reads=("finding_counts", "finding_types", "finding_levels"),
            owner=_OWNER,
            review_by=_REVIEW,
            caveats=(
                "The date is the paper's; the figures were taken from the portal earlier that month.",
                "Causes of concern carry no level, and the table does not say whether their recommendations are counted again under Recommendations.",
                "Level 2: the force may close these itself with a letter from the Chief Constable, yet none is closed.",
            ),
        ),
        sentences.published_table,
    ),
    _metric(
        Card(
            name="findings_open_and_closed_by_level",
            title="Itemised findings open and closed by level",
            definition="The number of findings that the register sets out one by one, by type, level and how each was last stated to stand.",
            why="It shows which findings are known by name, and how far each has come by the rule of who may close it.",
            unit="findings",
            better=Better.LOWER,
            kind=Kind.STOCK,
            one_row_per=("finding_type_code", "level_code"),
            reads=("findings", "finding_types", "finding_levels", "finding_statuses"),
            owner=_OWNER,
            review_by=_REVIEW,
            caveats=(_PARTIAL, "The papers give no level for findings they itemise."),
        ),
        sentences.register,
    ),
    _metric(
        Card(
            name="findings_register",
            title="Findings register",
            definition="Every finding that the register sets out one by one, as last stated at the as-at date.",
            why="A count can be argued with only when the findings behind it can be read.",
            unit="findings",
            better=Better.NEUTRAL,
            kind=Kind.LIST,
            one_row_per=("finding_id",),
            reads=("findings", "finding_types", "finding_levels", "finding_statuses", "finding_themes"),
            owner=_OWNER,
            review_by=_REVIEW,
            caveats=(_PARTIAL, "Titles are ours; the place names the paragraph where the full text stands."),
        ),
        sentences.register_rows,
    ),
    _metric(
        Card(
            name="findings_raised_and_closed_by_month",
            title="Findings raised and closed by month",
            definition="The number of itemised findings raised in a month by the publication of a report, and closed in it on a stated day.",
            why="It shows whether findings close as fast as they arrive.",
            unit="findings a month",
            better=Better.NEUTRAL,
            kind=Kind.FLOW,
            one_row_per=("month_on",),
            reads=("findings", "finding_statuses"),
            owner=_OWNER,
            review_by=_REVIEW,
            caveats=(_PARTIAL, "Most closures have no stated day and are not counted in any month."),
        ),
        sentences.raised_and_closed,
    ),
    _metric(
        Card(
            name="findings_overdue",
            title="Findings past their deadline",
            definition="Every itemised finding whose deadline is a stated date in the past and which no source says is closed.",
            why="A deadline set by the inspectorate that has passed is the first thing it will ask about.",
            unit="findings",
            better=Better.LOWER,
            kind=Kind.STOCK,
            one_row_per=("finding_id",),
            reads=("findings", "finding_levels", "finding_statuses"),
            owner=_OWNER,
            review_by=_REVIEW,
            caveats=(
                _PARTIAL,
                "Not known to be closed is not the same as open: the date of the last statement stands beside each.",
                "A deadline set as a span, such as within six months, is not turned into a date.",
            ),
        ),
        sentences.overdue,
    ),
    _metric(
        Card(
            name="finding_days_to_close",
            title="Days to close a finding",
            definition="The number of days from the publication of a report to the stated day on which its finding was closed.",
            why="It shows how long the inspectorate takes to be satisfied.",
            unit="days",
            better=Better.LOWER,
            kind=Kind.FLOW,
            one_row_per=("finding_id",),
            reads=("findings", "finding_statuses", "finding_types"),
            owner=_OWNER,
            review_by=_REVIEW,
            caveats=(
                _PARTIAL,
                "Only findings that closed are counted, so these days are shorter than a finding still open may take.",
                "Recommendations that closed with their cause of concern share its day.",
            ),
        ),
        sentences.days_to_close,
    ),
    _metric(
        Card(
            name="causes_of_concern_by_status",
            title="Causes of concern by status",
            definition="Every cause of concern, with how it was last stated to stand and how many of its recommendations are closed.",
            why="Causes of concern are what put a force into enhanced monitoring, and what its progress is judged by.",
            unit="causes of concern",
            better=Better.LOWER,
            kind=Kind.STOCK,
            one_row_per=("cause_id",),
            reads=("causes_of_concern", "findings", "finding_statuses", "inspection_cycles"),
            owner=_OWNER,
            review_by=_REVIEW,
            caveats=(
                "Causes of concern known by name; the portal held 23 in June 2023, of which the paper names none.",
            ),
        ),
        sentences.causes,
    ),
    _metric(
        Card(
            name="cause_recommendations",
            title="Recommendations of each cause of concern",
            definition="Every recommendation that belongs to a cause of concern, as last stated at the as-at date.",
            why="They are what the inspectorate asked for, and what it comes back to look at.",
            unit="recommendations",
            better=Better.NEUTRAL,
            kind=Kind.LIST,
            one_row_per=("finding_id",),
            reads=("findings", "finding_statuses"),
            owner=_OWNER,
            review_by=_REVIEW,
        ),
        sentences.recommendations,
    ),
)
