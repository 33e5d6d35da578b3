-- One row per section of the tool and month in which any review was finished, for months ended by the as-at date.
-- A review counts in the month it was finished, and in a section where it gave that section a grade.
-- A section that no review of a month graded has counts of zero and no mean. Good or better is a grade of 4 or 5.
with

grades as (

    select as_at_on, 'overall' as section_code, overall_grade as grade from reviews_of_whole_months
    union all
    select as_at_on, 'victim_focus' as section_code, victim_focus_grade as grade from reviews_of_whole_months
    union all
    select as_at_on, 'suspect_management' as section_code, suspect_management_grade as grade from reviews_of_whole_months
    union all
    select as_at_on, 'investigation_standards' as section_code, investigation_standards_grade as grade
    from reviews_of_whole_months
    union all
    select as_at_on, 'supervisor_review' as section_code, supervisor_review_grade as grade from reviews_of_whole_months

),

counted as (

    select
        as_at_on,
        section_code,
        count(*) filter (where grade = 1) as grade_1_count,
        count(*) filter (where grade = 2) as grade_2_count,
        count(*) filter (where grade = 3) as grade_3_count,
        count(*) filter (where grade = 4) as grade_4_count,
        count(*) filter (where grade = 5) as grade_5_count,
        count(*) filter (where grade >= 4) as good_count,
        count(grade) as reviews_count,
        avg(grade) as average_grade
    from grades
    group by as_at_on, section_code

),

months as (

    select distinct as_at_on, month_on
    from reviews_of_whole_months

)

select
    months.as_at_on,
    'month' as as_at_precision,
    months.month_on,
    qatt_sections.section_code,
    qatt_sections.section_name,
    counted.grade_1_count,
    counted.grade_2_count,
    counted.grade_3_count,
    counted.grade_4_count,
    counted.grade_5_count,
    counted.good_count,
    counted.reviews_count,
    counted.average_grade
from months
cross join qatt_sections
join counted
    on counted.as_at_on = months.as_at_on
    and counted.section_code = qatt_sections.section_code
order by months.as_at_on, qatt_sections.sort_order
