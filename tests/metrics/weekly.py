"""Weekly extracts with what comes in and goes out, and single reviews, drawn small enough to count by hand."""

BACKLOG = """
    as_at_on   | as_at_precision | area_code | cases_awaiting_count | referrals_received_count | cases_heard_count
    -----------+-----------------+-----------+----------------------+--------------------------+------------------
    2026-02-16 | day             | dudley    | 9                    |                          |
    2026-02-16 | day             | walsall   | 6                    |                          |
    2026-02-23 | day             | dudley    | 8                    | 4                        | 5
    2026-02-23 | day             | walsall   | 7                    | 3                        | 2
    2026-03-02 | day             | dudley    | 8                    | 0                        | 0
"""
"""The first week gives no flows; in the last Walsall does not report, and Dudley has none of either."""

TASKS = """
    as_at_on   | as_at_precision | area_code | task_code    | outstanding_count | arising_count | completed_count
    -----------+-----------------+-----------+--------------+-------------------+---------------+----------------
    2026-02-23 | day             | dudley    | initial_arms | 5                 | 2             | 1
    2026-02-23 | day             | dudley    | visit        | 10                | 6             | 9
    2026-02-23 | day             | walsall   | initial_arms | 3                 | 1             | 1
    2026-02-23 | day             | walsall   | visit        | 8                 | 5             | 4
    2026-03-02 | day             | dudley    | initial_arms | 6                 | 3             | 2
    2026-03-02 | day             | dudley    | visit        | 9                 |               | 7
    2026-03-02 | day             | walsall   | initial_arms | 4                 | 2             | 1
    2026-03-02 | day             | walsall   | visit        |                   | 4             | 5
"""

PACKAGES = """
    as_at_on   | as_at_precision | stage_code           | risk_code | packages_count | received_count | enforced_count
    -----------+-----------------+----------------------+-----------+----------------+----------------+---------------
    2026-02-16 | day             | awaiting_enforcement | all       | 20             |                |
    2026-02-23 | day             | awaiting_enforcement | all       | 18             | 5              | 7
    2026-02-23 | day             | awaiting_enforcement | high      | 9              | 3              | 4
    2026-02-23 | day             | in_development       | all       | 30             | 6              |
    2026-03-02 | day             | awaiting_enforcement | all       | 18             | 4              | 4
"""

REVIEWS = """
    review_id | reviewed_on | department_code | victim_focus_grade | suspect_management_grade | overall_grade
    ----------+-------------+-----------------+--------------------+--------------------------+--------------
    q1        | 2026-01-05  | force_cid       | 5                  | 2                        | 4
    q2        | 2026-01-31  | force_cid       | 4                  |                          | 3
    q3        | 2026-01-12  | local_cid       | 1                  | 2                        | 2
    q4        | 2026-02-01  | force_cid       | 3                  | 5                        | 5
    q5        | 2026-02-28  | force_cid       | 3                  | 4                        | 4
    q6        | 2026-03-02  | local_cid       | 2                  | 2                        | 2
"""
"""January has three reviews, February two and none of Local CID, March one and is not over until its last day."""

TWO_AREAS = """
    area_code | area_name   | is_force_total | sort_order
    ----------+-------------+----------------+-----------
    dudley    | Dudley      | no             | 1
    walsall   | Walsall     | no             | 2
    force     | Whole force | yes            | 3
"""

TWO_TASKS = """
    task_code    | task_name    | sort_order
    -------------+--------------+-----------
    initial_arms | Initial ARMS | 1
    visit        | Visits       | 2
"""

THREE_SECTIONS = """
    section_code       | section_name       | sort_order
    -------------------+--------------------+-----------
    overall            | Overall            | 1
    victim_focus       | Victim focus       | 2
    suspect_management | Suspect management | 3
"""

TABLES = {
    "marac_backlog": BACKLOG,
    "sex_offender_tasks": TASKS,
    "ocset_packages": PACKAGES,
    "qatt_reviews": REVIEWS,
    "areas": TWO_AREAS,
    "sex_offender_task_types": TWO_TASKS,
    "qatt_sections": THREE_SECTIONS,
}
