"""Causes of concern: each with its recommendations and its measure, and the events of the story."""

from collections.abc import Iterator
from dataclasses import replace

from src import wording
from src.contracts.headline import State
from src.contracts.metric import NOT_SHOWN, Result, Row
from src.metrics import MEASURE_OF
from src.metrics.findings.cause_wording import cause_status, causes_shown, owner_and_deadline, recommendations_in_short
from src.present import tables
from src.present.model import Line, Words
from src.present.slide import Layout, PackData, Place, Slide, metric_slide
from src.present.tables import Heading, plain
from src.present.theme import Shade
from src.present.views.causes import BEGINS, EVENTS, VIEW

TITLE, ASKS = VIEW.title, VIEW.headline
_SHOWN = 9


def slides(pack: PackData) -> Iterator[Slide]:
    """The causes of the newest inspection and those still open from older ones, and what happened."""
    causes, recommendations, events = (pack.after[name] for name in ASKS)
    if causes.rows:
        yield replace(_causes(pack, causes, recommendations), place=Place.BOARD)
    if events.rows and (lines := _events(pack, events)):
        yield lines


def _causes(pack: PackData, causes: Result, recommendations: Result) -> Slide:
    shown, body = causes_shown(causes.rows), causes_table(pack, causes)
    named = dict.fromkeys(MEASURE_OF.get(str(row["measures_topic"]), "") for row in shown)
    measures = [pack.after[name] for name in named if name in pack.after and pack.after[name].rows]
    return metric_slide(
        pack,
        TITLE,
        [causes, recommendations, *measures],
        body,
        subtitle="Each with its recommendations, and the measure that shows whether the work is having an effect",
        alternative="Table of causes of concern. " + " ".join(f"{row[0].text}." for row in body.rows),
        data=tables.of_result(causes),
    )


def causes_table(pack: PackData, causes: Result) -> tables.Table:
    """The causes of the newest inspection and those still open: status, recommendations, who answers, the measure."""
    return plain(
        [
            Heading(heading="Cause of concern"),
            Heading(heading="Recommendations"),
            Heading(heading="Owner and deadline"),
            Heading(heading="Measure"),
        ],
        [
            (_named(pack, row), _recommendations(row), owner_and_deadline(row), _measure(pack, row))
            for row in causes_shown(causes.rows)
        ],
    )


def _named(pack: PackData, row: Row) -> str:
    return f"{row['title']} ({wording.inside(cause_status(row, pack.as_at))})"


def _recommendations(row: Row) -> str:
    return "not shown" if row.get(NOT_SHOWN) else recommendations_in_short(row) or "–"


def _measure(pack: PackData, row: Row) -> str:
    """The headline figure of its measure and how it moved, short enough for a cell."""
    figure = next((each for each in pack.headlines if each.topic == row["measures_topic"] and each.newest), None)
    if figure is None or figure.newest is None:
        return "–"
    moved = f" {figure.newest.when}" if figure.state is State.NO_NEWER_FIGURE else f", {figure.movement}"
    return f"{figure.title}: {figure.figure}{moved}"


def _events(pack: PackData, events: Result) -> Slide | None:
    stored = story(pack)
    if not stored:
        return None
    shown = stored[-_SHOWN:]
    return metric_slide(
        pack,
        TITLE,
        [events],
        Words(
            lines=tuple(
                Line(
                    tag=wording.short_dated(row["as_at_on"], row["precision_code"]),
                    text=str(row["title"]),
                    shade=Shade.BLUE,
                )
                for row in shown
            )
        ),
        layout=Layout.TEXT,
        subtitle=f"What happened from {wording.month(shown[0]['as_at_on'])} to "
        f"{wording.month(shown[-1]['as_at_on'])}, oldest first",
        remark=f"The newest {len(shown)} of {len(stored)} events; the workbook lists them all."
        if len(stored) > len(shown)
        else "",
        data=tables.of_result(events, ("as_at_on", "title", "kind_name")),
    )


def story(pack: PackData) -> list[Row]:
    """The events of the story of Engage, oldest first."""
    return [
        row
        for row in pack.after[EVENTS].rows
        if BEGINS <= row["as_at_on"] <= pack.as_at and {"all", *MEASURE_OF} & set(str(row["topics"] or "").split(";"))
    ]
