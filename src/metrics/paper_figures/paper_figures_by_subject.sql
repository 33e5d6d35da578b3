-- One row per figure that a paper gives once, as last stated at the as-at date, the newest first.
with

numbered as (

    select *, row_number() over (partition by figure_id order by as_at_on desc) as newest_first
    from paper_figures
    where as_at_on <= $as_at

)

select
    figure_id,
    as_at_on,
    as_at_precision,
    subject,
    title,
    value,
    qualifier_code,
    unit,
    source_id,
    place,
    note
from numbered
where newest_first = 1
order by as_at_on desc, subject, figure_id
