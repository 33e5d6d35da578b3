-- One row per date on which the queue or the cases received were reported, up to the as-at date.
-- A figure not given on a date is empty: a gap, not a zero.
with

reported as (

    select *
    from digital_forensics_queue
    where as_at_on <= $as_at

),

queue_only as (

    select
        as_at_on,
        lag(unallocated_count) over (order by as_at_on) as previous_count,
        lag(as_at_on) over (order by as_at_on) as previous_on
    from reported
    where unallocated_count is not null

)

select
    reported.as_at_on,
    reported.as_at_precision,
    reported.unallocated_count,
    queue_only.previous_count,
    queue_only.previous_on,
    reported.unallocated_count - queue_only.previous_count as change_count,
    reported.received_in_month_count,
    reported.source_id,
    reported.place,
    reported.note
from reported
left join queue_only
    on queue_only.as_at_on = reported.as_at_on
order by reported.as_at_on
