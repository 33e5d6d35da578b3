-- One row per finding that closed on a stated day and is closed still, with the days since its report was published, the newest first.
-- A finding that was closed but whose day of closure, or whose report's date, no source states is left out.
-- A finding that has left the register since still counts: what happened is not undone.
select
    finding_id,
    title,
    finding_type_code,
    finding_type_name,
    report_published_on as raised_on,
    closed_on,
    cast(closed_on - report_published_on as int) as days_to_close,
    source_id,
    place
from finding_closures
where is_closed_still and report_published_on is not null
order by closed_on desc, type_order, finding_id
