"""A register as the monitoring portal gives it: whole, month after month, drawn small enough to count by hand."""

from tests.metrics import improvement

REGISTER = """
    finding_id | as_at_on   | coverage_code | finding_type_code | level_code | title | report_published_on | deadline_on | force_target_on | status_code     | status_on  | closure_letter_on
    -----------+------------+---------------+-------------------+------------+-------+---------------------+-------------+-----------------+-----------------+------------+------------------
    by-name    | 2026-01-20 | partial       | recommendation    |            | Six   | 2025-12-01          |             |                 | open            |            |
    r1         | 2026-03-02 | whole         | recommendation    | 2          | One   | 2025-03-01          | 2026-03-31  | 2026-03-01      | in_progress     |            |
    r2         | 2026-03-02 | whole         | recommendation    | 2          | Two   | 2025-03-01          | 2026-05-01  | 2026-04-10      | open            |            |
    r3         | 2026-03-02 | whole         | recommendation    | 3          | Three | 2023-03-01          |             | 2026-06-30      | force_says_done |            |
    r4         | 2026-03-02 | whole         | recommendation    | 1          | Four  | 2024-01-10          |             |                 | open            |            |
    r5         | 2026-03-02 | whole         | recommendation    | 4          | Five  |                     |             |                 | open            |            |
    r1         | 2026-04-06 | whole         | recommendation    | 2          | One   | 2025-03-01          | 2026-03-31  | 2026-05-01      | in_progress     |            |
    r2         | 2026-04-06 | whole         | recommendation    | 2          | Two   | 2025-03-01          | 2026-05-01  | 2026-04-10      | archived        | 2026-03-20 | 2026-03-19
    r3         | 2026-04-06 | whole         | recommendation    | 3          | Three | 2023-03-01          |             | 2026-06-30      | self_certified  | 2026-03-25 | 2026-03-24
    r5         | 2026-04-06 | whole         | recommendation    | 4          | Five  |                     |             |                 | open            |            |
    r2         | 2026-04-15 | partial       | recommendation    | 2          | Two   | 2025-03-01          | 2026-05-01  | 2026-04-10      | reopened        | 2026-04-14 |
"""
"""Two whole registers; before them a paper that names a finding, after them a word that one is re-opened.

r1 slips its own date from 1 March to 1 May, is past the deadline of 31 March. r2 closes and comes back.
r3 is certified. r4 stands in the first whole register and not in the second. r5 has no dates at all.
"""

TABLES = {"findings": REGISTER, **improvement.TABLES}
