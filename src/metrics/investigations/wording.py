"""What the measures of investigation quality say, by rule. Every number is a number of the rows."""

from collections.abc import Callable, Sequence
from datetime import date

from src.contracts.metric import Row
from src.wording import (
    bounded,
    capital,
    count_of,
    dated,
    day,
    in_words,
    inside,
    listed,
    month,
    number,
    paragraph,
    percent,
    verb,
    when,
)

FEWEST_FOR_A_SHARE = 10
"""Of fewer reviews the count says what is known; a share would say more."""
IN_WORDS = {
    "over": "more than ", "at_least": "at least ", "under": "fewer than ", "at_most": "at most ", "about": "about ",
}  # fmt: skip
"""A bound of a count that begins a sentence."""
_GOOD = "the investigation good or better (4 or 5 of 5) overall"


def qatt_grades(rows: Sequence[Row], as_at: date) -> str:
    """The overall grade against the one before, then the strongest and weakest section."""
    newest_on = max(row["as_at_on"] for row in rows)
    newest = [row for row in rows if row["as_at_on"] == newest_on]
    overall = [row for row in rows if row["section_code"] == "overall" and row["average_grade"] is not None]
    sections = [row for row in newest if row["section_code"] != "overall" and row["average_grade"] is not None]
    sentences = []
    if overall and overall[-1]["as_at_on"] == newest_on:
        grade = overall[-1]["average_grade"]
        text = f"Investigations reviewed up to {day(newest_on)} were graded {number(grade)} out of 5 overall"
        if len(overall) > 1:
            before = overall[-2]["average_grade"]
            way = "the same as" if grade == before else "higher than" if grade > before else "lower than"
            text += f", {way} up to {day(overall[-2]['as_at_on'])} ({number(before)})"
        sentences.append(f"{text}.")
    sentences.append(_weakest_and_strongest(sections, "average_grade", number))
    if len({row["as_at_on"] for row in rows}) == 1:
        sentences.append("It is one baseline: nothing yet says whether quality is rising.")
    return paragraph(sentences)


def _weakest_and_strongest(sections: Sequence[Row], column: str, written: Callable[[float], str]) -> str:
    """Which sections are lowest and highest, ties named together, by what a reader sees; nothing of one section."""
    if len(sections) < 2:
        return ""
    seen = [{**row, "shown": written(row[column])} for row in sections]
    low, high = (written(pick(row[column] for row in sections)) for pick in (min, max))
    if low == high:
        return (
            f"{listed([seen[0]['section_name'], *(inside(row['section_name']) for row in seen[1:])])} are all at {low}."
        )
    weakest, strongest = ([row["section_name"] for row in seen if row["shown"] == end] for end in (low, high))
    return (
        f"{listed([weakest[0], *map(inside, weakest[1:])])} {verb(len(weakest), 'is', 'are')} weakest at {low}; "
        f"{listed(map(inside, strongest))} {verb(len(strongest), 'is', 'are')} strongest at {high}."
    )


def qatt_reviews(rows: Sequence[Row], as_at: date) -> str:
    """How many reviews have been completed so far."""
    newest = rows[-1]
    reviews = f"{IN_WORDS.get(newest['qualifier_code'], '')}{count_of(newest['reviews_count'], 'review')}"
    return f"{capital(reviews)} had been completed by {dated(newest['as_at_on'], newest['as_at_precision'])}."


def standards(rows: Sequence[Row], as_at: date) -> str:
    """The newest share of each standard."""
    newest = {row["measure_code"]: row for row in rows if row["share_percent"] is not None}
    sentences = listed(
        f"{inside(row['measure_name'])} {bounded(row['share_percent'], row['qualifier_code'])}%"
        for row in newest.values()
    )
    return f"{capital(sentences)}." if sentences else "No share is printed for any of the standards."


def outcomes(rows: Sequence[Row], as_at: date) -> str:
    """The newest rate for each group of crime."""
    newest = {row["crime_group_code"]: row for row in rows if row["share_percent"] is not None}
    if not newest:
        return "No rate of positive outcomes is printed."
    sentences = listed(
        f"{bounded(row['share_percent'], row['qualifier_code'])}% for {row['crime_group_name'].lower()}"
        for row in newest.values()
    )
    first = next(iter(newest.values()))
    return f"Positive outcomes stand at {sentences}, year to date, {when(first['as_at_on'], first['as_at_precision'])}."


def distribution(rows: Sequence[Row], as_at: date) -> str:
    """How many graded good or better overall in the newest month, and the weakest section where there are enough reviews."""
    newest = [row for row in rows if row["as_at_on"] == rows[-1]["as_at_on"] and row["reviews_count"]]
    overall = next((row for row in newest if row["section_code"] == "overall"), None)
    sections = [row for row in newest if row["section_code"] != "overall" and row["share_percent"] is not None]
    if overall and overall["reviews_count"] < FEWEST_FOR_A_SHARE:
        return _good_of_few(overall["good_count"], overall["reviews_count"], month(overall["as_at_on"]))
    sentences = []
    if overall:
        share = percent(round(overall["share_percent"], 1))
        reviews = count_of(overall["reviews_count"], "review")
        sentences.append(f"{share} of {reviews} in {month(overall['as_at_on'])} graded {_GOOD}.")
    sentences.append(_weakest_and_strongest(sections, "share_percent", lambda share: percent(round(share, 1))))
    return paragraph(sentences)


def _good_of_few(good: int, reviews: int, when: str) -> str:
    graded = "graded"
    some = capital(in_words(good)) if good else "None"
    which = f"All {in_words(reviews)} reviews" if good == reviews else f"{some} of {in_words(reviews)} reviews"
    if reviews == 1:
        which, graded = "The one review", "graded" if good else "did not grade"
    return f"{which} in {when} {graded} {_GOOD}."


def departments(rows: Sequence[Row], as_at: date) -> str:
    """How far apart the departments' mean grades are in the newest month, and on how many reviews they rest."""
    newest = [row for row in rows if row["as_at_on"] == rows[-1]["as_at_on"] and row["average_grade"] is not None]
    if not newest:
        return f"No department was reviewed in {month(rows[-1]['as_at_on'])}."
    lowest, highest = (pick(newest, key=lambda row: row["average_grade"]) for pick in (min, max))
    when = month(newest[0]["as_at_on"])
    if len(newest) == 1:
        return f"One department was reviewed in {when}: {highest['department_name']}, {_mean(highest)}."
    if f"{lowest['average_grade']:.1f}" == f"{highest['average_grade']:.1f}":
        return f"The mean grade of each of {in_words(len(newest))} departments in {when} is {lowest['average_grade']:.1f} of 5."
    return (
        f"Departments' mean grades in {when} run from {_mean(lowest)} in {lowest['department_name']} to "
        f"{_mean(highest)} in {highest['department_name']}."
    )


def _mean(row: Row) -> str:
    return f"{row['average_grade']:.1f} of 5 ({count_of(row['reviews_count'], 'review')})"
