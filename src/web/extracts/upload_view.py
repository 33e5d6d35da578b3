"""Supplying extracts on screen: files are dropped, read beside the page, and what was found is shown."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

import streamlit
from streamlit.runtime.uploaded_file_manager import UploadedFile

from src import wording
from src.contracts.problem import Problem, Question
from src.ingest.cell_addresses import number_of
from src.ingest.detect import dataset_detection
from src.metrics.datasets import DATASETS
from src.present.tables import of_records
from src.services import import_file
from src.services.import_file import Choices, Intake, TakenIn
from src.settings import Action
from src.store import authorization
from src.store.ledger import TYPED_IN
from src.web import components, downloads
from src.web.extracts import jobs
from src.web.page_context import PageContext

LEAD = (
    "Drop the files as they are: the dataset is recognised from the headings. You see every problem, and what would "
    "change, before anything is stored."
)
LEAVE_OUT = "Leave this column out"
PASS_OVER = "Nothing: pass this sheet over"
_KEPT = "files being supplied"
_AT_ONCE_SECONDS = 0.6
"""Work that ends sooner than this is waited for; longer work shows its stages."""
_LISTED = 200


@dataclass
class Supplying:
    """What one session is about to supply."""

    dropped: tuple[str, ...] = ()
    """The uploads, by their own ids."""
    files: list[tuple[str, bytes]] = field(default_factory=list)
    datasets: dict[tuple[str, str], str] = field(default_factory=dict)
    headings: dict[tuple[str, str], str] = field(default_factory=dict)
    settled: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    job: jobs.Job[Intake] | None = None
    known: tuple[TakenIn, ...] = ()
    round: int = 0
    """Counts up when the drop is emptied, so that the next drop starts anew."""

    @property
    def intake(self) -> Intake | None:
        """What was found, once the work is done."""
        return self.job.result if self.job and self.job.is_over else None


def upload_state() -> Supplying:
    """What this session is supplying."""
    state = streamlit.session_state
    if _KEPT not in state:
        state[_KEPT] = Supplying()
    supplying: Supplying = state[_KEPT]
    return supplying


def empty_drop() -> None:
    """Discard the files: after they were accepted or given up."""
    streamlit.session_state[_KEPT] = Supplying(round=upload_state().round + 1)


def is_typed_in() -> bool:
    """Whether what is supplied was typed into a form, and is no file to its reader."""
    return any(name == TYPED_IN for name, _ in upload_state().files)


def discard_label() -> str:
    """The words of the button that gives up what is supplied."""
    return "Discard the record" if is_typed_in() else "Discard files"


def drop(context: PageContext) -> None:
    """The place where files are dropped. A fresh drop starts the work. Raises NotAllowed."""
    authorization.refuse_unless(context.settings, Action.SUPPLY)
    now = upload_state()
    limits = context.settings.limits
    dropped: list[UploadedFile] = streamlit.file_uploader(
        f"Drop workbooks or CSV files here: .xlsx, .xlsm, .xlsb, .xls, .ods, .csv or one of them as .zip, up to {limits.file_megabytes:,} MB each",
        accept_multiple_files=True,
        key=f"drop-{now.round}",
        max_upload_size=limits.file_megabytes,
    )
    ids = tuple(file.file_id for file in dropped)
    if ids != now.dropped:
        if now.job:
            now.job.cancel()
        now.dropped, now.job = ids, None
        now.files = [(file.name, file.getvalue()) for file in dropped]
        if dropped:
            begin(context)


def take(
    context: PageContext, name: str, content: bytes, place: tuple[str, str], dataset: str, settled: dict[str, str]
) -> None:
    """Take a file in that was not dropped but made here, its dataset and some answers known. `place` is its hash and sheet."""
    empty_drop()
    now = upload_state()
    now.files, now.datasets, now.settled = [(name, content)], {place: dataset}, {place: settled}
    begin(context)


def begin(context: PageContext) -> None:
    """Read, recognise, check and preview the files, beside the page."""
    now = upload_state()
    if now.intake:
        now.known = now.intake.files
    chosen = Choices(datasets=dict(now.datasets), headings=dict(now.headings), settled=dict(now.settled))
    files, known = tuple(now.files), now.known
    now.job = jobs.Job(lambda lines: import_file.take_in(context.settings, files, chosen, lines, known))
    now.job.wait(_AT_ONCE_SECONDS)


def outcome(context: PageContext) -> Intake | None:
    """What was found, drawn as far as it is known. Returns it where it can go on to a preview."""
    now = upload_state()
    if now.job is None:
        return None
    if not now.job.is_over:
        _progress()
        return None
    if now.job.is_cancelled:
        streamlit.html(components.note("Stopped. Nothing was stored.", calm=True))
        streamlit.button("Read the files again", on_click=begin, args=(context,))
        return None
    found = now.job.result
    if now.job.went_wrong or found is None:
        streamlit.html(components.note(now.job.damage or jobs.WENT_WRONG))
        return None
    for file in found.files:
        _tables(context, file)
    if found.problems:
        _problems(context, found)
        return None
    return found


@streamlit.fragment(run_every=0.4)
def _progress() -> None:
    """The stages of the work while it lasts, and the way to stop it."""
    job = upload_state().job
    if job is None or job.is_over:
        streamlit.rerun()
        return
    jobs.stages(job)
    streamlit.button("Cancel", on_click=_cancel)


def _cancel() -> None:
    # Found when it is pressed: a button that held the work would keep its files in memory for as long as the session.
    if job := upload_state().job:
        job.cancel()


def _tables(context: PageContext, file: TakenIn) -> None:
    """What each sheet of a file was taken for, to be confirmed or put right."""
    _file_questions(context, file)
    if is_typed_in():
        for checked in file.tables:
            _questions(context, checked, file.sha256)
            _said_before(checked, "record")
        return
    if not file.tables and not file.passed_over:
        return
    titles = {dataset.name: dataset.title for dataset in DATASETS.values()}
    with streamlit.container(
        key=f"panel-file-{file.sha256[:8]}-{upload_state().files.index((file.name, file.content))}"
    ):
        streamlit.html(components.panel_head(file.name, _about(file)))
        for found, table in [
            *((table.found, table) for table in file.tables),
            *((found, None) for found in file.passed_over),
        ]:
            dataset = table.file.dataset if table else ""
            key = (file.sha256, found.sheet)
            first = [name for name in (dataset, found.dataset, *found.others) if name]
            options = list(dict.fromkeys([*first, *titles, ""]))
            label = f'Sheet "{found.sheet}" holds' if found.sheet else "The file holds"
            streamlit.selectbox(
                label,
                options,
                index=options.index(dataset),
                format_func=lambda name: titles.get(name, PASS_OVER),
                key=f"dataset-{file.sha256[:8]}-{found.sheet}",
                on_change=_take_for,
                args=(context, key),
                width=420,
            )
            if table:
                _questions(context, table, file.sha256)
        for recognised in file.tables:
            _said_before(recognised, "file")
        if file.handlings:
            items = components.bullets([handling.sentence() for handling in file.handlings])
            done = wording.count_of(len(file.handlings), "thing")
            streamlit.html(components.opened(f"What was done on the way: {done}", items, is_open=True))


def _said_before(table: import_file.Table, called: str) -> None:
    """That the very same was accepted before, where it was."""
    if event := table.accepted_before:
        text = (
            f"This very {called} was accepted as {DATASETS[table.file.dataset].title} on {wording.moment(event.at)} by "
            f"{event.by_whom} (edition {event.sequence}). Nothing new would be stored."
        )
        streamlit.html(components.note(text, calm=True))


def _file_questions(context: PageContext, file: TakenIn) -> None:
    """What is in doubt of a whole file, such as a profile that it does not fit."""
    asked = [problem for problem in file.problems if isinstance(problem, Question) and problem.is_answerable]
    if not asked:
        return
    with streamlit.form(f"questions-{file.sha256[:8]}"):
        for question in asked:
            _question(question, f"question-{file.sha256[:8]}--{question.key}")
        streamlit.form_submit_button("Use these answers", on_click=_settle, args=(context, file.sha256, "", asked))


def _about(file: TakenIn) -> str:
    rows = sum(table.found.row_count for table in file.tables)
    sheets = wording.count_of(len(file.tables), "table")
    return f"{sheets} recognised, {wording.count_of(rows, 'row')} under the headings"


def _take_for(context: PageContext, key: tuple[str, str]) -> None:
    """Take a sheet for another dataset, as chosen."""
    now = upload_state()
    now.datasets[key] = streamlit.session_state[f"dataset-{key[0][:8]}-{key[1]}"]
    begin(context)


def _questions(context: PageContext, table: import_file.Table, sha256: str) -> None:
    """What is in doubt of a table, each with the answers there are. Nothing is answered beforehand."""
    dataset, found = table.file.dataset, table.found
    columns = {column.name: column.heading for column in DATASETS[dataset].all_columns}
    asked = [problem for problem in table.problems if isinstance(problem, Question) and problem.is_answerable]
    if not found.unknown and not asked:
        return
    with streamlit.form(f"questions-{sha256[:8]}-{dataset}-{found.sheet}"):
        for_next_file = "The answers are kept as an import profile for the next file once this one is accepted."
        streamlit.html(
            components.paragraph(
                wording.paragraph(["Only you can say these.", "" if is_typed_in() else for_next_file]), role="status"
            )
        )
        for unknown in found.unknown:
            streamlit.selectbox(
                f'"{unknown.heading}" in {unknown.cell} is',
                [*columns, ""],
                index=None,
                placeholder="Choose…",
                format_func=lambda name: columns.get(name, LEAVE_OUT),
                key=f"heading-{dataset}-{found.sheet}-{unknown.cell}",
                width=420,
            )
        for question in asked:
            _question(question, f"question-{sha256[:8]}-{found.sheet}-{question.key}")
        streamlit.form_submit_button("Use these answers", on_click=_answer, args=(context, table, sha256, asked))


def _question(question: Question, key: str) -> None:
    """One question: a list of many values is chosen from, a few answers stand side by side, any other is typed."""
    label = f"{wording.capital(question.found)}. {question.todo}"
    if question.values:
        streamlit.selectbox(label, question.values, index=None, placeholder="Choose…", key=key, width=420)
    elif question.options:
        streamlit.radio(label, question.options, index=None, format_func=wording.capital, key=key, horizontal=True)
    if question.is_open:
        typed = "Or what stands in every row" if question.options else label
        streamlit.text_input(typed, placeholder="such as 1 March 2024", key=f"{key}-typed", max_chars=80, width=420)


def _answer(context: PageContext, table: import_file.Table, sha256: str, asked: Sequence[Question]) -> None:
    """Take what was answered; what was not is asked again."""
    now, found, dataset = upload_state(), table.found, table.file.dataset
    for unknown in found.unknown:
        column = streamlit.session_state[f"heading-{dataset}-{found.sheet}-{unknown.cell}"]
        if column is not None:
            now.headings[dataset, dataset_detection.plain(unknown.heading)] = column
    _settle(context, sha256, found.sheet, asked)


def _settle(context: PageContext, sha256: str, sheet: str, asked: Sequence[Question]) -> None:
    """Take the answers to questions about a sheet, or about the whole file where the sheet has no name."""
    settled = upload_state().settled.setdefault((sha256, sheet), {})
    for question in asked:
        key = f"question-{sha256[:8]}-{sheet}-{question.key}"
        answer = streamlit.session_state.get(f"{key}-typed") or streamlit.session_state.get(key)
        if answer:
            settled[question.key] = answer
    begin(context)


def _problems(context: PageContext, found: Intake) -> None:
    """Every problem, and the workbook with its cells marked. A record typed in is mended where it was typed."""
    problems = found.problems
    is_record = is_typed_in()
    with streamlit.container(key="panel-problems"):
        streamlit.html(
            components.panel_head(
                f"{wording.capital(wording.count_of(len(problems), 'problem'))} to mend: nothing was stored",
                "Mend it where it was filled in, and check it again"
                if is_record
                else "Mend them in the file and drop it again",
            )
        )
        rows = [
            {
                "Where": _field_of(problem) if is_record else problem.place(),
                "Found": problem.found,
                "Expected": problem.expected,
                "What to do": problem.todo,
            }
            for problem in problems[:_LISTED]
        ]
        streamlit.html(components.table(of_records(rows), "Problems"))
        if len(problems) > _LISTED:
            more = len(problems) - _LISTED
            streamlit.html(components.note(f"{more:,} more are in the marked copy.", calm=True))
        if not is_record:
            _marked_copies(context, found.files)
        streamlit.button(discard_label(), on_click=empty_drop)


def _field_of(problem: Problem) -> str:
    """The fields of a form that a problem of its records was met in; of several records with what each is about."""
    ((_, content),) = upload_state().files
    headings, *records = csv.reader(io.StringIO(content.decode()))
    named = []
    for cell in problem.cells:
        letters = cell.rstrip("0123456789")
        record = records[int(cell.removeprefix(letters)) - 2]
        named.append(headings[number_of(letters)] + (f" of {record[0]}" if len(records) > 1 else ""))
    return wording.listed(named) or "The record"


def _marked(context: PageContext, file: TakenIn) -> bytes:
    return file.marked(context.settings.limits) or b""


def _marked_copies(context: PageContext, files: Sequence[TakenIn]) -> None:
    for at, file in enumerate(files):
        if file.all_problems and (file.read or file.marked_copy):
            name = file.name.rpartition(".")[0] or file.name
            downloads.offer(
                context.settings,
                f"Download {file.name} with the cells marked",
                partial(_marked, context, file),
                f"{name} marked.xlsx",
                mime=downloads.WORKBOOK,
                key=f"marked-{at}",
                is_main=True,
            )
