-- One row per update not after the as-at date, the newest first, with the one that corrects it where one does.
select
    finding_updates.finding_id,
    finding_updates.update_id,
    finding_updates.updated_on,
    finding_updates.updated_precision,
    finding_updates.by_role,
    finding_updates.update_text,
    finding_updates.corrects_id,
    min(corrections.update_id) as corrected_by_id,
    min(corrections.updated_on) as corrected_on,
    finding_updates.extract_id,
    finding_updates.source_id,
    finding_updates.place,
    finding_updates.note
from finding_updates
left join finding_updates as corrections
    on corrections.corrects_id = finding_updates.update_id
    and corrections.updated_on <= $as_at
where finding_updates.updated_on <= $as_at
group by
    finding_updates.finding_id,
    finding_updates.update_id,
    finding_updates.updated_on,
    finding_updates.updated_precision,
    finding_updates.by_role,
    finding_updates.update_text,
    finding_updates.corrects_id,
    finding_updates.extract_id,
    finding_updates.source_id,
    finding_updates.place,
    finding_updates.note
order by finding_updates.finding_id, finding_updates.updated_on desc, finding_updates.update_id desc
