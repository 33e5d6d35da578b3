-- One row per cycle and grade of its scale: how many areas or questions hold the grade, beside the published count.
-- Areas are counted where the cycle graded areas, questions under the pillars before that; pillars are never counted in.
-- A grade nobody was given is a row of zero. The published count is empty where none was published.
with

counted as (

    select
        peel_gradings.cycle_code,
        peel_gradings.grade_code,
        peel_gradings.entry_level_code,
        peel_gradings.basis_code
    from peel_gradings
    join peel_cycles
        on peel_cycles.cycle_code = peel_gradings.cycle_code
    where peel_gradings.entry_level_code in ('question', 'area')
        and coalesce(peel_gradings.published_on, peel_cycles.published_from_on) <= $as_at

),

every_cell as (

    select
        peel_cycles.cycle_code,
        peel_cycles.cycle_name,
        peel_cycles.sort_order as cycle_order,
        peel_grades.grade_code,
        peel_grades.grade_name,
        peel_grades.rank_order
    from peel_cycles
    cross join peel_grades
    where peel_grades.rank_order is not null
        and (peel_cycles.scale_code = 'five' or peel_grades.scale_4 = 'yes')
        and exists (
            select 1 from counted
            where counted.cycle_code = peel_cycles.cycle_code and counted.grade_code is not null
        )

)

select
    every_cell.cycle_code,
    every_cell.cycle_name,
    every_cell.grade_code,
    every_cell.grade_name,
    every_cell.rank_order,
    count(counted.cycle_code) as held_count,
    count(*) filter (where counted.basis_code = 'inferred') as inferred_count,
    max(peel_published_counts.areas_count) as published_count,
    max(peel_published_counts.areas_graded_count) as published_graded_count
from every_cell
left join counted
    on counted.cycle_code = every_cell.cycle_code
    and counted.grade_code = every_cell.grade_code
left join peel_published_counts
    on peel_published_counts.cycle_code = every_cell.cycle_code
    and peel_published_counts.grade_code = every_cell.grade_code
group by
    every_cell.cycle_code, every_cell.cycle_name, every_cell.cycle_order,
    every_cell.grade_code, every_cell.grade_name, every_cell.rank_order
order by every_cell.cycle_order, every_cell.rank_order
