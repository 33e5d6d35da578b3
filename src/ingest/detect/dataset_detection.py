"""What a file holds: for each sheet with a table the dataset it most likely is, and what is not known of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from src.contracts.dataset import Dataset
from src.ingest.cells import Read, Sheet, letters
from src.ingest.detect import dataset_matching
from src.ingest.detect.dataset_matching import ENOUGH, Fit
from src.ingest.detect.header_matching import LOOKED_THROUGH, meaning, names, plain
from src.ingest.detect.own_sheets import is_ours
from src.metrics.datasets import DATASETS

__all__ = ["Found", "Unknown", "plain", "recognise"]

_NEARLY = 0.25
"""How much less of the headings another dataset may know and still be named."""
_OTHERS_NAMED = 3


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """A heading that is none of the dataset's."""

    heading: str
    cell: str


@dataclass(frozen=True, kw_only=True)
class Found:
    """A sheet that holds a table, and what the table most likely is."""

    sheet: str
    heading_row: int
    """Counted from 1."""
    dataset: str
    """Nothing where none fits."""
    others: tuple[str, ...]
    """Other datasets that fit nearly as well, the best first."""
    missing: tuple[str, ...]
    """The headings that may not be left out and are."""
    unknown: tuple[Unknown, ...]
    row_count: int
    """The rows under the headings; of a wide table its figures."""
    is_wide: bool


def recognise(
    read: Read, remembered: Mapping[tuple[str, str], str], chosen: Mapping[str, Dataset] | None = None
) -> tuple[Found, ...]:
    """What each sheet of a file is that holds a table.

    `remembered` says by dataset and plain heading which column a heading means, or nothing for one to leave
    out. `chosen` says by sheet which dataset it was said to be.
    """
    tables = [sheet for sheet in read.sheets if _is_table(sheet) and not is_ours(sheet)]
    return tuple(_detect(sheet, remembered, (chosen or {}).get(sheet.name)) for sheet in tables)


def _is_table(sheet: Sheet) -> bool:
    """Whether there is a row of two cells or more, and another under it."""
    for row in range(min(LOOKED_THROUGH, sheet.height)):
        if sum(map(bool, sheet.row(row))) > 1:
            return bool(sheet.filled[row + 1 :].any())
    return False


def _detect(sheet: Sheet, remembered: Mapping[tuple[str, str], str], chosen: Dataset | None) -> Found:
    datasets = [chosen] if chosen else list(DATASETS.values())
    fits = dataset_matching.best_of(sheet, datasets, remembered)
    best = fits[0]
    fit_well = [fit for fit in fits if _is_likely(fit)]
    is_known = bool(chosen) or best in fit_well
    answers = {heading: column for (of, heading), column in remembered.items() if of == best.dataset.name}
    is_told = bool(best.naming and best.naming.names_a_figure(answers))  # words decide against a like shape
    near = [
        fit.dataset.name
        for fit in fit_well
        if fit is not best
        and fit.share >= best.share - _NEARLY
        and len(fit.missing) <= len(best.missing)
        and not fit.known < best.known
        and not (is_told and fit.naming is None)
    ]
    return Found(
        sheet=sheet.name,
        heading_row=best.row + 1,
        dataset=best.dataset.name if is_known else "",
        others=tuple(near[:_OTHERS_NAMED]),
        missing=best.missing if is_known else (),
        unknown=tuple(_unknown(best, best.dataset, answers)) if is_known else (),
        row_count=_row_count(best),
        is_wide=best.layout is not None,
    )


def _is_likely(fit: Fit) -> bool:
    """Whether half of the headings are the dataset's own and, where one is missing, at least two are or are like it."""
    return fit.share >= ENOUGH and (not fit.missing or len(fit.present) + fit.like > 1 or fit.is_named)


def _unknown(fit: Fit, dataset: Dataset, answers: Mapping[str, str]) -> list[Unknown]:
    known = names(dataset)
    if fit.layout:
        # One question about words that stand over several columns.
        headings = [(at, words) for words, at in {words: at for at, words in reversed(fit.layout.carried)}.items()]
        headings.sort()
    elif fit.crossing:
        headings = sorted((*fit.crossing.unnamed, *fit.crossing.others()))
    elif fit.naming:
        headings = list(fit.naming.unlike)
    else:
        below = fit.sheet.filled.copy()
        below[: fit.row + 1] = False
        headings = [
            (at, words) for at, words in enumerate(fit.headings) if words or fit.sheet.columns[at].filled[below].any()
        ]
    return [
        Unknown(heading=words, cell=f"{letters(at)}{fit.row + 1}")
        for at, words in headings
        if meaning(words, dataset, known, answers) is None
    ]


def _row_count(fit: Fit) -> int:
    if fit.layout:
        return sum(int(fit.sheet.columns[item.at].filled[fit.layout.last + 1 :].sum()) for item in fit.layout.figures)
    return int(fit.sheet.filled[fit.row + 1 :].sum())
