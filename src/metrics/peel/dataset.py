"""PEEL: every grade with how it is known, the counts the inspectorate published, and other forces' grades."""

from src.contracts.column import Column, Kind
from src.contracts.dataset import Dataset, Reconciliation, Rule, no_more_than
from src.contracts.shared_columns import AS_AT, AS_AT_PRECISION, code, count, day, identifier, precision, text

PEEL_GRADINGS = Dataset(
    name="peel_gradings",
    title="PEEL gradings",
    one_row_is="one question, area or pillar in one inspection, graded or not",
    owner="Inspection liaison, Strategy, Delivery and Assurance",
    system="Inspection reports of HMICFRS",
    expected_every="inspection",
    key=("grading_id",),
    dated_by="published_on",
    columns=(
        identifier("grading_id", "Grading", "A short stable name.", required=True),
        code("cycle_code", "Cycle", "peel_cycles", "The round of inspections.", required=True),
        code(
            "framework_code", "Framework", "peel_frameworks", "The framework the grade was given under.", required=True
        ),
        code("pillar_code", "Pillar", "peel_pillars", "Effectiveness, efficiency, legitimacy or none."),
        code(
            "entry_level_code",
            "Kind of row",
            "peel_entry_levels",
            "Pillar, question, area, summary or separate inspection.",
            required=True,
        ),
        code("thread_code", "Thread", "peel_threads", "The subject that the row follows from cycle to cycle."),
        text("question", "Question or area", "As the inspectorate names it.", required=True),
        code("grade_code", "Grade", "peel_grades", "Empty where no source gives it: a blank, never a guess."),
        code("carried_over_from", "Carried over from", "peel_cycles", "The cycle whose grade was left to stand."),
        text("inspected_text", "Inspected", "When the evidence was gathered, in words."),
        day("inspected_on", "Inspected on", "When the evidence was gathered, where one date is clear."),
        day("published_on", "Published", "The day the grade was published."),
        precision("published_precision", "Published"),
        code("basis_code", "Basis", "grade_bases", "How the grade is known."),
        Column(name="is_disputed", heading="Disputed", meaning="Yes where two sources disagree.", kind=Kind.YES_NO),
        identifier("second_source_id", "Second source", "The source that says otherwise."),
    ),
)

PEEL_PUBLISHED_COUNTS = Dataset(
    name="peel_published_counts",
    title="Published counts of PEEL grades",
    one_row_is="one grade in one cycle",
    owner="Inspection liaison, Strategy, Delivery and Assurance",
    system="Inspection reports of HMICFRS",
    expected_every="inspection",
    key=("cycle_code", "grade_code"),
    columns=(
        code("cycle_code", "Cycle", "peel_cycles", "The round of inspections.", required=True),
        code("grade_code", "Grade", "peel_grades", "The grade counted.", required=True),
        count("areas_count", "Areas", "How many areas were given the grade.", "areas"),
        count("areas_graded_count", "Areas graded", "How many areas were graded in all.", "areas"),
        AS_AT,
        AS_AT_PRECISION,
    ),
    reconciliations=(
        Reconciliation(
            name="Grades held against the published count",
            holds="The grades held by area come to the counts the inspectorate published",
            reads=("peel_published_counts", "peel_gradings", "peel_grades", "peel_cycles"),
            metrics=("peel_grade_counts_by_cycle", "peel_grades_by_question"),
            sql="""
                select
                    peel_cycles.cycle_name || ', ' || lower(peel_grades.grade_name) as subject,
                    count(peel_gradings.grading_id) as found,
                    max(published.areas_count) as expected
                from peel_published_counts as published
                join peel_grades
                    on peel_grades.grade_code = published.grade_code
                join peel_cycles
                    on peel_cycles.cycle_code = published.cycle_code
                left join peel_gradings
                    on peel_gradings.cycle_code = published.cycle_code
                    and peel_gradings.grade_code = published.grade_code
                    and peel_gradings.entry_level_code = 'area'
                where published.as_at_on <= $as_at
                group by
                    peel_cycles.cycle_name, peel_grades.grade_name,
                    peel_cycles.sort_order, peel_grades.rank_order
                order by peel_cycles.sort_order, peel_grades.rank_order
            """,
        ),
    ),
)

PEER_GRADINGS = Dataset(
    name="peer_gradings",
    title="Other forces' PEEL grades",
    one_row_is="one grade of one area, or one count of areas with a grade, that a source gives another force in one cycle",
    owner="Inspection liaison, Strategy, Delivery and Assurance",
    system="Inspection reports and releases of HMICFRS",
    expected_every="inspection",
    key=("grading_id",),
    dated_by="published_on",
    columns=(
        identifier("grading_id", "Grading", "A short stable name.", required=True),
        code("peer_force_code", "Other force", "peer_forces", "The force that was graded.", required=True),
        code("cycle_code", "Cycle", "peel_cycles", "The round of inspections.", required=True),
        code("row_kind_code", "Count or area", "peer_row_kinds", "A count of areas, or one area.", required=True),
        text("area", "Area of policing", "As the source names it. Not looked at in a count."),
        code("grade_code", "Grade", "peel_grades", "The grade given or counted.", required=True),
        count(
            "areas_count", "Areas", "How many areas were given the grade. Not looked at in a row of one area.", "areas"
        ),
        count("areas_graded_count", "Areas graded", "How many areas the force was graded on in all.", "areas"),
        day("published_on", "Published", "The day the grade was published. Empty where no source states it."),
        precision("published_precision", "Published"),
        code("basis_code", "Basis", "grade_bases", "How the grade is known.", required=True),
    ),
    rules=(
        Rule(
            sentence="A row of one area names the area",
            broken_by=lambda rows: (rows.row_kind_code == "area") & rows.area.isna(),
            at="area",
            todo="Name the area as the source does, or say that the row is a count of areas.",
        ),
        Rule(
            sentence="A count says how many areas",
            broken_by=lambda rows: (rows.row_kind_code == "count") & rows.areas_count.isna(),
            at="areas_count",
            todo="Fill in the number of areas, or say that the row is one area.",
        ),
        no_more_than("areas_count", "areas_graded_count", "No more areas have a grade than were graded"),
    ),
    reconciliations=(
        Reconciliation(
            name="Other forces' grades against the areas graded",
            holds="Each force's grades come to the number of areas it was graded on",
            reads=("peer_gradings", "peer_forces", "peel_cycles"),
            metrics=("peer_grade_counts_by_cycle",),
            sql="""
                select
                    peer_forces.peer_force_name || ', ' || peel_cycles.cycle_name as subject,
                    coalesce(
                        sum(peer_gradings.areas_count) filter (where peer_gradings.row_kind_code = 'count'),
                        count(*) filter (where peer_gradings.row_kind_code = 'area')
                    ) as found,
                    max(peer_gradings.areas_graded_count) as expected
                from peer_gradings
                join peer_forces using (peer_force_code)
                join peel_cycles using (cycle_code)
                where coalesce(peer_gradings.published_on, peel_cycles.published_from_on) <= $as_at
                group by
                    peer_forces.peer_force_name, peer_forces.sort_order,
                    peel_cycles.cycle_name, peel_cycles.sort_order
                order by peel_cycles.sort_order, peer_forces.sort_order
            """,
        ),
    ),
)
