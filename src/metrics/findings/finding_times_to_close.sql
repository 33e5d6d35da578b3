-- One row per finding whose report has a date, with the days it was watched and whether it closed at the end of them.
-- One closed on a stated day was watched to that day. A closure without a stated day is left out: its time is not known.
-- One not closed was watched to the last day a source spoke of it: later than that nothing is known.
-- One that another finding took the place of was watched to that day and never closed.
-- A statement that does not say how a finding stands is passed over for the last that does.
with

statements as (

    select
        findings.*,
        finding_statuses.counts_as,
        row_number() over (partition by findings.finding_id order by findings.as_at_on desc) as newest_is_one
    from findings
    join finding_statuses
        on finding_statuses.status_code = findings.status_code
    where findings.as_at_on <= $as_at and finding_statuses.counts_as <> 'not_stated'

),

watched as (

    select
        *,
        counts_as = 'closed' and status_code <> 'superseded' as is_closed,
        case when counts_as = 'closed' then coalesce(status_on, as_at_on) else as_at_on end as ended_on
    from statements
    where newest_is_one = 1
        and report_published_on is not null
        and (counts_as <> 'closed' or status_code = 'superseded' or status_on <= $as_at)

)

select
    watched.finding_id,
    watched.title,
    coalesce(watched.level_code, 'not_stated') as level_code,
    coalesce(finding_levels.level_name, 'Level not stated') as level_name,
    watched.report_published_on as raised_on,
    watched.ended_on,
    watched.is_closed,
    cast(watched.ended_on - watched.report_published_on as int) as watched_days,
    watched.source_id,
    watched.place
from watched
left join finding_levels
    on finding_levels.level_code = watched.level_code
order by coalesce(finding_levels.sort_order, 99), watched.finding_id
