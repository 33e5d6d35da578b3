-- One row per finding that has an update, with its newest, the newest first.
-- An update that a later one corrects is not shown; the finding's own page has all.
select
    newest_updates.finding_id,
    current_findings.title,
    newest_updates.updated_on,
    newest_updates.updated_precision,
    newest_updates.by_role,
    newest_updates.update_text,
    newest_updates.updates_count,
    current_findings.owner_role,
    current_findings.status_name,
    current_findings.is_outstanding,
    newest_updates.source_id,
    newest_updates.place,
    newest_updates.note
from newest_updates
join current_findings
    on current_findings.finding_id = newest_updates.finding_id
order by newest_updates.updated_on desc, newest_updates.finding_id
