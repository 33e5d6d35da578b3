"""One record typed in: a form for any dataset, made of its declaration, that takes the way of every file."""

import csv
import hashlib
import io
from collections.abc import Mapping

import streamlit

from src.contracts.code_lists import CodeList
from src.contracts.column import Column, Kind
from src.contracts.dataset import Dataset
from src.metrics.datasets import DATASETS
from src.services.answers import TYPED_IN
from src.services.import_file import ROWS_LEFT_OUT, STAY
from src.store import lists as stored_lists
from src.web import components
from src.web.extracts import upload_view
from src.web.page_context import PageContext

_kept = "record of"
_EXAMPLES = {Kind.DATE: "such as 1 March 2024", Kind.INTEGER: "a whole number", Kind.DECIMAL: "a number"}
_LONGEST = 1_000
_ADDRESS = "record"
"""What the address calls the dataset that a record is typed in for."""


def draw(context: PageContext) -> None:
    """The dataset to choose and the form of its columns. Its record is checked and previewed as a file is.

    The address may ask for a dataset and fill some of its cells: `record=actions&finding_id=...`.
    """
    asked = streamlit.query_params.get(_ADDRESS, "")
    if asked in DATASETS:
        streamlit.session_state.setdefault("record-dataset", asked)
    with streamlit.expander("Add one record: a figure, an event or a correction", expanded=asked in DATASETS):
        name = streamlit.selectbox(
            "What the record is of",
            list(DATASETS),
            format_func=lambda dataset: DATASETS[dataset].title,
            key="record-dataset",
            width=420,
        )
        dataset = DATASETS[name]
        lists = stored_lists.for_supply(context.settings)
        with streamlit.form(f"record-{name}"):
            streamlit.html(
                components.paragraph(
                    f"One row is {dataset.one_row_is}. A row of the same {_key(dataset)} is corrected: the columns "
                    "you leave empty stay as they are. Rows of the same date stay too."
                )
            )
            for column in dataset.all_columns:
                if column.name != "force_code":
                    if name == asked and column.name in streamlit.query_params and not column.codes:
                        given = streamlit.query_params[column.name][:_LONGEST]
                        streamlit.session_state.setdefault(_field_key(dataset, column), given)
                    _field(dataset, column, lists)
            pressed = streamlit.form_submit_button("Check the record", type="primary")
        if pressed:
            _take(context, dataset)


def _key(dataset: Dataset) -> str:
    return " and ".join(dataset.column(name).heading for name in dataset.key)


def _field_key(dataset: Dataset, column: Column) -> str:
    return f"{_kept} {dataset.name} {column.name}"


def _field(dataset: Dataset, column: Column, lists: Mapping[str, CodeList]) -> None:
    label = column.heading if column.required else f"{column.heading} (optional)"
    key = _field_key(dataset, column)
    if column.kind is Kind.CODE:
        names = list(lists[column.codes].names().values())
        streamlit.selectbox(label, names, index=None, placeholder="Choose…", help=column.meaning, key=key, width=420)
    elif column.kind is Kind.YES_NO:
        streamlit.selectbox(
            label, ["yes", "no"], index=None, placeholder="Choose…", help=column.meaning, key=key, width=200
        )
    elif column.is_prose:
        streamlit.text_area(label, help=column.meaning, key=key, max_chars=_LONGEST, width=640)
    else:
        streamlit.text_input(
            label,
            placeholder=_EXAMPLES.get(column.kind, ""),
            help=column.meaning,
            key=key,
            max_chars=_LONGEST,
            width=420,
        )


def _take(context: PageContext, dataset: Dataset) -> None:
    """Hand the record on as a file of one row. A column that was left empty is not in it."""
    typed = {
        column.heading: str(streamlit.session_state.get(_field_key(dataset, column)) or "").strip()
        for column in dataset.all_columns
    }
    given = {heading: text for heading, text in typed.items() if text}
    if not given:
        streamlit.html(components.note("Fill in at least the columns that are not optional."))
        return
    created = io.StringIO()
    csv.writer(created).writerows([given.keys(), given.values()])
    content = created.getvalue().encode()
    place = (hashlib.sha256(content).hexdigest(), "")
    upload_view.take(context, TYPED_IN, content, place, dataset.name, {ROWS_LEFT_OUT: STAY})
    streamlit.rerun()
