"""Sex offender management: tasks outstanding."""

from src.contracts.dataset import Dataset, Wide, of_newest
from src.contracts.shared_columns import AS_AT, AS_AT_PRECISION, QUALIFIER, code, count

SEX_OFFENDER_TASKS = Dataset(
    name="sex_offender_tasks",
    title="Sex offender management tasks",
    one_row_is="one type of task in one area at one as-at date",
    owner="Sex offender management lead, Public Protection Unit",
    system="Qlik",
    expected_every="month",
    key=("as_at_on", "area_code", "task_code"),
    columns=(
        AS_AT,
        AS_AT_PRECISION,
        code(
            "area_code",
            "Area",
            "areas",
            "The local policing area, or the whole force.",
            required=True,
            also=("LPA", "local policing area"),
        ),
        code(
            "task_code",
            "Task",
            "sex_offender_task_types",
            "Initial ARMS, 12-month ARMS, risk management plan review or visit.",
            required=True,
        ),
        count("outstanding_count", "Outstanding", "Tasks past due.", "tasks", qualifier="qualifier_code"),
        count("arising_count", "Arising", "Tasks that fell due since the last extract.", "tasks"),
        count("completed_count", "Completed", "Tasks completed since the last extract.", "tasks"),
        QUALIFIER,
    ),
    reconciliations=(
        of_newest(
            "sex_offender_tasks",
            "Areas against the force's tasks",
            "The areas add up to the force's tasks",
            ("sex_offender_tasks_outstanding", "sex_offender_tasks_by_area"),
            subject="Outstanding tasks of every kind",
            found="""
            case
                when count(outstanding_count) filter (where area_code <> 'force')
                    = (select count(*) from areas where not is_force_total)
                    * count(outstanding_count) filter (where area_code = 'force')
                    then cast(sum(outstanding_count) filter (where area_code <> 'force') as bigint)
            end""",
            expected="cast(sum(outstanding_count) filter (where area_code = 'force') as bigint)",
            having="count(*) filter (where area_code <> 'force') > 0",
            reads=("areas",),
        ),
    ),
    wide=Wide(
        down="task_code",
        across="as_at_on",
        each="task",
        met=("arms", "rmp", "risk management plan", "visit"),
        always={"area_code": "Whole force"},
        totals=("all tasks",),
    ),
)
