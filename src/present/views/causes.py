"""Causes of concern: each with its recommendations, owner, next step and measures, then the story of Engage."""

from datetime import date

from src import wording
from src.metrics.findings.cause_wording import older_causes
from src.present.views.data import Data
from src.present.views.view import CauseCards, StoryOf, TableOf, Tabs, View

CAUSES, EVENTS = "causes_of_concern_by_status", "events_in_period"
BEGINS = date(2022, 12, 1)
"""Where the story of Engage begins: a month before the notice of the inspection that led to it."""


def lead(data: Data) -> str:
    """How many there are and how they stand."""
    return wording.first_sentence(data.result(CAUSES).sentence)


def more(data: Data) -> str:
    """The causes of earlier inspections that are open still, and what happened last."""
    causes, events = data.result(CAUSES), data.result(EVENTS)
    older = older_causes(causes.rows, causes.as_at)
    return wording.paragraph([older, events.sentence if events.rows else ""])


VIEW = View(
    title="Causes of concern",
    headline=(CAUSES, "cause_recommendations", EVENTS),
    lead=lead,
    more=more,
    items=(
        CauseCards(metric=CAUSES, has_recommendations=True),
        Tabs(
            name="part",
            tabs=(
                ("Events of Engage", (StoryOf(metric=EVENTS),)),
                (
                    "Every cause of concern held",
                    (TableOf(metric=CAUSES, subtitle="Every cause of concern held, of any cycle"),),
                ),
            ),
        ),
    ),
)
