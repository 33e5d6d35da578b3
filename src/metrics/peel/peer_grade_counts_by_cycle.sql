-- One row per cycle, force and grade of the scale: how many areas hold the grade, the force itself before the others.
-- The force itself stands only in cycles that another force is held for.
-- Where no count is published for another force, the areas named are counted, and row_kind_code says area.
-- A grade without a count is zero where the counts add up to the number graded, and otherwise empty: not known.
-- A grade whose date no source states counts from the first publication of its cycle.
with

known as (

    select peer_gradings.*
    from peer_gradings
    join peel_cycles
        on peel_cycles.cycle_code = peer_gradings.cycle_code
    join peel_grades
        on peel_grades.grade_code = peer_gradings.grade_code
        and peel_grades.rank_order is not null
    where coalesce(peer_gradings.published_on, peel_cycles.published_from_on) <= $as_at

),

counts_published as (

    select distinct peer_force_code, cycle_code
    from known
    where row_kind_code = 'count'

),

counted as (

    select
        known.peer_force_code as force_code,
        known.cycle_code,
        known.row_kind_code,
        known.grade_code,
        case when known.row_kind_code = 'count' then known.areas_count else 1 end as areas_count,
        known.areas_graded_count,
        known.published_on,
        known.published_precision,
        known.source_id,
        known.place,
        known.note,
        true as is_peer
    from known
    left join counts_published
        on counts_published.peer_force_code = known.peer_force_code
        and counts_published.cycle_code = known.cycle_code
    where known.row_kind_code = 'count' or counts_published.cycle_code is null

    union all

    select
        force_code,
        cycle_code,
        'count' as row_kind_code,
        grade_code,
        areas_count,
        areas_graded_count,
        as_at_on as published_on,
        as_at_precision as published_precision,
        source_id,
        place,
        note,
        false as is_peer
    from peel_published_counts
    where as_at_on <= $as_at
        and cycle_code in (select cycle_code from known)

),

by_force as (

    select
        force_code,
        is_peer,
        cycle_code,
        max(row_kind_code) as row_kind_code,
        sum(areas_count) as areas_counted,
        max(areas_graded_count) as areas_graded_count,
        max(published_on) as published_on,
        max(published_precision) as published_precision,
        max(source_id) as source_id,
        max(place) as place,
        min(note) as note
    from counted
    group by force_code, is_peer, cycle_code

),

by_grade as (

    select
        force_code,
        is_peer,
        cycle_code,
        grade_code,
        sum(areas_count) as areas_count
    from counted
    group by force_code, is_peer, cycle_code, grade_code

)

select
    peel_cycles.cycle_code,
    peel_cycles.cycle_name,
    peel_cycles.sort_order as cycle_order,
    by_force.force_code,
    coalesce(peer_forces.peer_force_name, forces.force_name, 'This force') as force_name,
    by_force.is_peer,
    by_force.row_kind_code,
    peel_grades.grade_code,
    peel_grades.grade_name,
    peel_grades.rank_order,
    cast(
        case
            when by_grade.force_code is not null then by_grade.areas_count
            when by_force.areas_counted = by_force.areas_graded_count then 0
        end as bigint
    ) as areas_count,
    by_force.areas_graded_count,
    by_force.published_on,
    by_force.published_precision,
    by_force.source_id,
    sources.title as source_title,
    by_force.place,
    by_force.note
from by_force
join peel_cycles
    on peel_cycles.cycle_code = by_force.cycle_code
join peel_grades
    on peel_grades.rank_order is not null
    and (peel_cycles.scale_code = 'five' or peel_grades.scale_4 = 'yes')
left join by_grade
    on by_grade.force_code = by_force.force_code
    and by_grade.is_peer = by_force.is_peer
    and by_grade.cycle_code = by_force.cycle_code
    and by_grade.grade_code = peel_grades.grade_code
left join peer_forces
    on by_force.is_peer
    and peer_forces.peer_force_code = by_force.force_code
left join forces
    on not by_force.is_peer
    and forces.force_code = by_force.force_code
left join sources
    on sources.source_id = by_force.source_id
order by
    peel_cycles.sort_order,
    by_force.is_peer,
    peer_forces.sort_order nulls last,
    forces.sort_order nulls last,
    peel_grades.rank_order
