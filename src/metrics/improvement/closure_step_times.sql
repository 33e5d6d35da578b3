-- One row per step that findings took after another one: how long they waited for it, and how long one waits now.
-- The first step, and the work that begins again after a sending back, has nothing before it to be counted from.
with

waits as (

    select step_code, cast(taken_on - previous_taken_on as int) as waited_days
    from closure_rounds
    where previous_taken_on is not null and (step_order > 1 or is_back)

),

numbered as (

    select
        *,
        row_number() over (partition by step_code order by waited_days) as shortest_first,
        count(*) over (partition by step_code) as passed_count
    from waits

),

waiting as (

    select next_step_code as step_code, max(days_waiting) as waiting_days
    from waiting_findings
    group by next_step_code

)

select
    closure_step_kinds.step_code,
    closure_step_kinds.step_name,
    closure_step_kinds.taken_by,
    max(numbered.passed_count) as passed_count,
    avg(
        case when abs(2 * numbered.shortest_first - numbered.passed_count - 1) <= 1 then numbered.waited_days end
    ) as median_days,
    max(numbered.waited_days) as longest_days,
    waiting.waiting_days
from numbered
join closure_step_kinds
    on closure_step_kinds.step_code = numbered.step_code
left join waiting
    on waiting.step_code = numbered.step_code
group by
    closure_step_kinds.step_code,
    closure_step_kinds.step_name,
    closure_step_kinds.taken_by,
    closure_step_kinds.sort_order,
    waiting.waiting_days
order by closure_step_kinds.sort_order
