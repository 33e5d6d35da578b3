-- One row per PEEL question that the force assessed itself on, or that the newest inspection graded as an area, once
-- the force has assessed itself on any.
-- The force's own grade and the inspectorate's stand apart: neither is worked out from the other.
with

own as (

    -- A pillar is no question, and "not inspected" no grade: neither is an assessment.
    select
        self_assessments.*,
        row_number() over (
            partition by self_assessments.thread_code order by self_assessments.as_at_on desc
        ) as newest_first
    from self_assessments
    join peel_grades
        on peel_grades.grade_code = self_assessments.own_grade_code
    where self_assessments.as_at_on <= $as_at
        and peel_grades.rank_order is not null
        and self_assessments.thread_code not like 'pillar_%'

),

graded as (

    select
        peel_gradings.thread_code,
        peel_gradings.grade_code,
        peel_cycles.cycle_name,
        row_number() over (
            partition by peel_gradings.thread_code order by peel_cycles.sort_order desc, peel_gradings.grading_id
        ) as newest_first,
        dense_rank() over (order by peel_cycles.sort_order desc) as newest_cycle
    from peel_gradings
    join peel_cycles
        on peel_cycles.cycle_code = peel_gradings.cycle_code
    where peel_gradings.entry_level_code = 'area'
        and peel_gradings.grade_code is not null
        and coalesce(peel_gradings.published_on, peel_cycles.published_from_on) <= $as_at

),

asked as (

    select thread_code
    from own
    where newest_first = 1
    union
    select thread_code
    from graded
    where newest_first = 1 and newest_cycle = 1

)

select
    asked.thread_code,
    peel_threads.thread_name,
    own_grades.grade_name as own_grade_name,
    own.as_at_on,
    own.by_role,
    own.evidence_count,
    own.evidence_title,
    own.evidence_reference,
    own.gap_text,
    case
        when own.thread_code is null then 'No own assessment'
        else nullif(
            concat_ws(
                '; ',
                case when own.as_at_on < $as_at - interval 180 days then 'Assessed more than 180 days ago' end,
                case when coalesce(own.evidence_count, 0) = 0 then 'No evidence gathered' end,
                case when own.gap_text is not null then 'Missing: ' || own.gap_text end
            ),
            ''
        )
    end as thin_because,
    their_grades.grade_name as inspectorate_grade_name,
    graded.cycle_name,
    own.source_id,
    own.place,
    own.note
from asked
join peel_threads
    on peel_threads.thread_code = asked.thread_code
left join own
    on own.thread_code = asked.thread_code
    and own.newest_first = 1
left join graded
    on graded.thread_code = asked.thread_code
    and graded.newest_first = 1
left join peel_grades as own_grades
    on own_grades.grade_code = own.own_grade_code
left join peel_grades as their_grades
    on their_grades.grade_code = graded.grade_code
where exists (select 1 from own)
order by peel_threads.sort_order
