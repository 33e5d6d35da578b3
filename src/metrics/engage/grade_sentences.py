"""What the grades of single reviews say, by rule. Every number is a number of the rows."""

from collections.abc import Sequence
from datetime import date

from src.metrics.contract import Row
from src.wording import count_of, inside, month, number, paragraph, percent


def distribution(rows: Sequence[Row], as_at: date) -> str:
    """The share graded good or better overall in the newest month, on how many reviews, and the weakest section."""
    newest = [row for row in rows if row["as_at_on"] == rows[-1]["as_at_on"] and row["reviews_count"]]
    overall = next((row for row in newest if row["section_code"] == "overall"), None)
    sections = [row for row in newest if row["section_code"] != "overall"]
    said = []
    if overall:
        said.append(
            f"{percent(round(overall['share_percent']))} of {count_of(overall['reviews_count'], 'review')} in "
            f"{month(overall['as_at_on'])} graded the investigation good or better (4 or 5 of 5) overall."
        )
    if len(sections) > 1:
        weakest = min(sections, key=lambda row: row["share_percent"])
        strongest = max(sections, key=lambda row: row["share_percent"])
        said.append(
            f"{weakest['section_name']} is weakest at {percent(round(weakest['share_percent']))}; "
            f"{inside(strongest['section_name'])} is strongest at {percent(round(strongest['share_percent']))}."
        )
    return paragraph(said)


def departments(rows: Sequence[Row], as_at: date) -> str:
    """How far apart the departments' mean grades are in the newest month, and on how many reviews they rest."""
    newest = [row for row in rows if row["as_at_on"] == rows[-1]["as_at_on"] and row["reviews_count"]]
    highest = max(newest, key=lambda row: row["average_grade"])
    lowest = min(newest, key=lambda row: row["average_grade"])
    when = month(newest[0]["as_at_on"])
    if len(newest) == 1:
        return f"One department was reviewed in {when}: {highest['department_name']}, {_mean(highest)}."
    return (
        f"Departments' mean grades in {when} run from {_mean(lowest)} in {lowest['department_name']} to "
        f"{_mean(highest)} in {highest['department_name']}."
    )


def _mean(row: Row) -> str:
    return f"{number(round(row['average_grade'], 1))} of 5 ({count_of(row['reviews_count'], 'review')})"
