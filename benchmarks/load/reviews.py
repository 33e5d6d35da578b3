"""A workbook of QATT reviews, one row a review and nobody in it, as a team's system would export it."""

import random
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

HEADINGS = (
    "Review", "Reviewed on", "Department", "Victim focus grade", "Suspect management grade",
    "Investigation standards grade", "Supervisor review grade", "Overall grade",
)  # fmt: skip
DEPARTMENTS = ("Force CID", "Local CID", "Public Protection Unit", "Response investigation")
FIRST, DAYS = date(2022, 1, 1), 900


def write(path: Path, rows: int, seed: int = 1) -> None:
    """Write a workbook of so many reviews, their grades drawn from a seed."""
    chance = random.Random(seed)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("QATT reviews")
    sheet.append(HEADINGS)
    for number in range(rows):
        grades = [chance.choices((1, 2, 3, 4, 5), (8, 30, 40, 18, 4))[0] for _ in range(5)]
        day = FIRST + timedelta(days=number * DAYS // rows)
        sheet.append((f"review-{seed}-{number}", day, chance.choice(DEPARTMENTS), *grades))
    book.save(path)
