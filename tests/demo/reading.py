"""The files of the demonstration read by the standard library alone, so that nothing is taken on trust."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations

from openpyxl import load_workbook

from demo.files import File

Rows = list[dict[str, str]]
Series = Mapping[tuple[str, ...], list[int | None]]
MONDAYS = [date(2024, 10, 7) + timedelta(weeks=week) for week in range(104)]


def rows_of(file: File) -> Rows:
    """The rows of a file, every cell as text."""
    if file.name.endswith(".csv"):
        return list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    lines = [[cell.value for cell in line] for line in load_workbook(io.BytesIO(file.content)).worksheets[0]]
    texts = [["" if cell is None else str(cell).removesuffix(" 00:00:00") for cell in line] for line in lines]
    return [dict(zip(texts[0], line, strict=True)) for line in texts[1:]]


class Supply:
    """All files, and the rows of those that are accepted."""

    def __init__(self, files: Sequence[File]) -> None:
        self.files = files

    def of(self, dataset: str) -> list[File]:
        """The accepted files of a dataset, in the order they are supplied."""
        return [file for file in self.files if file.dataset == dataset and not file.is_refused]

    def rows(self, dataset: str) -> Rows:
        """The rows of a dataset, in the order they are supplied."""
        return [row for file in self.of(dataset) for row in rows_of(file)]

    def weekly(self, dataset: str, subjects: Sequence[str], measure: str) -> Series:
        """The values of a measure by subject, one a week, None where a week has none. The last word counts."""
        found: dict[tuple[str, ...], list[int | None]] = defaultdict(lambda: [None] * len(MONDAYS))
        for row in self.rows(dataset):
            if row[measure] != "":
                key = tuple(row[subject] for subject in subjects)
                found[key][MONDAYS.index(date.fromisoformat(row["As at"]))] = int(row[measure])
        return found


def with_sums(subjects: Sequence[str], series: Series) -> Iterator[tuple[dict[str, str], list[int | None]]]:
    """Every series by its subject, and every sum of them over one or more of the columns that tell them apart."""
    for stored in range(len(subjects) + 1):
        for places in combinations(range(len(subjects)), stored):
            groups: dict[tuple[str, ...], list[list[int | None]]] = defaultdict(list)
            for key, values in series.items():
                groups[tuple(key[place] for place in places)].append(values)
            for key, group in groups.items():
                summed = [None if None in week else sum(map(int, week)) for week in zip(*group, strict=True)]  # type: ignore[arg-type]
                yield dict(zip((subjects[place] for place in places), key, strict=True)), summed
