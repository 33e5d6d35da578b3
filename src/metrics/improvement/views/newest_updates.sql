-- One row per finding with an update, its newest that stands. Of one day the one with the last name counts.
with

numbered as (

    select
        *,
        row_number() over (partition by finding_id order by updated_on desc, update_id desc) as newest_first,
        count(*) over (partition by finding_id) as updates_count
    from standing_updates

)

select *
from numbered
where newest_first = 1
