-- One row per step to closure not after the as-at date, with the round it belongs to and its place on the finding's way.
-- What was sent back begins again: a round is everything since. On its day the sending back comes last.
with

counted as (

    select
        closure_steps.*,
        closure_step_kinds.step_name,
        closure_step_kinds.is_back,
        closure_step_kinds.sort_order,
        coalesce(current_findings.level_code, 'not_stated') as way_code,
        coalesce(
            sum(case when closure_step_kinds.is_back then 1 else 0 end) over (
                partition by closure_steps.finding_id
                order by closure_steps.taken_on, closure_step_kinds.sort_order
                rows between unbounded preceding and 1 preceding
            ),
            0
        ) as round_number
    from closure_steps
    join closure_step_kinds
        on closure_step_kinds.step_code = closure_steps.step_code
    join current_findings
        on current_findings.finding_id = closure_steps.finding_id
    where closure_steps.taken_on <= $as_at

)

select
    counted.*,
    coalesce(closure_routes.step_order, 0) as step_order,
    coalesce(closure_routes.is_last, false) as is_last,
    lag(counted.taken_on) over (
        partition by counted.finding_id order by counted.taken_on, counted.sort_order
    ) as previous_taken_on,
    row_number() over (
        partition by counted.finding_id order by counted.taken_on desc, counted.sort_order desc
    ) as newest_first
from counted
left join closure_routes
    on closure_routes.level_code = counted.way_code
    and closure_routes.step_code = counted.step_code
