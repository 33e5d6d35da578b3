"""Which import profiles a file is of, what they say of it, and the profile that answers to a file become."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from src import wording
from src.contracts.dataset import Dataset
from src.contracts.date_formats import as_date, as_period
from src.contracts.problem import Notice, Problem, Question, Settled
from src.ingest import profile as profiles
from src.ingest.cells import Read
from src.ingest.detect.header_matching import WORDLESS, column_key
from src.ingest.profile import LEAVE_OUT, Profile
from src.metrics.datasets import DATASETS
from src.settings import Settings
from src.store import profiles as stored
from src.store.profiles import Kept

PROFILE, WITHOUT = "profile", "take it without a profile"
_OF_THIS_FILE_ALONE = (
    "they are roles",
    "it names nobody",
    "the rows are right",
    "go",
    "empty them",
    "",
)
"""Answers that say something of the cells there were and nothing of the next file."""


@dataclass(frozen=True, kw_only=True)
class Applied:
    """What the profiles that a sheet is of say of it."""

    entries: tuple[Kept, ...] = ()
    dataset: str = ""
    settled: Settled = field(default_factory=dict)

    @property
    def own(self) -> Profile | None:
        """The profile that says which dataset it is."""
        return next((entry.profile for entry in self.entries if entry.profile.dataset), None)

    @property
    def titles(self) -> str:
        """The profiles by name, version and hash, as the history names them."""
        return "; ".join(entry.title for entry in self.entries)

    def headings(self, dataset: str) -> dict[str, str]:
        """By plain heading the column of a dataset it means, or nothing."""
        found: dict[str, str] = {}
        for entry in self.entries:
            found |= entry.profile.meanings(dataset)
        return found

    def laid_out(self, dataset: Dataset) -> Dataset:
        """The dataset with the layout of its profile."""
        return self.own.laid_out(dataset) if self.own else dataset


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the profiles of a store say of a file."""

    sheets: Mapping[str, Applied] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    passed_over: tuple[str, ...] = ()
    """Sheets that are not of the profile that was named."""

    def of(self, sheet: str) -> Applied:
        """What they say of a sheet."""
        return self.sheets.get(sheet, Applied())

    @property
    def datasets(self) -> dict[str, Dataset]:
        """For each sheet whose profile says so, the dataset it holds, as it is laid out."""
        return {name: found.laid_out(DATASETS[found.dataset]) for name, found in self.sheets.items() if found.dataset}

    @property
    def headings(self) -> dict[tuple[str, str], str]:
        """What headings mean, by dataset and plain heading."""
        return {
            (dataset, heading): column
            for found in self.sheets.values()
            for dataset in ([found.dataset] if found.dataset else DATASETS)
            for heading, column in found.headings(dataset).items()
        }


def find(settings: Settings, read: Read, named: str = "") -> Found:
    """The profiles that each sheet of a file is of. One that is named must fit; others are used where they do.

    Where the name of a file is like that of a profile and no sheet is of it, that is a question.
    """
    live = stored.live(settings.store)
    if named == WITHOUT:
        live = {name: entry for name, entry in live.items() if not entry.profile.dataset}
    elif named:
        if named not in live:
            return Found(problems=(_none_of_that_name(read.file, named, live),))
        live = {name: entry for name, entry in live.items() if name == named or not entry.profile.dataset}
    sheets: dict[str, Applied] = {}
    misfits: dict[str, str] = {}
    for sheet in (sheet for sheet in read.sheets if sheet.filled.any()):
        fitting = []
        for name, entry in live.items():
            reason = entry.profile.misfit(read.file, sheet, is_supplied=not entry.version)
            if not reason:
                fitting.append(entry)
            elif name == named or entry.profile.is_named_for(read.file):
                misfits.setdefault(name, f'sheet "{sheet.name}": {reason}' if sheet.name else reason)
        own = [entry for entry in fitting if entry.profile.dataset]
        best = max(own, key=lambda entry: (entry.profile.weight, entry.version), default=None)
        taken = (*(entry for entry in fitting if not entry.profile.dataset), *filter(None, [best]))
        if taken:
            settled = {key: answer for entry in taken for key, answer in entry.profile.answers.items()}
            sheets[sheet.name] = Applied(entries=taken, dataset=best.profile.dataset if best else "", settled=settled)
    has_own = any(found.dataset for found in sheets.values())
    needs_own = live[named].profile.dataset if named and named != WITHOUT else ""
    if not has_own and misfits and (needs_own or named not in live):
        return Found(sheets=sheets, problems=(_misfit(read.file, *next(iter(misfits.items()))),))
    over = [sheet.name for sheet in read.sheets if needs_own and not sheets.get(sheet.name, Applied()).dataset]
    return Found(sheets=sheets, passed_over=tuple(over))


def _none_of_that_name(file: str, name: str, live: Mapping[str, Kept]) -> Problem:
    known = wording.listed(f'"{other}"' for other in live)
    return Problem(file=file, found=f'no profile "{name}"', expected=f"one of {known}", todo="Check the name.")


def _misfit(file: str, name: str, reason: str) -> Question:
    return Question(
        file=file,
        found=f'a file that does not fit its profile "{name}": {reason}',
        expected="a file as the profile has it",
        todo="Look at what has changed, and supply the right file, change the profile, or take it without one.",
        key=PROFILE,
        options=(WITHOUT,),
    )


def allowed(found: Applied) -> dict[str, str]:
    """What may happen with nobody there, as answers."""
    given = {name for entry in found.entries for name in entry.profile.allow}
    answers = {"gone": ("rows left out", "go"), "emptied": ("values emptied", "empty them")}
    return dict(answers[name] for name in given)


def notices(found: Applied, file: str, sheet: str) -> tuple[Notice, ...]:
    """That a sheet was read with a profile."""
    return tuple(
        Notice(
            file=file, sheet=sheet, met=f'what the profile "{entry.profile.name}" is for', done="it was read with it"
        )
        for entry in found.entries
    )


def from_answers(
    file: str,
    sheet: str,
    dataset: str,
    known: Sequence[str],
    headings: Mapping[str, str],
    settled: Settled,
    before: Profile | None,
    *,
    is_chosen: bool = False,
) -> Profile | None:
    """The profile that answers about a table become: none where they say nothing of the next file.

    `known` are the headings of the table that are the dataset's own; `headings` are by the heading of the file, the
    name of a column or nothing. `is_chosen` says that the dataset was chosen by a person, as the file left it open.
    """
    columns = {column.name: column.heading for column in DATASETS[dataset].all_columns}
    meant = {heading: columns[name] if name else LEAVE_OUT for heading, name in headings.items()}
    answers = {key: answer for key, answer in settled.items() if _is_for_the_next(dataset, key, answer)}
    if not meant and not answers and not is_chosen:
        return None
    pattern = profiles.like(file)
    if len(re.sub(r"[^A-Za-z]", "", pattern.rpartition(".")[0])) < _TELLING:
        pattern = ""
    is_by_name = WORDLESS in meant or not meant
    if is_by_name and not pattern:
        return None  # nothing tells the next file of its kind
    created = before or Profile(
        name=_name(pattern, dataset),
        about=f"{DATASETS[dataset].title}{stored.as_in(file)}",
        dataset=dataset,
        file=pattern if is_by_name else "",
        sheet=profiles.like(sheet) if WORDLESS in meant and sheet else "",
        needs=tuple(known) if not meant else (),
    )
    return replace(created, headings={**created.headings, **meant}, answers={**created.answers, **answers})


_TELLING = 3


def _name(pattern: str, dataset: str) -> str:
    words = re.sub(r"[^a-z0-9]+", " ", pattern.rpartition(".")[0].lower()).strip()
    return f"{dataset} {words}".strip()[:60].strip()


def _is_for_the_next(dataset: str, key: str, answer: str) -> bool:
    """Whether an answer holds for the next file: not that of one date, nor that somebody looked at these cells."""
    dated = DATASETS[dataset].dated_by
    is_date = bool(dated) and key == column_key(DATASETS[dataset].column(str(dated)))
    return (
        answer not in _OF_THIS_FILE_ALONE
        and key != PROFILE
        and not any(rule.asks and rule.answer == answer for rule in DATASETS[dataset].history_rules)
        and not (is_date and (as_date(answer) or as_period(answer)))
    )
