-- One row per event that had begun at the as-at date, oldest first.
select
    events.event_id,
    events.starts_on as as_at_on,
    events.ends_on,
    events.precision_code,
    events.title,
    events.kind_code,
    event_kinds.kind_name,
    event_kinds.phase_name,
    events.topics,
    events.source_id,
    events.place,
    events.note
from events
join event_kinds
    on event_kinds.kind_code = events.kind_code
where events.starts_on <= $as_at
order by events.starts_on, events.event_id
