-- One row per whole register, with how what stood in it stood on its day.
-- Beside the newest stands how many are open by it and by every statement since, where there is one.
-- Open includes in progress and re-opened, which are also given apart. Superseded is neither open nor closed.
with

whole_registers as (

    select distinct as_at_on
    from findings
    where as_at_on <= $as_at and coverage_code = 'whole'

),

since as (

    select
        max(as_at_on) as stated_since_on,
        count(*) filter (where counts_as = 'open') as open_since_count
    from current_findings

)

select
    stated_findings.as_at_on,
    count(*) filter (where counts_as = 'open') as open_count,
    count(*) filter (where stands_as = 'in_progress') as in_progress_count,
    count(*) filter (where stands_as = 'reopened') as reopened_count,
    count(*) filter (where counts_as = 'done_not_sent') as done_not_sent_count,
    count(*) filter (where counts_as = 'with_hmicfrs') as with_hmicfrs_count,
    count(*) filter (where stands_as = 'closed_by_force') as closed_by_force_count,
    count(*) filter (where stands_as = 'agreed') as agreed_count,
    count(*) filter (where stands_as = 'archived') as archived_count,
    count(*) filter (where counts_as = 'superseded') as superseded_count,
    count(*) filter (where counts_as = 'not_stated') as not_stated_count,
    count(*) as findings_count,
    max(case when stated_findings.as_at_on = newest.whole_on then since.stated_since_on end) as stated_since_on,
    max(case when stated_findings.as_at_on = newest.whole_on then since.open_since_count end) as open_since_count
from stated_findings
join whole_registers
    on whole_registers.as_at_on = stated_findings.as_at_on
left join (
    select max(whole_registers.as_at_on) as whole_on
    from whole_registers
) as newest
    on true
left join since
    on since.stated_since_on > newest.whole_on
group by stated_findings.as_at_on
order by stated_findings.as_at_on
