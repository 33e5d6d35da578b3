"""MARAC: high-risk domestic abuse cases waiting for a multi-agency risk assessment conference."""

from src.contracts.dataset import Dataset, Rule, Supersedes, Wide, no_more_than, of_newest
from src.contracts.shared_columns import AS_AT, AS_AT_PRECISION, PERIOD_FROM, PERIOD_TO, code, count

MARAC_BACKLOG = Dataset(
    name="marac_backlog",
    title="MARAC cases awaiting",
    one_row_is="one local policing area at one as-at date",
    owner="MARAC lead, Public Protection Unit",
    system="Qlik",
    expected_every="month",
    key=("as_at_on", "area_code"),
    supersedes=Supersedes.BY_SNAPSHOT,
    columns=(
        AS_AT,
        AS_AT_PRECISION,
        code(
            "area_code", "Area", "areas", "The local policing area.", required=True, also=("LPA", "local policing area")
        ),
        count(
            "cases_awaiting_count",
            "Cases awaiting",
            "High-risk domestic abuse cases waiting for a multi-agency conference.",
            "cases",
            also=("number of cases awaiting", "number of cases awaiting marac", "cases awaiting marac"),
        ),
        count(
            "longest_wait_working_days",
            "Longest wait",
            "The most working days to a conference.",
            "working days",
            also=("maximum number of working days", "maximum number of working days for a marac"),
        ),
        count("referrals_received_count", "Referrals received", "Referrals since the last extract.", "referrals"),
        count("cases_heard_count", "Cases heard", "Cases heard since the last extract.", "cases"),
    ),
    wide=Wide(
        down="area_code",
        across="as_at_on",
        each="area",
        met=("birm", "ham", "cov", "soli", "sandw", "dud", "wals", "wolv"),
        totals=("force", "whole force", "wmp", "west midlands", "west midlands police", "all areas"),
    ),
    rules=(
        Rule(
            sentence="The area of a row is one of the seven local policing areas: the force total is worked out",
            broken_by=lambda rows: rows.area_code == "force",
            at="area_code",
            todo="Take the total row out.",
        ),
    ),
    reconciliations=(
        of_newest(
            "marac_backlog",
            "Areas against a printed force total",
            "The areas add up to the printed force total",
            ("marac_cases_awaiting", "marac_cases_awaiting_by_area"),
            subject="Force total",
            found="sum(cases_awaiting_count)",
            expected="cast(null as bigint)",
        ),
        of_newest(
            "marac_backlog",
            "Every area reported",
            "All local policing areas have a figure at the newest date",
            ("marac_cases_awaiting", "marac_cases_awaiting_by_area"),
            subject="Areas with a figure",
            found="count(cases_awaiting_count)",
            expected="(select count(*) from areas where not is_force_total)",
            reads=("areas",),
        ),
    ),
)

MARAC_REFERRALS = Dataset(
    name="marac_referrals",
    title="MARAC referrals by year",
    one_row_is="one year of referrals to the force's MARACs",
    owner="MARAC lead, Public Protection Unit",
    system="Freedom of information release",
    expected_every="year",
    key=("period_to_on",),
    dated_by="period_to_on",
    columns=(
        PERIOD_FROM,
        PERIOD_TO,
        count(
            "referrals_count",
            "Referrals",
            "Referrals in the year; one person may be referred more than once.",
            "referrals",
        ),
        count("male_victim_count", "Male victims", "Referrals where the victim is male.", "referrals"),
    ),
    rules=(no_more_than("male_victim_count", "referrals_count", "A part cannot be more than the whole"),),
)
