-- One row per review, in the month it was finished, for months ended by the as-at date.
with

reviews as (

    select
        *,
        cast(date_trunc('month', reviewed_on) as date) as month_on,
        cast(date_trunc('month', reviewed_on) + interval 1 month - interval 1 day as date) as as_at_on
    from qatt_reviews
    where reviewed_on <= $as_at

)

select *
from reviews
where as_at_on <= $as_at
