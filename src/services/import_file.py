"""What a supplied file is found to hold: its tables, the dataset of each, its rows checked, or every problem.

The Extracts page, the command line and the watched folder all take files in this way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from src import wording
from src.contracts import code_lists
from src.contracts.problem import Notice, Problem, Question, Refused, Settled
from src.ingest import reader, validate
from src.ingest.cells import Read
from src.ingest.detect import dataset_detection, table_locator
from src.ingest.detect.dataset_detection import Found
from src.ingest.progress import ProgressCallback, quiet
from src.ingest.templates import marked_workbook
from src.metrics.datasets import DATASETS
from src.services import preview as previewing
from src.services.preview import Preview
from src.settings import Action, Limits, Settings
from src.store import acceptance, authorization, header_answers
from src.store.ledger import Event, Ledger, same_bytes
from src.store.upload import Supplied

_A_TABLE = "a row of headings as a template has them, and rows under it"
Answers = Mapping[tuple[str, str], str]
"""For a dataset and a heading as it is compared, the column it means; empty for one to leave out."""


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What somebody said of a file that cannot be told from it."""

    datasets: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """For a file's sha256 and a sheet, the dataset it holds; empty for a sheet to pass over."""
    headings: Answers = field(default_factory=dict)
    settled: Mapping[tuple[str, str], Settled] = field(default_factory=dict)
    """For a file's sha256 and a sheet, what was answered to the questions about its cells."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table of a file, as the dataset that it is taken for."""

    file: Supplied
    found: Found
    checked: validate.Checked | None = None
    """The rows, where there was no problem."""
    problems: tuple[Problem, ...] = ()
    accepted_before: Event | None = None
    """The acceptance of these very bytes, where they can be seen already."""


@dataclass(frozen=True, kw_only=True)
class TakenIn:
    """One file: what was read of it and the tables in it."""

    name: str
    content: bytes
    sha256: str
    read: Read | None = None
    """None where the file could not be read at all."""
    tables: tuple[Table, ...] = ()
    passed_over: tuple[Found, ...] = ()
    """Sheets that are no dataset, or that somebody said to pass over."""
    problems: tuple[Problem, ...] = ()
    """Problems of the whole file."""
    marked_copy: bytes | None = None
    """A copy with the cells marked that kept the file from being read, where one can be made."""

    def marked(self, limits: Limits) -> bytes | None:
        """A copy of the file with every cell of a problem marked; None where none can be made."""
        if self.read is None:
            return self.marked_copy
        return marked_workbook.marked(self.name, self.content, self.read, self.all_problems, limits)

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Every problem, the file's own first."""
        return (*self.problems, *(problem for table in self.tables for problem in table.problems))

    @property
    def handlings(self) -> tuple[Notice, ...]:
        """What was not plain and what was done about it, each once."""
        sentences = [handling for table in self.tables if table.checked for handling in table.checked.handlings]
        return tuple(dict.fromkeys(sentences))


@dataclass(frozen=True, kw_only=True)
class Intake:
    """Some files taken in together, and what accepting them would change."""

    files: tuple[TakenIn, ...]
    preview: Preview | None = None
    """None where there is a problem, or nothing to accept."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem of every file."""
        return tuple(problem for file in self.files for problem in file.all_problems)

    @property
    def to_accept(self) -> tuple[tuple[Supplied, validate.Checked], ...]:
        """The tables that accepting would store."""
        return tuple(
            (table.file, table.checked)
            for file in self.files
            for table in file.tables
            if table.checked and not table.accepted_before
        )


def take_in(
    settings: Settings,
    files: Sequence[tuple[str, bytes]],
    choices: Choices | None = None,
    report_progress: ProgressCallback = quiet,
    known: Sequence[TakenIn] = (),
) -> Intake:
    """Read, recognise, check and preview files of a name and their bytes. Writes nothing.

    A file among `known` is not read again. No problem is raised: each stands in the answer. Raises NotAllowed where
    whoever acts may not supply a file.
    """
    authorization.refuse_unless(settings, Action.SUPPLY)
    choices = choices or Choices()
    read_before = {file.sha256: file.read for file in known if file.read}
    taken = tuple(_taken(settings, name, content, choices, report_progress, read_before) for name, content in files)
    intake = Intake(files=taken)
    if intake.problems or not intake.to_accept:
        return intake
    pending = [acceptance.pending(file, checked) for file, checked in intake.to_accept]
    return replace(intake, preview=previewing.preview(settings, adding=pending, report_progress=report_progress))


def _taken(
    settings: Settings,
    name: str,
    content: bytes,
    choices: Choices,
    report_progress: ProgressCallback,
    read_before: Mapping[str, Read],
) -> TakenIn:
    report_progress(f"Reading {reader.bare_name(name)}")
    file = Supplied(name=reader.bare_name(name), content=content, dataset="")
    taken = TakenIn(name=file.name, content=content, sha256=file.sha256)
    try:
        read = read_before.get(file.sha256) or reader.read(name, content, settings.limits, report_progress)
    except Refused as refused:
        is_shown = any(problem.cells for problem in refused.problems)
        report_progress("Marking the cells" if is_shown else "")
        copy = marked_workbook.marked(name, content, None, refused.problems, settings.limits) if is_shown else None
        return replace(taken, problems=refused.problems, marked_copy=copy)
    report_progress("Recognising what it holds")
    answers = {**header_answers.remembered(settings.store), **choices.headings}
    chosen = {sheet: dataset for (of, sheet), dataset in choices.datasets.items() if of == file.sha256 and dataset}
    found = dataset_detection.recognise(read, answers, chosen)
    tables: list[Table] = []
    passed_over: list[Found] = []
    for item in found:
        dataset = choices.datasets.get((file.sha256, item.sheet), item.dataset)
        if dataset:
            report_progress(f'Checking the rows of "{DATASETS[dataset].title}"')
            settled = choices.settled.get((file.sha256, item.sheet), {})
            tables.append(
                _checked(settings, replace(file, dataset=dataset, sheet=item.sheet), read, item, answers, settled)
            )
        else:
            passed_over.append(item)
    problems = _rivals(file.name, tables) if tables else (_nothing_known(file.name, found),)
    return replace(taken, read=read, tables=tuple(tables), passed_over=tuple(passed_over), problems=problems)


def _checked(settings: Settings, file: Supplied, read: Read, found: Found, answers: Answers, settled: Settled) -> Table:
    dataset = DATASETS[file.dataset]
    own = {heading: column for (of, heading), column in answers.items() if of == file.dataset}
    ledger = Ledger(settings.store)
    before = same_bytes(ledger.visible(ledger.edition()), file.dataset, file.sha256, file.sheet)
    table = Table(file=replace(file, headings=own), found=found, accepted_before=before)
    try:
        cells = table_locator.find(read, dataset, headings=own, sheet=file.sheet, settled=settled)
        lists = code_lists.read_all(settings.reference)
        checked = validate.check(cells, dataset, lists, settings.force_code, headings=own, settled=settled)
        return replace(table, checked=checked)
    except Refused as refused:
        return replace(table, problems=refused.problems)


def _rivals(file: str, tables: Sequence[Table]) -> tuple[Problem, ...]:
    """Two sheets of one dataset: which of them counts cannot be told from the file."""
    by_dataset: dict[str, list[str]] = {}
    for table in tables:
        by_dataset.setdefault(table.file.dataset, []).append(f'"{table.found.sheet}"')
    return tuple(
        Question(
            key="dataset",
            file=file,
            found=f'{len(sheets)} sheets that could each be "{DATASETS[dataset].title}": {wording.listed(sheets)}',
            expected="one",
            todo="Say of the others that they are to be passed over, or supply them as files of their own.",
        )
        for dataset, sheets in by_dataset.items()
        if len(sheets) > 1
    )


def _nothing_known(file: str, found: Sequence[Found]) -> Problem:
    if not found:
        return Problem(file=file, found="no table", expected=_A_TABLE, todo="Copy the rows into a template.")
    return Question(
        key="dataset",
        file=file,
        found="no table of a dataset that PEELboard knows",
        expected=_A_TABLE,
        todo="Say below which dataset a sheet holds, or copy the rows into a template.",
    )
