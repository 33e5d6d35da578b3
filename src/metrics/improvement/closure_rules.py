"""What a step to closure must agree on with the steps and actions recorded before."""

from src.contracts.dataset import HistoryRule

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

STEP_WITH_ACTIONS_LEFT = HistoryRule(
    sentence="Work is done once its actions are, and evidence is audited once another role has checked them",
    at="finding_id",
    todo="Have its actions completed or checked first, or say that the step was taken without them.",
    asks="actions left under",
    answer="it was taken without them",
    reads=("actions", "action_statuses"),
    sql="""
        with stated as (

            select
                waiting.extract_id,
                waiting.row_number,
                waiting.step_code,
                actions.action_title,
                action_statuses.counts_as,
                row_number() over (
                    partition by waiting.extract_id, waiting.row_number, actions.action_id
                    order by actions.as_at_on desc
                ) as newest_first
            from {waiting} as waiting
            join actions
                on actions.finding_id = waiting.finding_id
                and actions.as_at_on <= waiting.taken_on
            join action_statuses
                on action_statuses.action_status_code = actions.action_status_code
            where waiting.step_code in ('work_done', 'evidence_audited')

        )

        select
            extract_id,
            row_number,
            case step_code
                when 'work_done' then 'Work is done once its actions are, and'
                else 'Evidence is audited once another role has checked the actions, and'
            end
            || ' "' || min(action_title) || '" '
            || case when count(*) > 1 then 'and ' || (count(*) - 1) || ' more are' else 'is' end
            || case when bool_or(counts_as = 'open') then ' not complete' else ' not checked' end as sentence
        from stated
        where newest_first = 1 and (counts_as = 'open' or (counts_as = 'complete' and step_code = 'evidence_audited'))
        group by extract_id, row_number, step_code
    """,
)
"""It asks and does not refuse: an action may go beyond what HMICFRS asked for."""

STEP_WITH_EVIDENCE = HistoryRule(
    sentence="An audit of evidence names the audit, or an action of the finding names the evidence",
    at="finding_id",
    todo='Write the audit into "Reference", name the evidence on an action first, or say that no evidence is named.',
    asks="evidence of",
    answer="no evidence is named",
    reads=("actions",),
    sql="""
        select waiting.extract_id, waiting.row_number
        from {waiting} as waiting
        where waiting.step_code = 'evidence_audited'
            and waiting.reference is null
            and not exists (
                select 1
                from actions
                where actions.finding_id = waiting.finding_id
                    and actions.as_at_on <= waiting.taken_on
                    and coalesce(actions.evidence_title, actions.evidence_reference) is not null
            )
    """,
)
"""It asks and does not refuse: what is signed and sent rests on evidence that others can find, which may lie elsewhere."""

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
"""Other steps are taken by roles that each force calls by its own names. Where nobody is named nothing is said wrongly."""

STEP_AUDITED_BY_ANOTHER = HistoryRule(
    sentence="Evidence is audited by another role than owns the finding, leads it or did the work",
    at="by_role",
    todo='Write the role that audited the evidence into "By", such as "Internal audit", or leave the step out.',
    reads=("closure_steps", "findings"),
    sql=r"""
        with said as (

            select finding_id, as_at_on as said_on, unnest([owner_role, tactical_lead_role]) as role
            from findings
            union all
            select finding_id, taken_on, by_role
            from closure_steps
            where step_code = 'work_done'

        )

        select distinct waiting.extract_id, waiting.row_number
        from {waiting} as waiting
        join said
            on said.finding_id = waiting.finding_id
            and said.said_on <= waiting.taken_on
        where waiting.step_code = 'evidence_audited'
            and regexp_replace(lower(trim(said.role)), '\s+', ' ', 'g')
            = regexp_replace(lower(trim(waiting.by_role)), '\s+', ' ', 'g')
    """,
)
"""An audit by whom it is about shows nothing. Who once owned a finding does not audit it either."""
