"""What is left at a step to closure: asked about, and let in with an answer."""

from src.contracts.dataset import HistoryRule

_UNDER = """
        under as (

            -- A finding has its own actions, a cause of concern those of its recommendations too.
            select finding_id as about_id, finding_id from findings
            union
            select parent_finding_id, finding_id from findings where parent_finding_id is not null

        )
"""
STEP_WITH_ACTIONS_LEFT = HistoryRule(
    sentence="Work is done once its actions are, and evidence is audited once another role has checked them",
    at="finding_id",
    todo="Have its actions completed or checked first, or say that the step was taken without them.",
    asks="actions left under",
    answer="it was taken without them",
    reads=("actions", "action_statuses", "findings"),
    sql=f"""
        with {_UNDER},

        stated as (

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
            from {{waiting}} as waiting
            join under
                on under.about_id = waiting.finding_id
            join actions
                on actions.finding_id = under.finding_id
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
"""It asks and does not refuse: an action may go beyond what HMICFRS asked for. A cause has those of its recommendations."""

STEP_WITH_RECOMMENDATIONS_LEFT = HistoryRule(
    sentence="The work on a cause of concern is done once that on its recommendations is",
    at="finding_id",
    todo="Record first that their work is done, or say that the step was taken without it.",
    asks="recommendations left under",
    answer="it was taken without them",
    reads=("closure_steps", "findings", "finding_statuses"),
    sql="""
        with stated as (

            select
                waiting.extract_id,
                waiting.row_number,
                waiting.taken_on,
                findings.finding_id,
                findings.title,
                finding_statuses.counts_as,
                row_number() over (
                    partition by waiting.extract_id, waiting.row_number, findings.finding_id
                    order by findings.as_at_on desc
                ) as newest_first
            from {waiting} as waiting
            join findings
                on findings.parent_finding_id = waiting.finding_id
                and findings.as_at_on <= waiting.taken_on
            join finding_statuses
                on finding_statuses.status_code = findings.status_code
            where waiting.step_code = 'work_done'

        )

        select
            extract_id,
            row_number,
            'The work on a cause of concern is done once that on its recommendations is, and "' || min(title) || '" '
            || case when count(*) > 1 then 'and ' || (count(*) - 1) || ' more are' else 'is' end
            || ' open' as sentence
        from stated
        where newest_first = 1
            and counts_as = 'open'
            and coalesce(
                (
                    select max_by(closure_steps.step_code, closure_steps.taken_on)
                    from closure_steps
                    where closure_steps.finding_id = stated.finding_id
                        and closure_steps.taken_on <= stated.taken_on
                ) = 'sent_back',
                true
            )
        group by extract_id, row_number
    """,
)
"""A recommendation with a step since it was last sent back is done, whatever the register still says."""

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
