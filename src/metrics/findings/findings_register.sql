-- One row per finding that the register holds, as last stated not after the as-at date.
-- Days overdue are counted only for a finding not closed whose deadline is a stated date in the past.
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

)

select
    statements.finding_id,
    statements.as_at_on,
    statements.as_at_precision,
    statements.finding_type_code,
    finding_types.finding_type_name,
    statements.level_code,
    coalesce(finding_levels.level_name, 'Not stated') as level_name,
    statements.parent_finding_id,
    statements.theme_code,
    finding_themes.theme_name,
    statements.title,
    statements.source_report,
    statements.report_published_on,
    statements.report_published_precision,
    statements.scope_code,
    statements.reference,
    statements.deadline_on,
    statements.deadline_precision,
    statements.deadline_as_set,
    statements.force_target_on,
    statements.owner_role,
    statements.tactical_lead_role,
    statements.governance_board,
    statements.status_code,
    finding_statuses.status_name,
    finding_statuses.counts_as,
    finding_statuses.who_says,
    statements.status_on,
    statements.closure_letter_on,
    statements.verification_inspection,
    statements.superseded_by,
    statements.local_rating_code,
    case
        when finding_statuses.counts_as <> 'closed' and statements.deadline_on < $as_at
            then cast($as_at - statements.deadline_on as int)
    end as days_overdue,
    statements.source_id,
    statements.place,
    statements.note
from statements
join finding_types
    on finding_types.finding_type_code = statements.finding_type_code
join finding_statuses
    on finding_statuses.status_code = statements.status_code
left join finding_levels
    on finding_levels.level_code = statements.level_code
left join finding_themes
    on finding_themes.theme_code = statements.theme_code
where statements.newest_is_one = 1
order by statements.report_published_on desc, finding_types.sort_order, statements.finding_id
