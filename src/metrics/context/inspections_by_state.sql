-- One row per inspection, as the newest paper not after the as-at date states it.
-- What was forthcoming when it was last stated is so no more once its report is out or its last day has passed.
with

statements as (

    select
        *,
        row_number() over (partition by inspection_id order by as_at_on desc) as newest_is_one
    from inspections
    where as_at_on <= $as_at

)

select
    statements.inspection_id,
    statements.as_at_on,
    statements.as_at_precision,
    statements.title,
    statements.kind_code,
    inspection_kinds.kind_name,
    statements.starts_on,
    statements.ends_on,
    statements.dates_precision,
    statements.state_code,
    case
        when statements.state_code <> 'forthcoming' then inspection_states.state_name
        when statements.report_published_on <= $as_at then 'Report published'
        when
            coalesce(statements.ends_on, statements.starts_on)
            < case statements.dates_precision
                when 'month' then cast($as_at - interval 31 days as date)
                when 'year' then cast($as_at - interval 366 days as date)
                else $as_at
            end
            then 'Dates passed'
        else inspection_states.state_name
    end as state_name,
    statements.report_due_text,
    statements.report_published_on,
    statements.source_id,
    statements.place,
    statements.note
from statements
join inspection_kinds
    on inspection_kinds.kind_code = statements.kind_code
join inspection_states
    on inspection_states.state_code = statements.state_code
where statements.newest_is_one = 1
order by statements.starts_on desc, statements.inspection_id
