-- One row per level and band of age, whether or not a finding is in it: none is a row of zeros.
-- Age is the days from the publication of the report to the as-at date; a finding whose report has no date has a band of its own.
-- Open, done but not sent, and with HMICFRS are counted apart. A finding whose status no source states is left out.
with

outstanding as (

    select
        coalesce(level_code, 'not_stated') as level_code,
        counts_as,
        cast($as_at - report_published_on as int) as age_days
    from current_findings
    where counts_as in ('open', 'done_not_sent', 'with_hmicfrs')

),

every_cell as (

    select
        every_level.level_code,
        every_level.level_name,
        every_level.sort_order as level_order,
        age_bands.age_band_code,
        age_bands.age_band_name,
        age_bands.from_days,
        coalesce(age_bands.to_days, 99999) as to_days,
        age_bands.from_days is null as is_undated,
        age_bands.sort_order as band_order
    from every_level
    cross join age_bands
    where exists (select 1 from outstanding)

)

select
    every_cell.level_code,
    every_cell.level_name,
    every_cell.age_band_code,
    every_cell.age_band_name,
    count(*) filter (where outstanding.counts_as = 'open') as open_count,
    count(*) filter (where outstanding.counts_as = 'done_not_sent') as done_not_sent_count,
    count(*) filter (where outstanding.counts_as = 'with_hmicfrs') as with_hmicfrs_count,
    count(outstanding.counts_as) as outstanding_count
from every_cell
left join outstanding
    on outstanding.level_code = every_cell.level_code
    and (
        outstanding.age_days between every_cell.from_days and every_cell.to_days
        or (outstanding.age_days is null and every_cell.is_undated)
    )
group by
    every_cell.level_code, every_cell.level_name, every_cell.level_order,
    every_cell.age_band_code, every_cell.age_band_name, every_cell.band_order
order by every_cell.level_order, every_cell.band_order
