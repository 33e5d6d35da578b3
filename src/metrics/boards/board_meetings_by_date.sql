-- One row per meeting of a board, past or planned, the earliest first.
-- A meeting on the as-at date itself is still to come: its baseline is the one before.
select
    board_meetings.meeting_on,
    board_meetings.board_name,
    board_meetings.kind_code,
    board_kinds.kind_name,
    board_kinds.is_baseline,
    board_meetings.meeting_on < $as_at as is_past,
    board_meetings.source_id,
    board_meetings.place,
    board_meetings.note
from board_meetings
join board_kinds
    on board_kinds.kind_code = board_meetings.kind_code
order by board_meetings.meeting_on, board_meetings.board_name
