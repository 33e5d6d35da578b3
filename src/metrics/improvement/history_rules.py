"""What an update, an action or a comment must agree on with the rows recorded before."""

from collections.abc import Sequence

from src.contracts.dataset import HistoryRule


def of_a_finding(dataset: str) -> HistoryRule:
    """The rule that a row is about a finding that the register has."""
    return HistoryRule(
        sentence="What is done is done about a finding of the register",
        at="finding_id",
        todo="Write the name of the finding as the register has it, or supply the register first.",
        reads=(dataset, "findings"),
        sql="""
            select waiting.extract_id, waiting.row_number
            from {waiting} as waiting
            where not exists (
                select 1
                from findings
                where findings.finding_id = waiting.finding_id
            )
        """,
    )


def kept_as_written(key: Sequence[str], columns: Sequence[str], *, sentence: str, at: str, todo: str) -> HistoryRule:
    """The rule that a recorded row keeps what it says in these columns."""
    same = " and ".join(f"held.{name} = waiting.{name}" for name in key)
    differs = " or ".join(f"held.{name} is distinct from waiting.{name}" for name in columns)
    return HistoryRule(
        sentence=sentence,
        at=at,
        todo=todo,
        reads=(),
        sql=f"""
            select waiting.extract_id, waiting.row_number
            from {{waiting}} as waiting
            join {{held}} as held
                on {same}
            where {differs}
        """,
    )


CORRECTION = HistoryRule(
    sentence="A correction names an update of the same finding",
    at="corrects_id",
    todo="Write the name of the update that it puts right.",
    reads=("finding_updates",),
    sql="""
        select waiting.extract_id, waiting.row_number
        from {waiting} as waiting
        where waiting.corrects_id is not null
            and not exists (
                select 1
                from finding_updates as corrected
                where corrected.update_id = waiting.corrects_id
                    and corrected.finding_id = waiting.finding_id
            )
    """,
)

FIRST_DUE_STAYS = HistoryRule(
    sentence="The date an action was first due stays as it is",
    at="first_due_on",
    todo='Write the first date as it was, and the new one into "Revised due" with the reason and who agreed.',
    reads=("actions",),
    sql="""
        select distinct waiting.extract_id, waiting.row_number
        from {waiting} as waiting
        join actions as other
            on other.action_id = waiting.action_id
            and other.as_at_on < waiting.as_at_on
        where other.first_due_on is not null and other.first_due_on is distinct from waiting.first_due_on
    """,
)


def _names_an_action(column: str, sentence: str) -> HistoryRule:
    """The rule that a column names a recorded action."""
    return HistoryRule(
        sentence=sentence,
        at=column,
        todo="Write the name of that action, or supply it first.",
        reads=("actions",),
        sql=f"""
            select waiting.extract_id, waiting.row_number
            from {{waiting}} as waiting
            where waiting.{column} is not null
                and not exists (
                    select 1
                    from actions as other
                    where other.action_id = waiting.{column}
                )
        """,
    )


DEPENDS_ON_AN_ACTION = _names_an_action("depends_on_id", "What an action depends on is a recorded action")
FOLLOWED_BY_AN_ACTION = _names_an_action("action_id", "A decision is followed by a recorded action")

DEPENDS_ON_NOTHING_THAT_WAITS_FOR_IT = HistoryRule(
    sentence="No action waits for one that waits for it, by however many others",
    at="depends_on_id",
    todo="Leave the cell empty at one of the actions, or name another.",
    reads=("actions",),
    sql="""
        with recursive

        numbered as (

            select
                action_id,
                depends_on_id,
                row_number() over (partition by action_id order by as_at_on desc) as newest_first
            from actions

        ),

        chain as (

            select action_id, depends_on_id
            from numbered
            where newest_first = 1
                and depends_on_id is not null
                and action_id in (select action_id from {waiting})
            union
            select chain.action_id, numbered.depends_on_id
            from chain
            join numbered
                on numbered.action_id = chain.depends_on_id
            where numbered.newest_first = 1 and numbered.depends_on_id is not null

        )

        select waiting.extract_id, waiting.row_number
        from {waiting} as waiting
        join chain
            on chain.action_id = waiting.action_id
            and chain.depends_on_id = waiting.action_id
        where waiting.depends_on_id is not null
    """,
)

COMPLETE_BEFORE_WHAT_IT_WAITS_FOR = HistoryRule(
    sentence="An action is complete only after the one it depends on",
    at="action_id",
    todo="Complete the other one first, name another, or say that it was completed without it.",
    asks="dependency of",
    answer="it was completed without it",
    reads=("actions", "action_statuses"),
    sql="""
        with others as (

            select
                waiting.extract_id,
                waiting.row_number,
                other.action_title,
                other.action_status_code,
                row_number() over (
                    partition by waiting.extract_id, waiting.row_number order by other.as_at_on desc
                ) as newest_first
            from {waiting} as waiting
            join action_statuses
                on action_statuses.action_status_code = waiting.action_status_code
            join actions as other
                on other.action_id = waiting.depends_on_id
                and other.as_at_on <= waiting.as_at_on
            where action_statuses.counts_as in ('complete', 'checked')

        )

        select
            others.extract_id,
            others.row_number,
            'An action is complete only after the one it depends on, and "' || others.action_title || '" is not complete'
                as sentence
        from others
        join action_statuses
            on action_statuses.action_status_code = others.action_status_code
        where others.newest_first = 1 and action_statuses.counts_as = 'open'
    """,
)

ON_A_DAY_OF_A_BOARD = HistoryRule(
    sentence="What is said to a board is said on the day of a board of the list",
    at="meeting_on",
    todo="Write the day of the board, or say that this board is still to be listed.",
    asks="board of",
    answer="it is still to be listed",
    reads=("board_meetings",),
    sql="""
        select waiting.extract_id, waiting.row_number
        from {waiting} as waiting
        where exists (
                select 1
                from board_meetings
            )
            and not exists (
                select 1
                from board_meetings
                where board_meetings.meeting_on = waiting.meeting_on
            )
            and not exists (
                select 1
                from {held} as held
                where held.commentary_id = waiting.commentary_id
                    and held.meeting_on = waiting.meeting_on
            )
    """,
)
