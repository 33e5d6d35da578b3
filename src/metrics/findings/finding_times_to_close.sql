-- One row per finding whose report has a date, with the days it was watched and whether it closed at the end of them.
-- One closed on a stated day was watched to that day. A closure without a stated day is left out: its time is not known.
-- One not closed was watched to the last day a source spoke of it: later than that nothing is known.
-- One that another finding took the place of was watched to that day and never closed.
-- Watching begins when it is first listed, which may be long after its report: entered_days are the days until then.
-- A statement that does not say how a finding stands is passed over for the last that does: one that is said not to be
-- closed now is not closed by its newest statement, and is in the newest whole register or was stated since.
with

numbered as (

    select
        *,
        row_number() over (partition by finding_id order by as_at_on desc) as newest_first,
        min(as_at_on) over (partition by finding_id) as first_listed_on
    from stated_findings
    where counts_as <> 'not_stated'

),

watched as (

    select
        numbered.*,
        finding_closures.closed_on is not null as is_closed,
        numbered.counts_as = 'superseded' as is_superseded,
        coalesce(
            finding_closures.closed_on,
            case when numbered.counts_as = 'superseded' then numbered.status_on end,
            numbered.as_at_on
        ) as ended_on
    from numbered
    left join finding_closures
        on finding_closures.finding_id = numbered.finding_id
        and finding_closures.is_closed_still
    where numbered.newest_first = 1
        and numbered.report_published_on is not null
        and (numbered.counts_as <> 'closed' or finding_closures.closed_on is not null)

)

select
    watched.finding_id,
    watched.title,
    coalesce(watched.level_code, 'not_stated') as level_code,
    case when watched.level_code is null then 'Level not stated' else watched.level_name end as level_name,
    watched.report_published_on as raised_on,
    watched.first_listed_on,
    cast(watched.first_listed_on - watched.report_published_on as int) as entered_days,
    watched.ended_on,
    watched.is_closed,
    watched.is_superseded,
    cast(watched.ended_on - watched.report_published_on as int) as watched_days,
    coalesce(current_findings.counts_as in ('open', 'done_not_sent', 'with_hmicfrs'), false) as is_not_closed_now,
    watched.source_id,
    watched.place
from watched
left join current_findings
    on current_findings.finding_id = watched.finding_id
order by watched.level_order, watched.finding_id
