-- One row per finding that the register holds, in its newest state not after the as-at date.
-- Days overdue are counted only for a finding that nobody says is closed and whose deadline is a stated date in the past.
select
    finding_id,
    as_at_on,
    as_at_precision,
    finding_type_code,
    finding_type_name,
    level_code,
    level_name,
    parent_finding_id,
    current_findings.theme_code,
    finding_themes.theme_name,
    title,
    source_report,
    report_published_on,
    report_published_precision,
    scope_code,
    reference,
    deadline_on,
    deadline_precision,
    deadline_as_set,
    force_target_on,
    owner_role,
    tactical_lead_role,
    governance_board,
    status_code,
    status_name,
    stands_as,
    counts_as,
    who_says,
    status_on,
    closure_letter_on,
    verification_inspection,
    superseded_by,
    local_rating_code,
    rating_codes.rating_name as local_rating_name,
    case when is_outstanding and deadline_on < $as_at then cast($as_at - deadline_on as int) end as days_overdue,
    source_id,
    place,
    note
from current_findings
left join finding_themes
    on finding_themes.theme_code = current_findings.theme_code
left join rating_codes
    on rating_codes.rating_code = current_findings.local_rating_code
order by report_published_on desc, type_order, finding_id
