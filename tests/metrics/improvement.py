"""Updates, actions and steps to closure of the drawn register, small enough to count by hand."""

UPDATES = """
    update_id | finding_id | updated_on | updated_precision | by_role            | update_text | corrects_id
    ----------+------------+------------+-------------------+--------------------+-------------+------------
    u1        | r1         | 2026-02-10 | day               | Head of Crime      | First       |
    u2        | r1         | 2026-03-02 | day               | Head of Crime      | Second      |
    u3        | r1         | 2026-03-20 | day               | Head of Crime      | Put right   | u2
    u4        | r3         | 2026-01-05 | day               | Head of Custody    | Old         |
"""
ACTIONS = """
    action_id | as_at_on   | finding_id | action_title | action_owner_role      | governance_board | first_due_on     | revised_due_on | revised_reason | revised_by_role | action_status_code | completed_on | checked_on | checked_by_role | milestones_count | milestones_done_count | evidence_title | depends_on_id
    ----------+------------+------------+--------------+-----------------+------------------+------------+----------------+----------------+-----------------+--------------------+--------------+------------+-----------------+------------------+-----------------------+----------------+--------------
    a1        | 2026-02-02 | r1         | Train        | Head of Crime   | Crime Board      | 2026-03-01 |                |                |                 | not_started        |              |            |                 |                  |                       |                |
    a1        | 2026-03-02 | r1         | Train        | Head of Crime   | Crime Board      | 2026-03-01 | 2026-03-15     | Courses full   | DCC             | in_progress        |              |            |                 | 4                | 1                     |                |
    a2        | 2026-03-02 | r1         | Audit        | Head of Crime   | Crime Board      | 2026-03-01 |                |                |                 | in_progress        |              |            |                 |                  |                       |                | a1
    a3        | 2026-03-02 | r3         | Write        | Head of Custody |                  | 2026-02-01 |                |                |                 | complete           | 2026-02-20   |            |                 |                  |                       |                |
    a4        | 2026-03-02 | r3         | Check        | Head of Custody |                  | 2026-02-01 |                |                |                 | checked            | 2026-02-01   | 2026-02-20 | Internal audit  |                  |                       | Audit 4        |
    a5        | 2026-03-02 | r5         | Plan         |                 |                  | 2026-04-20 |                |                |                 | not_started        |              |            |                 |                  |                       |                |
"""
STEPS = """
    finding_id | taken_on   | step_code        | by_role        | reference
    -----------+------------+------------------+----------------+----------
    r1         | 2026-01-10 | work_done        | Head of Crime  |
    r1         | 2026-01-20 | evidence_audited | Internal audit | Audit 1
    r1         | 2026-01-25 | sent_back        | Crime Board    |
    r3         | 2026-01-10 | work_done        | Head of Crime  |
    r3         | 2026-01-30 | evidence_audited | Internal audit | Audit 2
    r3         | 2026-02-20 | board_agreed     | Custody Board  | Minute 7
    r5         | 2026-02-28 | work_done        | Head of Crime  |
"""
BOARDS = """
    meeting_on | board_name    | kind_code
    -----------+---------------+----------
    2026-03-03 | HMICFRS Board | force
    2026-04-07 | HMICFRS Board | force
"""
TOLERANCES = """
    tolerance_id | threshold_kind_code | figure_code          | measure | subject | threshold_value | direction_code | from_on    | until_on   | plan          | set_by_role
    -------------+---------------------+----------------------+---------+---------+-----------------+----------------+------------+------------+---------------+------------
    t1           | target              | marac_cases_awaiting |         |         | 100             | at_most        | 2026-01-01 |            |               | DCC
    t2           | tolerance           | marac_cases_awaiting |         |         | 150             | at_most        | 2026-02-01 | 2026-03-15 | surge plan    | DCC
"""
ASSESSMENTS = """
    thread_code                  | as_at_on   | own_grade_code | evidence_count | evidence_title | gap_text
    -----------------------------+------------+----------------+----------------+----------------+---------
    preventing_crime             | 2025-08-01 | RI             | 1              | Old file       |
    preventing_crime             | 2026-02-01 | G              | 3              | Plans          |
    investigating_crime          | 2025-09-03 | A              | 2              | Audits         |
    protecting_vulnerable_people | 2026-02-01 | A              | 0              |                |
    responding_to_public         | 2026-02-01 | A              | 4              | Calls          | Rural
"""
COMMENTS = """
    commentary_id | meeting_on | finding_id | topic_code | comment_text | ask_text   | decision_text | decided_on | action_id
    --------------+------------+------------+------------+--------------+------------+---------------+------------+----------
    c1            | 2026-02-03 | r1         |            | Slow         | Two posts  | Agreed        | 2026-02-03 | a1
    c2            | 2026-02-03 | r3         |            | Late         | More time  |               |            |
    c3            | 2026-03-03 |            | marac      | Rising       | A new room |               |            |
    c4            | 2026-03-03 | r5         |            | Steady       |            |               |            |
"""
TABLES = {
    "self_assessments": ASSESSMENTS,
    "commentary": COMMENTS,
    "tolerances": TOLERANCES,
    "finding_updates": UPDATES,
    "actions": ACTIONS,
    "closure_steps": STEPS,
    "board_meetings": BOARDS,
}
