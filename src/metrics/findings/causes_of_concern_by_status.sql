-- One row per cause of concern, in its newest state not after the as-at date, the newest inspection first.
-- Where the register states the cause itself on a later day than the list of causes does, its statement holds.
-- The numbers of recommendations stated and closed are the source's own; the other counts are of those the register lists.
-- A source that counts superseded recommendations among the closed is put right by the register.
-- Owner, board and deadline are those the register gives the cause itself.
-- Where it gives none, they are its recommendations' own: the owner and the board if those agree, and the earliest deadline,
-- ahead or past, of one that is open. What is done, or with HMICFRS, is overdue by its deadline and is not open.
-- Such an owner and such a deadline are marked as taken from them.
with

statements as (

    select
        *,
        row_number() over (partition by cause_id order by as_at_on desc) as newest_first,
        max(recommendations_stated_count) over (partition by cause_id) as recommendations_stated
    from causes_of_concern
    where as_at_on <= $as_at

),

listed as (

    select
        parent_finding_id as cause_id,
        count(*) as set_out_count,
        count(*) filter (where counts_as = 'open') as open_count,
        count(*) filter (where stands_as = 'reopened') as reopened_count,
        count(*) filter (where counts_as = 'done_not_sent') as done_not_sent_count,
        count(*) filter (where counts_as = 'with_hmicfrs') as with_hmicfrs_count,
        count(*) filter (where stands_as = 'closed_by_force') as closed_by_force_count,
        count(*) filter (where stands_as = 'agreed') as agreed_count,
        count(*) filter (where stands_as = 'archived') as archived_count,
        count(*) filter (where counts_as = 'superseded') as superseded_count,
        count(*) filter (where counts_as = 'not_stated') as not_stated_count,
        count(*) filter (where is_outstanding and deadline_on < $as_at) as overdue_count,
        min(deadline_on) filter (where counts_as = 'open') as deadline_on,
        min(deadline_on) filter (where is_outstanding) as first_deadline_on,
        case when count(distinct owner_role) = 1 then max(owner_role) end as owner_role,
        case when count(distinct governance_board) = 1 then max(governance_board) end as governance_board
    from current_findings
    where parent_finding_id is not null
    group by parent_finding_id

)

select
    statements.cause_id,
    statements.title,
    statements.cycle_code,
    inspection_cycles.cycle_name,
    statements.measures_topic,
    statements.opened_on,
    statements.opened_precision,
    coalesce(later.as_at_on, statements.as_at_on) as as_at_on,
    case when later.finding_id is null then statements.as_at_precision else later.as_at_precision end as as_at_precision,
    finding_statuses.status_code,
    finding_statuses.status_name,
    finding_statuses.counts_as,
    case when later.finding_id is null then statements.status_on else later.status_on end as status_on,
    coalesce(own.owner_role, listed.owner_role) as owner_role,
    own.owner_role is null and listed.owner_role is not null as is_owner_of_recommendations,
    coalesce(own.governance_board, listed.governance_board) as governance_board,
    coalesce(own.deadline_on, listed.deadline_on) as deadline_on,
    own.deadline_on is null and listed.deadline_on is not null as is_deadline_of_recommendation,
    statements.recommendations_stated as recommendations_stated_count,
    coalesce(listed.set_out_count, 0) as recommendations_set_out_count,
    case
        when listed.superseded_count > 0 and statements.recommendations_closed_count is not null then greatest(
            least(
                statements.recommendations_closed_count,
                listed.agreed_count + listed.archived_count + listed.closed_by_force_count
            ),
            statements.recommendations_closed_count - listed.superseded_count
        )
        else statements.recommendations_closed_count
    end as recommendations_closed_count,
    coalesce(listed.open_count, 0) as open_count,
    coalesce(listed.reopened_count, 0) as reopened_count,
    coalesce(listed.done_not_sent_count, 0) as done_not_sent_count,
    coalesce(listed.with_hmicfrs_count, 0) as with_hmicfrs_count,
    coalesce(listed.closed_by_force_count, 0) as closed_by_force_count,
    coalesce(listed.agreed_count, 0) as agreed_count,
    coalesce(listed.archived_count, 0) as archived_count,
    coalesce(listed.superseded_count, 0) as superseded_count,
    coalesce(listed.not_stated_count, 0) as not_stated_count,
    coalesce(listed.overdue_count, 0) as overdue_count,
    cast($as_at - case when listed.overdue_count > 0 then listed.first_deadline_on end as int) as days_overdue,
    case when later.finding_id is null then statements.source_id else later.source_id end as source_id,
    case when later.finding_id is null then statements.place else later.place end as place,
    case when later.finding_id is null then statements.note else later.note end as note
from statements
left join current_findings as later
    on later.finding_id = statements.cause_id
    and later.as_at_on > statements.as_at_on
    and later.counts_as <> 'not_stated'
join finding_statuses
    on finding_statuses.status_code = coalesce(later.status_code, statements.status_code)
left join inspection_cycles
    on inspection_cycles.cycle_code = statements.cycle_code
left join listed
    on listed.cause_id = statements.cause_id
left join current_findings as own
    on own.finding_id = statements.cause_id
where statements.newest_first = 1
order by inspection_cycles.sort_order desc, statements.opened_on desc, statements.cause_id
