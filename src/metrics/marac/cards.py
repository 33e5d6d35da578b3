"""The cards of MARAC."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from src.contracts.column import SAFE, total_of
from src.contracts.headline import HeadlineRule
from src.contracts.metric import Better, Kind, Limit
from src.contracts.shared_columns import text
from src.metrics import common
from src.metrics.columns import change, columns, count, days, flag, net, previous, unlisted
from src.metrics.common import FEW, SINCE_LAST, figures, flow
from src.metrics.marac import wording
from src.metrics.marac.dataset import MARAC_BACKLOG, MARAC_REFERRALS

_metric = partial(common.metric, Path(__file__).parent, topic="marac", owner="MARAC lead, Public Protection Unit")

_VARYING = (
    flow("referrals_received_count", "MARAC referrals received", "referrals", is_since_last=True),
    flow("cases_heard_count", "MARAC cases heard", "cases", against="referrals_received_count", is_since_last=True),
)
_NET = net("More in than out", "Referrals received less cases heard.", "cases", "referrals_received_count", "cases_heard_count")  # fmt: skip

PAGE = "marac"
"""The page that shows these metrics, but for those whose card names another."""

METRICS = (
    _metric(
        wording.total,
        name="marac_cases_awaiting",
        title="MARAC cases awaiting in the force",
        definition="The number of high-risk domestic abuse cases in the force waiting for a multi-agency risk assessment conference (MARAC) on a date.",
        why="Each case is a victim at high risk of serious harm for whom the agencies have not yet met.",
        **figures("cases", Better.LOWER, Kind.STOCK),
        figure="cases_awaiting_count",
        headlines=(
            HeadlineRule(
                name="marac_cases_awaiting",
                title="Cases awaiting a MARAC",
                singular="{figure} case awaits a MARAC",
                plural="{figure} cases await a MARAC",
                column="cases_awaiting_count",
            ),
        ),
        one_row_per=("as_at_on",),
        columns=columns(
            MARAC_BACKLOG,
            "as_at_on as_at_precision",
            count("areas_reported_count", "Areas reporting", "How many areas gave a figure.", "areas", SAFE),
            "cases_awaiting_count previous_on",
            previous("cases_awaiting_count", "cases"),
            change("cases_awaiting_count", "cases"),
        ),
        table="as_at_on cases_awaiting_count change_count areas_reported_count",
        reads=("marac_backlog", "areas"),
        caveats=("The force total is our sum of the seven areas; the paper prints none.", FEW),
    ),
    _metric(
        wording.areas,
        name="marac_cases_awaiting_by_area",
        title="MARAC cases awaiting by area",
        definition="The number of high-risk domestic abuse cases waiting for a MARAC in each local policing area on a date.",
        why="A falling force total can hide an area where more victims wait.",
        **figures("cases", Better.LOWER, Kind.STOCK),
        figure="cases_awaiting_count",
        part_of="marac_cases_awaiting",
        one_row_per=("as_at_on", "area_code"),
        columns=columns(
            MARAC_BACKLOG,
            "as_at_on as_at_precision area_code area_name cases_awaiting_count previous_on",
            previous("cases_awaiting_count", "cases"),
            change("cases_awaiting_count", "cases"),
            "source_id place",
        ),
        table="area_name as_at_on cases_awaiting_count change_count place",
        reads=("marac_backlog", "areas"),
        caveats=("Areas differ in size, and no rate can be calculated from these figures.", FEW),
    ),
    _metric(
        wording.longest_wait,
        name="marac_longest_wait_by_area",
        title="Longest wait for a MARAC by area",
        definition="The most working days that a case in each local policing area waits for a MARAC, with the calendar days that comes to.",
        why="National guidance sets a limit on how long a high-risk case should wait.",
        **figures("working days", Better.LOWER, Kind.STOCK),
        figure="longest_wait_working_days",
        one_row_per=("area_code",),
        columns=columns(
            MARAC_BACKLOG,
            "as_at_on area_code area_name",
            replace(MARAC_BACKLOG.column("longest_wait_working_days"), heading="Working days", disclosure=SAFE),
            days("longest_wait_calendar_days", "Calendar days", "The same wait in calendar days."),
            unlisted(days("limit_days", "Limit, days", "The limit, which does not say which days it means.")),
            unlisted(
                days(
                    "limit_if_calendar_in_working_days",
                    "Limit in working days",
                    "The limit in working days where calendar days are meant.",
                )
            ),
            unlisted(text("limit_note", "About the limit", "What the source leaves open about the limit.")),
            flag(
                "is_within_calendar_reading",
                "Within the limit in calendar days",
                "Whether the wait keeps to the limit where calendar days are meant.",
            ),
            flag(
                "is_within_working_reading",
                "Within the limit in working days",
                "Whether the wait keeps to the limit where working days are meant.",
            ),
            "source_id place",
        ),
        table="area_name longest_wait_working_days longest_wait_calendar_days is_within_calendar_reading is_within_working_reading",
        reads=("marac_backlog", "areas", "limits"),
        limit=Limit(
            value=28,
            unit="days, working or calendar not stated",
            source="SafeLives guidance, as cited in the Engage paper, para 33b",
        ),
        column_limits=wording.WAIT_LIMITS,
        caveats=(
            "The limit is 28 days and does not say which days; the waits are in working days. Both readings are shown.",
            "Bank holidays are not counted out.",
        ),
    ),
    _metric(
        wording.referrals,
        name="marac_referrals_by_year",
        title="MARAC referrals by year",
        definition="The number of referrals to the force's MARACs in a year.",
        why="It is the demand behind the cases awaiting.",
        **figures("referrals a year", Better.NEUTRAL, Kind.FLOW),
        figure="referrals_count",
        one_row_per=("as_at_on",),
        columns=columns(
            MARAC_REFERRALS,
            "period_from_on as_at_on",
            replace(
                MARAC_REFERRALS.column("referrals_count"), disclosure=total_of("male_victim_count", is_whole=False)
            ),
            "male_victim_count source_id place note",
        ),
        table="as_at_on referrals_count male_victim_count",
        reads=("marac_referrals",),
        caveats=(
            "One person may be referred more than once.",
            "The years end before the cases awaiting begin: they explain no change in them.",
        ),
    ),
    _metric(
        wording.flow,
        name="marac_referrals_and_cases_heard",
        title="MARAC referrals and cases heard",
        definition=(
            "The number of cases referred to the force's MARACs and of cases heard since the extract before, "
            "beside the cases awaiting."
        ),
        why="Cases awaiting fall only where more are heard than are referred, and the two call for different answers.",
        **figures("cases", Better.NEUTRAL, Kind.FLOW),
        one_row_per=("as_at_on",),
        columns=columns(
            MARAC_BACKLOG,
            "as_at_on as_at_precision referrals_received_count cases_heard_count",
            _NET,
            "cases_awaiting_count",
        ),
        reads=("marac_backlog", "areas"),
        varying=_VARYING,
        caveats=(
            SINCE_LAST,
            "More referrals may mean more harm or better recognition of it: they are neither better nor worse.",
        ),
    ),
    _metric(
        wording.flow_by_area,
        name="marac_referrals_and_cases_heard_by_area",
        title="MARAC referrals and cases heard by area",
        definition=(
            "The number of cases referred to MARAC and of cases heard in each local policing area since the "
            "extract before, beside the cases awaiting."
        ),
        why="It tells an area where more is asked for from one where less is done.",
        **figures("cases", Better.NEUTRAL, Kind.FLOW),
        part_of="marac_referrals_and_cases_heard",
        one_row_per=("as_at_on", "area_code"),
        columns=columns(
            MARAC_BACKLOG,
            "as_at_on as_at_precision area_code area_name referrals_received_count cases_heard_count",
            _NET,
            "cases_awaiting_count source_id place",
        ),
        table="area_name as_at_on referrals_received_count cases_heard_count net_count cases_awaiting_count",
        reads=("marac_backlog", "areas"),
        varying=_VARYING,
        caveats=(SINCE_LAST, "Areas differ in size, and no rate can be calculated from these figures."),
    ),
)
