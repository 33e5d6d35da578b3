"""The commands that take files in: check, accept, watch and template."""

import argparse
import json
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from src import wording
from src.cli.words import Mistaken, known, write
from src.contracts.problem import Problem, Question, Refused, Settled
from src.ingest.detect.dataset_detection import plain
from src.ingest.templates import marked_workbook
from src.ingest.validate import Checked
from src.metrics.datasets import DATASETS
from src.services import answers as answers_given
from src.services import batch_import, folder_watch
from src.services.batch_import import EMPTIED, EMPTY
from src.services.import_file import GO, ROWS_LEFT_OUT, Answers, Intake, TakenIn
from src.services.preview import Preview
from src.settings import Settings
from src.store import lists, published
from src.store.ledger import Ledger
from src.store.upload import Supplied, supplied

NEEDS_PERSON = 3
"""The exit code that says a person has to answer first."""


def check(asked: argparse.Namespace, chosen: Settings) -> int:
    """Say every problem of a file, or what accepting it would change. Stores nothing."""
    if asked.marked:
        _must_be_workbook(asked.marked, "A marked copy")
    try:
        file = _file(asked, chosen)
        intake = _taken(asked, chosen, file)
        problems = intake.problems
    except Refused as refused:
        intake, problems = Intake(files=()), refused.problems
    if asked.format == "json":
        print(json.dumps(_as_json(intake, problems), indent=2, ensure_ascii=False))
    elif problems:
        for problem in problems:
            print(problem.sentence())
    else:
        _say(asked.file.name, intake)
    if asked.marked:
        _mark(asked, chosen, intake, problems)
    return _exit_code(problems)


def _exit_code(problems: Sequence[Problem]) -> int:
    """0 where nothing is wrong, 3 where a person is asked and nothing else is wrong, 1 otherwise."""
    return 0 if not problems else NEEDS_PERSON if Refused(problems).needs_person else 1


def accept(asked: argparse.Namespace, chosen: Settings) -> int:
    """Check a file and accept every dataset in it as one."""
    file = _file(asked, chosen)
    published.accept_published(chosen)
    intake = _taken(asked, chosen, file)
    answers = _answers(asked)
    stored = batch_import.accept(
        chosen,
        file,
        intake,
        by=asked.by,
        reason=asked.reason,
        answers=answers,
        settled=_settled(asked),
        profile=asked.profile,
    )
    _say_passed_over(stored.found)
    if not stored.events:
        print(f"{asked.file.name} has been accepted before, byte for byte. Nothing new was stored.")
    for event in stored.events:
        rows = wording.count_of(event.row_count, "row")
        print(f"Accepted as {event.extract_id}: {rows}. This is edition {event.sequence}.")
        print(f"{DATASETS[event.dataset].title}: {event.changed}.")
    if stored.profiles:
        print(answers_given.remembered(stored.profiles))
    behind = Ledger(chosen.store).behind()
    if behind:
        print(behind, file=sys.stderr)
    return 0


def watch(asked: argparse.Namespace, chosen: Settings) -> int:
    """Take in what is put into a folder, until stopped or once."""
    folder: Path = asked.folder.resolve()
    if not folder.is_dir():
        raise Mistaken(f"There is no folder {folder}. Make it first, so that nobody watches a folder nobody uses.")
    for own in (chosen.store, chosen.published, chosen.reference):
        if folder == own or own in folder.parents:
            raise Mistaken(f"{folder} is PEELboard's own. Watch a folder outside {own}.")
    published.accept_published(chosen)
    # Also where it was started in the background, which shuts its ears to the first, or is stopped by a service.
    for lines in (signal.SIGINT, signal.SIGTERM):
        signal.signal(lines, signal.default_int_handler)
    watched = folder_watch.Watched(
        chosen, folder, by=asked.by, say=lambda line: print(line, flush=True), is_unnamed=asked.unnamed
    )
    try:
        if not asked.once:
            print(f"Watching {folder}. Ctrl-C stops it.", flush=True)
        return 0 if folder_watch.watch(watched, every=asked.every, once=asked.once) else 1
    except KeyboardInterrupt:
        print(f"Stopped watching {folder}.")
        return 0


def template(asked: argparse.Namespace, chosen: Settings) -> int:
    """Write a workbook to fill in."""
    from src.ingest.templates import template as workbook  # here: it loads what other commands need not wait for

    dataset = DATASETS[known(asked.dataset, DATASETS, "dataset")]
    _must_be_workbook(asked.out, "A template")
    there = write(asked.out, workbook.template(dataset, lists.for_supply(chosen)))
    taken = " It took the place of the file that was there." if there else ""
    print(f'Wrote {asked.out}: the template of "{dataset.title}".{taken}')
    return 0


def _file(asked: argparse.Namespace, chosen: Settings) -> Supplied:
    dataset = known(asked.dataset, DATASETS, "dataset") if asked.dataset else ""
    file = supplied(asked.file, dataset, chosen.limits)
    return Supplied(name=file.name, content=file.content, dataset=dataset, sheet=asked.sheet)


def _taken(asked: argparse.Namespace, chosen: Settings, file: Supplied) -> Intake:
    """What the file holds. Raises Mistaken where an answer is about a heading that it has not."""
    intake = batch_import.take(chosen, file, _answers(asked), settled=_settled(asked), profile=asked.profile)
    for heading in dict(asked.heading):
        read = intake.files[0].read
        if read and not batch_import.has_heading(read, heading):
            raise Mistaken(f'{file.name} has no heading "{heading}". Write it as the file does.')
    return intake


def _settled(asked: argparse.Namespace) -> Settled:
    """What was answered to questions about the cells, and what may happen without a question."""
    allowed = {"gone": {ROWS_LEFT_OUT: GO}, "emptied": {EMPTIED: EMPTY}}
    return dict(asked.answer) | {key: answer for name in asked.allow for key, answer in allowed[name].items()}


def _answers(asked: argparse.Namespace) -> Answers:
    """The answers about headings, for every dataset that they can be about. Raises Mistaken."""
    names = [known(asked.dataset, DATASETS, "dataset")] if asked.dataset else list(DATASETS)
    answers: dict[tuple[str, str], str] = {}
    for theirs, ours in asked.heading:
        columns = {name: _column(name, ours) if ours else "" for name in names}
        meant = {name: column for name, column in columns.items() if column is not None}
        if not meant:
            headings = {column.heading: "" for name in names for column in DATASETS[name].all_columns}
            known(ours, headings, f'heading of "{DATASETS[names[0]].title}"' if asked.dataset else "heading")
        answers |= {(name, plain(theirs)): column for name, column in meant.items()}
    return answers


def _column(dataset: str, heading: str) -> str | None:
    for column in DATASETS[dataset].all_columns:
        if plain(heading) in map(plain, (column.name, column.heading, *column.also)):
            return column.name
    return None


def _say(name: str, intake: Intake) -> None:
    (found,) = intake.files
    for handling in found.handlings:
        print(handling.sentence())
    _say_passed_over(found)
    # What the rows lack is no problem of the rows, and must not be passed over for "no problem".
    of_cells = " in its cells; read first what it would change" if intake.preview and intake.preview.continuity else ""
    for table in found.tables:
        rows = wording.count_of(len(table.checked.rows) if table.checked else 0, "row")
        sheet = f', sheet "{table.found.sheet}"' if len(found.tables) > 1 else ""
        print(f'{name}{sheet}: {rows} of "{DATASETS[table.file.dataset].title}", no problem found{of_cells}.')
        if table.accepted_before:
            print(f"{table.accepted_before.sentence()} Accepting it again would store nothing.")
    if intake.preview:
        print(f"Accepted over edition {intake.preview.compared_with}, it would change:")
        for sentence in intake.preview.sentences():
            print(f"  {sentence}")
    print("Nothing was stored.")


def _say_passed_over(found: TakenIn) -> None:
    for sheet in found.passed_over:
        print(f'{found.name}, sheet "{sheet.sheet}": found another table; it was passed over.', file=sys.stderr)


def _as_json(intake: Intake, problems: Sequence[Problem]) -> Mapping[str, object]:
    tables = [table for file in intake.files for table in file.tables if table.checked]
    return {
        "accepted": not problems,
        "rows": sum(len(table.checked.rows) for table in tables if table.checked),
        "tables": [
            {"dataset": t.file.dataset, "sheet": t.found.sheet, **_extent(t.checked)} for t in tables if t.checked
        ],
        "problems": [_problem_json(problem) for problem in problems if not isinstance(problem, Question)],
        "questions": [_problem_json(problem) for problem in problems if isinstance(problem, Question)],
        "handlings": [handling.sentence() for file in intake.files for handling in file.handlings],
        "preview": _preview_json(intake.preview),
    }


def _extent(checked: Checked) -> Mapping[str, object]:
    """How many rows there are, and the first and last date of them."""
    days = checked.rows[checked.dataset.dated_by].dropna() if checked.dataset.dated_by else checked.rows.iloc[:0, 0]
    ends = (days.min().date().isoformat(), days.max().date().isoformat()) if len(days) else (None, None)
    return {"rows": len(checked.rows), "first_as_at": ends[0], "last_as_at": ends[1]}


def _preview_json(preview: Preview | None) -> Mapping[str, object]:
    counts = ("added", "restated", "gone", "emptied")
    rows = preview.rows if preview else ()
    return {
        **{count: sum(getattr(changes, count) for changes in rows) for count in counts},
        "sentences": list(preview.sentences()) if preview else [],
    }


def _problem_json(problem: Problem) -> Mapping[str, object]:
    return {**asdict(problem), "sentence": problem.sentence()}


def _mark(asked: argparse.Namespace, chosen: Settings, intake: Intake, problems: Sequence[Problem]) -> None:
    """Write the marked copy, or say why there is none. Not on standard output, which may be JSON."""
    if not problems:
        print("There is nothing to mark: no copy was written.", file=sys.stderr)
        return
    read = intake.files[0].read if intake.files else None
    content = intake.files[0].content if intake.files else b""
    copy = marked_workbook.marked(asked.file.name, content, read, problems, chosen.limits)
    if copy is None:
        print("The file could not be read, so that no cell can be marked: no copy was written.", file=sys.stderr)
        return
    write(asked.marked, copy)
    print(f"Wrote {asked.marked}: a copy with the cells marked.", file=sys.stderr)


def _must_be_workbook(path: Path, what: str) -> None:
    if path.suffix.lower() != ".xlsx":
        raise Mistaken(f'{what} is a workbook: found "{path.name}"; expected a name that ends in .xlsx.')
