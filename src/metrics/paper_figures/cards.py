"""The card of the single figures of the papers."""

from dataclasses import replace
from pathlib import Path

from src.contracts.metric import Better, Kind
from src.metrics.columns import columns
from src.metrics.common import LIAISON, figures, metric
from src.metrics.paper_figures import wording
from src.metrics.paper_figures.dataset import PAPER_FIGURES

PAGE = "definitions_and_sources"
"""The page that shows these metrics."""

METRICS = (
    metric(
        Path(__file__).parent,
        wording.figures,
        name="paper_figures_by_subject",
        title="Single figures of the papers",
        definition="Every figure that a paper gives once and that belongs to no series, with its place.",
        why="Such a figure is quoted at boards, and has to be found where it was printed.",
        **figures("figures", Better.NEUTRAL, Kind.LIST),
        one_row_per=("figure_id",),
        columns=columns(
            PAPER_FIGURES,
            "figure_id as_at_on as_at_precision subject",
            replace(PAPER_FIGURES.column("title"), heading="What it counts"),
            "value qualifier_code unit source_id place note",
        ),
        table="subject title value unit as_at_on place note",
        reads=("paper_figures",),
        owner=LIAISON,
        caveats=("Each stands alone: nothing says whether it rose or fell.",),
    ),
)
