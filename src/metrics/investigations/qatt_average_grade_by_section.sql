-- One row per section of the tool and period that ended not after the as-at date. Averages stand as printed.
select
    qatt_averages.period_from_on,
    qatt_averages.period_to_on as as_at_on,
    qatt_averages.section_code,
    qatt_sections.section_name,
    qatt_averages.average_grade,
    qatt_averages.reviews_count,
    qatt_averages.source_id,
    qatt_averages.place,
    qatt_averages.note
from qatt_averages
join qatt_sections
    on qatt_sections.section_code = qatt_averages.section_code
where qatt_averages.period_to_on <= $as_at
order by qatt_averages.period_to_on, qatt_sections.sort_order
