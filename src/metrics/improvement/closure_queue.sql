-- One row per finding on its way to closure, with the step it waits for: what the Deputy Chief Constable is to sign
-- first, then the longest waiting.
with

next_board as (

    select min(board_meetings.meeting_on) as board_on
    from board_meetings
    join board_kinds
        on board_kinds.kind_code = board_meetings.kind_code
    where board_kinds.is_baseline and board_meetings.meeting_on >= $as_at

)

select
    waiting_findings.finding_id,
    waiting_findings.title,
    waiting_findings.level_code,
    waiting_findings.level_name,
    waiting_findings.owner_role,
    waiting_findings.governance_board,
    waiting_findings.step_code,
    waiting_findings.step_name,
    waiting_findings.taken_on,
    waiting_findings.by_role,
    waiting_findings.reference,
    waiting_findings.next_step_code,
    waiting_findings.next_step_name,
    waiting_findings.next_step_order,
    waiting_findings.next_taken_by,
    waiting_findings.days_waiting,
    case when waiting_findings.next_step_code = 'dcc_signed' then next_board.board_on end as next_board_on,
    waiting_findings.source_id,
    waiting_findings.place
from waiting_findings
cross join next_board
order by waiting_findings.next_step_code = 'dcc_signed' desc, waiting_findings.taken_on, waiting_findings.finding_id
