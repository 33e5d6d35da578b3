-- One row per action that is overdue, complete and not checked, moved, or due within 30 days, in this order.
select
    current_actions.action_id,
    case
        when current_actions.is_overdue then 'overdue'
        when current_actions.counts_as = 'complete' then 'to_check'
        when current_actions.is_moved then 'moved'
        else 'due_soon'
    end as reason_code,
    case
        when current_actions.is_overdue then 'Overdue'
        when current_actions.counts_as = 'complete' then 'To be checked'
        when current_actions.is_moved then 'Date moved'
        else 'Due within 30 days'
    end as reason_name,
    current_actions.action_title,
    current_actions.finding_id,
    current_findings.title,
    current_actions.action_owner_role,
    current_actions.governance_board,
    current_actions.first_due_on,
    current_actions.revised_due_on,
    current_actions.revised_reason,
    current_actions.revised_by_role,
    current_actions.due_now_on,
    case when current_actions.is_overdue then cast($as_at - current_actions.due_now_on as int) else 0 end as days_overdue,
    current_actions.action_status_name,
    current_actions.milestones_done_count,
    current_actions.milestones_count,
    current_actions.share_percent,
    current_actions.as_at_on,
    current_actions.source_id,
    current_actions.place
from current_actions
left join current_findings
    on current_findings.finding_id = current_actions.finding_id
where current_actions.counts_as = 'complete'
    or (
        current_actions.counts_as = 'open'
        and (current_actions.is_moved or current_actions.due_now_on <= $as_at + interval 30 days)
    )
order by
    case
        when current_actions.is_overdue then 1
        when current_actions.counts_as = 'complete' then 2
        when current_actions.is_moved then 3
        else 4
    end,
    current_actions.due_now_on,
    current_actions.action_id
