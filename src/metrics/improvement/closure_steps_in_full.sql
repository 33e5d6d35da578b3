-- One row per step that a finding took on its way to closure, the newest first, with what was left of its actions and
-- whether evidence was named on that day.
with

stated as (

    select
        closure_rounds.finding_id,
        closure_rounds.taken_on,
        closure_rounds.step_code,
        max_by(actions.action_status_code, actions.as_at_on) as action_status_code,
        bool_or(coalesce(actions.evidence_title, actions.evidence_reference) is not null) as names_evidence
    from closure_rounds
    join actions
        on actions.finding_id = closure_rounds.finding_id
        and actions.as_at_on <= closure_rounds.taken_on
    where not closure_rounds.is_back
    group by closure_rounds.finding_id, closure_rounds.taken_on, closure_rounds.step_code, actions.action_id

),

counted as (

    select
        stated.finding_id,
        stated.taken_on,
        stated.step_code,
        count(*) filter (where action_statuses.counts_as = 'open') as open_count,
        count(*) filter (where action_statuses.counts_as = 'complete' and stated.step_code <> 'work_done') as unchecked_count,
        bool_or(stated.names_evidence) as names_evidence
    from stated
    join action_statuses
        on action_statuses.action_status_code = stated.action_status_code
    group by stated.finding_id, stated.taken_on, stated.step_code

)

select
    closure_rounds.finding_id,
    closure_rounds.taken_on,
    closure_rounds.step_code,
    closure_rounds.step_name,
    closure_rounds.sort_order as step_order,
    closure_rounds.by_role,
    closure_rounds.reference,
    nullif(
        concat_ws(
            ', ',
            case
                when counted.open_count > 0
                    then counted.open_count || case counted.open_count when 1 then ' action' else ' actions' end || ' not complete'
            end,
            case
                when counted.unchecked_count > 0
                    then counted.unchecked_count || case counted.unchecked_count when 1 then ' action' else ' actions' end
                    || ' complete and not checked'
            end,
            case
                when closure_rounds.step_code = 'evidence_audited'
                    and closure_rounds.reference is null
                    and not coalesce(counted.names_evidence, false)
                    then 'no evidence named'
            end
        ),
        ''
    ) as taken_with,
    cast(closure_rounds.taken_on - closure_rounds.previous_taken_on as int) as days_since_step_before,
    closure_rounds.extract_id,
    closure_rounds.source_id,
    closure_rounds.place,
    closure_rounds.note
from closure_rounds
left join counted
    on counted.finding_id = closure_rounds.finding_id
    and counted.taken_on = closure_rounds.taken_on
    and counted.step_code = closure_rounds.step_code
order by closure_rounds.finding_id, closure_rounds.taken_on desc, closure_rounds.sort_order desc
