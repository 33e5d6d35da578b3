"""How well the sheets of a file fit the datasets, by their headings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from src.contracts.dataset import PROVENANCE, Dataset
from src.ingest.cells import Sheet
from src.ingest.detect import crossed, named_measures, wide_layout
from src.ingest.detect.header_matching import Answers, Tops, first_filled, meaning, names, plain, tops, words_shared

ENOUGH = 0.5
"""The share of a sheet's headings that a dataset should know."""
_LIKE = 0.3
"""How much of its telling words a heading should share with a column to be like it."""
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
    like: int
    """How many other headings are like a column that is not there."""
    share: float
    """How much of the headings is the dataset's or like it, those left aside that say where a row came from."""
    layout: wide_layout.Layout | None = None
    """Where values stand down the side and dates across the top."""
    crossing: crossed.Crossing | None = None
    """Where values stand across the top."""
    naming: named_measures.Naming | None = None
    """Where a column names what the figure of each row counts."""

    @property
    def missing(self) -> tuple[str, ...]:
        """The headings of the columns that are not there and may not be left out."""
        wanted = [column for column in self.dataset.all_columns if column.required]
        return tuple(column.heading for column in wanted if column.name not in self.present)

    @property
    def known(self) -> frozenset[str]:
        """The plain headings that are the dataset's own."""
        own = names(self.dataset)
        return frozenset(plain(heading) for heading in self.headings if plain(heading) in own)

    @property
    def is_named(self) -> bool:
        """Whether the sheet bears the name of the dataset."""
        known = {plain(self.dataset.name[:_LONGEST_SHEET_NAME]), plain(self.dataset.title)}
        return plain(self.sheet.name) in known

    @property
    def rank(self) -> tuple[bool, float, bool, bool, int]:
        """What is more fits better."""
        is_whole = not self.missing
        return (is_whole and self.share > ENOUGH, self.share, self.is_named, is_whole, len(self.present))


def fit(sheet: Sheet, above: Tops, dataset: Dataset, answers: Answers) -> Fit:
    """How the sheet fits the dataset in its best row; the first that is not blank where none has a heading of it."""
    known = names(dataset)
    chosen, present, like, share = first_filled(sheet), frozenset[str](), 0, 0.0
    last = sheet.height - 1 - int(sheet.filled[::-1].argmax()) if sheet.height else 0
    # The last row has nothing under it: it is no heading, unless it is the only one.
    for row, (headings, _) in enumerate(above[: max(last, 1)]):
        meant = {heading: meaning(heading, dataset, known, answers) for heading in headings if heading}
        found = frozenset(filter(None, meant.values()))
        if len(found) > len(present):
            chosen, present = row, found
            like, share = _like_and_share(meant, dataset, known)
    layout = None
    if dataset.wide and dataset.wide.across not in present:
        layout = wide_layout.layout(sheet, [headings for headings, _ in above], dataset, answers)
        if layout:
            chosen, present, like, share = layout.row, layout.present(dataset), 0, layout.share
    crossing = None if layout else _crossing(sheet, above[: max(last, 1)], dataset, answers, (len(present), share))
    if crossing:
        chosen, present, like, share = crossing.row, crossing.present(answers), 0, crossing.share(answers)
    naming = None if layout or crossing else named_measures.naming(sheet, above[: max(last, 1)], dataset, answers)
    if naming and (len(naming.present(answers)), naming.share(answers)) < (len(present), share):
        naming = None
    if naming:
        chosen, present, like, share = naming.row, naming.present(answers), 0, naming.share(answers)
    headings, raised = above[chosen] if chosen < len(above) else (sheet.row(chosen), ())
    if crossing:
        headings, raised = crossing.headings, (*raised, *crossing.raised)
    return Fit(
        sheet=sheet,
        dataset=dataset,
        headings=headings,
        raised=raised,
        row=chosen,
        present=present,
        like=like,
        share=share,
        layout=layout,
        crossing=crossing,
        naming=naming,
    )


def _crossing(
    sheet: Sheet, above: Tops, dataset: Dataset, answers: Answers, plain_fit: tuple[int, float]
) -> crossed.Crossing | None:
    """The layout with values across the top, where it fits no worse than the best row of plain headings does.

    `plain_fit` says how many columns of the dataset that gives and what share of the headings it knows.
    """

    def fits(found: crossed.Crossing) -> tuple[int, float]:
        return len(found.present(answers)), found.share(answers)

    best = max(crossed.crossings(sheet, above, dataset, answers), key=fits, default=None)
    return best if best and fits(best) >= plain_fit else None


def _like_and_share(meant: Mapping[str, str | None], dataset: Dataset, known: Mapping[str, str]) -> tuple[int, float]:
    """How many headings are like a column that is not there, and the share that is the dataset's, those as a half."""
    own = {column.name for column in dataset.columns}
    sourced = {column.name for column in PROVENANCE} - own
    asked = {plain(heading): name for heading, name in meant.items() if name != "" and name not in sourced}
    absent = [spelling for spelling, name in known.items() if name in own and name not in meant.values()]
    unknown = [heading for heading, name in asked.items() if name is None]
    like = sum(any(words_shared(heading, spelling) >= _LIKE for spelling in absent) for heading in unknown)
    return like, (len(asked) - len(unknown) + like / 2) / len(asked) if asked else 0.0


def best_of(sheet: Sheet, datasets: Iterable[Dataset], answers: Mapping[tuple[str, str], str]) -> list[Fit]:
    """How a sheet fits each dataset, the best first. Answers are by dataset and plain heading."""
    fits = []
    above = tops(sheet)
    for dataset in datasets:
        own = {heading: column for (of, heading), column in answers.items() if of == dataset.name}
        fits.append(fit(sheet, above, dataset, own))
    return sorted(fits, key=lambda found: found.rank, reverse=True)
