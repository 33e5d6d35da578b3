-- One row per local policing area and date on which any area reported, up to the as-at date.
-- An area that did not report on such a date has no figure: a gap, not a zero.
-- The change is from the date before, and empty where either figure is missing.
with

dates as (

    select as_at_on, max(as_at_precision) as as_at_precision
    from marac_backlog
    where as_at_on <= $as_at
    group by as_at_on

),

every_cell as (

    select
        dates.as_at_on,
        dates.as_at_precision,
        areas.area_code,
        areas.area_name,
        areas.sort_order
    from dates
    cross join areas
    where not areas.is_force_total

),

reported as (

    select
        every_cell.as_at_on,
        every_cell.as_at_precision,
        every_cell.area_code,
        every_cell.area_name,
        every_cell.sort_order,
        marac_backlog.cases_awaiting_count,
        lag(marac_backlog.cases_awaiting_count) over (
            partition by every_cell.area_code order by every_cell.as_at_on
        ) as previous_count,
        lag(every_cell.as_at_on) over (
            partition by every_cell.area_code order by every_cell.as_at_on
        ) as previous_on,
        marac_backlog.source_id,
        marac_backlog.place
    from every_cell
    left join marac_backlog
        on marac_backlog.as_at_on = every_cell.as_at_on
        and marac_backlog.area_code = every_cell.area_code

)

select
    as_at_on,
    as_at_precision,
    area_code,
    area_name,
    cases_awaiting_count,
    previous_on,
    previous_count,
    cases_awaiting_count - previous_count as change_count,
    source_id,
    place
from reported
order by as_at_on, sort_order
