"""A problem in a file, said in one plain sentence: where, what was found, what was expected, what to do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from src import wording

CELLS_LISTED = 5


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing that keeps a file from being accepted. Problems alike but for their cells are one."""

    file: str
    cells: tuple[str, ...] = ()
    """The cells it was met in, as Excel names them (B7), in order."""
    found: str
    expected: str
    todo: str

    def sentence(self) -> str:
        """The problem as a person reads it."""
        where = self.file
        if self.cells:
            listed = list(self.cells[:CELLS_LISTED])
            more = len(self.cells) - len(listed)
            cells = ", ".join(listed) + f" and {more:,} more" if more else wording.listed(listed)
            where += f", {'cell' if len(self.cells) == 1 else 'cells'} {cells}"
        return f"{where}: found {self.found}; expected {self.expected}. {self.todo}"


def gathered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems that differ only in their cells put together, in order of first meeting."""
    cells: dict[tuple[str, str, str, str], list[str]] = {}
    for problem in problems:
        alike = (problem.file, problem.found, problem.expected, problem.todo)
        cells.setdefault(alike, []).extend(problem.cells)
    return tuple(
        Problem(file=file, cells=tuple(at), found=found, expected=expected, todo=todo)
        for (file, found, expected, todo), at in cells.items()
    )


class Refused(Exception):
    """A file that may not come in, with every problem found. Nothing of it was kept."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(problem.sentence() for problem in problems))
        self.problems = tuple(problems)
