-- One row per finding in the register, in its newest state not after the as-at date.
-- After a whole register only what stands in it, or was stated since, is listed.
with

newest_whole as (

    -- With no whole register, everything since the first statement is listed.
    select coalesce(max(case when coverage_code = 'whole' then as_at_on end), min(as_at_on)) as whole_on
    from findings
    where as_at_on <= $as_at

),

numbered as (

    select
        stated_findings.*,
        row_number() over (partition by stated_findings.finding_id order by stated_findings.as_at_on desc) as newest_first
    from stated_findings
    cross join newest_whole
    where stated_findings.as_at_on >= newest_whole.whole_on

)

select *
from numbered
where newest_first = 1
