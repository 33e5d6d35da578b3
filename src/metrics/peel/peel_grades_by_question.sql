-- One row per pillar, question or area in each inspection published not after the as-at date.
-- A row without a grade is a question that was asked and whose grade no source gives: a blank to show.
-- A row without a date of its own counts from the first publication of its cycle.
select
    peel_gradings.grading_id,
    peel_gradings.cycle_code,
    peel_cycles.cycle_name,
    peel_cycles.sort_order as cycle_order,
    peel_gradings.pillar_code,
    peel_gradings.entry_level_code,
    peel_gradings.thread_code,
    peel_threads.thread_name,
    peel_threads.group_name,
    peel_threads.sort_order as thread_order,
    peel_threads.may_be_followed,
    peel_threads.reading_note,
    peel_gradings.question,
    peel_gradings.grade_code,
    peel_grades.grade_name,
    peel_grades.short_name,
    peel_grades.rank_order,
    peel_gradings.carried_over_from,
    peel_gradings.inspected_text,
    peel_gradings.published_on,
    peel_gradings.published_precision,
    peel_gradings.basis_code,
    grade_bases.basis_name,
    grade_bases.mark as basis_mark,
    peel_gradings.is_disputed,
    peel_gradings.second_source_id,
    peel_gradings.source_id,
    sources.title as source_title,
    sources.address as source_address,
    second_sources.title as second_source_title,
    peel_gradings.place,
    peel_gradings.note
from peel_gradings
join peel_cycles
    on peel_cycles.cycle_code = peel_gradings.cycle_code
left join peel_threads
    on peel_threads.thread_code = peel_gradings.thread_code
left join peel_grades
    on peel_grades.grade_code = peel_gradings.grade_code
left join grade_bases
    on grade_bases.basis_code = peel_gradings.basis_code
left join sources
    on sources.source_id = peel_gradings.source_id
left join sources as second_sources
    on second_sources.source_id = peel_gradings.second_source_id
where coalesce(peel_gradings.published_on, peel_cycles.published_from_on) <= $as_at
order by peel_threads.sort_order nulls last, peel_cycles.sort_order, peel_gradings.row_number
