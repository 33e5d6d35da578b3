"""What the PEEL grades say, by rule. No sentence joins grades across a break."""

from collections.abc import Sequence
from datetime import date

from src.contracts.metric import Row
from src.wording import capital, count_in_words, in_words, inside, listed, paragraph, times, verb


def grades(rows: Sequence[Row], as_at: date) -> str:
    """The newest cycle's areas by grade, and the one thread that may be followed."""
    graded = [row for row in rows if row["rank_order"] is not None and row["entry_level_code"] == "area"]
    sentences = []
    if graded:
        newest = max(row["cycle_order"] for row in graded)
        areas = [row for row in graded if row["cycle_order"] == newest]
        by_grade: dict[str, int] = {}
        for row in sorted(areas, key=lambda row: row["rank_order"]):
            by_grade[row["grade_name"].lower()] = by_grade.get(row["grade_name"].lower(), 0) + 1
        counts = listed(f"{in_words(count)} {name}" for name, count in by_grade.items())
        sentences.append(f"{areas[0]['cycle_name']} graded {count_in_words(len(areas), 'area')}: {counts}.")
    for thread in dict.fromkeys(row["thread_code"] for row in rows if row["may_be_followed"] == "yes"):
        existing = [row for row in rows if row["thread_code"] == thread and row["rank_order"] is not None]
        good = [row for row in existing if row["rank_order"] <= _GOOD]
        if existing and not good:
            sentences.append(
                f"{existing[0]['thread_name']} has been graded {times(len(existing))} {'and not' if len(existing) == 1 else 'and never'} good."
            )
    return paragraph(sentences) or "No area is graded yet; the grades held are of pillars and questions."


_GOOD = 2
"""The place of good on the scale, best first."""
_POOR = ("RI", "I")
"""The grades below what the inspectorate expects of a force."""


def lowest(rows: Sequence[Row]) -> str:
    """Which areas, or questions of earlier cycles, have the lowest grade of the newest cycle, and the grade before of the thread that may be followed.

    Empty where none is below what is expected.
    """
    graded = [row for row in rows if row["rank_order"] is not None and row["entry_level_code"] in ("area", "question")]
    newest = [row for row in graded if row["cycle_order"] == max(each["cycle_order"] for each in graded)]
    worst = max(newest, key=lambda row: row["rank_order"], default=None)
    if worst is None or worst["grade_code"] not in _POOR:
        return ""
    areas = [row for row in newest if row["grade_code"] == worst["grade_code"]]
    names = listed(inside(row["thread_name"] or row["question"]) for row in areas)
    count = f"{count_in_words(len(areas), 'area')} {verb(len(areas), 'is', 'are')}"
    grade = worst["grade_name"].lower()
    sentence = f"{capital(count)} graded {grade} in {worst['cycle_name']}, the lowest grade given: {names}."
    followed = [row for row in newest if row["may_be_followed"] == "yes" and row not in areas]
    return paragraph([sentence, *(f"{row['thread_name']}: {row['grade_name'].lower()}." for row in followed)])


def counts(rows: Sequence[Row], as_at: date) -> str:
    """The newest cycle's counts beside the published ones."""
    newest = [row for row in rows if row["cycle_code"] == rows[-1]["cycle_code"]]
    existing = listed(
        f"{in_words(row['held_count'])} {row['grade_name'].lower()}" for row in newest if row["held_count"]
    )
    existing = existing or "no grade is held"
    published = [row for row in newest if row["published_count"] is not None]
    if not published:
        return f"{newest[0]['cycle_name']}: {existing}. No count was published to check against."
    agrees = all(row["held_count"] == row["published_count"] for row in published)
    return (
        f"{newest[0]['cycle_name']}: {existing}, {'as' if agrees else 'which is not what'} the inspectorate published."
    )


def peer_counts(rows: Sequence[Row], as_at: date) -> str:
    """The newest cycle's counts, force by force, and nothing made of them."""
    newest = [row for row in rows if row["cycle_order"] == rows[-1]["cycle_order"]]
    sentences = []
    for force in dict.fromkeys(row["force_name"] for row in newest):
        existing = [row for row in newest if row["force_name"] == force]
        counted = listed(f"{row['areas_count']} {row['grade_name'].lower()}" for row in existing if row["areas_count"])
        graded = existing[0]["areas_graded_count"]
        sentences.append(f"{force} {counted or 'none'}" + (f" of {graded}" if graded else ""))
    return f"{newest[0]['cycle_name']}, areas by grade, of those graded: {'; '.join(sentences)}."


def peer_areas(rows: Sequence[Row], as_at: date) -> str:
    """How many areas are named, of how many forces and in which cycles."""
    forces = len({row["peer_force_code"] for row in rows})
    by_cycle: dict[str, int] = {}
    for row in rows:
        by_cycle[row["cycle_name"]] = by_cycle.get(row["cycle_name"], 0) + 1
    cycles = listed(f"{in_words(count)} in {cycle}" for cycle, count in by_cycle.items())
    return capital(
        f"{count_in_words(len(rows), 'grade')} of {count_in_words(forces, 'other force')} can be put to an area: {cycles}."
    )
