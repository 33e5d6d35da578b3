"""The signals that are in the demonstration on purpose, so that a test, or a reader, can look for each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What was planted."""

    STEP = "step change"
    TREND = "trend"
    SINGLE = "single point"
    RESTATED = "restatement"
    ILLEGAL = "closure that the level does not allow"
    MISSED = "missed week"
    CONTRADICTION = "contradiction"
    WORK = "work on a finding"


@dataclass(frozen=True, kw_only=True)
class Planted:
    """One signal: where it is, from when, and what it is."""

    kind: Kind
    dataset: str
    measure: str
    """The column it is in."""
    subject: Mapping[str, str] = field(default_factory=dict)
    """The series it is in: a value for each column that tells series apart."""
    from_on: date
    to_on: date | None = None
    """The last date of a trend; None for what lasts, or is of one date."""
    is_up: bool | None = None
    """Whether the figures rise; None where neither can be said."""
    words: str

    def touches(self, dataset: str, measure: str, subject: Mapping[str, str]) -> bool:
        """Whether it can be seen in a series: its own, or a sum or mean that it is a part of."""
        return (self.dataset, self.measure) == (dataset, measure) and all(
            self.subject.get(name, value) == value for name, value in subject.items()
        )


REFERRALS_RISE = Planted(
    kind=Kind.STEP,
    dataset="marac_backlog",
    measure="referrals_received_count",
    subject={"area_code": "walsall"},
    from_on=date(2026, 3, 30),
    is_up=True,
    words="Referrals in Walsall are up by half from the week of 30 March 2026, as a new referral threshold begins.",
)
HEARINGS_RISE = Planted(
    kind=Kind.STEP,
    dataset="marac_backlog",
    measure="cases_heard_count",
    subject={"area_code": "walsall"},
    from_on=date(2026, 5, 25),
    is_up=True,
    words="Walsall hears half as many cases again from 25 May 2026, eight weeks after referrals rose.",
)
VICTIM_FOCUS_RISES = Planted(
    kind=Kind.TREND,
    dataset="qatt_reviews",
    measure="victim_focus_grade",
    from_on=date(2026, 1, 1),
    to_on=date(2026, 8, 31),
    is_up=True,
    words="The share of reviews graded 4 or 5 for victim focus rises in each of the eight months to August 2026.",
)
OVERALL_FOLLOWS = Planted(
    kind=Kind.TREND,
    dataset="qatt_reviews",
    measure="overall_grade",
    from_on=date(2026, 1, 1),
    to_on=date(2026, 8, 31),
    is_up=True,
    words="The overall grade, a quarter of which is victim focus, follows it up in part.",
)
MANY_VISITS_DUE = Planted(
    kind=Kind.SINGLE,
    dataset="sex_offender_tasks",
    measure="arising_count",
    subject={"area_code": "coventry", "task_code": "visit"},
    from_on=date(2026, 1, 19),
    is_up=True,
    words="In one week 70 more visits than usual fall due in Coventry.",
)
MANY_VISITS_MADE = Planted(
    kind=Kind.SINGLE,
    dataset="sex_offender_tasks",
    measure="completed_count",
    subject={"area_code": "coventry", "task_code": "visit"},
    from_on=date(2026, 1, 26),
    is_up=True,
    words="In the week after, the 70 visits are made.",
)
CASES_RESTATED = Planted(
    kind=Kind.RESTATED,
    dataset="marac_backlog",
    measure="cases_awaiting_count",
    subject={"area_code": "sandwell"},
    from_on=date(2026, 2, 16),
    words="The extract of 16 February 2026 gave Sandwell ten cases too many; it is supplied again a week later.",
)
CLOSED_BY_THE_FORCE = Planted(
    kind=Kind.ILLEGAL,
    dataset="findings",
    measure="status_code",
    from_on=date(2026, 4, 6),
    words="The extract of 6 April 2026 has a Level 4 finding closed by the force; it is refused, and corrected.",
)
WEEK_MISSED = Planted(
    kind=Kind.MISSED,
    dataset="ocset_packages",
    measure="packages_count",
    from_on=date(2025, 8, 25),
    words="No extract is supplied for the week of 25 August 2025.",
)
TABLE_DIFFERS = Planted(
    kind=Kind.CONTRADICTION,
    dataset="finding_counts",
    measure="closed_count",
    subject={"finding_type_code": "recommendation", "level_code": "2"},
    from_on=date(2026, 7, 6),
    words="The table of 6 July 2026 has two recommendations at Level 2 as closed that the register has open.",
)

ACTION_SLIPS = Planted(
    kind=Kind.WORK,
    dataset="actions",
    measure="revised_due_on",
    from_on=date(2026, 7, 6),
    words="The action on guidance, due on 30 June 2026, is put off to 30 October, as the Deputy Chief Constable agreed.",
)
ACTION_OVERDUE = Planted(
    kind=Kind.WORK,
    dataset="actions",
    measure="first_due_on",
    from_on=date(2026, 9, 2),
    words="The training of supervisors, due on 1 September 2026, is overdue from the day after.",
)
ACTION_UNCHECKED = Planted(
    kind=Kind.WORK,
    dataset="actions",
    measure="action_status_code",
    from_on=date(2026, 9, 7),
    words="The audit of closed cases is complete since 20 August 2026, and nobody has checked it.",
)
UPDATE_CORRECTED = Planted(
    kind=Kind.WORK,
    dataset="finding_updates",
    measure="corrects_id",
    from_on=date(2026, 8, 3),
    words="The first update of 3 August 2026 corrects the one of the month before.",
)
TOLERANCE_CROSSED = Planted(
    kind=Kind.WORK,
    dataset="tolerances",
    measure="threshold_value",
    from_on=date(2026, 9, 21),
    words="Packages awaiting enforcement pass the tolerance of 43 in the week of 21 September 2026.",
)

PLANTED = (
    REFERRALS_RISE,
    HEARINGS_RISE,
    VICTIM_FOCUS_RISES,
    OVERALL_FOLLOWS,
    MANY_VISITS_DUE,
    MANY_VISITS_MADE,
    CASES_RESTATED,
    CLOSED_BY_THE_FORCE,
    WEEK_MISSED,
    TABLE_DIFFERS,
    ACTION_SLIPS,
    ACTION_OVERDUE,
    ACTION_UNCHECKED,
    UPDATE_CORRECTED,
    TOLERANCE_CROSSED,
)
