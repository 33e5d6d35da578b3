"""A file taken in with nobody to ask: what is not certain is a problem that says how to decide it.

The command line and the watched folder come through here. At the Extracts page a person is asked instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from src import wording
from src.contracts.problem import Problem, Question, Refused, Settled
from src.ingest import reader, validate
from src.ingest.cells import Read
from src.ingest.detect import dataset_detection, table_locator
from src.ingest.detect.dataset_detection import Found, plain
from src.ingest.progress import ProgressCallback, quiet
from src.metrics.datasets import DATASETS
from src.services import answers as answers_given
from src.services import import_profiles
from src.services import preview as previewing
from src.services.import_file import Answers, Choices, Intake, TakenIn, take_in
from src.settings import Action, Settings
from src.store import acceptance, authorization, header_answers, lists
from src.store.acceptance import CannotStore, EditionConflict
from src.store.disk_check import TOO_BUSY
from src.store.editions import open_edition
from src.store.ledger import Event
from src.store.profiles import Kept
from src.store.upload import Supplied

_LOOKED_THROUGH = 50
"""Rows of a sheet in which a heading is looked for."""
_TRIES = 5
EMPTIED, EMPTY = "values emptied", "empty them"


@dataclass(frozen=True, kw_only=True)
class Stored:
    """What came of a file: what was found in it, and the events, none where it could be seen already."""

    found: TakenIn
    events: tuple[Event, ...]
    profiles: tuple[Kept, ...] = ()
    """The import profiles that what was answered about it has become."""


def take(
    settings: Settings,
    file: Supplied,
    answers: Answers | None = None,
    report_progress: ProgressCallback = quiet,
    read: Read | None = None,
    settled: Settled | None = None,
    profile: str = "",
) -> Intake:
    """What a file holds and what accepting it would change. Its dataset and sheet may be empty: they are found out.

    `settled` answers questions about the cells of any of its sheets. Writes nothing. Each problem stands in the
    answer, and only NotAllowed is raised, where the person may not supply a file. One that was read is not read
    again.
    """
    authorization.refuse_unless(settings, Action.SUPPLY)
    taken = TakenIn(name=reader.bare_name(file.name), content=file.content, sha256=file.sha256)
    try:
        acceptance.refuse_erased(settings, file.name, file.sha256)
        read = read or reader.read(file.name, file.content, settings.limits, report_progress)
        taken = replace(taken, read=read)
        profile = (settled or {}).get(import_profiles.PROFILE, profile)
        profiles = import_profiles.find(settings, read, profile)
        if profiles.problems:
            raise Refused(profiles.problems)
        known = {**header_answers.remembered(settings.store), **profiles.headings, **(answers or {})}
        datasets = _datasets(settings, read, file, known, profiles)
    except Refused as refused:
        return Intake(files=(replace(taken, problems=refused.problems),))
    choices = Choices(
        datasets={(file.sha256, sheet): dataset for sheet, dataset in datasets.items()},
        headings=answers or {},
        settled={
            (file.sha256, sheet): {**import_profiles.allowed(profiles.of(sheet)), **(settled or {})}
            for sheet in datasets
        },
        profile=profile,
    )
    intake = take_in(settings, [(file.name, file.content)], choices, report_progress, known=[taken])
    emptied = sum(changes.emptied for changes in intake.preview.rows) if intake.preview else 0
    if not emptied or all(table.file.settled.get(EMPTIED) == EMPTY for table in intake.files[0].tables):
        return intake
    question = Question(
        file=taken.name,
        found=f"empty cells where {wording.count_of(emptied, 'value')} would be emptied",
        expected="a value in each, or leave to empty them",
        todo="Take the column out to leave the values as they are, or say that they are to be emptied.",
        key=EMPTIED,
        options=(EMPTY,),
    )
    return replace(intake, preview=None, files=(replace(intake.files[0], problems=(question,)),))


def accept(
    settings: Settings,
    file: Supplied,
    intake: Intake,
    *,
    by: str,
    reason: str,
    answers: Answers | None = None,
    settled: Settled | None = None,
    profile: str = "",
) -> Stored:
    """Accept every dataset of a file that was taken in, as one. Raises Refused with every problem, or CannotStore."""
    for _ in range(_TRIES):
        if intake.problems:
            raise Refused(intake.problems)
        (found,) = intake.files
        preview = intake.preview
        if preview is None:
            if problem := _replaced_since(settings, file):
                raise Refused([problem])
            return Stored(found=found, events=())
        changed = {each.dataset.name: previewing.counted(each) for each in preview.rows}
        try:
            events = acceptance.accept_checked(
                settings, intake.to_accept, by=by, reason=reason, seen_edition=preview.compared_with, changed=changed
            )
        except EditionConflict:  # what the file changes is another matter now
            intake = take(settings, file, answers, read=found.read, settled=settled, profile=profile)
            continue
        created = answers_given.keep_answers(settings, found.read, found.tables, answers or {}, by) if events else ()
        return Stored(found=found, events=events, profiles=created)
    raise CannotStore(TOO_BUSY)


def _replaced_since(settings: Settings, file: Supplied) -> Problem | None:
    """That a later extract has taken the place of rows of a file that is supplied again; None where all still count."""
    edition = open_edition(settings)
    for event in edition.extracts:
        if event.sha256 != file.sha256:
            continue
        (counted,) = edition.ask(
            f"select count(*) as rows from {event.dataset} where extract_id = $extract",
            (event.dataset,),
            {"extract": event.extract_id},
        )
        later = [other for other in edition.extracts if _may_replace(other, event)]
        if later and counted["rows"] < event.row_count:
            newest = later[-1]
            return Problem(
                file=file.name,
                found=f"the same file as was accepted on {wording.moment(event.at)} ({event.extract_id})",
                expected=f"another file, because {newest.file_name} ({newest.extract_id}) took the place of its rows and stands",
                todo=f"To bring this one's figures back, withdraw the other: python -m src withdraw {newest.extract_id}.",
            )
    return None


def _may_replace(later: Event, event: Event) -> bool:
    is_apart = later.period_from and event.period_to and later.period_from > event.period_to
    return later.dataset == event.dataset and later.sequence > event.sequence and not is_apart


def has_heading(read: Read, heading: str) -> bool:
    """Whether a heading stands among the first rows of a sheet."""
    return any(
        plain(cell) == plain(heading)
        for sheet in read.sheets
        for row in range(min(_LOOKED_THROUGH, sheet.height))
        for cell in sheet.row(row)
    )


def _datasets(
    settings: Settings, read: Read, file: Supplied, answers: Answers, profiles: import_profiles.Found
) -> Mapping[str, str]:
    """The dataset of each sheet with a table; empty for one to pass over. Raises Refused where it is not certain."""
    found = [
        item
        for item in dataset_detection.recognise(read, answers, profiles.datasets)
        if item.sheet not in profiles.passed_over
    ]
    if file.dataset:
        own = {heading: column for (of, heading), column in answers.items() if of == file.dataset}
        dataset = DATASETS[file.dataset]
        cells = table_locator.find(read, dataset, headings=own, sheet=file.sheet)
        if cells.sheet not in [item.sheet for item in found]:  # too little for a table, which the check says best
            validate.check(cells, dataset, lists.for_supply(settings), settings.force_code, headings=own)
        return {item.sheet: file.dataset if item.sheet == cells.sheet else "" for item in found}
    if file.sheet and file.sheet not in [sheet.name for sheet in read.sheets]:
        raise Refused([table_locator.no_sheet(read, file.sheet)])
    meant = [item for item in found if item.dataset and file.sheet in ("", item.sheet)]
    if not meant:
        raise Refused([_nothing_known(read.file, file.sheet, bool(found))])
    problems = [_unsure(read.file, item) for item in meant if item.others]
    if problems:
        raise Refused(problems)
    return {item.sheet: item.dataset if item in meant else "" for item in found}


def _nothing_known(file: str, sheet: str, is_table: bool) -> Problem:
    what: dict[str, Any] = {
        "file": file,
        "sheet": sheet,
        "found": "no table of a dataset that PEELboard knows",
        "expected": "a row of headings as a template has them, and rows under it",
        "todo": "Copy the rows into the template of their dataset.",
    }
    return Question(key="dataset", **what) if is_table else Problem(**what)


def _unsure(file: str, found: Found) -> Problem:
    titles = [f'"{DATASETS[name].title}"' for name in (found.dataset, *found.others)]
    return Question(
        key="dataset",
        file=file,
        sheet=found.sheet,
        found=f"headings that could be those of {wording.listed(titles)}",
        expected="the headings of one dataset",
        todo="Copy the rows into the template of the right one, or name it with --dataset on the command line.",
    )
