"""The cards of what stands around the figures."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from src.contracts.column import SAFE, total_of
from src.contracts.metric import Better, Kind
from src.contracts.shared_columns import AS_AT, text
from src.metrics import common
from src.metrics.columns import columns, measure, unlisted
from src.metrics.common import LATE_REVIEW, LIAISON, figures
from src.metrics.context import wording
from src.metrics.context.dataset import EVENTS, INSPECTIONS, NATIONAL_COMPARISONS, RECORDING_ACCURACY, VETTING_PROGRESS

_metric = partial(common.metric, Path(__file__).parent, owner=LIAISON, review_by=LATE_REVIEW)

PAGE = "peel_grades"
"""The page that shows these metrics, but for those whose card names another."""

METRICS = (
    _metric(
        wording.events,
        name="events_in_period",
        page="causes_of_concern",
        title="Events",
        definition="Every dated event, up to the as-at date, that a reader of a trend should know of.",
        why="A change that follows an event means something else than one that does not.",
        **figures("events", Better.NEUTRAL, Kind.LIST),
        one_row_per=("event_id",),
        columns=columns(
            EVENTS,
            "event_id",
            replace(AS_AT, precision="precision_code"),
            "ends_on precision_code",
            replace(EVENTS.column("title"), heading="Event"),
            "kind_code kind_name",
            unlisted(
                text("phase_name", "Phase", "The phase of monitoring that the event begins, where it begins one.")
            ),
            unlisted(EVENTS.column("topics")),
            "source_id place note",
        ),
        table="as_at_on title kind_name note place",
        reads=("events", "event_kinds"),
        caveats=("An event beside a change does not show that it caused the change.",),
    ),
    _metric(
        wording.inspections,
        name="inspections_by_state",
        title="Inspections past and forthcoming",
        definition="Every inspection the papers name, with its dates and its state as last stated, or that its dates have passed or its report is out since.",
        why="The executive should never be surprised by an inspection.",
        **figures("inspections", Better.NEUTRAL, Kind.LIST),
        one_row_per=("inspection_id",),
        columns=columns(
            INSPECTIONS,
            "inspection_id as_at_on as_at_precision",
            replace(INSPECTIONS.column("title"), heading="Inspection"),
            "kind_code kind_name",
            *(replace(INSPECTIONS.column(name), precision="dates_precision") for name in ("starts_on", "ends_on")),
            "dates_precision state_code state_name report_due_text report_published_on source_id place note",
        ),
        table="title kind_name starts_on ends_on state_name as_at_on report_due_text report_published_on note",
        reads=("inspections", "inspection_kinds", "inspection_states"),
        caveats=("Forthcoming means forthcoming when the paper was written, with dates that have not passed since.",),
    ),
    _metric(
        wording.vetting,
        name="vetting_progress_by_rating",
        page="findings",
        title="Progress on vetting recommendations",
        definition="The number of national vetting, misconduct and misogyny recommendations by the rating the inspectorate gave the force's progress.",
        why="It is graded outside PEEL and would be lost without a place of its own.",
        **figures("recommendations", Better.NEUTRAL, Kind.STOCK),
        figure="recommendations_count",
        one_row_per=("rating_code",),
        columns=columns(
            VETTING_PROGRESS,
            "as_at_on rating_code rating_name recommendations_count",
            replace(
                VETTING_PROGRESS.column("assessed_count"),
                disclosure=total_of("recommendations_count", over="rating_code"),
            ),
            "source_id place",
        ),
        table="rating_name recommendations_count as_at_on place",
        reads=("vetting_progress", "rating_codes"),
        owner="Head of Professional Standards",
        caveats=("Ungraded is a fourth value: three colours would lose it.",),
    ),
    _metric(
        wording.recording,
        name="recording_accuracy_by_crime_group",
        title="Crime recording accuracy",
        definition="The share of reported crime that the force recorded, by group of crime, in the inspectorate's audit.",
        why="A crime that is not recorded is not investigated.",
        **figures("per cent", Better.HIGHER, Kind.SHARE),
        figure="rate_percent",
        one_row_per=("as_at_on", "crime_group_code", "source_id"),
        columns=columns(
            RECORDING_ACCURACY,
            "period_from_on as_at_on crime_group_code crime_group_name rate_percent interval_points source_id",
            "source_title place note",
        ),
        table="crime_group_name rate_percent interval_points as_at_on source_title place",
        reads=("recording_accuracy", "crime_groups", "sources"),
        owner="Force Crime Registrar",
        caveats=("Two sources give the same audit, one with a margin and one with a further decimal place.",),
    ),
    _metric(
        wording.comparison,
        name="force_and_national_comparison",
        title="The force beside England and Wales",
        definition="Each measure of the 2015 effectiveness report that is printed for the force, beside England and Wales where both are printed.",
        why="It shows how the force stood against the country at the start of the record.",
        **figures("as each measure says", Better.NEUTRAL, Kind.SHARE),
        one_row_per=("as_at_on", "measure_code"),
        columns=columns(
            NATIONAL_COMPARISONS,
            "period_from_on as_at_on measure_code",
            replace(NATIONAL_COMPARISONS.column("measure_name"), heading="Measure"),
            "force_value national_value",
            measure("difference", "Difference", "The force's figure less the national one.", "as the unit says", SAFE),
            "unit_code unit_name better_code comparability_note source_id place",
        ),
        table="measure_name force_value national_value unit_name as_at_on place comparability_note",
        reads=("national_comparisons", "comparison_units"),
        owner="Strategy, Delivery and Assurance",
        caveats=("The inspectorate says that it did not judge forces on crime rates alone.",),
    ),
)
