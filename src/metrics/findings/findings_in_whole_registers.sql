-- One row per whole register held, with what stood in it on its day.
with

whole_registers as (

    select distinct as_at_on
    from findings
    where as_at_on <= $as_at and coverage_code = 'whole'

)

select
    findings.as_at_on,
    count(*) filter (where finding_statuses.counts_as = 'open') as open_count,
    count(*) filter (where finding_statuses.counts_as = 'awaiting') as awaiting_count,
    count(*) filter (where finding_statuses.counts_as = 'closed') as closed_count,
    count(*) filter (where finding_statuses.counts_as = 'not_stated') as not_stated_count,
    count(*) as findings_count
from findings
join whole_registers
    on whole_registers.as_at_on = findings.as_at_on
join finding_statuses
    on finding_statuses.status_code = findings.status_code
group by findings.as_at_on
order by findings.as_at_on
