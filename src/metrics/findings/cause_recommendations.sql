-- One row per recommendation that belongs to a cause of concern, as last stated not after the as-at date.
-- After a whole register only what stands in it, or was stated since, is listed.
with

newest_whole as (

    select max(as_at_on) as whole_on
    from findings
    where as_at_on <= $as_at and coverage_code = 'whole'

),

statements as (

    select
        findings.*,
        row_number() over (partition by findings.finding_id order by findings.as_at_on desc) as newest_is_one
    from findings
    cross join newest_whole
    where findings.as_at_on <= $as_at
        and (newest_whole.whole_on is null or findings.as_at_on >= newest_whole.whole_on)
        and findings.parent_finding_id is not null

)

select
    statements.parent_finding_id as cause_id,
    statements.finding_id,
    statements.title,
    statements.deadline_on,
    statements.deadline_as_set,
    statements.status_code,
    finding_statuses.status_name,
    finding_statuses.counts_as,
    statements.status_on,
    statements.as_at_on,
    statements.source_id,
    statements.place,
    statements.note
from statements
join finding_statuses
    on finding_statuses.status_code = statements.status_code
where statements.newest_is_one = 1
order by statements.parent_finding_id, statements.finding_id
