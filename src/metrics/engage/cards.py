"""The cards of the Engage measures."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from src.metrics.contract import Better, Card, Kind, Limit, Metric, Sentence
from src.metrics.engage import sentences

_FEW = "Two or three dates are not a trend."
_REVIEW = date(2027, 3, 31)


@dataclass(frozen=True, kw_only=True)
class _Owners:
    marac: str = "MARAC lead, Public Protection Unit"
    offenders: str = "Sex offender management lead, Public Protection Unit"
    investigations: str = "Investigations Improvement Unit"
    online: str = "Online Child Sexual Exploitation Team lead"


_OWNED_BY = _Owners()


def _metric(sentence: Sentence, **card: Any) -> Metric:
    return Metric(card=Card(review_by=_REVIEW, **card), folder=Path(__file__).parent, sentence=sentence)


MARAC = (
    _metric(
        sentences.marac_total,
        name="marac_cases_awaiting",
        title="MARAC cases awaiting in the force",
        definition="The number of high-risk domestic abuse cases in the force waiting for a multi-agency risk assessment conference (MARAC) on a date.",
        why="Each case is a victim at high risk of serious harm for whom the agencies have not yet met.",
        unit="cases",
        better=Better.LOWER,
        kind=Kind.STOCK,
        figure="cases_awaiting_count",
        topic="marac",
        one_row_per=("as_at_on",),
        reads=("marac_backlog", "areas"),
        owner=_OWNED_BY.marac,
        caveats=("The force total is our sum of the seven areas; the paper prints none.", _FEW),
    ),
    _metric(
        sentences.marac_areas,
        name="marac_cases_awaiting_by_area",
        title="MARAC cases awaiting by area",
        definition="The number of high-risk domestic abuse cases waiting for a MARAC in each local policing area on a date.",
        why="A falling force total can hide an area where more victims wait.",
        unit="cases",
        better=Better.LOWER,
        kind=Kind.STOCK,
        figure="cases_awaiting_count",
        topic="marac",
        part_of="marac_cases_awaiting",
        one_row_per=("as_at_on", "area_code"),
        reads=("marac_backlog", "areas"),
        owner=_OWNED_BY.marac,
        caveats=("Areas differ in size, and no rate can be worked out from what is held.", _FEW),
    ),
    _metric(
        sentences.marac_wait,
        name="marac_longest_wait_by_area",
        title="Longest wait for a MARAC by area",
        definition="The most working days that a case in each local policing area waits for a MARAC, with the calendar days that comes to.",
        why="National guidance sets a limit on how long a high-risk case should wait.",
        unit="working days",
        better=Better.LOWER,
        kind=Kind.STOCK,
        figure="longest_wait_working_days",
        topic="marac",
        one_row_per=("area_code",),
        reads=("marac_backlog", "areas", "limits"),
        owner=_OWNED_BY.marac,
        limit=Limit(
            value=28,
            unit="days, working or calendar not stated",
            source="SafeLives guidance, as cited in the Engage paper, para 33b",
        ),
        caveats=(
            "The limit is 28 days and does not say which days; the waits are in working days. Both readings are shown.",
            "Bank holidays are not counted out.",
        ),
    ),
    _metric(
        sentences.marac_referrals,
        name="marac_referrals_by_year",
        title="MARAC referrals by year",
        definition="The number of referrals to the force's MARACs in a year.",
        why="It is the demand behind the cases awaiting.",
        unit="referrals a year",
        better=Better.NEUTRAL,
        kind=Kind.FLOW,
        figure="referrals_count",
        topic="marac",
        one_row_per=("as_at_on",),
        reads=("marac_referrals",),
        owner=_OWNED_BY.marac,
        caveats=(
            "One person may be referred more than once.",
            "The years end before the cases awaiting begin: they explain no change in them.",
        ),
    ),
)

SEX_OFFENDERS = (
    _metric(
        sentences.sex_offender_tasks,
        name="sex_offender_tasks_outstanding",
        title="Sex offender management tasks outstanding",
        definition="The number of tasks outstanding in the management of registered sex offenders: initial and 12-month ARMS (active risk management system assessments), risk management plan reviews, and visits.",
        why="An assessment, review or visit not done is a risk to the public that nobody has looked at.",
        unit="tasks",
        better=Better.LOWER,
        kind=Kind.STOCK,
        figure="outstanding_count",
        topic="sex_offenders",
        one_row_per=("as_at_on", "task_code"),
        reads=("sex_offender_tasks", "sex_offender_task_types", "areas"),
        owner=_OWNED_BY.offenders,
        caveats=(
            "All tasks together is our sum of unlike tasks.",
            "Neither date has a day: June 2023, and the date of the paper.",
            _FEW,
        ),
    ),
)

INVESTIGATIONS = (
    _metric(
        sentences.qatt_grades,
        name="qatt_average_grade_by_section",
        title="QATT average grade by section",
        definition="The mean grade out of 5 that inspectors gave investigations with the Quality Assurance Thematic Tool (QATT), overall and by section.",
        why="It shows the quality of investigations, where the other measures show only that steps were done.",
        unit="grade out of 5",
        better=Better.HIGHER,
        kind=Kind.GRADE,
        figure="average_grade",
        topic="investigations",
        one_row_per=("as_at_on", "section_code"),
        reads=("qatt_averages", "qatt_sections"),
        owner=_OWNED_BY.investigations,
        caveats=(
            "One pooled baseline for three months, gathered while inspectors learned the tool.",
            "The paper says inspectors and does not say whose.",
            "The number of reviews behind the averages is not stated.",
        ),
    ),
    _metric(
        sentences.qatt_reviews,
        name="qatt_reviews_completed",
        title="QATT reviews completed",
        definition="The number of investigations graded so far with the Quality Assurance Thematic Tool (QATT).",
        why="It shows how much the average grades rest on.",
        unit="reviews",
        better=Better.HIGHER,
        kind=Kind.STOCK,
        figure="reviews_count",
        topic="investigations",
        one_row_per=("as_at_on",),
        reads=("investigation_standards",),
        owner=_OWNED_BY.investigations,
        caveats=('"Over 3,700" is a lower bound and is shown as one.',),
    ),
    _metric(
        sentences.standards,
        name="investigation_standards_met",
        title="Investigation standards met",
        definition="The share of investigations, or of eligible staff, that meet each standard: supervisor reviews, investigation plans and masterclasses.",
        why="Almost half of the files sampled in 2023 had no supervisor review, and these steps are the answer.",
        unit="per cent",
        better=Better.HIGHER,
        kind=Kind.SHARE,
        figure="share_percent",
        topic="investigations",
        one_row_per=("as_at_on", "measure_code"),
        reads=("investigation_standards", "standard_measures"),
        share_of=("numerator_count", "denominator_count"),
        owner=_OWNED_BY.investigations,
        caveats=(
            "A step done is not a step done well: read these beside the QATT grades.",
            "The supervisor reviews of 2024 are of investigations open more than 28 days; those of 2023 are of a sample of 100 files.",
        ),
    ),
    _metric(
        sentences.outcomes,
        name="positive_outcome_rate",
        title="Positive outcome rate",
        definition="Positive outcomes as a share of recorded crimes, year to date.",
        why="It is what victims see at the end of an investigation.",
        unit="per cent",
        better=Better.HIGHER,
        kind=Kind.SHARE,
        figure="share_percent",
        topic="investigations",
        one_row_per=("as_at_on", "crime_group_code"),
        reads=("positive_outcomes", "crime_groups"),
        share_of=("numerator_count", "denominator_count"),
        owner=_OWNED_BY.investigations,
        caveats=(
            "Year to date: successive figures share data, so no limits may be drawn on them.",
            "The last day counted is not stated.",
        ),
    ),
)

ONLINE_CHILD_ABUSE = (
    _metric(
        sentences.packages_by_stage,
        name="ocset_packages_by_stage",
        title="Online child abuse packages by stage",
        definition="The number of intelligence packages on online child abuse awaiting enforcement and in development.",
        why="A package that waits is a suspect who may have access to a child.",
        unit="packages",
        better=Better.LOWER,
        kind=Kind.STOCK,
        figure="packages_count",
        topic="online_child_abuse",
        one_row_per=("as_at_on", "stage_code"),
        reads=("ocset_packages", "package_stages"),
        owner=_OWNED_BY.online,
        caveats=(
            "The figures of June 2023 are lower bounds and are shown as bounds: no fall from them can be worked out exactly.",
            _FEW,
        ),
    ),
    _metric(
        sentences.packages_by_risk,
        name="ocset_packages_by_risk",
        title="Packages awaiting enforcement by risk",
        definition="The number of packages awaiting enforcement in each risk band, with the age of the oldest against the national timescale.",
        why="National timescales run from 48 hours to 60 days by risk.",
        unit="packages",
        better=Better.LOWER,
        kind=Kind.STOCK,
        figure="packages_count",
        topic="online_child_abuse",
        one_row_per=("risk_code",),
        reads=("ocset_packages", "risk_bands"),
        owner=_OWNED_BY.online,
        limit=Limit(
            value=60,
            unit="days for standard risk; 21 medium, 7 high, 48 hours very high",
            source="National timescales, as cited in the Engage paper, para 48a",
        ),
    ),
    _metric(
        sentences.forensics,
        name="digital_forensics_queue",
        title="Digital forensics queue",
        definition="The number of digital forensics cases not yet allocated on a date, and of cases received in a month.",
        why="Evidence that waits to be examined holds up arrests and safeguarding.",
        unit="cases",
        better=Better.LOWER,
        kind=Kind.STOCK,
        figure="unallocated_count",
        topic="online_child_abuse",
        one_row_per=("as_at_on",),
        reads=("digital_forensics_queue",),
        owner=_OWNED_BY.online,
        caveats=("One month of cases received is held, so whether receipts rise cannot be shown.", _FEW),
    ),
)

METRICS = (*MARAC, *SEX_OFFENDERS, *INVESTIGATIONS, *ONLINE_CHILD_ABUSE)
