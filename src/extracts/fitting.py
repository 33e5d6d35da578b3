"""How well the sheets of a file fit the datasets, told from their headings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from src.extracts import layouts
from src.extracts.cells import Sheet
from src.extracts.contract import PROVENANCE, Dataset
from src.extracts.matching import Answers, Tops, first_filled, meaning, names, plain, tops

ENOUGH = 0.5
"""The share of a sheet's headings that a dataset should know."""
_LONGEST_SHEET_NAME = 31


@dataclass(frozen=True, kw_only=True)
class Fit:
    """How well a sheet serves as a dataset, with the row of its headings counted from 0."""

    sheet: Sheet
    dataset: Dataset
    headings: tuple[str, ...]
    raised: tuple[str, ...]
    """The cells of headings that are merged down into the row."""
    row: int
    present: frozenset[str]
    """The columns of the dataset that are there."""
    share: float
    """How much of the headings is the dataset's, those left aside that say where a row came from."""
    layout: layouts.Layout | None = None
    """Where values stand down the side and dates across the top."""

    @property
    def missing(self) -> tuple[str, ...]:
        """The headings of the columns that are not there and may not be left out."""
        wanted = [column for column in self.dataset.all_columns if column.required]
        return tuple(column.heading for column in wanted if column.name not in self.present)

    @property
    def is_named(self) -> bool:
        """Whether the sheet bears the name of the dataset."""
        known = {plain(self.dataset.name[:_LONGEST_SHEET_NAME]), plain(self.dataset.title)}
        return plain(self.sheet.name) in known

    @property
    def rank(self) -> tuple[bool, float, bool, int]:
        """What is more fits better."""
        return (not self.missing and self.share >= ENOUGH, self.share, self.is_named, len(self.present))


def fit(sheet: Sheet, above: Tops, dataset: Dataset, answers: Answers) -> Fit:
    """How the sheet fits the dataset in its best row; the first that is not blank where none has a heading of it."""
    known = names(dataset)
    chosen, present, share = first_filled(sheet), frozenset[str](), 0.0
    for row, (headings, _) in enumerate(above):
        meant = {heading: meaning(heading, dataset, known, answers) for heading in headings if heading}
        found = frozenset(filter(None, meant.values()))
        if len(found) > len(present):
            chosen, present, share = row, found, _share(meant, dataset)
    layout = None
    if dataset.wide and dataset.wide.across not in present:
        layout = layouts.layout(sheet, [headings for headings, _ in above], dataset, answers)
        if layout:
            chosen, present, share = layout.row, layout.present(dataset), layout.share
    headings, raised = above[chosen] if chosen < len(above) else (sheet.row(chosen), ())
    return Fit(
        sheet=sheet,
        dataset=dataset,
        headings=headings,
        raised=raised,
        row=chosen,
        present=present,
        share=share,
        layout=layout,
    )


def _share(meant: Mapping[str, str | None], dataset: Dataset) -> float:
    own = {column.name for column in dataset.columns}
    sourced = {column.name for column in PROVENANCE} - own
    asked = [name for name in meant.values() if name != "" and name not in sourced]
    return sum(name is not None for name in asked) / len(asked) if asked else 0.0


def best_of(sheet: Sheet, datasets: Iterable[Dataset], answers: Mapping[tuple[str, str], str]) -> list[Fit]:
    """How a sheet fits each dataset, the best first. Answers are by dataset and plain heading."""
    fits = []
    above = tops(sheet)
    for dataset in datasets:
        own = {heading: column for (of, heading), column in answers.items() if of == dataset.name}
        fits.append(fit(sheet, above, dataset, own))
    return sorted(fits, key=lambda found: found.rank, reverse=True)
