-- One row per finding past a deadline that was set as a date and not known to be closed, the longest overdue first.
-- On the day of its deadline a finding is not yet overdue. A superseded finding has no deadline to keep.
-- A finding whose newest state is old stays in the list: nothing later is known.
select
    finding_id,
    title,
    finding_type_code,
    level_name,
    scope_code,
    owner_role,
    governance_board,
    source_report,
    reference,
    deadline_on,
    deadline_precision,
    cast($as_at - deadline_on as int) as days_overdue,
    status_name,
    stands_as,
    counts_as,
    as_at_on as status_stated_on,
    source_id,
    place
from current_findings
where is_outstanding and deadline_on < $as_at
order by deadline_on, finding_id
