-- One row per dated thing on the as-at date or after it, the earliest first.
-- A deadline of a finding known to be closed, or superseded, is left out.
-- The commissioner publishes a response to a report within 56 days (Police Act 1996, section 55).
with

newest_inspections as (

    select
        *,
        row_number() over (partition by inspection_id order by as_at_on desc) as newest_is_one
    from inspections
    where as_at_on <= $as_at

),

reports as (

    select
        source_report,
        max(report_published_on) as published_on,
        max(source_id) as source_id,
        max(place) as place
    from current_findings
    where report_published_precision is null or report_published_precision = 'day'
    group by source_report

),

dated as (

    select
        case when kind_code = 'data_return' then 'Data return' else 'Inspection' end as what_name,
        inspection_id as entry_id,
        title,
        starts_on as ahead_on,
        dates_precision as ahead_precision,
        cast(null as string) as owner_role,
        cast(null as string) as finding_id,
        source_id,
        place
    from newest_inspections
    where newest_is_one = 1
    union all
    select
        case when board_kinds.is_baseline then 'Board' else 'Other meeting' end as what_name,
        concat(board_meetings.board_name, ' ', cast(board_meetings.meeting_on as string)) as entry_id,
        board_meetings.board_name as title,
        board_meetings.meeting_on as ahead_on,
        'day' as ahead_precision,
        cast(null as string) as owner_role,
        cast(null as string) as finding_id,
        board_meetings.source_id,
        board_meetings.place
    from board_meetings
    join board_kinds
        on board_kinds.kind_code = board_meetings.kind_code
    union all
    select
        'HMICFRS deadline' as what_name,
        finding_id as entry_id,
        title,
        deadline_on as ahead_on,
        deadline_precision as ahead_precision,
        owner_role,
        finding_id,
        source_id,
        place
    from current_findings
    where is_outstanding
    union all
    select
        'Own date' as what_name,
        finding_id as entry_id,
        title,
        force_target_on as ahead_on,
        'day' as ahead_precision,
        owner_role,
        finding_id,
        source_id,
        place
    from current_findings
    where is_outstanding
    union all
    select
        'Response' as what_name,
        source_report as entry_id,
        concat('The commissioner''s response to ', source_report) as title,
        published_on + 56 as ahead_on,
        'day' as ahead_precision,
        cast(null as string) as owner_role,
        cast(null as string) as finding_id,
        source_id,
        place
    from reports

)

select
    what_name,
    entry_id,
    title,
    ahead_on,
    ahead_precision,
    cast(ahead_on - $as_at as int) as days_to_go,
    owner_role,
    finding_id,
    source_id,
    place
from dated
where ahead_on >= $as_at
order by ahead_on, what_name, entry_id
