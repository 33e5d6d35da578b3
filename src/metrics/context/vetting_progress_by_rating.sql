-- One row per rating at the newest date not after the as-at date. A rating given to none is a row of zero.
with

newest as (

    select max(as_at_on) as as_at_on
    from vetting_progress
    where as_at_on <= $as_at

),

rated as (

    select vetting_progress.*
    from vetting_progress
    join newest
        on newest.as_at_on = vetting_progress.as_at_on

)

select
    newest.as_at_on,
    rating_codes.rating_code,
    rating_codes.rating_name,
    coalesce(rated.recommendations_count, 0) as recommendations_count,
    max(rated.assessed_count) over () as assessed_count,
    rated.source_id,
    rated.place
from rating_codes
cross join newest
left join rated
    on rated.rating_code = rating_codes.rating_code
where newest.as_at_on is not null
order by rating_codes.sort_order
