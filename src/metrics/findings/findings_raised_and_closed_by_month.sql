-- One row per month in which a finding of the register was raised or closed.
-- A finding is raised on the day its report was published, and closed on the day stated for its closure.
-- A finding whose report has no date is not counted, nor a closure without a stated day:
-- the month of a paper is not the month of a closure. One that another finding took the place of was not closed.
-- Of those raised in a month, those closed on no stated day or not stated to be open or closed are counted apart.
-- A finding that was opened again, or has left the register, still counts in the months when it was raised and closed.
with

statements as (

    select
        finding_id,
        status_code,
        report_published_on,
        row_number() over (partition by finding_id order by as_at_on desc) as newest_first
    from findings
    where as_at_on <= $as_at

),

moves as (

    select
        date_trunc('month', statements.report_published_on) as month_on,
        1 as raised,
        0 as closed,
        case
            when finding_statuses.counts_as in ('closed', 'not_stated') and closures.closed_on is null then 1
            else 0
        end as day_unknown
    from statements
    inner join finding_statuses on statements.status_code = finding_statuses.status_code
    left join finding_closures as closures
        on statements.finding_id = closures.finding_id and closures.is_closed_still
    where statements.newest_first = 1 and statements.report_published_on is not null
    union all
    select date_trunc('month', closed_on) as month_on, 0 as raised, 1 as closed, 0 as day_unknown
    from finding_closures

)

select
    cast(month_on as date) as month_on,
    'month' as month_precision,
    cast(sum(raised) as bigint) as raised_count,
    cast(sum(closed) as bigint) as closed_count,
    cast(sum(day_unknown) as bigint) as day_unknown_count
from moves
group by cast(month_on as date)
order by month_on
