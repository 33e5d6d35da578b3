-- One row per cause of concern, as last stated not after the as-at date, the newest inspection first.
-- Recommendations set out are those the register itemises; the number stated is the source's own.
-- After a whole register only what stands in it, or was stated since, is listed.
with

newest_whole as (

    select max(as_at_on) as whole_on
    from findings
    where as_at_on <= $as_at and coverage_code = 'whole'

),

statements as (

    select
        *,
        row_number() over (partition by cause_id order by as_at_on desc) as newest_is_one,
        max(recommendations_stated_count) over (partition by cause_id) as recommendations_stated
    from causes_of_concern
    where as_at_on <= $as_at

),

set_out as (

    select findings.parent_finding_id as cause_id, count(distinct findings.finding_id) as recommendations
    from findings
    cross join newest_whole
    where findings.as_at_on <= $as_at
        and (newest_whole.whole_on is null or findings.as_at_on >= newest_whole.whole_on)
    group by findings.parent_finding_id

)

select
    statements.cause_id,
    statements.title,
    statements.cycle_code,
    inspection_cycles.cycle_name,
    statements.measures_topic,
    statements.opened_on,
    statements.opened_precision,
    statements.as_at_on,
    statements.as_at_precision,
    statements.status_code,
    finding_statuses.status_name,
    finding_statuses.counts_as,
    statements.status_on,
    statements.recommendations_stated as recommendations_stated_count,
    coalesce(set_out.recommendations, 0) as recommendations_set_out_count,
    statements.recommendations_closed_count,
    statements.source_id,
    statements.place,
    statements.note
from statements
join finding_statuses
    on finding_statuses.status_code = statements.status_code
left join inspection_cycles
    on inspection_cycles.cycle_code = statements.cycle_code
left join set_out
    on set_out.cause_id = statements.cause_id
where statements.newest_is_one = 1
order by inspection_cycles.sort_order desc, statements.opened_on desc, statements.cause_id
