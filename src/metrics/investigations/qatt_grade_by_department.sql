-- One row per department that was ever reviewed and month in which any review was finished, for months ended by the
-- as-at date. A review counts in the month it was finished. A department without a review in a month has a count of
-- zero and no mean. Good or better is an overall grade of 4 or 5. The difference is from the force's mean of the month.
with

months as (

    select as_at_on, month_on, avg(overall_grade) as force_average_grade
    from reviews_of_whole_months
    group by as_at_on, month_on

),

reviewed as (

    select departments.department_code, departments.department_name, departments.sort_order
    from departments
    where departments.department_code in (select department_code from reviews_of_whole_months)

),

counted as (

    select
        as_at_on,
        department_code,
        count(*) as reviews_count,
        count(*) filter (where overall_grade >= 4) as good_count,
        avg(overall_grade) as average_grade
    from reviews_of_whole_months
    group by as_at_on, department_code

)

select
    months.as_at_on,
    'month' as as_at_precision,
    months.month_on,
    reviewed.department_code,
    reviewed.department_name,
    coalesce(counted.reviews_count, 0) as reviews_count,
    coalesce(counted.good_count, 0) as good_count,
    counted.average_grade,
    months.force_average_grade,
    counted.average_grade - months.force_average_grade as difference_grade,
    lag(counted.average_grade) over (
        partition by reviewed.department_code order by months.as_at_on
    ) as previous_average_grade
from months
cross join reviewed
left join counted
    on counted.as_at_on = months.as_at_on
    and counted.department_code = reviewed.department_code
order by months.as_at_on, reviewed.sort_order
