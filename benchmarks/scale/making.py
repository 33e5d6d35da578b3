"""Makes a store of millions of rows: QATT reviews and findings of many forces, ten years of them.

Rows are made by SQL, not read from files, and go through the store's own appends and its own ledger. Each
extract is a force's and a year's: twelve months of reviews, or the whole register at twelve dates.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pyarrow

from src.metrics.datasets import DATASETS
from src.store import delta
from src.store.ledger import ACCEPTED, Event, Ledger
from src.store.tables import schema

FORCES = 43
FIRST_YEAR, YEARS = 2014, 10
LAST_DAY = date(FIRST_YEAR + YEARS - 1, 12, 31)
_MONTHS = 12 * YEARS

_REVIEWS = """
    select
        format('{}-{}-{}', $force, $year, n) as review_id,
        make_date($year, 1, 1) + cast(n % 365 as int) as reviewed_on,
        ['force_cid', 'local_cid', 'public_protection', 'complex_child_abuse', 'response_investigation'][1 + n % 5]
            as department_code,
        1 + hash(n, $year, 1) % 5 as victim_focus_grade,
        case when n % 4 > 0 then 1 + hash(n, $year, 2) % 5 end as suspect_management_grade,
        1 + hash(n, $year, 3) % 5 as investigation_standards_grade,
        1 + hash(n, $year, 4) % 5 as supervisor_review_grade,
        1 + hash(n, $year, 5) % 5 as overall_grade,
        $force as force_code,
        n + 2 as row_number
    from range($rows) as numbers (n)
"""

# A finding is spoken of in every month from its report on, and closes after some years or not at all.
_FINDINGS = """
    select
        format('{}-finding-{}', $force, finding) as finding_id,
        last_day(make_date($year, 1 + month, 1)) as as_at_on,
        'whole' as coverage_code,
        case when finding % 3 = 0 then 'area_for_improvement' else 'recommendation' end as finding_type_code,
        cast(1 + finding % 4 as varchar) as level_code,
        format('Improve the response to incidents, part {}', finding % 700) as title,
        format('An inspection of forces, {}', 2004 + finding % 9) as source_report,
        date '2004-01-31' + cast(finding % 3000 as int) as report_published_on,
        'force' as scope_code,
        date '2014-06-30' + cast(finding % 4000 as int) as deadline_on,
        date '2014-03-31' + cast(finding % 4000 as int) as force_target_on,
        case when is_closed then 'hmicfrs_agreed' else 'open' end as status_code,
        case when is_closed then closes_on end as status_on,
        $force as force_code,
        12 * finding + month + 2 as row_number
    from (
        select
            n // 12 as finding,
            n % 12 as month,
            date '2014-06-30' + cast((n // 12) * 7919 % 6000 as int) as closes_on,
            closes_on <= last_day(make_date($year, 1 + n % 12, 1)) as is_closed
        from range(12 * cast($rows / 12 as bigint)) as numbers (n)
    ) as stated
"""

_MADE = {"qatt_reviews": _REVIEWS, "findings": _FINDINGS}
NAMES = tuple(_MADE)
"""The datasets that are made."""


def force_names(forces: int) -> tuple[str, ...]:
    """The codes of so many forces, our own first."""
    return ("wmp", *(f"f{number:02}" for number in range(2, forces + 1)))


def make(store: Path, rows: int, forces: int = FORCES) -> None:
    """Fill a store that does not exist yet with so many rows of each dataset, spread evenly over the forces."""
    events = [event for name in _MADE for event in _append(store, name, rows // forces // YEARS, force_names(forces))]
    Ledger(store).write(events)


def _append(store: Path, name: str, rows: int, forces: Sequence[str]) -> Iterator[Event]:
    """Append the extracts of a dataset, year by year as they would have come, and give their events."""
    stored = schema(DATASETS[name])
    connection = duckdb.connect()
    for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
        for force in forces:
            extract = f"{name}-{force}-{year}"
            asked = {"force": force, "year": year, "rows": rows}
            created = connection.sql(_MADE[name], params=asked).to_arrow_table()
            delta.append(store / "tables" / name, _fitted(created, stored, extract))
            yield Event(
                sequence=0,
                event=ACCEPTED,
                extract_id=extract,
                dataset=name,
                file_name=f"{extract}.csv",
                sha256=extract,
                row_count=created.num_rows,
                period_from=date(year, 1, 1),
                period_to=date(year, 12, 31),
                by_whom="benchmark",
                reason="measuring",
                at=datetime.now(UTC),
                forces=force,
            )


def _fitted(created: pyarrow.Table, stored: pyarrow.Schema, extract: str) -> pyarrow.Table:
    """The rows with every column the store has, empty where none was made."""
    given = {"extract_id": pyarrow.array([extract] * created.num_rows, pyarrow.string())}
    given |= {column: created[column] for column in created.column_names}
    columns = [
        given[field.name].cast(field.type) if field.name in given else pyarrow.nulls(created.num_rows, field.type)
        for field in stored
    ]
    return pyarrow.table(columns, schema=stored)
