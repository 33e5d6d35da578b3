-- One row per action that is overdue, complete and not checked, moved, or due within 30 days, in this order.
-- Of each reason the 1,000 that are due first are listed, with how many there are.
with

reasons as (

    select
        *,
        case
            when is_overdue then 'overdue'
            when counts_as = 'complete' then 'to_check'
            when is_moved then 'moved'
            else 'due_soon'
        end as reason_code
    from current_actions
    where counts_as = 'complete' or (counts_as = 'open' and (is_moved or due_now_on <= $as_at + interval 30 days))

),

numbered as (

    select
        *,
        count(*) over (partition by reason_code) as reason_count,
        row_number() over (partition by reason_code order by due_now_on, action_id) as due_first
    from reasons

),

listed as (

    select
        *,
        case reason_code when 'overdue' then 1 when 'to_check' then 2 when 'moved' then 3 else 4 end as reason_order
    from numbered
    where due_first <= 1000

)

select
    listed.action_id,
    listed.reason_code,
    case listed.reason_code
        when 'overdue' then 'Overdue'
        when 'to_check' then 'To be checked'
        when 'moved' then 'Date moved'
        else 'Due within 30 days'
    end as reason_name,
    listed.reason_count,
    listed.action_title,
    listed.finding_id,
    current_findings.title,
    listed.action_owner_role,
    listed.governance_board,
    listed.first_due_on,
    listed.revised_due_on,
    cast(listed.moves_count as int) as moves_count,
    listed.revised_reason,
    listed.revised_by_role,
    listed.due_now_on,
    case when listed.is_overdue then cast($as_at - listed.due_now_on as int) else 0 end as days_overdue,
    listed.action_status_name,
    listed.milestones_done_count,
    listed.milestones_count,
    listed.share_percent,
    listed.as_at_on,
    listed.source_id,
    listed.place
from listed
left join current_findings
    on current_findings.finding_id = listed.finding_id
order by listed.reason_order, listed.due_now_on, listed.action_id
