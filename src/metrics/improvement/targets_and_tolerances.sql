-- One row per target or tolerance that holds at the as-at date.
select
    tolerances.tolerance_id,
    tolerances.threshold_kind_code,
    threshold_kinds.threshold_kind_name,
    tolerances.figure_code,
    followed_figures.figure_name,
    tolerances.measure,
    coalesce(
        areas.area_name,
        departments.department_name,
        package_stages.stage_name,
        qatt_sections.section_name,
        sex_offender_task_types.task_name,
        standard_measures.measure_name,
        tolerances.subject
    ) as subject,
    threshold_directions.direction_name,
    tolerances.threshold_value,
    tolerances.from_on,
    tolerances.until_on,
    tolerances.plan,
    tolerances.set_by_role,
    tolerances.source_id,
    tolerances.place,
    tolerances.note
from tolerances
join threshold_kinds
    on threshold_kinds.threshold_kind_code = tolerances.threshold_kind_code
join followed_figures
    on followed_figures.figure_code = tolerances.figure_code
join threshold_directions
    on threshold_directions.direction_code = tolerances.direction_code
left join areas on areas.area_code = tolerances.subject
left join departments on departments.department_code = tolerances.subject
left join package_stages on package_stages.stage_code = tolerances.subject
left join qatt_sections on qatt_sections.section_code = tolerances.subject
left join sex_offender_task_types on sex_offender_task_types.task_code = tolerances.subject
left join standard_measures on standard_measures.measure_code = tolerances.subject
where tolerances.from_on <= $as_at and coalesce(tolerances.until_on >= $as_at, true)
order by threshold_kinds.sort_order, followed_figures.figure_name, tolerances.tolerance_id
