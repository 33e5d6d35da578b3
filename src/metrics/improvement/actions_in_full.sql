-- One row per action, as last stated, with its finding and what it depends on: the open ones first, by when they are due.
select
    current_actions.finding_id,
    current_actions.action_id,
    current_actions.action_title,
    current_findings.title,
    current_actions.action_owner_role,
    current_actions.governance_board,
    current_actions.action_status_code,
    current_actions.action_status_name,
    current_actions.counts_as,
    current_actions.counts_as = 'open' and current_actions.is_moved as is_moved,
    current_actions.first_due_on,
    current_actions.revised_due_on,
    cast(current_actions.moves_count as int) as moves_count,
    current_actions.revised_reason,
    current_actions.revised_by_role,
    case when current_actions.is_overdue then cast($as_at - current_actions.due_now_on as int) else 0 end as days_overdue,
    current_actions.milestones_done_count,
    current_actions.milestones_count,
    current_actions.share_percent,
    current_actions.completed_on,
    current_actions.checked_on,
    current_actions.checked_by_role,
    current_actions.evidence_title,
    current_actions.evidence_reference,
    current_actions.depends_on_id,
    other.action_title as depends_on_title,
    other.action_status_name as depends_on_status_name,
    current_actions.as_at_on,
    current_actions.as_at_precision,
    current_actions.extract_id,
    current_actions.source_id,
    current_actions.place,
    current_actions.note
from current_actions
left join current_findings
    on current_findings.finding_id = current_actions.finding_id
left join current_actions as other
    on other.action_id = current_actions.depends_on_id
order by current_actions.counts_as = 'open' desc, current_actions.due_now_on, current_actions.action_id
