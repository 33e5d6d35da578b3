-- One row per day and level of every whole register, and of every published table, with how many findings stood open and closed.
-- Open is everything not closed, because a published table does not tell what is done, sent or in progress apart.
-- Of a whole register those are given apart too. Superseded and not stated count as neither.
with

whole_registers as (

    select distinct as_at_on
    from findings
    where as_at_on <= $as_at and coverage_code = 'whole'

),

points as (

    select
        stated_findings.as_at_on,
        stated_findings.as_at_precision,
        'whole_register' as origin_code,
        'Whole register' as origin_name,
        coalesce(stated_findings.level_code, 'not_stated') as level_code,
        count(*) filter (where counts_as in ('open', 'done_not_sent', 'with_hmicfrs')) as not_closed_count,
        count(*) filter (where counts_as = 'open') as open_count,
        count(*) filter (where counts_as = 'done_not_sent') as done_not_sent_count,
        count(*) filter (where counts_as = 'with_hmicfrs') as with_hmicfrs_count,
        count(*) filter (where counts_as = 'closed') as closed_count,
        max(stated_findings.source_id) as source_id
    from stated_findings
    join whole_registers
        on whole_registers.as_at_on = stated_findings.as_at_on
    group by stated_findings.as_at_on, stated_findings.as_at_precision, coalesce(stated_findings.level_code, 'not_stated')
    union all
    select
        as_at_on,
        as_at_precision,
        'published_table' as origin_code,
        'Published table' as origin_name,
        level_code,
        cast(sum(open_count) as bigint) as not_closed_count,
        cast(null as bigint) as open_count,
        cast(null as bigint) as done_not_sent_count,
        cast(null as bigint) as with_hmicfrs_count,
        cast(sum(closed_count) as bigint) as closed_count,
        max(source_id) as source_id
    from finding_counts
    where as_at_on <= $as_at
    group by as_at_on, as_at_precision, level_code

)

select
    points.as_at_on,
    points.as_at_precision,
    points.origin_code,
    points.origin_name,
    points.level_code,
    coalesce(finding_levels.level_name, 'Level not stated') as level_name,
    points.not_closed_count,
    points.open_count,
    points.done_not_sent_count,
    points.with_hmicfrs_count,
    points.closed_count,
    points.source_id
from points
left join finding_levels
    on finding_levels.level_code = points.level_code
order by points.as_at_on, points.origin_code desc, coalesce(finding_levels.sort_order, 99)
