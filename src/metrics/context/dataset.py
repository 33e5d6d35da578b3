"""What stands around the figures: inspections, events, vetting, crime recording, national comparison."""

from src.contracts.column import SAFE
from src.contracts.dataset import Dataset, Rule, of_newest
from src.contracts.shared_columns import (
    AS_AT,
    AS_AT_PRECISION,
    PERIOD_FROM,
    PERIOD_TO,
    code,
    count,
    day,
    decimal,
    identifier,
    percentage,
    text,
)

_ENDS_BEFORE_IT_STARTS = Rule(
    sentence="Nothing ends before it starts",
    broken_by=lambda rows: rows.ends_on < rows.starts_on,
    at="ends_on",
    todo="Check the two dates.",
)

VETTING_PROGRESS = Dataset(
    name="vetting_progress",
    title="Progress on vetting recommendations",
    one_row_is="one rating at one as-at date",
    owner="Head of Professional Standards",
    system="HMICFRS review of progress",
    expected_every="review",
    key=("as_at_on", "rating_code"),
    columns=(
        AS_AT,
        AS_AT_PRECISION,
        code("rating_code", "Rating", "rating_codes", "Red, amber, green or ungraded.", required=True),
        count("recommendations_count", "Recommendations", "Recommendations with the rating.", "recommendations"),
        count("assessed_count", "Assessed", "Recommendations assessed in all, as printed.", "recommendations"),
    ),
    reconciliations=(
        of_newest(
            "vetting_progress",
            "Ratings against the number assessed",
            "The four ratings add up to the number assessed",
            ("vetting_progress_by_rating",),
            subject="Red, amber, green and ungraded",
            found="sum(recommendations_count)",
            expected="max(assessed_count)",
        ),
    ),
)

RECORDING_ACCURACY = Dataset(
    name="recording_accuracy",
    title="Crime recording accuracy",
    one_row_is="one group of crime in one audit, as one source gives it",
    owner="Force Crime Registrar",
    system="Crime data integrity inspection of HMICFRS",
    expected_every="inspection",
    key=("period_to_on", "crime_group_code", "source_id"),
    dated_by="period_to_on",
    columns=(
        PERIOD_FROM,
        PERIOD_TO,
        code(
            "crime_group_code", "Crime group", "crime_groups", "All crime, violence or sexual offences.", required=True
        ),
        percentage("rate_percent", "Recorded", "Share of reported crime that was recorded.", SAFE),
        decimal(
            "interval_points",
            "Margin",
            "The margin either side, in percentage points, where it is printed.",
            "points",
            0,
            disclosure=SAFE,
        ),
    ),
)

INSPECTIONS = Dataset(
    name="inspections",
    title="Inspections past and forthcoming",
    one_row_is="one inspection as one paper states it",
    owner="Inspection liaison, Strategy, Delivery and Assurance",
    system="Inspection calendar",
    expected_every="quarter",
    key=("inspection_id", "as_at_on"),
    columns=(
        identifier("inspection_id", "Inspection", "A short stable name.", required=True),
        AS_AT,
        AS_AT_PRECISION,
        text("title", "Title", "What is inspected.", required=True),
        code("kind_code", "Kind", "inspection_kinds", "PEEL, thematic, joint and so on.", required=True),
        day("starts_on", "Starts", "The first day."),
        day("ends_on", "Ends", "The last day."),
        code("dates_precision", "Dates precision", "precisions", "How exactly the dates are known."),
        code(
            "state_code",
            "State",
            "inspection_states",
            "Hosted, in progress, completed or forthcoming, as stated.",
            required=True,
        ),
        text("report_due_text", "Report due", "When the report was expected, as stated."),
        day("report_published_on", "Report published", "When it was published, where known."),
    ),
    rules=(_ENDS_BEFORE_IT_STARTS,),
)

EVENTS = Dataset(
    name="events",
    title="Events",
    one_row_is="one dated event that a reader of a trend should know of",
    owner="Inspection liaison, Strategy, Delivery and Assurance",
    system="Papers and reports",
    expected_every="paper",
    key=("event_id",),
    dated_by="starts_on",
    may_be_planned=True,
    columns=(
        identifier("event_id", "Event", "A short stable name.", required=True),
        day("starts_on", "Starts", "The day, or the first day.", required=True),
        day("ends_on", "Ends", "The last day, where there is one."),
        code("precision_code", "Precision", "precisions", "How exactly the date is known."),
        text("title", "Title", "A few words, short enough for a chart.", required=True),
        code(
            "kind_code",
            "Kind",
            "event_kinds",
            "Inspection, report, monitoring, operating model and so on.",
            required=True,
        ),
        text("topics", "Topics", "The trends it belongs to, set apart by semicolons."),
    ),
    rules=(_ENDS_BEFORE_IT_STARTS,),
)

NATIONAL_COMPARISONS = Dataset(
    name="national_comparisons",
    title="The force beside England and Wales",
    one_row_is="one measure over one period, for the force and for England and Wales",
    owner="Strategy, Delivery and Assurance",
    system="Inspection reports of HMICFRS",
    expected_every="inspection",
    key=("measure_code", "period_to_on"),
    dated_by="period_to_on",
    columns=(
        PERIOD_FROM,
        PERIOD_TO,
        text("measure_code", "Measure", "A short stable name.", required=True),
        text("measure_name", "Measure name", "What is measured.", required=True),
        decimal("force_value", "Force figure", "The force's figure.", "as the unit says", disclosure=SAFE),
        decimal(
            "national_value",
            "England and Wales",
            "The figure for England and Wales.",
            "as the unit says",
            disclosure=SAFE,
        ),
        code("unit_code", "Unit", "comparison_units", "What the figures are counted in.", required=True),
        code("better_code", "Better", "better_directions", "Whether lower or higher is better, or neither."),
        text("comparability_note", "Comparability", "What to know before comparing."),
    ),
)
