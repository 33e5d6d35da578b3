-- One row per month in which a finding of the register was raised or closed.
-- A finding is raised on the day its report was published, and closed on the day stated for its closure.
-- A finding whose report has no date is not counted, nor a closure without a stated day:
-- the month of a paper is not the month of a closure.
-- A finding that has left the register since still counts: what happened is not undone.
with

statements as (

    select
        findings.finding_id,
        findings.report_published_on,
        findings.status_on,
        finding_statuses.counts_as,
        row_number() over (partition by findings.finding_id order by findings.as_at_on desc) as newest_is_one
    from findings
    join finding_statuses
        on finding_statuses.status_code = findings.status_code
    where findings.as_at_on <= $as_at

),

moves as (

    select date_trunc('month', report_published_on) as month_on, 1 as raised, 0 as closed
    from statements
    where newest_is_one = 1 and report_published_on is not null
    union all
    select date_trunc('month', status_on) as month_on, 0 as raised, 1 as closed
    from statements
    where newest_is_one = 1 and counts_as = 'closed' and status_on is not null

)

select
    cast(month_on as date) as month_on,
    'month' as month_precision,
    cast(sum(raised) as bigint) as raised_count,
    cast(sum(closed) as bigint) as closed_count
from moves
group by cast(month_on as date)
order by month_on
