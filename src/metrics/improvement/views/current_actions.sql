-- One row per action, as last stated not after the as-at date, with the day it is due now.
-- A date has moved each time a statement gives another than the one before it, sooner or later.
-- On the day it is due an action is not yet overdue. The share done goes by the status, and by milestones in between.
with

stated as (

    select
        *,
        coalesce(revised_due_on, first_due_on) as due_now_on,
        lag(coalesce(revised_due_on, first_due_on)) over (partition by action_id order by as_at_on) as due_before_on
    from actions
    where as_at_on <= $as_at

),

numbered as (

    select
        *,
        sum(case when due_now_on <> coalesce(due_before_on, first_due_on) then 1 else 0 end)
            over (partition by action_id) as moves_count,
        row_number() over (partition by action_id order by as_at_on desc) as newest_first
    from stated

),

dated as (

    select
        numbered.*,
        action_statuses.action_status_name,
        action_statuses.counts_as,
        case
            when action_statuses.counts_as in ('complete', 'checked') then cast(100 as double)
            when numbered.action_status_code = 'not_started' then cast(0 as double)
        end as share_percent
    from numbered
    join action_statuses
        on action_statuses.action_status_code = numbered.action_status_code
    where numbered.newest_first = 1

)

select
    *,
    coalesce(counts_as = 'open' and due_now_on < $as_at, false) as is_overdue,
    coalesce(revised_due_on <> first_due_on, false) as is_moved
from dated
