"""One record typed in: a form for any dataset, made of its declaration, that takes the way of every file."""

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from datetime import date

import streamlit
from streamlit.delta_generator import DeltaGenerator

from src import wording
from src.contracts.code_lists import CodeList
from src.contracts.column import Column, Kind
from src.contracts.dataset import PROVENANCE, Dataset
from src.contracts.metric import Row
from src.metrics.datasets import DATASETS
from src.services import standing_record
from src.services.import_file import ROWS_LEFT_OUT, STAY
from src.store import lists as stored_lists
from src.store.ledger import TYPED_IN
from src.web import components, links
from src.web.extracts import approval, upload_view
from src.web.page_context import PageContext

_kept = "record of"
_EXAMPLES = {Kind.DATE: "such as 1 March 2024", Kind.INTEGER: "a whole number", Kind.DECIMAL: "a number"}
_LONGEST = 1_000
_RARE = {column.name for column in PROVENANCE}
"""Columns that few records typed in fill: where a figure is from. How exactly a date is known is another."""
_ADDRESS = "record"
"""What the address calls the dataset that a record is typed in for."""


def asked_for() -> str:
    """The dataset that the address asks a record of; empty where it asks for none, and the whole page is shown."""
    asked = streamlit.query_params.get(_ADDRESS, "")
    return asked if asked in DATASETS else ""


def sentence(context: PageContext) -> str:
    """What the address asks a record of, in a sentence."""
    dataset = DATASETS[asked_for()]
    title = _finding(context).get("title")
    about = f' It is about "{title}".' if title else ""
    return f"{dataset.title}: add {dataset.one_row_is}.{about}"


def draw(context: PageContext) -> None:
    """The form of one dataset, which is chosen where the address names none. Its record is checked as a file is.

    The address may ask for a dataset and fill some of its cells: `record=actions&finding_id=...`.
    """
    if asked := asked_for():
        _form(context, DATASETS[asked], is_filled=True)
        return
    with streamlit.expander("Add one record: a figure, an event or a correction"):
        name = streamlit.selectbox(
            "What the record is of",
            list(DATASETS),
            format_func=lambda dataset: DATASETS[dataset].title,
            key="record-dataset",
            width=420,
        )
        _form(context, DATASETS[name])


def _form(context: PageContext, dataset: Dataset, *, is_filled: bool = False) -> None:
    lists = stored_lists.for_supply(context.settings)
    with streamlit.form(f"record-{dataset.name}"):
        streamlit.html(
            components.paragraph(f"What would change is shown before anything is stored. {_corrected_by(dataset)}")
        )
        if is_filled:
            _fill(dataset, lists)
        _fields(dataset, lists)
        pressed = streamlit.form_submit_button("Check the record", type="primary")
    if pressed:
        _take(context, dataset)


def ways_back(context: PageContext) -> None:
    """The ways on: to the finding that the record is about, or to a new form; and to the page with everything on extracts."""
    ways = [links.link(context, "extracts", "All of Extracts")]
    finding = _finding(context)
    if finding:
        back = links.to_finding(links.findings(context))(finding)
        ways.insert(0, components.link(back, f"Back to: {finding['title']}"))
    elif approval.has_accepted_record():
        ways.insert(0, links.record(context, asked_for(), "Add another record"))
    streamlit.html(components.group(" · ".join(ways), "pb-rest"))


def _finding(context: PageContext) -> Row:
    """The finding that the address says the record is about, by its row of the register; empty for none."""
    asked = streamlit.query_params.get("finding_id", "")
    newest = context.at(context.edition, max(context.as_at, context.edition.newest_date() or context.as_at))
    return (newest.result("findings_register").single(finding_id=asked) if asked else None) or {}


def _fill(dataset: Dataset, lists: Mapping[str, CodeList]) -> None:
    """Fill the cells that the address names, once. A cell of a code list is given by its code."""
    for column in dataset.all_columns:
        given = streamlit.query_params.get(column.name, "")[:_LONGEST]
        if column.codes:
            given = lists[column.codes].names().get(given, "")
        elif column.kind is Kind.DATE:
            given = _day(given)
        if given:
            streamlit.session_state.setdefault(_field_key(dataset, column), given)


def _day(given: str) -> str:
    """A date of the address as a reader writes it."""
    try:
        return wording.day(date.fromisoformat(given))
    except ValueError:
        return given


def _fields(dataset: Dataset, lists: Mapping[str, CodeList]) -> None:
    """A field a column, two beside each other where they are short. Those that few fill are closed until they are wanted."""
    columns = [column for column in dataset.all_columns if column.name != "force_code"]
    rare = [column for column in columns if column.name in _RARE or column.codes == "precisions"]
    _beside_each_other(dataset, [column for column in columns if column not in rare], lists)
    is_filled = any(streamlit.session_state.get(_field_key(dataset, column)) for column in rare)
    with streamlit.expander("Source, note and how exactly dates are known", expanded=is_filled):
        _beside_each_other(dataset, rare, lists)


def _beside_each_other(dataset: Dataset, columns: Sequence[Column], lists: Mapping[str, CodeList]) -> None:
    beside: list[DeltaGenerator] = []
    for column in columns:
        if column.is_prose:
            beside = []
            _field(dataset, column, lists)
            continue
        beside = beside or list(streamlit.columns(2))
        with beside.pop(0):
            _field(dataset, column, lists)


def _corrected_by(dataset: Dataset) -> str:
    """How a record that is held is put right: by one of its key, or by one of its own that names it."""
    if named := [column.heading for column in dataset.columns if column.name == "corrects_id"]:
        return f'A record is never written over: a correction is one of its own, which names in "{named[0]}" what it puts right.'
    key = _key(dataset)
    are = wording.verb(len(dataset.key), "is", "are")
    return f"A record whose {key} {are} held already corrects that one: what is left empty stays as it is."


def _key(dataset: Dataset) -> str:
    return " and ".join(dataset.column(name).heading for name in dataset.key)


def _field_key(dataset: Dataset, column: Column) -> str:
    return f"{_kept} {dataset.name} {column.name}"


def _field(dataset: Dataset, column: Column, lists: Mapping[str, CodeList]) -> None:
    label = column.heading if column.required else f"{column.heading} ({column.needed or 'optional'})"
    key = _field_key(dataset, column)
    if column.kind is Kind.CODE:
        names = list(lists[column.codes].names().values())
        streamlit.selectbox(
            label, names, index=None, placeholder="Choose…", help=column.meaning, key=key, width="stretch"
        )
    elif column.kind is Kind.YES_NO:
        streamlit.selectbox(
            label, ["yes", "no"], index=None, placeholder="Choose…", help=column.meaning, key=key, width="stretch"
        )
    elif column.is_prose:
        streamlit.text_area(label, help=column.meaning, key=key, max_chars=_LONGEST, width="stretch")
    else:
        streamlit.text_input(
            label,
            placeholder=_EXAMPLES.get(column.kind, ""),
            help=column.meaning,
            key=key,
            max_chars=_LONGEST,
            width="stretch",
        )


def _take(context: PageContext, dataset: Dataset) -> None:
    """Hand the record on as a file of one row. Of a record that is held, what was left empty is as it stands there."""
    typed = {
        column.name: str(streamlit.session_state.get(_field_key(dataset, column)) or "").strip()
        for column in dataset.all_columns
    }
    lists = stored_lists.for_supply(context.settings)
    if about_people := standing_record.about_people(dataset, typed, lists):
        text = wording.paragraph(
            [*about_people, "PEELboard holds nothing about persons: take it out, then check again."]
        )
        streamlit.html(components.group(components.note(text), role="alert"))
        upload_view.empty_drop()
        return
    record = standing_record.with_what_stands(context.settings, dataset, typed, lists)
    columns = [column for column in dataset.all_columns if column.name in record]
    if empty := [column.heading for column in dataset.all_columns if column.required and column not in columns]:
        text = f"Nothing was stored yet: fill in {wording.listed(empty)}, then press again."
        streamlit.html(components.group(components.note(text), role="alert"))
        upload_view.empty_drop()
        return
    take_rows(context, dataset, [{column.heading: record[column.name] for column in columns}])
    streamlit.rerun()


def take_rows(context: PageContext, dataset: Dataset, rows: Sequence[Mapping[str, str]]) -> None:
    """Hand records on as a file. They all have the same headings, which are those of the dataset's columns."""
    created = io.StringIO()
    csv.writer(created).writerows([rows[0].keys(), *(row.values() for row in rows)])
    content = created.getvalue().encode()
    place = (hashlib.sha256(content).hexdigest(), "")
    upload_view.take(context, TYPED_IN, content, place, dataset.name, {ROWS_LEFT_OUT: STAY})
