"""The commands that ask: metrics, metric and headlines."""

import argparse
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from src import wording
from src.analysis import baselines
from src.cli.words import known, page_address
from src.contracts.column import Column, Kind
from src.contracts.headline import Headline
from src.contracts.metric import Result, as_stored
from src.metrics import METRICS
from src.metrics.calculate import as_csv, calculate
from src.present.tables import of_result
from src.services.headlines import headline_figures
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


def headlines(asked: argparse.Namespace, chosen: Settings) -> int:
    """The headline figures of the Overview, in the form asked for."""
    published.accept_published(chosen)
    edition = editions.open_edition(chosen)
    as_at = asked.as_at or edition.newest_date() or date.today()
    baseline = baselines.chosen(calculate(METRICS[baselines.MEETINGS], edition, as_at), as_at, asked.since)
    figures = headline_figures(
        lambda name: calculate(METRICS[name], edition, as_at),
        lambda name: calculate(METRICS[name], edition, baseline.since),
        baseline,
    )
    if asked.format == "json":
        listed = [headline_as_json(figure, as_at, asked.since) for figure in figures]
        print(json.dumps(listed, indent=2, ensure_ascii=False, default=date.isoformat))
        return 0
    print(f"Headline figures as at {wording.day(as_at)}, edition {edition.number}. {baseline.explanation}")
    _write_columns([(figure.title, f"{figure.figure} {figure.scale}".rstrip(), figure.note) for figure in figures])
    for figure in figures:
        print(figure.sentence)
    return 0


def headline_as_json(figure: Headline, as_at: date, since: date | None) -> dict[str, Any]:
    """A headline figure as the contract of the command line has it. The address is the page that has its rows."""
    newest, before = figure.newest, figure.before
    return {
        "name": figure.name,
        "title": figure.title,
        "value": newest.value if newest else None,
        "unit": figure.unit,
        "as_at": newest.day if newest else None,
        "baseline_value": before.value if before else None,
        "baseline_on": before.day if before else None,
        "limit": figure.limit,
        "state": figure.state,
        "sentence": figure.sentence,
        "metric": figure.metric,
        "url": page_address(figure.metric, as_at, since),
    }


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
                "rows": [{name: as_stored(value) for name, value in row.items()} for row in result.rows],
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
                "checks": [
                    {"name": check.name, "status": check.status, "detail": check.detail} for check in result.checks
                ],
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
    table = of_result(result)
    _write_columns([[column.heading for column in table.columns], *([cell.text for cell in row] for row in table.rows)])
    for check in result.checks:
        print(f"[{check.status}] {check.name}. {check.detail}")
    for source in result.sources:
        print(f"Source: {', '.join(filter(None, (source.title, source.place)))}")


def _write_columns(lines: Sequence[Sequence[str]]) -> None:
    """Lines of cells, one under the other."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        print("  ".join(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)).rstrip())
