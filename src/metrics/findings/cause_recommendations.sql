-- One row per recommendation of a cause of concern, in its newest state not after the as-at date.
-- Days overdue are counted for a recommendation that nobody says is closed and whose deadline is past.
select
    parent_finding_id as cause_id,
    finding_id,
    title,
    level_name,
    deadline_on,
    deadline_precision,
    deadline_as_set,
    case when is_outstanding and deadline_on < $as_at then cast($as_at - deadline_on as int) end as days_overdue,
    owner_role,
    governance_board,
    status_code,
    status_name,
    stands_as,
    counts_as,
    status_on,
    as_at_on,
    source_id,
    place,
    note
from current_findings
where parent_finding_id is not null
order by parent_finding_id, finding_id
