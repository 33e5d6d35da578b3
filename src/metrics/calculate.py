"""A metric's result at an as-at date: its rows, its sentence, its sources and its checks."""

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from src import wording
from src.contracts.metric import (
    CANNOT,
    DIFFERS,
    RECONCILES,
    Card,
    Check,
    Engine,
    Kind,
    Metric,
    Result,
    Row,
    Threshold,
    as_stored,
)
from src.contracts.source import Source
from src.metrics import METRICS
from src.metrics.findings.shared_titles import distinguished

_CODE_POINT = re.compile(r"\$(\w+)")


def calculate_few(metric: Metric, engine: Engine, as_at: date, most: int) -> tuple[Result | None, int]:
    """The result without its sources and how many rows it has; no result where it has more rows than `most`."""
    rows, total = engine.ask_few(metric.sql, metric.card.reads, _at(metric, as_at), most)
    return (None if rows is None else _result(metric, engine, as_at, rows, with_sources=False)), total


def as_csv(result: Result) -> str:
    """The rows of a result as comma-separated text, headings first. No cell is taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if result.rows:
        writer.writerow(result.rows[0])
        writer.writerows([wording.safe_cell(as_stored(value)) for value in row.values()] for row in result.rows)
    return text.getvalue()


def _at(metric: Metric, as_at: date) -> dict[str, date]:
    """The parameters of a metric's SQL, all of which are the as-at date."""
    return dict.fromkeys(set(_CODE_POINT.findall(metric.sql)), as_at)


def calculate(metric: Metric, engine: Engine, as_at: date, **of: Any) -> Result:
    """The result of a metric for everything known up to and including a date.

    With values of some of its columns, or several of one in a tuple, only the rows that hold these: the sources and sums
    are those of all.
    """
    sql, parameters = metric.sql, _at(metric, as_at)
    values_of = {name: value if isinstance(value, tuple) else (value,) for name, value in of.items()}
    if of:
        holds = " and ".join(
            f"{name} in ({', '.join(f'$of_{name}_{at}' for at in range(len(values)))})"
            for name, values in values_of.items()
        )
        order = metric.card.of_one_order or ", ".join(metric.card.one_row_per)
        sql = f"select * from ({sql}) as every where {holds} order by {order}"
    asked = {f"of_{name}_{at}": value for name, values in values_of.items() for at, value in enumerate(values)}
    found = engine.ask(sql, metric.card.reads, {**parameters, **asked})
    return _result(metric, engine, as_at, found, with_sources=True)


def _result(
    metric: Metric, engine: Engine, as_at: date, found: Sequence[dict[str, Any]], *, with_sources: bool
) -> Result:
    card = metric.card
    rows = tuple(_with_share(row, card.share_of) for row in distinguished(card, engine, as_at, found))
    sentence = metric.sentence(rows, as_at) if rows else _nothing(card, engine, as_at)
    return Result(
        card=card,
        as_at=as_at,
        edition=engine.number,
        rows=rows,
        sentence=sentence,
        sources=_sources(engine.origins(card.reads, as_at), rows) if rows and with_sources else (),
        checks=_checks(engine, card.name, as_at) if rows else (),
        caveats=card.caveats,
        sql=metric.sql,
        thresholds=_thresholds(engine, card, as_at) if card.series else (),
    )


def _thresholds(engine: Engine, card: Card, as_at: date) -> tuple[Threshold, ...]:
    """The targets and tolerances of a metric that hold at a date. One may name a column by its heading."""
    listed = engine.ask_shared(
        "select * from tolerances where from_on <= $as_at and coalesce(until_on >= $as_at, true)"
        " order by from_on, tolerance_id",
        ("tolerances",),
        {"as_at": as_at},
    )
    return tuple(
        Threshold(
            name=row["tolerance_id"],
            kind=row["threshold_kind_code"],
            column=card.column_of(str(row["measure"] or "")),
            subject=row["subject"] or "",
            value=float(row["threshold_value"]),
            is_most=row["direction_code"] == "at_most",
            from_on=row["from_on"],
            plan=row["plan"] or "",
            set_by_role=row["set_by_role"] or "",
        )
        for row in listed
        if row["figure_code"] == card.name
    )


def _nothing(card: Card, engine: Engine, as_at: date) -> str:
    """What it means that there are no rows."""
    if card.nothing:
        every = METRICS[card.nothing.of]
        known = " or ".join(f"{on_date} is not null" for on_date in card.nothing.dates)
        (counted,) = engine.ask_shared(
            f"select count(*) as every, count(case when {known} then 1 end) as known from ({every.sql}) as listed",
            every.card.reads,
            _at(every, as_at),
        )
        if counted["every"]:
            text = card.nothing.text if counted["known"] else card.nothing.unknown
            return text.format(day=wording.day(as_at))
    when = f"at {wording.day(as_at)} or before"
    if card.kind is Kind.LIST:
        return f'Nothing is recorded under "{card.title}" {when}.'
    return f"No figure is held for {wording.inside(card.title)} {when}."


def _with_share(row: Row, share_of: tuple[str, str] | None) -> Row:
    """The row with its share worked out where both counts are known and no share is printed; else it has none."""
    if share_of is None or row.get("share_percent") is not None:
        return row
    numerator, denominator = (row.get(name) for name in share_of)
    return {**row, "share_percent": 100 * numerator / denominator if numerator is not None and denominator else None}


def _sources(origins: Sequence[Row], rows: Sequence[Row]) -> tuple[Source, ...]:
    """Each source once an extract, with its places put together; the one that most of the rows rest on leads."""
    resting = Counter(row.get("source_id") for row in rows)
    places: dict[tuple[str, str], list[str]] = {}
    first: dict[tuple[str, str], Row] = {}
    newest: dict[tuple[str, str], date] = {}
    for origin in origins:
        key = (origin["source_id"], origin["extract_id"])
        if origin["newest_on"]:
            newest[key] = max(origin["newest_on"], newest.get(key, date.min))
        first.setdefault(key, origin)
        if origin["place"] and origin["place"] not in places.setdefault(key, []):
            places[key].append(origin["place"])
    return tuple(
        Source(
            source_id=origin["source_id"],
            title=origin["title"],
            publisher=origin["publisher"],
            places=tuple(places.get(key, ())),
            published_on=origin["published_on"],
            published_precision=origin["published_precision"],
            kind=origin["kind_code"],
            url=origin["address"],
            licence=origin["licence"],
            extract_id=origin["extract_id"],
            newest_on=newest.get(key),
        )
        for key, origin in sorted(first.items(), key=lambda item: -resting[item[1]["source_id"]])
    )


def _checks(engine: Engine, name: str, as_at: date) -> tuple[Check, ...]:
    """The sums the figures are part of, then the discrepancies known in their sources."""
    by_name: dict[str, list[dict[str, Any]]] = {}
    for row in engine.reconciliations(name, as_at):
        by_name.setdefault(row["name"], []).append(row)
    sums = tuple(_reconciled(rows) for rows in by_name.values())
    known = engine.ask_shared(
        "select * from discrepancies where metrics is not null order by grade_code, discrepancy_id",
        ("discrepancies",),
    )
    return sums + tuple(
        Check(
            name=f"{row['title']} ({row['discrepancy_id']})",
            status=DIFFERS if row["grade_code"] in ("A", "B") else CANNOT,
            detail=wording.paragraph(
                [f"Printed: {row['printed'].rstrip('.')}.", row["does_not_hold"], row["handling"]]
            ),
            discrepancy=row["discrepancy_id"],
        )
        for row in known
        if name in re.split(r"\s*;\s*", row["metrics"])
    )


def _reconciled(rows: Sequence[dict[str, Any]]) -> Check:
    """One sum as a check: it comes out, it does not and by how much, or it cannot be tried."""
    name, holds = rows[0]["name"], rows[0]["holds"]
    tried = [row for row in rows if row["found"] is not None and row["expected"] is not None]
    off = [row for row in tried if row["found"] != row["expected"]]
    if off:
        sentences = [
            f"{row['subject']}{_day_of(row) if row is off[0] else ''}: {wording.number(row['found'])} against "
            f"{wording.number(row['expected'])}, {wording.number(abs(row['expected'] - row['found']))} "
            f"{'short' if row['found'] < row['expected'] else 'over'}{_superseded(row)}."
            for row in off
        ]
        return Check(name=name, status=DIFFERS, detail=wording.paragraph(sentences))
    if not tried:
        return Check(name=name, status=CANNOT, detail="The source prints no figure to check against.")
    return Check(name=name, status=RECONCILES, detail=f"{holds}.")


def _day_of(row: Mapping[str, Any]) -> str:
    """The day of which the figures are, where the sum gives it: once, with the first difference."""
    return f" on {wording.day(row['dated_on'])}" if row.get("dated_on") else ""


def _superseded(row: Mapping[str, Any]) -> str:
    """What is neither open nor closed and may be what a sum is short of."""
    count = row.get("superseded") or 0
    if not count or row["found"] >= row["expected"]:
        return ""
    return f", with {wording.in_words(count)} superseded and not counted as closed"
