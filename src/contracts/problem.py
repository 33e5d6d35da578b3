"""A problem in a file, said in one plain sentence: where, what was found, what was expected, what to do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from src import wording

CELLS_LISTED = 5


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing that keeps a file from being accepted. Problems alike but for their cells are one."""

    file: str
    sheet: str = ""
    """The sheet of a workbook; empty for a text file."""
    cells: tuple[str, ...] = ()
    """The cells it was met in, as Excel names them (B7), in order."""
    found: str
    expected: str
    todo: str

    def place(self) -> str:
        """Where it was met, as a person reads it."""
        return where(self.file, self.sheet, self.cells)

    def sentence(self) -> str:
        """The problem as a person reads it."""
        return f"{self.place()}: found {self.found}; expected {self.expected}. {self.todo}"


@dataclass(frozen=True, kw_only=True)
class Question(Problem):
    """Doubt that a person settles. Until then it keeps the file from being accepted, as a problem does."""

    key: str
    """What the answer is kept under for the file, such as "order of dates"."""
    options: tuple[str, ...] = ()
    """The answers there are; none where the answer is what a heading means, or can only be given in the file."""
    is_open: bool = False
    """Whether any text may be an answer, such as a date."""
    values: tuple[str, ...] = ()
    """The values of a list, each of which is an answer, where there are too many to name."""

    @property
    def is_answerable(self) -> bool:
        """Whether it can be answered in words, and not only in the file or by what a heading means."""
        return bool(self.options or self.values or self.is_open)

    def sentence(self) -> str:
        """The question with its answers, as a person reads it."""
        answers = wording.listed(f'"{option}"' for option in self.options)
        return super().sentence() + (f' Answers to "{self.key}": {answers}.' if answers else "")


Settled = Mapping[str, str]
"""What somebody answered about one table of a file, by the keys of the questions."""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Something in a file that was not plain, and what was done about it. It keeps nothing from being accepted."""

    file: str
    sheet: str = ""
    cells: tuple[str, ...] = ()
    met: str
    done: str

    def sentence(self) -> str:
        """The handling as a person reads it."""
        return f"{where(self.file, self.sheet, self.cells)}: found {self.met}; {self.done}."


def where(file: str, sheet: str, cells: Sequence[str]) -> str:
    """The place as a person reads it: marac.xlsx, sheet "February", cells B2 and B7."""
    place = file + (f', sheet "{sheet}"' if sheet else "")
    if not cells:
        return place
    return f"{place}, {'cell' if len(cells) == 1 else 'cells'} {wording.first_of(cells, CELLS_LISTED, ', ')}"


def gathered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems that differ only in their cells put together, in order of first meeting."""
    cells: dict[Problem, list[str]] = {}
    for problem in problems:
        cells.setdefault(replace(problem, cells=()), []).extend(problem.cells)
    return tuple(replace(problem, cells=tuple(where)) for problem, where in cells.items())


class Refused(Exception):
    """A file that may not come in, with every problem found. Nothing of it was kept."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(problem.sentence() for problem in problems))
        self.problems = tuple(problems)

    @property
    def needs_person(self) -> bool:
        """Whether all that is wrong is doubt, which a person can settle."""
        return all(isinstance(problem, Question) for problem in self.problems)
