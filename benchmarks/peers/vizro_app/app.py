"""Four pages in Vizro, as its documentation recommends: data by name in the data manager, one model a page.

Runs in an environment of its own (see benchmarks/peers/__main__.py) and knows nothing of PEELboard.
"""

import os
from pathlib import Path

import pandas as pd
import vizro.models as vm
import vizro.plotly.express as px
from vizro import Vizro
from vizro.managers import data_manager
from vizro.tables import dash_ag_grid

PUBLISHED = Path(os.environ["PEER_PUBLISHED"])
WORKBOOK = Path(os.environ["PEER_WORKBOOK"])
SECTIONS = [
    "Victim focus grade",
    "Suspect management grade",
    "Investigation standards grade",
    "Supervisor review grade",
]
_READ: dict[float, pd.DataFrame] = {}


def findings() -> pd.DataFrame:
    """Open and closed by type and level, a row each."""
    existing = pd.read_csv(PUBLISHED / "finding_counts.csv")
    existing["finding"] = existing.finding_type_code + " " + existing.level_code.astype(str)
    return existing.melt("finding", ["open_count", "closed_count"], "state", "findings")


def grades() -> pd.DataFrame:
    """A row a question, a column a cycle."""
    existing = pd.read_csv(PUBLISHED / "peel_gradings.csv")
    return existing.pivot_table(
        index="question", columns="cycle_code", values="grade_code", aggfunc="first"
    ).reset_index()


def marac() -> pd.DataFrame:
    """Cases awaiting by area and date."""
    return pd.read_csv(PUBLISHED / "marac_backlog.csv", parse_dates=["as_at_on"]).dropna(subset="cases_awaiting_count")


def reviews() -> pd.DataFrame:
    """Mean grade by section of the workbook, which is read again when it has changed."""
    changed = WORKBOOK.stat().st_mtime
    if changed not in _READ:
        _READ.clear()
        rows = pd.read_excel(WORKBOOK, engine="openpyxl")
        _READ[changed] = rows[SECTIONS].mean().rename("grade").rename_axis("section").reset_index()
    return _READ[changed]


for source in (findings, grades, marac, reviews):
    data_manager[source.__name__] = source

app = Vizro().build(
    vm.Dashboard(
        title="Peer",
        pages=[
            vm.Page(
                title="Findings",
                components=[vm.Graph(figure=px.bar("findings", x="findings", y="finding", color="state"))],
            ),
            vm.Page(title="PEEL", components=[vm.Table(figure=dash_ag_grid("grades"))]),
            vm.Page(
                title="MARAC",
                components=[
                    vm.Graph(
                        figure=px.line(
                            "marac",
                            x="as_at_on",
                            y="cases_awaiting_count",
                            facet_col="area_code",
                            facet_col_wrap=4,
                            markers=True,
                        )
                    )
                ],
            ),
            vm.Page(title="QATT", components=[vm.Graph(figure=px.bar("reviews", x="grade", y="section"))]),
        ],
    )
)
