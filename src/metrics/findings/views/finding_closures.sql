-- One row per time a finding closed on a stated day, not after the as-at date.
-- A finding that is opened again and closes again has a row for each: what happened is not undone.
-- Where several statements speak of one closure, the newest that gives a day counts.
-- A statement that does not say how a finding stands is passed over.
with

counted as (

    select
        *,
        sum(case when counts_as <> 'closed' then 1 else 0 end)
            over (partition by finding_id order by as_at_on) as not_closed_before
    from stated_findings
    where counts_as <> 'not_stated'

),

spells as (

    select *, max(not_closed_before) over (partition by finding_id) as not_closed_ever
    from counted

),

numbered as (

    select
        *,
        row_number() over (partition by finding_id, not_closed_before order by as_at_on desc) as newest_first
    from spells
    where counts_as = 'closed' and status_on <= $as_at

)

select
    *,
    status_on as closed_on,
    not_closed_before = not_closed_ever as is_closed_still
from numbered
where newest_first = 1
