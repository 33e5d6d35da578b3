-- One row per whole register, with how what stood in it stood on its day.
-- Beside the newest stands how many are open by it and by every statement since, where there is one.
-- Open includes in progress and re-opened, which are also given apart. Superseded is neither open nor closed.
-- Beside each stands what became of its findings by the newest: the open of the newest are its own, with those newly
-- listed and newly open, less those that are gone. Each is counted of the same findings, not as a difference of counts.
with

whole_registers as (

    select distinct as_at_on
    from findings
    where as_at_on <= $as_at and coverage_code = 'whole'

),

in_whole as (

    select
        stated_findings.as_at_on,
        stated_findings.finding_id,
        stated_findings.counts_as
    from stated_findings
    join whole_registers
        on whole_registers.as_at_on = stated_findings.as_at_on

),

in_newest as (

    select finding_id, counts_as
    from in_whole
    where as_at_on = (select max(as_at_on) from whole_registers)

),

moved as (

    select
        whole_registers.as_at_on,
        in_newest.counts_as as stands_now,
        before.finding_id is null as is_new,
        coalesce(before.counts_as = 'open', false) as was_open
    from whole_registers
    cross join in_newest
    left join in_whole as before
        on before.as_at_on = whole_registers.as_at_on
        and before.finding_id = in_newest.finding_id
    union all
    select
        in_whole.as_at_on,
        'missing' as stands_now,
        false as is_new,
        in_whole.counts_as = 'open' as was_open
    from in_whole
    left join in_newest
        on in_newest.finding_id = in_whole.finding_id
    where in_newest.finding_id is null

),

until_newest as (

    select
        as_at_on,
        count(*) filter (where is_new) as newly_listed_count,
        count(*) filter (where not is_new and not was_open and stands_now = 'open') as newly_open_count,
        count(*) filter (where (is_new or was_open) and stands_now = 'closed') as gone_closed_count,
        count(*) filter (where (is_new or was_open) and stands_now = 'done_not_sent') as gone_done_not_sent_count,
        count(*) filter (where (is_new or was_open) and stands_now = 'with_hmicfrs') as gone_with_hmicfrs_count,
        count(*) filter (where (is_new or was_open) and stands_now = 'superseded') as gone_superseded_count,
        count(*) filter (where (is_new or was_open) and stands_now = 'not_stated') as gone_not_stated_count,
        count(*) filter (where was_open and stands_now = 'missing') as gone_missing_count
    from moved
    group by as_at_on

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
    max(until_newest.newly_listed_count) as newly_listed_count,
    max(until_newest.newly_open_count) as newly_open_count,
    max(until_newest.gone_closed_count) as gone_closed_count,
    max(until_newest.gone_done_not_sent_count) as gone_done_not_sent_count,
    max(until_newest.gone_with_hmicfrs_count) as gone_with_hmicfrs_count,
    max(until_newest.gone_superseded_count) as gone_superseded_count,
    max(until_newest.gone_not_stated_count) as gone_not_stated_count,
    max(until_newest.gone_missing_count) as gone_missing_count,
    max(case when stated_findings.as_at_on = newest.whole_on then since.stated_since_on end) as stated_since_on,
    max(case when stated_findings.as_at_on = newest.whole_on then since.open_since_count end) as open_since_count
from stated_findings
join whole_registers
    on whole_registers.as_at_on = stated_findings.as_at_on
join until_newest
    on until_newest.as_at_on = stated_findings.as_at_on
left join (
    select max(whole_registers.as_at_on) as whole_on
    from whole_registers
) as newest
    on true
left join since
    on since.stated_since_on > newest.whole_on
group by stated_findings.as_at_on
order by stated_findings.as_at_on
