"""The same four pages in plain Streamlit with pandas and openpyxl, as its documentation recommends: cached data.

Runs in an environment of its own (see benchmarks/peers/__main__.py) and knows nothing of PEELboard.
"""

import os
from pathlib import Path

import pandas as pd
import plotly.express as px
import streamlit as st

PUBLISHED = Path(os.environ["PEER_PUBLISHED"])
WORKBOOK = Path(os.environ["PEER_WORKBOOK"])
SECTIONS = [
    "Victim focus grade",
    "Suspect management grade",
    "Investigation standards grade",
    "Supervisor review grade",
]


@st.cache_data
def read(name: str) -> pd.DataFrame:
    """A published table."""
    return pd.read_csv(PUBLISHED / f"{name}.csv")


@st.cache_data
def reviews(changed: float) -> pd.DataFrame:
    """Mean grade by section of the workbook as it was changed at that moment."""
    rows = pd.read_excel(WORKBOOK, engine="openpyxl")
    return rows[SECTIONS].mean().rename("grade").rename_axis("section").reset_index()


def findings() -> None:
    """Open and closed by type and level."""
    st.title("Findings")
    existing = read("finding_counts")
    existing["finding"] = existing.finding_type_code + " " + existing.level_code.astype(str)
    long = existing.melt("finding", ["open_count", "closed_count"], "state", "findings")
    st.plotly_chart(px.bar(long, x="findings", y="finding", color="state"))


def peel() -> None:
    """The grades by question and cycle."""
    st.title("PEEL")
    existing = read("peel_gradings")
    st.dataframe(existing.pivot_table(index="question", columns="cycle_code", values="grade_code", aggfunc="first"))


def marac() -> None:
    """Cases awaiting, a small chart an area."""
    st.title("MARAC")
    existing = read("marac_backlog").dropna(subset="cases_awaiting_count")
    existing["as_at_on"] = pd.to_datetime(existing.as_at_on)
    st.plotly_chart(
        px.line(existing, x="as_at_on", y="cases_awaiting_count", facet_col="area_code", facet_col_wrap=4, markers=True)
    )


def qatt() -> None:
    """The mean grade by section."""
    st.title("QATT")
    st.plotly_chart(px.bar(reviews(WORKBOOK.stat().st_mtime), x="grade", y="section"))


st.set_page_config(layout="wide")
st.navigation(
    [st.Page(page, title=page.__name__, url_path=page.__name__) for page in (findings, peel, marac, qatt)]
).run()
