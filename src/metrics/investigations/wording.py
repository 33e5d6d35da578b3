"""What the measures of investigation quality say, by rule. Every number is a number of the rows."""

from collections.abc import Sequence
from datetime import date

from src.contracts.metric import Row
from src.wording import (
    capital,
    count_of,
    dated,
    day,
    inside,
    listed,
    month,
    number,
    paragraph,
    percent,
    when,
)


def qatt_grades(rows: Sequence[Row], as_at: date) -> str:
    """The overall grade, then the strongest and weakest section."""
    newest = [row for row in rows if row["as_at_on"] == max(r["as_at_on"] for r in rows)]
    overall = next((row for row in newest if row["section_code"] == "overall"), None)
    sections = [row for row in newest if row["section_code"] != "overall" and row["average_grade"] is not None]
    sentences = []
    if overall:
        sentences.append(
            f"Investigations reviewed up to {day(overall['as_at_on'])} were graded {number(overall['average_grade'])} out of 5 overall."
        )
    if sections:
        weakest = min(sections, key=lambda row: row["average_grade"])
        strongest = max(sections, key=lambda row: row["average_grade"])
        sentences.append(
            f"{weakest['section_name']} is weakest at {number(weakest['average_grade'])}; "
            f"{strongest['section_name'].lower()} is strongest at {number(strongest['average_grade'])}."
        )
    if len({row["as_at_on"] for row in rows}) == 1:
        sentences.append("It is one baseline: nothing yet says whether quality is rising.")
    return paragraph(sentences)


def qatt_reviews(rows: Sequence[Row], as_at: date) -> str:
    """How many reviews have been completed so far."""
    newest = rows[-1]
    count = number(newest["reviews_count"])
    text = f"More than {count}" if newest["qualifier_code"] == "over" else count
    return f"{text} reviews had been completed by {dated(newest['as_at_on'], newest['as_at_precision'])}."


def standards(rows: Sequence[Row], as_at: date) -> str:
    """The newest share of each standard."""
    newest = {row["measure_code"]: row for row in rows if row["share_percent"] is not None}
    sentences = listed(
        f"{row['measure_name'][:1].lower()}{row['measure_name'][1:]} {percent(row['share_percent'])}"
        for row in newest.values()
    )
    return f"{capital(sentences)}." if sentences else "No share is printed for any of the standards."


def outcomes(rows: Sequence[Row], as_at: date) -> str:
    """The newest rate for each group of crime."""
    newest = {row["crime_group_code"]: row for row in rows if row["share_percent"] is not None}
    if not newest:
        return "No rate of positive outcomes is printed."
    sentences = listed(
        f"{percent(row['share_percent'])} for {row['crime_group_name'].lower()}" for row in newest.values()
    )
    first = next(iter(newest.values()))
    return f"Positive outcomes stand at {sentences}, year to date, {when(first['as_at_on'], first['as_at_precision'])}."


def distribution(rows: Sequence[Row], as_at: date) -> str:
    """The share graded good or better overall in the newest month, on how many reviews, and the weakest section."""
    newest = [row for row in rows if row["as_at_on"] == rows[-1]["as_at_on"] and row["reviews_count"]]
    overall = next((row for row in newest if row["section_code"] == "overall"), None)
    sections = [row for row in newest if row["section_code"] != "overall"]
    sentences = []
    if overall:
        sentences.append(
            f"{percent(round(overall['share_percent']))} of {count_of(overall['reviews_count'], 'review')} in "
            f"{month(overall['as_at_on'])} graded the investigation good or better (4 or 5 of 5) overall."
        )
    if len(sections) > 1:
        weakest = min(sections, key=lambda row: row["share_percent"])
        strongest = max(sections, key=lambda row: row["share_percent"])
        sentences.append(
            f"{weakest['section_name']} is weakest at {percent(round(weakest['share_percent']))}; "
            f"{inside(strongest['section_name'])} is strongest at {percent(round(strongest['share_percent']))}."
        )
    return paragraph(sentences)


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
