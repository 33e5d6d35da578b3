-- One row per area of policing that a source names with a grade for another force, published not after the as-at date.
-- A grade whose date no source states counts from the first publication of its cycle.
select
    peer_gradings.grading_id,
    peer_gradings.cycle_code,
    peel_cycles.cycle_name,
    peel_cycles.sort_order as cycle_order,
    peer_gradings.peer_force_code,
    peer_forces.peer_force_name as force_name,
    peer_gradings.area,
    peer_gradings.grade_code,
    peel_grades.grade_name,
    peel_grades.rank_order,
    peer_gradings.published_on,
    peer_gradings.published_precision,
    peer_gradings.basis_code,
    grade_bases.basis_name,
    peer_gradings.source_id,
    sources.title as source_title,
    peer_gradings.place,
    peer_gradings.note
from peer_gradings
join peel_cycles
    on peel_cycles.cycle_code = peer_gradings.cycle_code
join peer_forces
    on peer_forces.peer_force_code = peer_gradings.peer_force_code
join peel_grades
    on peel_grades.grade_code = peer_gradings.grade_code
left join grade_bases
    on grade_bases.basis_code = peer_gradings.basis_code
left join sources
    on sources.source_id = peer_gradings.source_id
where peer_gradings.row_kind_code = 'area'
    and coalesce(peer_gradings.published_on, peel_cycles.published_from_on) <= $as_at
order by peel_cycles.sort_order, peer_forces.sort_order, peer_gradings.row_number
