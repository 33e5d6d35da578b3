-- One row per executive owner, per governance board and per local rating, with the findings not closed under it.
-- Each finding counts once under its owner, once under its board and once under its rating, or under none stated.
-- Overdue is what findings_overdue lists, which has those whose status no source states; these count as not closed nowhere.
with

outstanding as (

    select
        current_findings.*,
        rating_codes.rating_name,
        rating_codes.sort_order as rating_order
    from current_findings
    left join rating_codes
        on rating_codes.rating_code = current_findings.local_rating_code
    where current_findings.is_outstanding

),

grouped as (

    select 'owner' as grouping_code, 'Executive owner' as grouping_name, 1 as grouping_order, owner_role as responsible,
        0 as group_order, counts_as, deadline_on
    from outstanding
    union all
    select 'board', 'Governance board', 2, governance_board, 0, counts_as, deadline_on
    from outstanding
    union all
    select 'rating', 'Local rating', 3, rating_name, rating_order, counts_as, deadline_on
    from outstanding

)

select
    grouping_code,
    grouping_name,
    coalesce(responsible, 'None stated') as group_name,
    count(*) filter (where counts_as = 'open') as open_count,
    count(*) filter (where counts_as = 'done_not_sent') as done_not_sent_count,
    count(*) filter (where counts_as = 'with_hmicfrs') as with_hmicfrs_count,
    count(*) filter (where counts_as in ('open', 'done_not_sent', 'with_hmicfrs')) as not_closed_count,
    count(*) filter (where deadline_on < $as_at) as overdue_count
from grouped
group by grouping_code, grouping_name, grouping_order, responsible, group_order
order by grouping_order, responsible is null, group_order, not_closed_count desc, responsible
