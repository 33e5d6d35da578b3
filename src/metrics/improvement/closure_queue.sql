-- One row per finding on its way to closure, with the step it waits for: what the Deputy Chief Constable is to sign
-- first, then the longest waiting.
-- What was sent back waits for the work to be done again. A finding that reached the last step of its level has left.
with

next_board as (

    select min(board_meetings.meeting_on) as board_on
    from board_meetings
    join board_kinds
        on board_kinds.kind_code = board_meetings.kind_code
    where board_kinds.is_baseline and board_meetings.meeting_on >= $as_at

)

select
    closure_rounds.finding_id,
    current_findings.title,
    current_findings.level_code,
    current_findings.level_name,
    current_findings.owner_role,
    current_findings.governance_board,
    closure_rounds.step_code,
    closure_rounds.step_name,
    closure_rounds.taken_on,
    closure_rounds.by_role,
    closure_rounds.reference,
    next_kinds.step_code as next_step_code,
    next_kinds.step_name as next_step_name,
    next_kinds.sort_order as next_step_order,
    next_kinds.taken_by as next_taken_by,
    cast($as_at - closure_rounds.taken_on as int) as days_waiting,
    case when next_kinds.step_code = 'dcc_signed' then next_board.board_on end as next_board_on,
    closure_rounds.source_id,
    closure_rounds.place
from closure_rounds
join current_findings
    on current_findings.finding_id = closure_rounds.finding_id
join closure_routes as next_steps
    on next_steps.level_code = closure_rounds.way_code
    and next_steps.step_order = closure_rounds.step_order + 1
join closure_step_kinds as next_kinds
    on next_kinds.step_code = next_steps.step_code
cross join next_board
where closure_rounds.newest_first = 1 and current_findings.is_outstanding
order by next_kinds.step_code = 'dcc_signed' desc, closure_rounds.taken_on, closure_rounds.finding_id
