-- One row per update not after the as-at date that no later one corrects.
select finding_updates.*
from finding_updates
left join finding_updates as corrections
    on corrections.corrects_id = finding_updates.update_id
    and corrections.updated_on <= $as_at
where finding_updates.updated_on <= $as_at and corrections.update_id is null
