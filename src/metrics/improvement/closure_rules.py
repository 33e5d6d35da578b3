"""What a step to closure must agree on with the steps and actions recorded before."""

from typing import TYPE_CHECKING

from src.contracts.dataset import HistoryRule, Reconciliation, Rule
from src.contracts.roles import as_one_in_sql

if TYPE_CHECKING:  # a declaration is read at every start; pandas is needed only to check an extract
    import pandas

_LEVELS = """
            levels as (

                select finding_id, coalesce(max_by(level_code, as_at_on), 'not_stated') as level_code
                from findings
                group by finding_id

            )
"""
"""The level of each finding as last stated. One that is not stated has only the steps that every level has."""

_ROUNDS = """
            rounds as (

                -- What was sent back begins again: a round is everything since. On its day the sending back comes last.
                select
                    closure_steps.*,
                    coalesce(
                        sum(case when kinds.is_back then 1 else 0 end) over (
                            partition by closure_steps.finding_id
                            order by closure_steps.taken_on, kinds.sort_order
                            rows between unbounded preceding and 1 preceding
                        ),
                        0
                    ) as round_number
                from closure_steps
                join closure_step_kinds as kinds
                    on kinds.step_code = closure_steps.step_code

            )
"""
_READS = ("closure_steps", "findings", "closure_step_kinds", "closure_routes", "finding_levels")


def _is_by_nobody(rows: "pandas.DataFrame") -> "pandas.Series":
    """Whether a step that somebody decided, signed or sent names nobody. Work is done, and sent back, by many."""
    return rows.by_role.isna() & ~rows.step_code.isin(["work_done", "sent_back"])


STEP_NAMES_ITS_ROLE = Rule(
    sentence="Every step from the audit of the evidence on names the role that took it",
    broken_by=_is_by_nobody,
    at="by_role",
    todo='Write the role into "By".',
)

STEP_OF_THE_LEVEL = HistoryRule(
    sentence="A finding goes the way to closure of its level",
    at="step_code",
    todo="Leave the step out. Who may close a finding at each level stands on the page Findings.",
    reads=_READS,
    sql=f"""
        with {_LEVELS}

        select
            waiting.extract_id,
            waiting.row_number,
            case
                when levels.level_code = 'before_levels' then 'A finding closed before levels has no way to closure'
                when levels.level_code = 'not_stated'
                    then 'Beyond the Deputy Chief Constable the way to closure depends on the level, and none is stated'
                when levels.level_code = 'none' then 'A cause of concern is closed by HMICFRS and by nobody else'
                when levels.level_code = '1' then 'A Level 1 finding is closed by HMICFRS and by nobody else'
                when levels.level_code = '2' then 'A Level 2 finding is closed by the force, with a letter'
                when levels.level_code = '3' then 'A Level 3 finding is self-certified, and then verified by HMICFRS'
                else 'A Level 4 finding is not self-certified: HMICFRS closes it after fieldwork'
            end as sentence
        from {{waiting}} as waiting
        join levels
            on levels.finding_id = waiting.finding_id
        join closure_step_kinds
            on closure_step_kinds.step_code = waiting.step_code
        left join closure_routes
            on closure_routes.level_code = levels.level_code
            and closure_routes.step_code = waiting.step_code
        where closure_routes.route_code is null
            and (not closure_step_kinds.is_back or levels.level_code = 'before_levels')
    """,
)

STEP_IN_TURN = HistoryRule(
    sentence="No step on the way to closure is skipped",
    at="step_code",
    todo="Record the step before it first, with its day.",
    reads=_READS,
    sql=f"""
        with {_LEVELS}, {_ROUNDS}

        select waiting.extract_id, waiting.row_number, closure_step_kinds.rule as sentence
        from {{waiting}} as waiting
        join rounds
            on rounds.finding_id = waiting.finding_id
            and rounds.taken_on = waiting.taken_on
            and rounds.step_code = waiting.step_code
        join levels
            on levels.finding_id = waiting.finding_id
        join closure_step_kinds
            on closure_step_kinds.step_code = waiting.step_code
        left join closure_routes as own
            on own.level_code = levels.level_code
            and own.step_code = waiting.step_code
        where (closure_step_kinds.is_back or own.step_order > 1)
            and not exists (
                select 1
                from rounds as before
                left join closure_routes as route
                    on route.level_code = levels.level_code
                    and route.step_code = before.step_code
                where before.finding_id = waiting.finding_id
                    and before.round_number = rounds.round_number
                    and before.taken_on <= waiting.taken_on
                    and case
                        when closure_step_kinds.is_back then before.step_code <> waiting.step_code
                        else route.step_order = own.step_order - 1
                    end
            )
    """,
)

STEP_ONCE = HistoryRule(
    sentence="A step is taken once, unless the finding was sent back since",
    at="step_code",
    todo="Leave the second one out, or record that the finding was sent back between the two.",
    reads=_READS,
    sql=f"""
        with {_ROUNDS}

        select distinct waiting.extract_id, waiting.row_number
        from {{waiting}} as waiting
        join rounds
            on rounds.finding_id = waiting.finding_id
            and rounds.taken_on = waiting.taken_on
            and rounds.step_code = waiting.step_code
        join rounds as again
            on again.finding_id = rounds.finding_id
            and again.step_code = rounds.step_code
            and again.round_number = rounds.round_number
            and again.taken_on < rounds.taken_on
    """,
)

STEP_BY_ITS_ROLE = HistoryRule(
    sentence="What is signed is signed by the role that the list of steps names, and HMICFRS's steps are its own",
    at="by_role",
    todo='Write that role into "By", such as "Acting Deputy Chief Constable" or "Deputy Chief Constable (Crime)", '
    "or leave the step out.",
    reads=("closure_steps", "closure_step_kinds"),
    sql=r"""
        with roles as (

            select
                step_code,
                step_name,
                taken_by,
                case
                    when step_code like 'hmicfrs%' then '(hmicfrs|hmic|hmi|(his|her) majesty.s inspector).*'
                    else
                        '(the )?((acting|temporary|interim|a/|t/) ?)?('
                        || regexp_escape(lower(taken_by))
                        || '|'
                        || regexp_replace(lower(taken_by), '([a-z])[a-z]* ?', '\1', 'g')
                        || ')( ?[(,].*)?'
                end as taken_by_pattern
            from closure_step_kinds
            where step_code in ('dcc_signed', 'letter_signed') or step_code like 'hmicfrs%'

        )

        select
            waiting.extract_id,
            waiting.row_number,
            'The step "'
            || roles.step_name
            || '" is taken by '
            || case when roles.step_code like 'hmicfrs%' then '' else 'the ' end
            || roles.taken_by
            || ' and by no other role' as sentence
        from {waiting} as waiting
        join roles
            on roles.step_code = waiting.step_code
        where waiting.by_role is not null
            and (
                not regexp_full_match(regexp_replace(lower(trim(waiting.by_role)), '\s+', ' ', 'g'), roles.taken_by_pattern)
                or (roles.step_code like 'hmicfrs%' and contains(lower(waiting.by_role), 'liaison'))
            )
    """,
)
"""Other steps are taken by roles that each force calls by its own names."""

STEP_AUDITED_BY_ANOTHER = HistoryRule(
    sentence="Evidence is audited by another role than owns the finding, leads it or did the work",
    at="by_role",
    todo='Write the role that audited the evidence into "By", such as "Internal audit", or leave the step out.',
    reads=("closure_steps", "findings"),
    sql=f"""
        with said as (

            select finding_id, as_at_on as said_on, unnest([owner_role, tactical_lead_role]) as role
            from findings
            union all
            select finding_id, taken_on, by_role
            from closure_steps
            where step_code = 'work_done'

        )

        select distinct waiting.extract_id, waiting.row_number
        from {{waiting}} as waiting
        join said
            on said.finding_id = waiting.finding_id
            and said.said_on <= waiting.taken_on
        where waiting.step_code = 'evidence_audited'
            and {as_one_in_sql("said.role")} = {as_one_in_sql("waiting.by_role")}
    """,
)
"""An audit by whom it is about shows nothing. Who once owned a finding does not audit it either."""

REGISTER_AGAINST_STEPS = Reconciliation(
    name="Steps to closure against those that the status in the register stands for",
    holds="Every finding has taken the steps to closure that its status in the register stands for",
    reads=("closure_steps", "closure_step_kinds", "closure_routes", "findings", "finding_statuses"),
    metrics=("closure_queue", "findings_open_and_closed_by_level"),
    # A step taken after the statement is no difference yet: the register is stated month by month.
    sql="""
        with stated as (

            select
                findings.finding_id,
                findings.title,
                findings.as_at_on,
                coalesce(findings.level_code, 'not_stated') as level_code,
                finding_statuses.status_name,
                finding_statuses.counts_as,
                row_number() over (partition by findings.finding_id order by findings.as_at_on desc) as newest_first
            from findings
            join finding_statuses
                on finding_statuses.status_code = findings.status_code
            where findings.as_at_on <= $as_at

        ),

        needed as (

            select
                level_code,
                max(step_order) filter (where step_code = 'sent_to_portal') as sent_order,
                max(step_order) filter (where is_last) as last_order
            from closure_routes
            group by level_code

        ),

        compared as (

            select
                stated.*,
                closure_steps.taken_on,
                coalesce(closure_routes.step_order, 0) as step_order,
                needed.sent_order,
                needed.last_order,
                row_number() over (
                    partition by stated.finding_id
                    order by closure_steps.taken_on desc, closure_step_kinds.sort_order desc
                ) as newest_step
            from stated
            join closure_steps
                on closure_steps.finding_id = stated.finding_id
                and closure_steps.taken_on <= $as_at
            join closure_step_kinds
                on closure_step_kinds.step_code = closure_steps.step_code
            join needed
                on needed.level_code = stated.level_code
            left join closure_routes
                on closure_routes.level_code = stated.level_code
                and closure_routes.step_code = closure_steps.step_code
            where stated.newest_first = 1

        )

        select
            title || ' (' || finding_id || '), "' || status_name || '" in the register' as subject,
            step_order as found,
            case
                when counts_as = 'closed' then coalesce(last_order, step_order)
                when counts_as = 'with_hmicfrs' and taken_on > as_at_on then greatest(step_order, sent_order)
                when counts_as = 'with_hmicfrs' then coalesce(sent_order, step_order)
                when taken_on > as_at_on then step_order
                else least(step_order, coalesce(sent_order, last_order) - 1)
            end as expected
        from compared
        where newest_step = 1 and counts_as not in ('superseded', 'not_stated')
        order by title, finding_id
    """,
)
