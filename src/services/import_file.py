"""What a supplied file is found to hold: its tables, the dataset of each, its rows checked, or every problem.

The Extracts page, the command line and the watched folder all take files in this way.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from src import wording
from src.contracts.dataset import Supersedes
from src.contracts.problem import Notice, Problem, Question, Refused, Settled
from src.ingest import reader, validate
from src.ingest.cells import Read
from src.ingest.detect import dataset_detection, table_locator
from src.ingest.detect.dataset_detection import Found
from src.ingest.progress import ProgressCallback, quiet
from src.ingest.templates import marked_workbook
from src.metrics.datasets import DATASETS
from src.services import import_profiles, preview_memory, similar_ids
from src.services import preview as previewing
from src.services.import_profiles import Applied
from src.services.preview import Preview
from src.settings import Action, Limits, Settings
from src.store import acceptance, authorization, header_answers
from src.store import lists as stored_lists
from src.store.ledger import Event, Ledger, same_bytes
from src.store.upload import Supplied

_A_TABLE = "a row of headings as a template has them, and rows under it"
Answers = Mapping[tuple[str, str], str]
"""For a dataset and a heading as it is compared, the column it means; empty for one to leave out."""


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What somebody answered about a file."""

    datasets: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """For a file's sha256 and a sheet, the dataset it holds; empty for a sheet to pass over."""
    headings: Answers = field(default_factory=dict)
    settled: Mapping[tuple[str, str], Settled] = field(default_factory=dict)
    """For a file's sha256 and a sheet, what was answered to the questions about its cells."""
    profile: str = ""
    """The import profile to read the files with; found where none is named."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table of a file, as the dataset that it is taken for."""

    file: Supplied
    found: Found
    checked: validate.Checked | None = None
    """The rows, where there was no problem."""
    problems: tuple[Problem, ...] = ()
    applied: Applied = field(default_factory=Applied)
    """The import profiles that it was read with."""
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
        sentences = [
            handling
            for table in self.tables
            if table.checked
            for handling in (
                *import_profiles.notices(table.applied, self.name, table.found.sheet),
                *table.checked.handlings,
            )
        ]
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

    A file among `known` is not read again. No problem is raised: each stands in the answer, and among them that there
    is no room for the file beside those that wait. Raises NotAllowed where the person may not supply a file.
    """
    authorization.refuse_unless(settings, Action.SUPPLY)
    choices = choices or Choices()
    read_before = {file.sha256: file.read for file in known if file.read}
    size = sum(len(content) for _, content in files)
    if not read_before and files and (full := preview_memory.refusal(files[0][0], size, settings.limits)):
        return Intake(files=(TakenIn(name=files[0][0], content=b"", sha256="", problems=(full,)),))
    taken = tuple(_taken(settings, name, content, choices, report_progress, read_before) for name, content in files)
    intake = _previewed(settings, taken, choices, report_progress)
    preview_memory.count(intake, [file.content for file in taken], [file.read for file in taken if file.read])
    return intake


def _previewed(
    settings: Settings, taken: tuple[TakenIn, ...], choices: Choices, report_progress: ProgressCallback
) -> Intake:
    intake = _joined(Intake(files=taken))
    if intake.problems or not intake.to_accept:
        return intake
    pending = [acceptance.pending(file, checked) for file, checked in intake.to_accept]
    checked = [checked for _, checked in intake.to_accept]
    try:
        acceptance.refuse_broken_history(settings, list(zip(checked, pending, strict=True)))
    except Refused as refused:
        return _with_problems(intake, refused.problems)
    preview = previewing.preview(settings, adding=pending, report_progress=report_progress)
    asked = _ask_about_rows_left_out(settings, intake, preview)
    return asked if asked.problems else replace(intake, preview=preview)


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
        acceptance.refuse_erased(settings, file.name, file.sha256)
        read = read_before.get(file.sha256) or reader.read(name, content, settings.limits, report_progress)
    except Refused as refused:
        is_shown = any(problem.cells for problem in refused.problems)
        report_progress("Marking the cells" if is_shown else "")
        copy = marked_workbook.marked(name, content, None, refused.problems, settings.limits) if is_shown else None
        return replace(taken, problems=refused.problems, marked_copy=copy)
    report_progress("Recognising what it holds")
    named = choices.settled.get((file.sha256, ""), {}).get(import_profiles.PROFILE, choices.profile)
    profiles = import_profiles.find(settings, read, named)
    if profiles.problems:
        return replace(taken, read=read, problems=profiles.problems)
    answers = {**header_answers.remembered(settings.store), **profiles.headings, **choices.headings}
    answered = {sheet: dataset for (of, sheet), dataset in choices.datasets.items() if of == file.sha256}
    chosen = {sheet: DATASETS[dataset] for sheet, dataset in answered.items() if dataset}
    found = dataset_detection.recognise(read, answers, {**profiles.datasets, **chosen})
    tables: list[Table] = []
    passed_over: list[Found] = []
    for item in found:
        dataset = answered.get(item.sheet, "" if item.sheet in profiles.passed_over else item.dataset)
        if dataset:
            report_progress(f'Checking the rows of "{DATASETS[dataset].title}"')
            applied = profiles.of(item.sheet)
            settled = {**applied.settled, **choices.settled.get((file.sha256, item.sheet), {})}
            supplied = file.taken_as(dataset=dataset, sheet=item.sheet, settled=settled, profile=applied.titles)
            tables.append(_checked(settings, supplied, read, item, answers, applied))
        else:
            passed_over.append(item)
    problems = () if tables else (_nothing_known(file.name, found),)
    return replace(taken, read=read, tables=tuple(tables), passed_over=tuple(passed_over), problems=problems)


def _checked(settings: Settings, file: Supplied, read: Read, found: Found, answers: Answers, applied: Applied) -> Table:
    dataset, settled = applied.laid_out(DATASETS[file.dataset]), file.settled
    own = {heading: column for (of, heading), column in answers.items() if of == file.dataset}
    ledger = Ledger(settings.store)
    before = same_bytes(ledger.visible(ledger.edition()), file.dataset, file.sha256, file.sheet)
    table = Table(file=file.taken_as(headings=own), found=found, applied=applied, accepted_before=before)
    try:
        cells = table_locator.find(read, dataset, headings=own, sheet=file.sheet, settled=settled)
        lists = stored_lists.for_supply(settings)
        checked = validate.check(cells, dataset, lists, settings.force_code, headings=own, settled=settled)
        checked, asked = similar_ids.settle(settings, checked, settled)
        if asked:
            return replace(table, problems=asked)
        is_part = settled.get(ROWS_LEFT_OUT) == STAY
        return replace(table, checked=replace(checked, part="part") if is_part else checked)
    except Refused as refused:
        return replace(table, problems=refused.problems)


def _joined(intake: Intake) -> Intake:
    """The tables of one drop put together: those of one dataset and date complete each other, or clash."""
    several = {
        name for name, count in Counter(t.file.dataset for f in intake.files for t in f.tables).items() if count > 1
    }
    files, seen, days = [], dict[tuple[object, ...], str](), set[tuple[str, object]]()
    for file in intake.files:
        tables = []
        for table in file.tables:
            checked = table.checked
            if checked and not table.accepted_before and checked.dataset.name in several:
                dataset, rows = checked.dataset, checked.rows
                names = ["force_code", *dataset.key]
                keys = [(dataset.name, *key) for key in rows[names].astype(str).itertuples(index=False)]
                place = wording.listed([f'"{file.name}"', *([f'sheet "{checked.sheet}"'] if checked.sheet else [])])
                clashing = {seen[key] for key in keys if key in seen}
                dated = {(dataset.name, day) for day in rows[dataset.dated_by]} if dataset.dated_by else set()
                if clashing:
                    problem = _clash(file.name, checked, clashing)
                    table = replace(table, checked=None, problems=(problem,))
                elif dated & days and dataset.supersedes is Supersedes.BY_SNAPSHOT:
                    table = replace(table, checked=replace(checked, part="part"))
                seen.update(dict.fromkeys(keys, place))
                days |= dated
            tables.append(table)
        files.append(replace(file, tables=tuple(tables)))
    return Intake(files=tuple(files))


def _with_problems(intake: Intake, problems: Sequence[Problem]) -> Intake:
    """The intake with each problem put to the table that it was met in."""

    def of(table: Table) -> Table:
        checked = table.checked
        met = [p for p in problems if checked and (p.file, p.sheet) == (checked.file, checked.sheet)]
        return replace(table, checked=None, problems=tuple(met)) if met else table

    return Intake(files=tuple(replace(file, tables=tuple(map(of, file.tables))) for file in intake.files))


def _clash(file: str, checked: validate.Checked, others: set[str]) -> Problem:
    return Question(
        file=file,
        sheet=checked.sheet,
        found=f"rows about the same as in {wording.listed(sorted(others))}, supplied together with it",
        expected=f"one row for each: {checked.dataset.one_row_is}",
        todo="Pass one of the two over, or supply only the one that is right.",
        key="dataset",
    )


ROWS_LEFT_OUT, STAY, GO = "rows left out", "stay", "go"


def _ask_about_rows_left_out(settings: Settings, intake: Intake, preview: Preview) -> Intake:
    """The question whether rows that are stored for the same dates and not in the files stay or go."""
    gone = {changes.dataset.name: changes for changes in preview.rows if changes.gone}
    lists = stored_lists.for_supply(settings)

    def asked(file: TakenIn, table: Table) -> Table:
        changes, checked = gone.get(table.file.dataset), table.checked
        if not changes or not checked or table.file.settled.get(ROWS_LEFT_OUT):
            return table
        rows = [change.key for change in changes.examples if change.kind == "gone"]
        names = [
            str(lists[column.codes].names().get(key[column.name], key[column.name]))
            for key in rows[:7]
            for column in changes.dataset.columns
            if column.name in key and column.codes
        ]
        question = Question(
            file=file.name,
            sheet=checked.sheet,
            found=f"no row for {wording.count_of(changes.gone, 'row')} stored for the same dates"
            + (f": {wording.listed(dict.fromkeys(names))}" if names else ""),
            expected="every row of a date, or a correction of some",
            todo="Say whether the rows left out stay as they are or go.",
            key=ROWS_LEFT_OUT,
            options=(STAY, GO),
        )
        return replace(table, problems=(question,))

    return Intake(
        files=tuple(replace(file, tables=tuple(asked(file, table) for table in file.tables)) for file in intake.files)
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
