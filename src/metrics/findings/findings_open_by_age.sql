-- One row per level and band of age, whether or not a finding is in it: none is a row of zeros.
-- Age is the days from the publication of the report to the as-at date; a finding whose report has no date has a band of its own.
-- A finding that waits for HMICFRS is counted apart from one that is open. One whose status no source states is left out.
-- After a whole register only what stands in it, or was stated since, is counted.
with

newest_whole as (

    select max(as_at_on) as whole_on
    from findings
    where as_at_on <= $as_at and coverage_code = 'whole'

),

statements as (

    select
        findings.*,
        row_number() over (partition by findings.finding_id order by findings.as_at_on desc) as newest_is_one
    from findings
    cross join newest_whole
    where findings.as_at_on <= $as_at
        and (newest_whole.whole_on is null or findings.as_at_on >= newest_whole.whole_on)

),

not_closed as (

    select
        coalesce(statements.level_code, 'not_stated') as level_code,
        finding_statuses.counts_as,
        cast($as_at - statements.report_published_on as int) as age_days
    from statements
    join finding_statuses
        on finding_statuses.status_code = statements.status_code
    where statements.newest_is_one = 1
        and finding_statuses.counts_as in ('open', 'awaiting')

),

levels as (

    select level_code, level_name, sort_order from finding_levels
    union all
    select 'not_stated' as level_code, 'Level not stated' as level_name, 99 as sort_order

),

every_cell as (

    select
        levels.level_code,
        levels.level_name,
        levels.sort_order as level_order,
        age_bands.age_band_code,
        age_bands.age_band_name,
        age_bands.from_days,
        coalesce(age_bands.to_days, 99999) as to_days,
        age_bands.from_days is null as is_undated,
        age_bands.sort_order as band_order
    from levels
    cross join age_bands
    where exists (select 1 from not_closed)

)

select
    every_cell.level_code,
    every_cell.level_name,
    every_cell.age_band_code,
    every_cell.age_band_name,
    count(*) filter (where not_closed.counts_as = 'open') as open_count,
    count(*) filter (where not_closed.counts_as = 'awaiting') as awaiting_count
from every_cell
left join not_closed
    on not_closed.level_code = every_cell.level_code
    and (
        not_closed.age_days between every_cell.from_days and every_cell.to_days
        or (not_closed.age_days is null and every_cell.is_undated)
    )
group by
    every_cell.level_code, every_cell.level_name, every_cell.level_order,
    every_cell.age_band_code, every_cell.age_band_name, every_cell.band_order
order by every_cell.level_order, every_cell.band_order
