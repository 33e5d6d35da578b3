-- One row per level a finding may have, and one for those whose source gives none.
select level_code, level_name, sort_order from finding_levels
union all
select 'not_stated' as level_code, 'Level not stated' as level_name, 99 as sort_order
