"""Which column of a file holds which column of a dataset, by its heading and by earlier answers."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from src.contracts.column import Column, Kind
from src.contracts.dataset import Dataset
from src.contracts.date_formats import as_date, as_period, as_week
from src.contracts.problem import Problem, Question
from src.ingest.cells import Cells, Notice, Sheet, Texts, letters
from src.wording import listed

Answers = Mapping[str, str]
"""What headings mean that are not the dataset's own: by the plain heading a column, or nothing to leave it out."""

ROW_IN_YOUR_FILE = "Row in your file"
"""The first heading of a marked copy that holds only the rows with a problem."""
WORDLESS = "figures under dates, and no words that say what they count"
"""What stands for the heading of figures that have none."""
_NEAR = 0.8
_SAY_LITTLE = frozenset("a an at by code count for in is name no number of on the to total".split())


_SIGNS = {
    "%": " per cent ",
    "\u00b1": " change ",
    "+/-": " change ",
    "\u0394": " change ",
    "\u2206": " change ",
    "\u00a3": " pounds ",
}
"""Signs that make another figure of the same words."""
_QUERIED = re.compile(r"('[^']*'|\w*)\[([^\[\]]+)\]|([A-Za-z_]\w*)\.([A-Za-z].*)")
"""A column with its table before it, as queries of Power BI and joins name it."""
_OTHER_TABLE = re.compile(r"target|forecast|plan|prev|prior|last|average|test|old", re.IGNORECASE)
_SUM_OF = "sum of "
"""What pivot tables put before the heading of a figure."""
_PER_CENT = re.compile(r"^per cent | per cent$")


@lru_cache(maxsize=20_000)
def plain(heading: str) -> str:
    """A heading as it is compared: small letters and digits, one space between words; a sign of another figure as words."""
    for sign, words in _SIGNS.items():
        heading = heading.replace(sign, words)
    return re.sub(r"[^a-z0-9]+", " ", heading.lower()).strip()


_CHANGE = re.compile(
    r"(per cent |percentage )?(change|difference|diff|variance|movement)s?( (on|from|since|vs|v|against|in|over)\b.*)?"
)
LOOKED_THROUGH = 50
"""How many rows of a sheet are looked through for its headings."""

Tops = Sequence[tuple[tuple[str, ...], tuple[str, ...]]]
"""The first rows of a sheet as headings: the words, with those merged down into the row, and the cells of these."""


def tops(sheet: Sheet) -> Tops:
    """The rows of a sheet that may hold its headings."""
    rows = min(LOOKED_THROUGH, sheet.height)
    merged = [range_ for range_ in sheet.merged if range_[0] < rows and range_[1] == range_[3] < len(sheet.columns)]
    found = []
    for row in range(rows):
        cells = list(sheet.row(row))
        raised = []
        for first, left, last, _ in merged:
            if first < row <= last and left < len(cells) and not cells[left]:
                cells[left] = sheet.columns[left][first]
                raised.append(f"{letters(left)}{first + 1}")
        found.append((tuple(cells), tuple(raised)))
    return found


def first_filled(sheet: Sheet) -> int:
    """The first row that is not blank; 0 where all are."""
    return int(sheet.filled.argmax()) if sheet.height else 0


def names(dataset: Dataset) -> dict[str, str]:
    """The column that each plain heading of a dataset stands for."""
    return {plain(s): c.name for c in dataset.all_columns for s in (c.name, c.heading, *c.also)}


def meaning(heading: str, dataset: Dataset, known: Mapping[str, str], answers: Answers) -> str | None:
    """The column that a heading stands for, nothing for one to leave out, None for one that is not known."""
    word = plain(heading)
    if word in known:
        return known[word]
    if word not in answers and (own := plain(_of_program(heading))) in known:
        return known[own]
    for inner, unit in ((word.removeprefix(_SUM_OF), ""), (_PER_CENT.sub("", word), "per cent")):
        name = known.get(inner)
        if name and word not in answers and dataset.column(name).is_number and unit in ("", dataset.column(name).unit):
            return name
    answer = answers.get(word)
    if answer is None and is_change(heading, dataset):
        return ""
    if answer is None or word == plain(ROW_IN_YOUR_FILE):
        return None
    return answer if answer == "" or any(column.name == answer for column in dataset.all_columns) else None


def _of_program(heading: str) -> str:
    """A heading as a person writes it: 'MARAC'[Cases awaiting], Marac.Cases awaiting and CasesAwaiting are one.

    As it is where the table before it may hold other figures, such as targets.
    """
    found = _QUERIED.fullmatch(heading.strip())
    if found and not _OTHER_TABLE.search(found[1] or found[3] or ""):
        return found[2] or found[4]
    return heading if " " in heading else re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)


def is_change(heading: str, dataset: Dataset) -> bool:
    """Whether a heading is that of a change between figures, which is worked out here and which the dataset has not."""
    if not _CHANGE.fullmatch(plain(heading)):
        return False
    has_own = any("change" in plain(column.heading).split() for column in dataset.columns)
    return not has_own and any(column.is_number for column in dataset.columns)


def nearest(heading: str, dataset: Dataset, present: Collection[str]) -> str:
    """The column that a heading most likely stands for, of those not present; nothing where none is near."""
    word = plain(heading)
    near = [
        (closeness, column.name)
        for column in dataset.all_columns
        if column.name not in present
        for spelling in {column.name, column.heading, *column.also}
        if (closeness := _closeness(word, plain(spelling))) >= _NEAR
    ]
    return max(near, key=lambda pair: pair[0])[1] if near else ""


def _closeness(word: str, other: str) -> float:
    """From 0 to 1, by the letters in their order. Words in common say little: a date of report is no as-at date."""
    matcher = SequenceMatcher(None, word, other)
    return matcher.ratio() if matcher.real_quick_ratio() >= _NEAR and matcher.quick_ratio() >= _NEAR else 0.0


def words_shared(item: str, other: str) -> float:
    """How much of the telling words of two plain headings they have in common, from 0 to 1."""
    mine, theirs = set(item.split()) - _SAY_LITTLE, set(other.split()) - _SAY_LITTLE
    return len(mine & theirs) / len(mine | theirs) if mine & theirs else 0.0


@dataclass(frozen=True, kw_only=True)
class Matched:
    """Where the columns of a dataset stand in a table, and what is to be said of its headings."""

    columns: dict[str, int]
    problems: list[Problem]
    handlings: tuple[Notice, ...]


def match(cells: Cells, dataset: Dataset, answers: Answers) -> Matched:
    """Which column of a table holds which column of the dataset."""
    known = names(dataset)
    meant = [meaning(heading, dataset, known, answers) for heading in cells.headings]
    found: dict[str, int] = {}
    problems = []
    handlings = []
    undated = _undated(cells, dataset, meant)
    for at, (heading, name) in enumerate(zip(cells.headings, meant, strict=True)):
        where = (cells.address_of_heading(at),)
        if name is None:
            problems.append(
                _perhaps_the_date(cells, heading, where, dataset.column(str(dataset.dated_by)))
                if at == undated
                else _unknown(cells, heading, where, dataset, [name for name in meant if name])
            )
        elif name in found:
            problems.append(
                Problem(
                    file=cells.file,
                    sheet=cells.sheet,
                    cells=where,
                    found=f'the heading "{heading}" a second time',
                    expected="each heading once",
                    todo="Take one of the two columns out.",
                )
            )
        elif name:
            found[name] = at
        if name is not None and plain(heading) not in known:
            done = f'it was read as "{dataset.column(name).heading}"' if name else "it was left out, as answered before"
            if not name and plain(heading) not in answers:
                done = "it was left out: PEELboard works it out itself"
            handlings.append(
                Notice(file=cells.file, sheet=cells.sheet, cells=where, met=f'the heading "{heading}"', done=done)
            )
    for column in dataset.all_columns:
        if column.required and column.name not in found and (undated is None or column.name != dataset.dated_by):
            problems.append(_missing(cells, dataset, column, is_every_heading_known=None not in meant))
    return Matched(columns=found, problems=problems, handlings=tuple(handlings))


def _undated(cells: Cells, dataset: Dataset, meant: Sequence[str | None]) -> int | None:
    """The one column without a known heading that holds dates, in a table whose column of dates is not there."""
    if not dataset.dated_by or dataset.dated_by in meant or not dataset.column(dataset.dated_by).required:
        return None
    others = {word for column in dataset.columns if column.kind is Kind.DATE for word in plain(column.heading).split()}
    others -= {*plain(dataset.column(dataset.dated_by).heading).split(), "date", "of", "on", "from", "to"}
    of_dates = [
        at
        for at, name in enumerate(meant)
        if name is None and _holds_dates(cells.columns[at]) and not others & set(plain(cells.headings[at]).split())
    ]
    return of_dates[0] if len(of_dates) == 1 else None


def _holds_dates(texts: Texts) -> bool:
    met = {texts[row] for row in range(min(len(texts), LOOKED_THROUGH))} - {""}
    return bool(met) and all(as_date(text) or as_period(text) or as_week(text) for text in met)


def _perhaps_the_date(cells: Cells, heading: str, where: tuple[str, ...], dated: Column) -> Question:
    return Question(
        file=cells.file,
        sheet=cells.sheet,
        cells=where,
        found=f'the heading "{heading}" over dates, and no column "{dated.heading}"',
        expected=f'"{dated.heading}" over {dated.meaning[:1].lower()}{dated.meaning[1:].rstrip(".")}',
        todo=f'Say whether "{heading}" is "{dated.heading}", or add that column.',
        key=f"heading {plain(heading)}",
    )


def column_key(column: Column) -> str:
    """What the answer is kept under that says what stands in every row of a column that is not there."""
    return f"column {column.heading}"


def _missing(cells: Cells, dataset: Dataset, column: Column, *, is_every_heading_known: bool) -> Problem:
    """A column that is not there. It may be one whose heading is asked about, or be the same in every row."""
    what = Problem(
        file=cells.file,
        sheet=cells.sheet,
        found=f'no column "{column.heading}"',
        expected=f"one: {column.meaning[:1].lower()}{column.meaning[1:].rstrip('.')}",
        todo="Add the column.",
    )
    is_same = column.name == dataset.dated_by or (column.kind is Kind.CODE and column.name not in dataset.key)
    if is_every_heading_known and not is_same and not cells.answers.get(column.name):
        return what
    todo = "Add the column, or say what stands in every row." if is_same else "Say which column it is, or add it."
    return Question(
        **{**vars(what), "todo": todo},
        key=column_key(column),
        options=cells.answers.get(column.name, ()),
        is_open=is_same,
    )


def _unknown(cells: Cells, heading: str, where: tuple[str, ...], dataset: Dataset, present: Collection[str]) -> Problem:
    near = nearest(heading, dataset, present)
    if plain(heading) == plain(ROW_IN_YOUR_FILE):
        found = "a copy that holds only the rows with a problem"
        expected, todo = "the whole file", "Mend the rows in your own file and supply that."
    else:
        found = f'the heading "{heading}"'
        expected = f'one of the headings of "{dataset.title}"'
        todo = "Take the column out, or use the heading the template gives it."
        if near:
            todo = f'Did you mean "{dataset.column(near).heading}"?'
        counts = [f'"{column.heading}"' for column in dataset.columns if column.is_number]
        if heading in cells.over_dates or heading == WORDLESS:
            found = f'"{heading}" over' if heading != WORDLESS else ""
            found = f"{found} {cells.figures_are}".strip() + (
                "" if found else ", and no words that say what they count"
            )
            expected = f"words over them that say what they count, such as {listed(counts[:3])}"
            todo = "Say which of these they count, or pass the table over."
        elif heading in cells.measures:
            found = f'"{heading}" in "{cells.measures_in}", which names what the figures count'
            expected = f"words that say what is counted, such as {listed(counts[:3])}"
            todo = "Say which of these it is, or leave it out."
        return Question(
            file=cells.file,
            sheet=cells.sheet,
            cells=where,
            found=found,
            expected=expected,
            todo=todo,
            key=f"heading {plain(heading)}",
        )
    return Problem(file=cells.file, sheet=cells.sheet, cells=where, found=found, expected=expected, todo=todo)
