-- One row per finding and statement about it not after the as-at date, with how the finding stands by it.
-- A deadline known by its month alone is the month's last day.
-- A Level 2 finding that is archived was closed by the force: at that level nobody else closes one.
-- Outstanding is what nobody says is closed; a superseded finding is neither open nor closed.
select
    findings.finding_id,
    findings.as_at_on,
    findings.as_at_precision,
    findings.coverage_code,
    findings.finding_type_code,
    finding_types.finding_type_name,
    finding_types.sort_order as type_order,
    findings.level_code,
    coalesce(finding_levels.level_name, 'Not stated') as level_name,
    coalesce(finding_levels.sort_order, 99) as level_order,
    findings.parent_finding_id,
    findings.theme_code,
    findings.title,
    findings.source_report,
    findings.report_published_on,
    findings.report_published_precision,
    findings.scope_code,
    findings.reference,
    case when findings.deadline_precision = 'month' then last_day(findings.deadline_on) else findings.deadline_on end
        as deadline_on,
    findings.deadline_precision,
    findings.deadline_as_set,
    findings.force_target_on,
    findings.owner_role,
    findings.tactical_lead_role,
    findings.governance_board,
    findings.status_code,
    finding_statuses.status_name,
    finding_statuses.counts_as,
    case
        when finding_statuses.counts_as = 'open' then findings.status_code
        when finding_statuses.counts_as <> 'closed' then finding_statuses.counts_as
        when findings.status_code = 'closed_by_force' then 'closed_by_force'
        when findings.status_code = 'archived' and findings.level_code = '2' then 'closed_by_force'
        when findings.status_code = 'archived' then 'archived'
        else 'agreed'
    end as stands_as,
    finding_statuses.counts_as not in ('closed', 'superseded') as is_outstanding,
    finding_statuses.who_says,
    findings.status_on,
    findings.status_precision,
    findings.closure_letter_on,
    findings.verification_inspection,
    findings.superseded_by,
    findings.local_rating_code,
    findings.extract_id,
    findings.source_id,
    findings.place,
    findings.note
from findings
join finding_statuses
    on finding_statuses.status_code = findings.status_code
join finding_types
    on finding_types.finding_type_code = findings.finding_type_code
left join finding_levels
    on finding_levels.level_code = findings.level_code
where findings.as_at_on <= $as_at
