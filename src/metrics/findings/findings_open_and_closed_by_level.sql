-- One row per type of finding and level, whether or not the register holds any: none is a row of zeros.
-- Each finding counts once, as last stated not after the as-at date.
-- A finding whose source gives no level counts under "Level not stated"; causes of concern carry no level.
-- After a whole register only what stands in it, or was stated since, is listed.
with

newest_whole as (

    select max(as_at_on) as whole_on
    from findings
    where as_at_on <= $as_at and coverage_code = 'whole'

),

statements as (

    select
        findings.finding_id,
        findings.finding_type_code,
        coalesce(findings.level_code, 'not_stated') as level_code,
        findings.status_code,
        row_number() over (partition by findings.finding_id order by findings.as_at_on desc) as newest_is_one
    from findings
    cross join newest_whole
    where findings.as_at_on <= $as_at
        and (newest_whole.whole_on is null or findings.as_at_on >= newest_whole.whole_on)

),

last_stated as (

    select
        statements.finding_type_code,
        statements.level_code,
        finding_statuses.counts_as
    from statements
    join finding_statuses
        on finding_statuses.status_code = statements.status_code
    where statements.newest_is_one = 1

),

levels as (

    select level_code, level_name, sort_order from finding_levels
    union all
    select 'not_stated' as level_code, 'Level not stated' as level_name, 99 as sort_order

),

every_cell as (

    select
        finding_types.finding_type_code,
        finding_types.plural_name as finding_type_name,
        finding_types.sort_order as type_order,
        levels.level_code,
        levels.level_name,
        levels.sort_order as level_order
    from finding_types
    cross join levels
    where (finding_types.finding_type_code = 'cause_of_concern') = (levels.level_code = 'none')
        and exists (select 1 from last_stated)

)

select
    every_cell.finding_type_code,
    every_cell.finding_type_name,
    every_cell.level_code,
    every_cell.level_name,
    count(*) filter (where last_stated.counts_as = 'open') as open_count,
    count(*) filter (where last_stated.counts_as = 'awaiting') as awaiting_count,
    count(*) filter (where last_stated.counts_as = 'closed') as closed_count,
    count(*) filter (where last_stated.counts_as = 'not_stated') as not_stated_count,
    count(last_stated.counts_as) as findings_count
from every_cell
left join last_stated
    on last_stated.finding_type_code = every_cell.finding_type_code
    and last_stated.level_code = every_cell.level_code
group by
    every_cell.finding_type_code, every_cell.finding_type_name, every_cell.type_order,
    every_cell.level_code, every_cell.level_name, every_cell.level_order
order by every_cell.type_order, every_cell.level_order
