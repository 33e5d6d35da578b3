"""An import profile: what was once answered about a kind of file, so that the next of its kind needs no answer.

A profile is a small file that a person can read and change. It says which files and sheets it is for, what their
headings and words mean, and how what was in doubt was answered.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from fnmatch import fnmatchcase
from typing import Any

from src.contracts.column import Column
from src.contracts.dataset import Crossed, Dataset
from src.contracts.date_formats import date_in
from src.contracts.problem import Problem, Refused
from src.ingest.cells import Read, Sheet
from src.ingest.detect import named_measures
from src.ingest.detect.header_matching import LOOKED_THROUGH, WORDLESS, plain
from src.metrics.datasets import DATASETS

LEAVE_OUT = "leave out"
ALLOWED = ("gone", "emptied")
SOURCES: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("folder",): (),
    ("address",): ("secret", "header"),
    ("database", "query"): ("secret",),
}
"""What a source says of where it is, and what else it may say."""
EVERY = ("hour", "day", "week", "month")
_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
_SERVER = r"postgresql://[\w.-]+@[\w.-]+(:\d{1,5})?/[\w.-]+"
_LAST_ROWS = 30
_MAY_LACK = 0.3
"""How much of the headings of a profile that comes with the product a sheet may lack."""
_NAME = re.compile(r"[a-z0-9][a-z0-9 ._-]{0,59}")
_CHANGES_MONTHLY = re.compile(
    r"\d+|\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One profile, as its file has it."""

    name: str
    about: str = ""
    """What it is for, in a sentence."""
    dataset: str = ""
    """Empty where it is for files of any dataset that come from one kind of program."""
    file: str = ""
    """What the name of a file is like, * standing for anything; empty for any."""
    sheet: str = ""
    """What the name of a sheet is like; empty for any."""
    needs: tuple[str, ...] = ()
    """Words that must stand in the sheet, such as the filter that the figures must have."""
    allow: tuple[str, ...] = ()
    """What may happen with nobody there: rows gone, values emptied."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """For a heading of the file one of the dataset's, or "leave out"."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """For a question its answer, such as "Status: Ongoing" = "In progress"."""
    across: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    """Where headings are values: the column `over` which they go, the `figure` under them, and the `values`."""

    source: Mapping[str, str] = field(default_factory=dict)
    """Where its files come from by themselves: a folder, an address, or a database and a query; and every how long."""

    @property
    def weight(self) -> int:
        """How much a sheet must have to be of this profile."""
        return len(self.headings) + len(self.needs) + bool(self.file) + bool(self.sheet)

    def is_named_for(self, file: str) -> bool:
        """Whether the name of a file is like the one that the profile states."""
        return bool(self.file) and _is_like(file, self.file)

    def meanings(self, dataset: str) -> dict[str, str]:
        """By the plain heading the name of a column of a dataset, or nothing for one to leave out."""
        columns = {theirs: column_named(dataset, ours) for theirs, ours in self.headings.items() if ours != LEAVE_OUT}
        left_out = {plain(theirs): "" for theirs, ours in self.headings.items() if ours == LEAVE_OUT}
        return left_out | {plain(theirs): column.name for theirs, column in columns.items() if column}

    def laid_out(self, dataset: Dataset) -> Dataset:
        """The dataset with the layout of the profile."""
        if not self.across:
            return dataset
        over, figure = (column_named(dataset.name, str(self.across[part])) for part in ("over", "figure"))
        assert over
        assert figure
        return replace(dataset, crossed=Crossed(over={over.name: tuple(self.across["values"])}, figure=figure.name))

    def misfit(self, file: str, sheet: Sheet, *, is_supplied: bool = False) -> str:
        """Why a sheet of a file is not of this profile, in a few words; nothing where it is.

        Of one that comes with the product most of its headings are enough: a system's export changes, and its name too.
        """
        if self.file and not _is_like(file, self.file):
            return f'a name that is not like "{self.file}"'
        if self.sheet and not _is_like(sheet.name, self.sheet):
            return f'no sheet like "{self.sheet}"'
        texts = list(_texts(sheet))
        words = {plain(text) for text in texts}
        missing = [
            heading
            for heading in self.headings
            if heading != WORDLESS and not any(plain(heading) in word for word in words)
        ]
        if self.dataset and len(missing) > (len(self.headings) * _MAY_LACK if is_supplied else 0):
            return f'no heading "{missing[0]}"'
        whole = " ".join(" ".join(text.split()).lower() for text in texts)
        for need in self.needs:
            if " ".join(need.split()).lower() not in whole:
                return f'not the words "{need}"'
        return ""


def _is_like(name: str, pattern: str) -> bool:
    return fnmatchcase(name.lower(), pattern.lower())


def _texts(sheet: Sheet) -> Iterator[str]:
    """The cells of the first and the last rows, where headings and filters stand, and what named measures count."""
    last = max(LOOKED_THROUGH, sheet.height - _LAST_ROWS)
    for row in (*range(min(LOOKED_THROUGH, sheet.height)), *range(last, sheet.height)):
        yield from filter(None, sheet.row(row))
    for column in sheet.columns:
        tops = {plain(column[row]) for row in range(min(LOOKED_THROUGH, sheet.height))}
        if tops & named_measures.MEASURES and len(column.bank) <= LOOKED_THROUGH:
            yield from column.words[1:]


def column_named(dataset: str, heading: str) -> Column | None:
    """The column of a dataset that a heading or a name is of."""
    for column in DATASETS[dataset].all_columns if dataset in DATASETS else ():
        if plain(heading) in map(plain, (column.name, column.heading, *column.also)):
            return column
    return None


def like(name: str) -> str:
    """What the names of the next files are like: * for days, months and years."""
    return re.sub(r"\*[*\s._-]*(?=\*)", "", _CHANGES_MONTHLY.sub("*", name))


def read(file: str, text: str) -> Profile:
    """The profile that a text is. Raises Refused with every problem."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused([_problem(file, f"a text that is no TOML ({error})", "a profile as export writes it")]) from None
    problems = [*_of_kind(file, found)] or [*_of_content(file, found)]
    if problems:
        raise Refused(problems)
    lists = {name: tuple(found[name]) for name in _LISTS if name in found}
    return Profile(**{**found, **lists})


_LISTS, _TABLES = ("needs", "allow"), ("headings", "answers", "across", "source")


def _of_kind(file: str, found: Mapping[str, Any]) -> Iterator[Problem]:
    """A problem for each part that a profile has not, or that is of another kind."""
    names = [item.name for item in fields(Profile)]
    for name, value in found.items():
        if name not in names:
            yield _problem(file, f'"{name}"', f"one of {', '.join(names)}")
        elif name in _LISTS and not _are_texts(value):
            yield _problem(file, f'"{name}" that is no list of texts', "a list of texts in quotation marks")
        elif name in _TABLES and not (isinstance(value, dict) and all(map(_is_text_or_list, value.values()))):
            yield _problem(file, f'"{name}" that is no table of texts', "a table of texts in quotation marks")
        elif name not in (*_LISTS, *_TABLES) and not isinstance(value, str):
            yield _problem(file, f'"{name}" that is no text', "a text in quotation marks")


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_text_or_list(value: object) -> bool:
    return isinstance(value, str) or _are_texts(value)


def _of_content(file: str, found: Mapping[str, Any]) -> Iterator[Problem]:
    """A problem for each part that names what there is not."""
    name, dataset = found.get("name", ""), found.get("dataset", "")
    if not _NAME.fullmatch(name):
        yield _problem(file, f'the name "{name}"', "small letters, digits, spaces, dots and dashes, 60 at most")
    if dataset and dataset not in DATASETS:
        yield _problem(file, f'the dataset "{dataset}"', "the name of a dataset, or none")
        return
    for ours in found.get("headings", {}).values():
        if dataset and ours != LEAVE_OUT and not column_named(dataset, ours):
            yield _problem(file, f'the heading "{ours}"', f'one of "{DATASETS[dataset].title}", or "{LEAVE_OUT}"')
    if not set(found.get("allow", ())) <= set(ALLOWED):
        yield _problem(file, f"allow = {found['allow']}", "gone, emptied or both")
    across = found.get("across", {})
    if across and not (
        set(across) == {"over", "figure", "values"}
        and _are_texts(across["values"])
        and all(column_named(dataset, across[part]) for part in ("over", "figure"))
    ):
        yield _problem(file, "across", "over and figure, each a heading of the dataset, and values, a list of headings")
    yield from _of_source(file, found)


def _of_source(file: str, found: Mapping[str, Any]) -> Iterator[Problem]:
    source = found.get("source", {})
    places = [place for place in SOURCES if set(place) <= set(source)]
    wanted = {*places[0], "every"} if len(places) == 1 else set()
    if source and not (wanted <= set(source) <= {*wanted, *SOURCES[places[0]]} and source["every"] in EVERY and wanted):
        expected = f"folder, address, or database and query, and every, one of {', '.join(EVERY)}"
        yield _problem(file, "source", expected)
    if not all(_PART.fullmatch(source[part]) for part in ("secret", "header") if part in source):
        yield _problem(file, "a secret or header in the source", "the name of each alone: letters, digits and dashes")
    if "postgresql:" in source.get("database", "") and not re.fullmatch(_SERVER, source["database"]):
        yield _problem(file, "the database of the source", "postgresql://user@host:port/database, and no password")
    if "folder" in source and not found.get("file"):
        yield _problem(file, "a source of files and no file", "what the names of its files are like")


def _problem(file: str, found: str, expected: str) -> Problem:
    return Problem(file=file, found=found, expected=expected, todo="Mend the profile and import it again.")


def write(profile: Profile) -> str:
    """The profile as its file has it."""
    lines = []
    for name in ("name", "about", "dataset", "file", "sheet"):
        if getattr(profile, name):
            lines.append(f"{name} = {_quoted(getattr(profile, name))}")
    for name in ("needs", "allow"):
        if getattr(profile, name):
            lines.append(f"{name} = {_listed(getattr(profile, name))}")
    for name in _TABLES:
        table: Mapping[str, str | Sequence[str]] = getattr(profile, name)
        if table:
            lines += ["", f"[{name}]"]
            lines += [
                f"{_quoted(key)} = {_quoted(value) if isinstance(value, str) else _listed(value)}"
                for key, value in table.items()
            ]
    return "\n".join(lines) + "\n"


def _listed(values: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, values))}]"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped) + '"'


def as_written(found: Read, sheet: str, headings: Mapping[str, str]) -> dict[str, str]:
    """What plain headings mean, by the headings as a sheet has them: those that it has not are left out."""
    written = {plain(WORDLESS): WORDLESS}
    for item in found.sheets:
        for text in _texts(item) if item.name == sheet else ():
            for words in (date_in(text)[1], text):
                written[plain(words)] = words
    return {written[heading]: column for heading, column in headings.items() if heading in written}
