"""New grades of an inspection, counted by grade, and the phase of monitoring. Cycles are never compared."""

from collections.abc import Iterator, Sequence

from src import wording
from src.analysis.monitoring import phases
from src.contracts.change import Attention, Change, ChangeKind
from src.contracts.metric import Result, Row

DEFAULT_PHASE = "Scan"
"""The phase in which HMICFRS watches every force."""
_LISTED = 5


def grades_changed(before: Result, after: Result) -> Iterator[Change]:
    """Grades given since, one change a cycle, and grades of one cycle that were given otherwise than before."""
    was = {row["grading_id"]: row for row in before.rows}
    new: dict[tuple[str, str], list[Row]] = {}
    for row in after.rows:
        old = was.get(row["grading_id"])
        if old is None:
            level = "pillar grade" if row["entry_level_code"] == "pillar" else "grade"
            where = "outside PEEL" if row["entry_level_code"] == "separate" else f"in {row['cycle_name']}"
            new.setdefault((where, level), []).append(row)
        elif old["grade_code"] != row["grade_code"]:
            yield _regraded(after, old, row)
    for (where, level), rows in new.items():
        if any(row["rank_order"] for row in rows):
            yield _graded(after, where, level, rows)


def _graded(after: Result, where: str, level: str, rows: Sequence[Row]) -> Change:
    """Eight new grades in PEEL 2023-25: three inadequate (A; B; C), three requires improvement and two adequate."""
    graded = sorted((row for row in rows if row["rank_order"]), key=lambda row: -row["rank_order"])
    by_grade: dict[str, list[str]] = {}
    for row in graded:
        by_grade.setdefault(row["grade_name"], []).append(row["thread_name"] or row["question"])
    parts = [
        wording.inside(grade) if len(graded) == 1 else f"{wording.in_words(len(names))} {wording.inside(grade)}"
        for grade, names in by_grade.items()
    ]
    lowest = next(iter(by_grade.values()))
    parts[0] += f" ({wording.first_of(lowest, _LISTED)})"
    carried = sum(row["carried_over_from"] is not None for row in graded)
    over = f", {wording.in_words(carried)} of them carried over from an earlier cycle" if carried else ""
    published = [row["published_on"] for row in graded if row["published_on"]]
    count = wording.capital(wording.count_in_words(len(graded), f"new {level}"))
    return Change(
        kind=ChangeKind.GRADE,
        attention=Attention.BOARD,
        sentence=f"{count} {where}: {wording.listed(parts)}{over}.",
        metric=after.card.name,
        dataset=after.card.reads[0],
        subject=where.removeprefix("in "),
        after=len(graded),
        after_on=max(published, default=None),
        size=float(len(graded)),
        findings=tuple(str(row["grading_id"]) for row in rows),
    )


def _regraded(after: Result, old: Row, row: Row) -> Change:
    names = [wording.inside(of["grade_name"]) if of["grade_name"] else "no grade" for of in (old, row)]
    question = row["thread_name"] or row["question"]
    return Change(
        kind=ChangeKind.GRADE,
        attention=Attention.BOARD,
        sentence=f"{question}, {row['cycle_name']}: {names[0]} became {names[1]}.",
        metric=after.card.name,
        dataset=after.card.reads[0],
        subject=question,
        before=old["grade_name"],
        before_on=old["published_on"],
        after=row["grade_name"],
        after_on=row["published_on"],
        size=1.0,
        findings=(str(row["grading_id"]),),
    )


def phase_changed(before: Result, after: Result) -> Iterator[Change]:
    """That HMICFRS moved the force to another phase of monitoring; the newest event decides."""
    old, new = (_phase(of) for of in (before, after))
    if new and (old is None or old["event_id"] != new["event_id"]):
        since = [phase for phase in phases(after.rows) if phase.from_on > before.as_at] or phases(after.rows)[-1:]
        came = f"from {old['phase_name']} " if old and old["phase_name"] != since[0].name else ""
        ways = wording.listed(f"to {phase.name} on {wording.day(phase.from_on)}" for phase in since)
        title = "" if new["phase_name"] in new["title"] else f": {new['title']}"
        yield Change(
            kind=ChangeKind.PHASE,
            attention=Attention.BETTER if new["phase_name"] == DEFAULT_PHASE else Attention.BOARD,
            sentence=f"HMICFRS moved the force {came}{ways}{title}.",
            metric=after.card.name,
            dataset=after.card.reads[0],
            subject="Monitoring by HMICFRS",
            before=old["phase_name"] if old else None,
            before_on=old["as_at_on"] if old else None,
            after=new["phase_name"],
            after_on=new["as_at_on"],
            size=1.0,
            findings=(str(new["event_id"]),),
        )


def _phase(result: Result) -> Row | None:
    """The newest event that moved the force to a phase."""
    moves = phases(result.rows)
    return next((row for row in result.rows if moves and row["event_id"] == moves[-1].event_id), None)
