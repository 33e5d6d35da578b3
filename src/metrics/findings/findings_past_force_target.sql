-- One row per finding past the target date that the force set itself and not known to be closed, the longest past first.
-- On the day of its target date a finding is not yet past it.
-- The inspectorate's deadline is given next to it: a finding may be past one and not the other.
select
    finding_id,
    title,
    finding_type_code,
    level_name,
    owner_role,
    source_report,
    force_target_on,
    cast($as_at - force_target_on as int) as days_past_target,
    deadline_on,
    deadline_precision,
    status_name,
    as_at_on as status_stated_on,
    source_id,
    place
from current_findings
where is_outstanding and force_target_on < $as_at
order by force_target_on, finding_id
