"""What an acceptance or a withdrawal would change, as a reader sees it before deciding."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import streamlit

from src import wording
from src.analysis.figure_changes import Move, Moved
from src.contracts.dataset import Dataset, Supersedes
from src.metrics import PAGE_OF
from src.present.html.markup import markup
from src.present.tables import of_records
from src.services.preview import Failing, Preview
from src.store.editions import Edition
from src.store.preview_edition import RowChange, RowChanges
from src.web import components, page_shell

ACCEPTING = "Accepting"
_KINDS = {"added": "Added", "restated": "Restated", "gone": "Gone"}
_NOTHING = "–"


def pages_moved(preview: Preview) -> tuple[str, ...]:
    """The file names of the pages on which a figure moves, in the order of the navigation."""
    moved = {PAGE_OF[about.card.name] for about in preview.figures.moved}
    return tuple(name for pages in page_shell.SITE.values() for name, _ in pages if name in moved)


def rows_said(preview: Preview) -> str:
    """What happens to rows, after a word such as "it": adds 3 rows and restates 2."""
    added = sum(changes.added for changes in preview.rows)
    restated = sum(changes.restated for changes in preview.rows)
    gone = sum(changes.gone for changes in preview.rows)
    done = [f"adds {wording.count_of(added, 'row')}"] if added else []
    done += [f"restates {restated:,}" if done else f"restates {wording.count_of(restated, 'row')}"] if restated else []
    done += [f"takes {gone:,} away" if done else f"takes {wording.count_of(gone, 'row')} away"] if gone else []
    return wording.listed(done) if done else "changes no row"


def draw(preview: Preview, edition: Edition, doing: str = ACCEPTING) -> None:
    """Rows, gaps, then, as they may take a while, the sums that fail and the figures that move, page by page."""
    head, warnings = streamlit.empty(), streamlit.container()

    compared = f"Compared with edition {preview.compared_with}"

    def say(figures: str) -> None:
        head.html(components.panel_head(f"{doing} this {rows_said(preview)}. {figures}", compared))

    say("Which figures move is being worked out.")
    for text in (*_rows_left_out(preview, doing), *preview.continuity):
        warnings.html(components.note(text))
    if preview.as_at_moves:
        warnings.html(components.note(preview.as_at_moves, calm=True))
    streamlit.html(_rows(preview, edition))
    pages = pages_moved(preview)
    moves = wording.listed([page_shell.TITLES[name] for name in pages])
    say(f"Figures move on {moves}." if pages else "No figure on any page moves.")
    for text in dict.fromkeys(map(_fails, preview.figures.failing)):
        warnings.html(components.note(text))
    for page in pages:
        about = [moved for moved in preview.figures.moved if PAGE_OF[moved.card.name] == page]
        streamlit.html(components.heading(4, page_shell.TITLES[page], "pb-moves") + "".join(map(_moved, about)))


def _rows_left_out(preview: Preview, doing: str) -> Iterable[str]:
    """Rows that a whole snapshot leaves out."""
    for changes in preview.rows:
        if doing == ACCEPTING and changes.gone and changes.dataset.supersedes is Supersedes.BY_SNAPSHOT:
            rows = wording.count_of(changes.gone, "row")
            yield (
                f"{rows} of {wording.inside(changes.dataset.title)} would go. An extract stands for the whole of its "
                "date: what it leaves out is not kept."
            )


def _fails(failing: Failing) -> str:
    """A sum that would not come out. It is the same for each measure that it is of."""
    news = "comes out now and would not" if failing.held_before else "would not come out"
    return f'The check "{failing.check.name}" {news}. {failing.check.detail}'


def _rows(preview: Preview, edition: Edition) -> str:
    rows = [
        {
            "Dataset": changes.dataset.title,
            "Rows added": changes.added,
            "Restated": changes.restated,
            "Gone": changes.gone,
            "Values emptied": changes.emptied,
            "As before": changes.same,
        }
        for changes in preview.rows
    ]
    counted = components.table(of_records(rows), "Rows that change")
    return counted + "".join(_examples(changes, edition) for changes in preview.rows if changes.examples)


def _examples(changes: RowChanges, edition: Edition) -> str:
    lines = [line for change in changes.examples for line in _lines(change, changes.dataset, edition)]
    total = changes.added + changes.restated + changes.gone
    shown = len(changes.examples)
    which = f"all {total:,}" if shown == total else f"the first {shown:,} of {total:,}"
    title = f"The rows of {wording.inside(changes.dataset.title)} that change: {which}"
    return components.opened(title, components.tall(components.table(of_records(lines), title)))


def _lines(change: RowChange, dataset: Dataset, edition: Edition) -> Iterable[Mapping[str, Any]]:
    """One line for each value that changes; one for the whole row where it comes or goes."""
    key = ", ".join(_value_text(dataset, name, value, edition) for name, value in change.key.items())
    names = dict.fromkeys([*change.before, *change.after])
    if change.kind != "restated":
        existing = change.after or change.before
        values = "; ".join(
            f"{dataset.column(name).heading} {_value_text(dataset, name, value, edition)}"
            for name, value in existing.items()
            if value is not None
        )
        sides = (_NOTHING, values) if change.kind == "added" else (values, _NOTHING)
        return [{"Row": _KINDS[change.kind], "About": key, "Column": "All", "Now": sides[0], "Would be": sides[1]}]
    return [
        {
            "Row": _KINDS[change.kind],
            "About": key,
            "Column": dataset.column(name).heading,
            "Now": _value_text(dataset, name, change.before[name], edition),
            "Would be": _value_text(dataset, name, change.after[name], edition),
        }
        for name in names
    ]


def _value_text(dataset: Dataset, name: str, value: Any, edition: Edition) -> str:
    """A value as a reader sees it, a code by its name."""
    codes = dataset.column(name).codes
    return _value(edition.code_list(codes).names().get(value, value) if codes else value)


def _value(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return wording.day(value)
    return wording.number(value) if isinstance(value, (int, float)) else str(value)


def _moved(about: Moved) -> str:
    """One measure: its sentence now and then, and its figures."""
    text = components.heading(5, about.card.title, "pb-move")
    if about.sentence_before != about.sentence_after:
        sentences = (("Now", about.sentence_before), ("Would be", about.sentence_after))
        text += markup("components", "pairs", sentences, "pb-nowthen")
    if not about.moves:
        return text
    rows = [_line(move) for move in about.moves]
    more = f" and {about.more:,} more" if about.more else ""
    title = f"Figures of {wording.inside(about.card.title)} that move ({len(rows)}{more})"
    return text + components.opened(title, components.table(of_records(rows), title), is_open=len(rows) <= 12)


def _line(move: Move) -> Mapping[str, Any]:
    return {
        "About": move.subject or "The force",
        "Figure": wording.capital(move.figure) + (", restated" if move.is_restated else ""),
        "Now": _dated(move.before, move.before_on, move.before_bound),
        "Would be": _dated(move.after, move.after_on, move.after_bound),
        "Change": wording.signed(move.change) if move.change is not None else _NOTHING,
    }


def _dated(value: Any, day: date | None, bound: str) -> str:
    if value is None:
        return wording.NO_FIGURE
    return (wording.bounded(value, bound) if bound else _value(value)) + (f" ({wording.short_day(day)})" if day else "")
