"""Causes of concern: each with its recommendations and its measure, and the events of the story."""

from collections.abc import Iterator
from datetime import date

from src import wording
from src.contracts.metric import NOT_SHOWN, Result, Row
from src.metrics import MEASURE_OF
from src.present import tables
from src.present.model import Line, Shade, Words
from src.present.slide import Layout, PackData, Slide, metric_slide
from src.present.tables import Column, Field, plain

TITLE = "Causes of concern"
ASKS = ("causes_of_concern_by_status", "cause_recommendations", "events_in_period")
BEGINS = date(2022, 12, 1)
"""A month before the notice of the inspection that led to Engage."""
_EVENTS = 9


def slides(pack: PackData) -> Iterator[Slide]:
    """The causes of the newest inspection that has any, and what happened."""
    causes, recommendations, events = (pack.after[name] for name in ASKS)
    if causes.rows:
        yield _causes(pack, causes, recommendations)
    if events.rows and (lines := _events(pack, events)):
        yield lines


def _causes(pack: PackData, causes: Result, recommendations: Result) -> Slide:
    newest = causes.where(cycle_code=causes.rows[0]["cycle_code"])
    body = plain(
        [
            Column(heading="Cause of concern", width=3.4),
            Column(heading="Status", width=1.5),
            Column(heading="Recommendations", width=1.6),
            Column(heading="The measure that shows whether it works", width=4.2),
        ],
        [(row["title"], _status(row), _recommendations(row), _measure(pack, row)) for row in newest],
    )
    named = dict.fromkeys(MEASURE_OF.get(str(row["measures_topic"]), "") for row in newest)
    measures = [pack.after[name] for name in named if name in pack.after and pack.after[name].rows]
    return metric_slide(
        pack,
        TITLE,
        [causes, recommendations, *measures],
        body,
        subtitle="Each with its recommendations, and the measure that shows whether the work is having an effect",
        alternative="Table of causes of concern. " + " ".join(f"{row[0].text}: {row[1].text}." for row in body.rows),
        data=tables.table(
            causes.rows,
            [
                Field(name="title", heading="Cause of concern"),
                Field(name="cycle_name", heading="Inspection"),
                Field(name="opened_on", heading="Opened", precision="opened_precision"),
                Field(name="status_name", heading="Status"),
                Field(name="as_at_on", heading="Last stated", precision="as_at_precision"),
                Field(name="recommendations_stated_count", heading="Recommendations stated", is_number=True),
                Field(name="recommendations_set_out_count", heading="Set out", is_number=True),
                Field(name="recommendations_closed_count", heading="Closed", is_number=True),
            ],
        ),
    )


def _status(row: Row) -> str:
    if row["counts_as"] == "closed":
        return f"Closed {wording.short_day(row['status_on'])}" if row["status_on"] else "Closed"
    return str(row["status_name"])


def _recommendations(row: Row) -> str:
    stated, set_out = row["recommendations_stated_count"], row["recommendations_set_out_count"]
    if row.get(NOT_SHOWN):
        return "not shown"
    text = (
        f"{stated}" if stated == set_out else f"{set_out} set out" if stated is None else f"{stated}, {set_out} set out"
    )
    return text + (f"; {row['recommendations_closed_count']} closed" if row["recommendations_closed_count"] else "")


def _measure(pack: PackData, row: Row) -> str:
    found = [figure.sentence for figure in pack.headlines if figure.topic == row["measures_topic"]]
    return found[0] if found else "–"


def _events(pack: PackData, events: Result) -> Slide | None:
    stored = [
        row
        for row in events.rows
        if BEGINS <= row["as_at_on"] <= pack.as_at and {"all", *MEASURE_OF} & set(str(row["topics"] or "").split(";"))
    ]
    if not stored:
        return None
    shown = stored[-_EVENTS:]
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
        data=tables.table(
            events.rows,
            [
                Field(name="as_at_on", heading="Date", precision="precision_code"),
                Field(name="title", heading="Event"),
                Field(name="kind_name", heading="Kind"),
            ],
        ),
    )
