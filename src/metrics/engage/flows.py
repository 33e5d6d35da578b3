"""The cards of the flows behind the Engage backlogs: what comes in and what goes out."""

from src.metrics.contract import Better, Kind, Varying
from src.metrics.engage import flow_sentences
from src.metrics.engage.shared import OWNED_BY, metric

_SINCE_LAST = "Each count is of what came since the extract before: where one is missed, the next counts for two."
_REFERRALS = Varying(
    column="referrals_received_count",
    said="MARAC referrals received",
    unit="referrals",
    better=Better.NEUTRAL,
    kind=Kind.FLOW,
    is_since_last=True,
)
_HEARD = Varying(
    column="cases_heard_count",
    said="MARAC cases heard",
    unit="cases",
    better=Better.HIGHER,
    kind=Kind.FLOW,
    is_since_last=True,
)

_TASKS = (
    Varying(
        column="arising_count",
        said="Sex offender tasks falling due",
        unit="tasks",
        better=Better.NEUTRAL,
        kind=Kind.FLOW,
        is_since_last=True,
    ),
    Varying(
        column="completed_count",
        said="Sex offender tasks completed",
        unit="tasks",
        better=Better.HIGHER,
        kind=Kind.FLOW,
        is_since_last=True,
    ),
)

METRICS = (
    metric(
        flow_sentences.marac,
        name="marac_referrals_and_cases_heard",
        title="MARAC referrals and cases heard",
        definition=(
            "The number of cases referred to the force's MARACs and of cases heard since the extract before, "
            "beside the cases awaiting."
        ),
        why="Cases awaiting fall only where more are heard than are referred, and the two call for different answers.",
        unit="cases",
        better=Better.NEUTRAL,
        kind=Kind.FLOW,
        topic="marac",
        one_row_per=("as_at_on",),
        reads=("marac_backlog", "areas"),
        owner=OWNED_BY.marac,
        varying=(_REFERRALS, _HEARD),
        caveats=(
            _SINCE_LAST,
            "More referrals may mean more harm or better recognition of it: they are neither better nor worse.",
        ),
    ),
    metric(
        flow_sentences.marac_areas,
        name="marac_referrals_and_cases_heard_by_area",
        title="MARAC referrals and cases heard by area",
        definition=(
            "The number of cases referred to MARAC and of cases heard in each local policing area since the "
            "extract before, beside the cases awaiting."
        ),
        why="It tells an area where more is asked for from one where less is done.",
        unit="cases",
        better=Better.NEUTRAL,
        kind=Kind.FLOW,
        topic="marac",
        part_of="marac_referrals_and_cases_heard",
        one_row_per=("as_at_on", "area_code"),
        reads=("marac_backlog", "areas"),
        owner=OWNED_BY.marac,
        varying=(_REFERRALS, _HEARD),
        caveats=(_SINCE_LAST, "Areas differ in size, and no rate can be worked out from what is held."),
    ),
    metric(
        flow_sentences.tasks,
        name="sex_offender_tasks_flow",
        title="Sex offender management tasks falling due and completed",
        definition=(
            "The number of tasks of each kind that fell due in the force and that were completed since the "
            "extract before, beside those outstanding."
        ),
        why="Tasks outstanding fall only where more are completed than fall due.",
        unit="tasks",
        better=Better.NEUTRAL,
        kind=Kind.FLOW,
        topic="sex_offenders",
        one_row_per=("as_at_on", "task_code"),
        reads=("sex_offender_tasks", "sex_offender_task_types", "areas"),
        owner=OWNED_BY.offenders,
        varying=_TASKS,
        caveats=(_SINCE_LAST, "All tasks together is our sum of unlike tasks."),
    ),
    metric(
        flow_sentences.tasks_by_area,
        name="sex_offender_tasks_by_area",
        title="Sex offender management tasks outstanding by area",
        definition="The number of tasks of all four kinds outstanding in each local policing area on a date.",
        why="A falling force total can hide an area where more is left undone.",
        unit="tasks",
        better=Better.LOWER,
        kind=Kind.STOCK,
        figure="outstanding_count",
        topic="sex_offenders",
        one_row_per=("as_at_on", "area_code"),
        reads=("sex_offender_tasks", "sex_offender_task_types", "areas"),
        owner=OWNED_BY.offenders,
        caveats=("All tasks together is our sum of unlike tasks.",),
    ),
    metric(
        flow_sentences.tasks_of_areas,
        name="sex_offender_tasks_flow_by_area",
        title="Sex offender management tasks falling due and completed by area",
        definition=(
            "The number of tasks of each kind that fell due in each local policing area and that were completed "
            "since the extract before, beside those outstanding."
        ),
        why="A week in which much falls due in one area can be lost in the force's total.",
        unit="tasks",
        better=Better.NEUTRAL,
        kind=Kind.FLOW,
        topic="sex_offenders",
        part_of="sex_offender_tasks_flow",
        one_row_per=("as_at_on", "area_code", "task_code"),
        reads=("sex_offender_tasks", "sex_offender_task_types", "areas"),
        owner=OWNED_BY.offenders,
        varying=_TASKS,
        caveats=(_SINCE_LAST, "Some counts are small: a kind of task of which an area has few moves much by chance."),
    ),
    metric(
        flow_sentences.packages,
        name="ocset_packages_flow",
        title="Online child abuse packages received and enforced",
        definition=(
            "The number of packages that came to each stage, and of those enforced, in the seven days up to a "
            "date, beside the packages at the stage."
        ),
        why="Packages waiting fall only where more are enforced than come in.",
        unit="packages",
        better=Better.NEUTRAL,
        kind=Kind.FLOW,
        topic="online_child_abuse",
        one_row_per=("as_at_on", "stage_code"),
        reads=("ocset_packages", "package_stages"),
        owner=OWNED_BY.online,
        varying=(
            Varying(
                column="received_count",
                said="Online child abuse packages received",
                unit="packages",
                better=Better.NEUTRAL,
                kind=Kind.FLOW,
            ),
            Varying(
                column="enforced_count",
                said="Online child abuse packages enforced",
                unit="packages",
                better=Better.HIGHER,
                kind=Kind.FLOW,
            ),
        ),
        caveats=("What leaves development is not counted: it comes to enforcement or is closed.",),
    ),
)
