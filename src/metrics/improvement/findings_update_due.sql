-- One row per finding not closed that has had no update for more than 31 days, the longest without one first.
-- The board of the force meets each month. A finding raised within the 31 days is not due yet.
select
    current_findings.finding_id,
    current_findings.title,
    current_findings.level_name,
    current_findings.owner_role,
    current_findings.governance_board,
    current_findings.status_name,
    newest_updates.updated_on,
    newest_updates.updated_precision,
    cast($as_at - newest_updates.updated_on as int) as days_without_update
from current_findings
left join newest_updates
    on newest_updates.finding_id = current_findings.finding_id
where current_findings.is_outstanding
    and coalesce(newest_updates.updated_on < $as_at - interval 31 days, true)
    and coalesce(current_findings.report_published_on < $as_at - interval 31 days, true)
order by newest_updates.updated_on nulls first, current_findings.finding_id
