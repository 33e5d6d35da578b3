-- One row per type of finding and level, whether or not the register holds any: none is a row of zeros.
-- Each finding counts once, in its newest state not after the as-at date.
-- Open includes in progress and re-opened, which are also given apart. Superseded is neither open nor closed.
-- A finding whose source gives no level counts under "Level not stated"; causes of concern carry no level.
with

every_cell as (

    select
        finding_types.finding_type_code,
        finding_types.plural_name as finding_type_name,
        finding_types.sort_order as type_order,
        every_level.level_code,
        every_level.level_name,
        every_level.sort_order as level_order
    from finding_types
    cross join every_level
    where (finding_types.finding_type_code = 'cause_of_concern') = (every_level.level_code = 'none')
        and exists (select 1 from current_findings)

)

select
    every_cell.finding_type_code,
    every_cell.finding_type_name,
    every_cell.level_code,
    every_cell.level_name,
    count(*) filter (where current_findings.counts_as = 'open') as open_count,
    count(*) filter (where current_findings.stands_as = 'in_progress') as in_progress_count,
    count(*) filter (where current_findings.stands_as = 'reopened') as reopened_count,
    count(*) filter (where current_findings.counts_as = 'done_not_sent') as done_not_sent_count,
    count(*) filter (where current_findings.counts_as = 'with_hmicfrs') as with_hmicfrs_count,
    count(*) filter (where current_findings.stands_as = 'closed_by_force') as closed_by_force_count,
    count(*) filter (where current_findings.stands_as = 'agreed') as agreed_count,
    count(*) filter (where current_findings.stands_as = 'archived') as archived_count,
    count(*) filter (where current_findings.counts_as = 'superseded') as superseded_count,
    count(*) filter (where current_findings.counts_as = 'not_stated') as not_stated_count,
    count(current_findings.finding_id) as findings_count
from every_cell
left join current_findings
    on current_findings.finding_type_code = every_cell.finding_type_code
    and coalesce(current_findings.level_code, 'not_stated') = every_cell.level_code
group by
    every_cell.finding_type_code, every_cell.finding_type_name, every_cell.type_order,
    every_cell.level_code, every_cell.level_name, every_cell.level_order
order by every_cell.type_order, every_cell.level_order
