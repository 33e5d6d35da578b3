-- One row per month in which a finding of the register was raised or closed.
-- A finding is raised on the day its report was published, and closed on the day stated for its closure.
-- A finding whose report has no date is not counted, nor a closure without a stated day:
-- the month of a paper is not the month of a closure. One that another finding took the place of was not closed.
-- A finding that was opened again, or has left the register, still counts in the months when it was raised and closed.
with

statements as (

    select
        finding_id,
        report_published_on,
        row_number() over (partition by finding_id order by as_at_on desc) as newest_first
    from findings
    where as_at_on <= $as_at

),

moves as (

    select date_trunc('month', report_published_on) as month_on, 1 as raised, 0 as closed
    from statements
    where newest_first = 1 and report_published_on is not null
    union all
    select date_trunc('month', closed_on) as month_on, 0 as raised, 1 as closed
    from finding_closures

)

select
    cast(month_on as date) as month_on,
    'month' as month_precision,
    cast(sum(raised) as bigint) as raised_count,
    cast(sum(closed) as bigint) as closed_count
from moves
group by cast(month_on as date)
order by month_on
