"""The commands that ask: metrics and metric."""

import argparse
import json
from dataclasses import asdict
from datetime import date
from typing import Any

from src import wording
from src.cli.words import known
from src.contracts.column import Column, Kind
from src.contracts.metric import Result
from src.metrics import METRICS
from src.metrics.calculate import as_csv, calculate
from src.settings import Settings
from src.store import editions, published


def metrics(asked: argparse.Namespace, chosen: Settings) -> int:
    """List every metric."""
    width = max(map(len, METRICS))
    for name, metric in METRICS.items():
        print(f"{name:<{width}}  {metric.card.definition}")
    return 0


def metric(asked: argparse.Namespace, chosen: Settings) -> int:
    """The result of one metric, in the form asked for."""
    metric = METRICS[known(asked.name, METRICS, "metric")]
    if asked.format == "sql":
        print(metric.sql, end="")
        return 0
    published.accept_published(chosen)
    edition = editions.open_edition(chosen, asked.edition)
    as_at = asked.as_at or edition.newest_date() or date.today()
    result = calculate(metric, edition, as_at)
    if asked.format == "json":
        print(json.dumps(as_json(result), indent=2, ensure_ascii=False))
    elif asked.format == "csv":
        print(as_csv(result), end="")
    else:
        _write_table(result)
    return 0


def as_json(result: Result) -> dict[str, Any]:
    """A result as the contract of the command line has it. Dates are ISO."""
    plain: dict[str, Any] = json.loads(
        json.dumps(
            {
                "metric": result.card.name,
                "title": result.card.title,
                "definition": result.card.definition,
                "unit": result.card.unit,
                "better": result.card.better,
                "as_at": result.as_at,
                "edition": result.edition,
                "columns": [_column(column) for column in result.card.columns],
                "rows": list(result.rows),
                "sentence": result.sentence,
                "sources": [
                    {
                        "title": source.title,
                        "place": source.place,
                        "published_on": source.published_on,
                        "url": source.url,
                        "extract_id": source.extract_id,
                    }
                    for source in result.sources
                ],
                "checks": [asdict(check) for check in result.checks],
                "caveats": list(result.caveats),
            },
            default=date.isoformat,
        )
    )
    return plain


def _column(column: Column) -> dict[str, Any]:
    """What a column holds, for whoever reads the rows by program."""
    return {
        "name": column.name,
        "heading": column.heading,
        "meaning": column.meaning,
        "kind": column.kind,
        "unit": column.unit,
        "decimals": column.decimals if column.kind is Kind.DECIMAL else None,
        "codes": column.codes,
        "qualifier": column.qualifier,
        "precision": column.precision,
        "disclosure": column.disclosure.sentence if column.disclosure else "",
    }


def _write_table(result: Result) -> None:
    print(f"{result.card.title}, as at {wording.day(result.as_at)}, edition {result.edition}")
    print(result.sentence)
    hidden = {"source_id", "place", "note"}
    names = [name for name in (result.rows[0] if result.rows else ()) if name not in hidden]
    cells = [names] + [["" if row[name] is None else str(row[name]) for name in names] for row in result.rows]
    widths = [max(len(line[at]) for line in cells) for at in range(len(names))]
    for line in cells:
        print("  ".join(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)).rstrip())
    for check in result.checks:
        print(f"[{check.status}] {check.name}. {check.detail}")
    for source in result.sources:
        print(f"Source: {source.title}, {source.place}")
