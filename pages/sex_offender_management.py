"""Sex offender management: tasks outstanding, then and now."""

from src.charts import pairs
from src.screen import frame, panels
from src.screen.parts import Field
from src.wording import first_sentence

on = frame.open_page("Sex offender management")
tasks = on.result("sex_offender_tasks_outstanding")

frame.headline(on, tasks.sentence, [tasks])
panels.picture(
    on,
    tasks,
    lambda: pairs.then_and_now(
        tasks,
        on.look,
        name="task_name",
        count="outstanding_count",
        qualifier="qualifier_code",
        title=first_sentence(tasks.sentence),
        measure="Tasks outstanding, whole force",
    ),
    [
        Field(name="task_name", heading="Task"),
        Field(name="as_at_on", heading="As at", precision="as_at_precision"),
        Field(name="outstanding_count", heading="Outstanding", is_number=True, qualifier="qualifier_code"),
        Field(name="all_tasks_count", heading="All four together", is_number=True),
        Field(name="place", heading="Place in source"),
    ],
)
panels.code_list(
    on,
    "sex_offender_task_types",
    "What the tasks are",
    [Field(name="task_name", heading="Task"), Field(name="meaning", heading="What it is")],
)
frame.close_page(on, [tasks])
