"""Which sheet of a file holds a dataset, in which row its headings stand, and which rows are its own."""

from collections.abc import Sequence
from dataclasses import replace

import numpy

from src.contracts.dataset import Dataset
from src.contracts.problem import Problem, Refused, Settled, gathered
from src.ingest import doubts
from src.ingest.cells import Cells, Notice, Read, Sheet, Texts
from src.ingest.detect import (
    crossed,
    dataset_matching,
    dates_above,
    merged_cells,
    named_measures,
    row_filter,
    title_words,
    unpivot,
)
from src.ingest.detect.dataset_matching import Fit
from src.ingest.detect.header_matching import Answers, Tops, match, meaning, names, plain, tops
from src.ingest.detect.own_sheets import is_ours
from src.metrics.datasets import DATASETS
from src.wording import listed

__all__ = ["find", "no_rows", "plain"]

HEADING_ROW = "heading row"
"""What may be said of a table unasked: the row of its headings."""


def find(
    read: Read, dataset: Dataset, headings: Answers | None = None, sheet: str = "", settled: Settled | None = None
) -> Cells:
    """The headings of a dataset and the rows under them. Raises Refused where no sheet, or more than one, fits.

    `headings` says what headings mean that are not the dataset's own; `sheet` which sheet to look in,
    where that is known (the one sheet of a text file has no name); `settled` what was answered of this table.
    """
    answers = headings or {}
    filled = [item for item in read.sheets if item.filled.any() and not is_ours(item)]
    if not filled:
        raise Refused([no_rows(read.file)])
    if sheet and sheet not in {item.name for item in read.sheets}:
        raise Refused([no_sheet(read, sheet)])
    answered = settled or {}
    fits = [
        dataset_matching.fit(item, _tops(item, answered), dataset, answers)
        for item in filled
        if not sheet or item.name == sheet
    ]
    if not fits:
        raise Refused([no_rows(read.file, sheet)])
    best = _best(read.file, fits, dataset)
    handlings = list(read.handlings)
    others = [f'"{item.name}"' for item in filled if item is not best.sheet]
    if others and not sheet:
        handlings.append(
            Notice(
                file=read.file,
                met=f"the {'sheets' if len(others) > 1 else 'sheet'} {listed(others)} as well",
                done=f'only "{best.sheet.name}" was read as "{dataset.title}"',
            )
        )
    sheet_unmerged, merged = merged_cells.unmerged(read.file, best.sheet, best.row)
    best = replace(best, sheet=sheet_unmerged)
    handlings += merged
    if best.layout:
        cells: Cells = unpivot.read(read.file, best.sheet, best.layout, dataset, handlings, answered)
        if not cells.height:
            # No figure is known to be one: what the headings mean is to be said first.
            raise Refused(gathered(match(cells, dataset, answers).problems) or [no_rows(read.file, best.sheet.name)])
    else:
        cells = _table(read.file, best, answers, handlings, answered)
    top = best.row - bool(best.layout and best.layout.row_of_words is not None)
    asked = title_words.contradictions(cells, best.sheet, max(top, 0), dataset, answers, answered)
    parts = title_words.parts_in_filters(cells, dataset, answered)
    around = (*best.sheet.texts_above(max(top, 0)), best.sheet.name, read.file.rpartition(".")[0])
    cells = replace(cells, questions=(*cells.questions, *asked, *parts), around=around)
    return cells if best.naming else doubts.out_of_sight(cells, best.sheet, answered)


def _tops(sheet: Sheet, settled: Settled) -> Tops:
    """The rows that may hold the headings; where one was named, that one alone."""
    row = settled.get(HEADING_ROW, "")
    return [top if not row.isdecimal() or at == int(row) else ((), ()) for at, top in enumerate(tops(sheet), 1)]


def _best(file: str, fits: Sequence[Fit], dataset: Dataset) -> Fit:
    """The sheet that fits best; of several that fit, the one that bears the dataset's name. Raises Refused."""
    whole = [fit for fit in fits if not fit.missing]
    if whole:
        # A sheet that is more another dataset's is no rival, though it has all the headings that are needed.
        rivals = [fit for fit in whole if len(whole) == 1 or not _is_anothers(fit)] or whole
    else:
        most = max(len(fit.present) for fit in fits)
        rivals = [fit for fit in fits if len(fit.present) == most]
    named = [fit for fit in rivals if fit.is_named]
    if len(named) == 1:
        return named[0]
    if len(rivals) > 1:
        sheets = listed(f'"{fit.sheet.name}"' for fit in rivals)
        raise Refused(
            [
                Problem(
                    file=file,
                    found=f'{len(rivals)} sheets that could each be "{dataset.title}": {sheets}',
                    expected="one",
                    todo="Take the others out of the workbook and supply them as files of their own.",
                )
            ]
        )
    return rivals[0]


def _is_anothers(found: Fit) -> bool:
    """Whether the sheet is more another dataset's."""
    others = dataset_matching.best_of(found.sheet, DATASETS.values(), {})
    return others[0].dataset is not found.dataset and others[0].rank > found.rank


def _table(file: str, found: Fit, answers: Answers, handlings: Sequence[Notice], settled: Settled) -> Cells:
    """The table whose headings stand in a row of a sheet. Raises Refused where its rows cannot be found."""
    sentences = list(handlings)
    sheet, row, dataset, top, raised = found.sheet, found.row, found.dataset, found.headings, found.raised
    if raised:
        sentences.append(
            Notice(
                file=file, sheet=sheet.name, cells=raised, met="merged headings", done="each was read in the row below"
            )
        )
    above = [number + 1 for number in range(row) if sheet.filled[number] and not (raised and number == row - 1)]
    if above:
        met = f"words above the headings, in {row_filter.rows_named(above)}"
        sentences.append(Notice(file=file, sheet=sheet.name, met=met, done=f"row {row + 1} was read as the headings"))
    rows = numpy.flatnonzero(sheet.filled)
    rows, notes = row_filter.without_notes(file, sheet, row, rows[rows > row])
    rows, left_out = row_filter.without_named(file, sheet, rows, settled.get(row_filter.ROWS_TO_LEAVE_OUT, ""))
    at_columns = tuple(range(len(top)))
    if sheet.separator:
        while len(top) > 1 and not top[-1] and not sheet.columns[len(top) - 1].filled[rows].any():
            top = top[:-1]
        row_filter.refuse_uneven(file, sheet, rows, len(top))
        at_columns = at_columns[: len(top)]
    else:
        # A workbook's rows are as wide as the sheet: columns that nobody headed and nobody filled are no columns.
        at_columns = tuple(c for c, heading in enumerate(top) if heading or sheet.columns[c].filled[rows].any())
        top = tuple(top[c] for c in at_columns)
    known = names(dataset)
    columns = [sheet.columns[c].take(rows) for c in at_columns]
    at_columns, top, columns, parted = unpivot.parted(file, sheet, dataset, at_columns, top, columns)
    meant = [meaning(heading, dataset, known, answers) for heading in top]
    if found.crossing:
        leaves = found.crossing.leaves
        meant = [leaves[at].figure if at in leaves else name for at, name in zip(at_columns, meant, strict=True)]
    body = row_filter.Body(
        texts=tuple(columns),
        columns=tuple(dataset.column(name) if name else None for name in meant),
        rows=rows,
    )
    body, repeats = row_filter.without_repeats(file, sheet, top, body)
    body, totals = row_filter.without_totals(file, sheet, body, dataset, at_columns, settled)
    body, examples = row_filter.without_example(file, sheet, body, dataset)
    body, days = row_filter.with_days_as_dates(file, sheet, body, at_columns)
    if not any(top) or not len(body.rows):
        raise Refused([no_rows(file, sheet.name)])
    given = dates_above.given(file, sheet, row, dataset, meant, settled)
    same = [Texts.same(text, len(body.rows)) for text in given.texts.values()]
    cells = Cells(
        file=file,
        sheet=sheet.name,
        headings=(*top, *(dataset.column(name).heading for name in given.texts)),
        heading_row=row + 1,
        columns=(*body.texts, *same),
        row_numbers=body.rows + 1,
        handlings=(
            *sentences,
            *notes,
            *parted,
            *left_out,
            *repeats,
            *totals.handlings,
            *examples,
            *days,
            *given.handlings,
        ),
        questions=totals.questions,
        says=row_filter.filters_named((*sheet.texts_above(row), *(notice.met for notice in notes))),
        answers=given.answers,
        at_columns=(*at_columns, *(given.at.get(name, 0) for name in given.texts)),
    )
    if found.crossing:
        return crossed.uncrossed(cells, found.crossing, settled)
    # A hidden row is a figure: it is asked about before several rows become one.
    return named_measures.spread(doubts.out_of_sight(cells, sheet, settled), found.naming) if found.naming else cells


def no_rows(file: str, sheet: str = "") -> Problem:
    """A file or a sheet without a table."""
    return Problem(
        file=file,
        sheet=sheet,
        found="no rows",
        expected="a row of headings and the rows under it",
        todo="Check that the right file was chosen.",
    )


def no_sheet(read: Read, sheet: str) -> Problem:
    """A sheet that was named and is not there."""
    sheets = [f'"{item.name}"' for item in read.sheets if item.name]
    expected = f"one of the sheets {listed(sheets)}" if len(sheets) > 1 else f"the sheet {listed(sheets)}"
    return Problem(
        file=read.file,
        found=f'no sheet "{sheet}"',
        expected=expected if sheets else "no sheet to be named: a text file has none",
        todo="Check the name of the sheet.",
    )
