"""Figures that a paper gives once, outside every series: staff added, files sampled, a share of all forces."""

from src.contracts.column import SAFE
from src.contracts.dataset import Dataset
from src.contracts.shared_columns import AS_AT, AS_AT_PRECISION, QUALIFIER, decimal, identifier, text
from src.metrics.common import LIAISON

PAPER_FIGURES = Dataset(
    name="paper_figures",
    title="Single figures of the papers",
    one_row_is="one figure that a paper gives once, as one paper states it",
    owner=LIAISON,
    system="Papers and reports",
    expected_every="paper",
    key=("figure_id", "as_at_on"),
    columns=(
        identifier("figure_id", "Figure", "A short stable name.", required=True),
        AS_AT,
        AS_AT_PRECISION,
        text("subject", "Subject", "What it is about, in a word or two.", required=True),
        text("title", "Title", "What it counts, in a few words of our own.", required=True),
        decimal("value", "Value", "The figure as printed.", "as the unit says", disclosure=SAFE),
        text("unit", "Unit", "What it is counted in.", required=True),
        QUALIFIER,
    ),
)
