"""The page that is about each metric. A test holds this against the pages."""

from datetime import date
from urllib.parse import urlencode

PAGE_OF = {
    metric: page
    for page, metrics in {
        "overview": ("board_meetings_by_date",),
        "findings": (
            "published_findings_by_level",
            "findings_open_and_closed_by_level",
            "findings_register",
            "findings_open_by_age",
            "findings_in_whole_registers",
            "findings_left_register",
            "findings_overdue",
            "findings_past_force_target",
            "finding_deadline_changes",
            "findings_due",
            "finding_times_to_close",
            "finding_status_changes",
            "finding_statements",
            "findings_raised_and_closed_by_month",
            "finding_days_to_close",
            "vetting_progress_by_rating",
        ),
        "peel_grades": (
            "peel_grades_by_question",
            "peel_grade_counts_by_cycle",
            "peer_grade_counts_by_cycle",
            "peer_grades_by_area",
            "recording_accuracy_by_crime_group",
            "force_and_national_comparison",
            "inspections_by_state",
        ),
        "causes_of_concern": ("causes_of_concern_by_status", "cause_recommendations", "events_in_period"),
        "marac": (
            "marac_cases_awaiting",
            "marac_cases_awaiting_by_area",
            "marac_longest_wait_by_area",
            "marac_referrals_by_year",
            "marac_referrals_and_cases_heard",
            "marac_referrals_and_cases_heard_by_area",
        ),
        "sex_offender_management": (
            "sex_offender_tasks_outstanding",
            "sex_offender_tasks_flow",
            "sex_offender_tasks_flow_by_area",
            "sex_offender_tasks_by_area",
        ),
        "investigation_quality": (
            "qatt_average_grade_by_section",
            "qatt_reviews_completed",
            "investigation_standards_met",
            "positive_outcome_rate",
            "qatt_grade_distribution_by_month_and_section",
            "qatt_grade_by_department",
        ),
        "online_child_abuse": (
            "ocset_packages_by_stage",
            "ocset_packages_by_risk",
            "digital_forensics_queue",
            "ocset_packages_flow",
        ),
    }.items()
    for metric in metrics
}
"""The file name of the page, by the name of the metric."""


def page_address(metric: str, as_at: date, since: date | None) -> str:
    """The address of the page with the rows of a metric, at a date and against a baseline where one was chosen."""
    query = {"as_at": as_at.isoformat(), **({"since": since.isoformat()} if since else {})}
    return f"/{PAGE_OF[metric]}?{urlencode(query)}"
