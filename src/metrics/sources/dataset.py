"""What lets a figure be trusted: the list of sources, and the contradictions found in them."""

from src.contracts.dataset import Dataset
from src.contracts.shared_columns import code, day, precision, text

SOURCES = Dataset(
    name="sources",
    title="Sources",
    one_row_is="one paper, report, letter or page",
    owner="Inspection liaison, Strategy, Delivery and Assurance",
    system="Papers and reports",
    expected_every="paper",
    key=("source_id",),
    dated_by=None,
    columns=(
        text("source_id", "Source", "A short stable name.", required=True),
        text("title", "Title", "The title as published.", required=True),
        text("publisher", "Publisher", "Who published it.", required=True),
        day("published_on", "Published", "The day it was published."),
        precision("published_precision", "Published"),
        code(
            "kind_code",
            "Kind",
            "source_kinds",
            "The inspectorate's own, a force or PCC paper, news, or other.",
            required=True,
        ),
        text("address", "Address", "Where it stands on the web, where known."),
        text("licence", "Licence", "The terms it is published under."),
    ),
)

DISCREPANCIES = Dataset(
    name="discrepancies",
    title="Known discrepancies",
    one_row_is="one contradiction in or between sources that touches a figure held here",
    owner="Inspection liaison, Strategy, Delivery and Assurance",
    system="Our own reading of the sources",
    expected_every="paper",
    key=("discrepancy_id",),
    dated_by=None,
    columns=(
        text("discrepancy_id", "Discrepancy", "A short stable name.", required=True),
        code("grade_code", "Grade", "discrepancy_grades", "How serious it is.", required=True),
        text("title", "Title", "What it is about.", required=True),
        text("printed", "Printed", "What the source prints.", required=True),
        text("does_not_hold", "Does not hold", "Why it cannot be so.", required=True),
        text("handling", "Handling", "What PEELboard does about it.", required=True),
        text("datasets", "Datasets", "The datasets it touches, set apart by semicolons."),
        text("metrics", "Metrics", "The metrics that carry the note, set apart by semicolons."),
    ),
)
