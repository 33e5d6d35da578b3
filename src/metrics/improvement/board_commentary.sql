-- One row per commentary to a board, the newest board first, with what was asked, decided and done since.
-- What is for a board more than 31 days ahead was not written yet; a decision counts from the day it was taken.
select
    commentary.commentary_id,
    commentary.meeting_on,
    commentary.finding_id,
    commentary.topic_code,
    coalesce(current_findings.title, measure_topics.topic_name, commentary.finding_id) as about_name,
    commentary.by_role,
    commentary.comment_text,
    commentary.ask_text,
    case when coalesce(commentary.decided_on, commentary.meeting_on) <= $as_at then commentary.decision_text end
        as decision_text,
    case when commentary.decided_on <= $as_at then commentary.decided_on end as decided_on,
    current_actions.action_title,
    current_actions.action_status_name,
    commentary.source_id,
    commentary.place,
    commentary.note
from commentary
left join current_findings
    on current_findings.finding_id = commentary.finding_id
left join measure_topics
    on measure_topics.topic_code = commentary.topic_code
left join current_actions
    on current_actions.action_id = commentary.action_id
where commentary.meeting_on <= $as_at + interval 31 days
order by commentary.meeting_on desc, commentary.commentary_id
