-- One row per finding on its way to closure, with its newest step and the one it waits for, and for how many days.
-- What was sent back waits for the work to be done again. A finding that reached the last step of its level has left.
select
    closure_rounds.*,
    current_findings.title,
    current_findings.level_code,
    current_findings.level_name,
    current_findings.owner_role,
    current_findings.governance_board,
    next_kinds.step_code as next_step_code,
    next_kinds.step_name as next_step_name,
    next_kinds.sort_order as next_step_order,
    next_kinds.taken_by as next_taken_by,
    cast($as_at - closure_rounds.taken_on as int) as days_waiting
from closure_rounds
join current_findings
    on current_findings.finding_id = closure_rounds.finding_id
join closure_routes as next_steps
    on next_steps.level_code = closure_rounds.way_code
    and next_steps.step_order = closure_rounds.step_order + 1
join closure_step_kinds as next_kinds
    on next_kinds.step_code = next_steps.step_code
where closure_rounds.newest_first = 1
    and current_findings.is_outstanding
    -- What the register since then says is with HMICFRS waits for nothing inside the force.
    and (
        current_findings.counts_as <> 'with_hmicfrs'
        or next_kinds.taken_by = 'HMICFRS'
        or current_findings.as_at_on < closure_rounds.taken_on
    )
