-- One row per owner and board that have actions: how many are open, overdue, moved, complete and checked.
select
    coalesce(action_owner_role, 'No owner stated') as action_owner_role,
    coalesce(governance_board, 'No board stated') as governance_board,
    count(*) filter (where counts_as = 'open') as open_count,
    count(*) filter (where is_overdue) as overdue_count,
    count(*) filter (where counts_as = 'open' and is_moved) as moved_count,
    count(*) filter (where counts_as = 'complete') as complete_count,
    count(*) filter (where counts_as = 'checked') as checked_count,
    count(*) filter (where counts_as = 'stopped') as stopped_count,
    count(*) as actions_count,
    min(case when is_overdue then due_now_on end) as longest_overdue_on
from current_actions
group by coalesce(action_owner_role, 'No owner stated'), coalesce(governance_board, 'No board stated')
order by overdue_count desc, open_count desc, action_owner_role, governance_board
