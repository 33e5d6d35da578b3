"""The command line: python -m src metrics, metric, check, accept, withdraw, restore, editions, template.

It goes through the same functions as the pages do, so both give the same figures.
"""

import argparse
import csv
import difflib
import getpass
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from src import settings, wording
from src.extracts import codes
from src.extracts.datasets import DATASETS
from src.extracts.problems import Refused
from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.metrics.contract import Result
from src.store import accepting, editions, published
from src.store.ledger import Ledger
from src.store.supplied import Supplied, supplied


class Mistaken(Exception):
    """Something asked for that is not there, with the sentence that says so."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 done, 1 a file refused, 2 asked wrongly."""
    asked = _parser().parse_args(arguments)
    chosen = settings.from_environment()
    try:
        return int(asked.run(asked, chosen))
    except Mistaken as mistake:
        print(mistake, file=sys.stderr)
        return 2
    except LookupError as mistake:
        print(mistake.args[0], file=sys.stderr)
        return 2
    except Refused as refused:
        for problem in refused.problems:
            print(problem.sentence(), file=sys.stderr)
        print("Nothing was stored.", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m src", description="PEELboard on the command line.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser("metrics", help="list every metric")
    command.set_defaults(run=_metrics)

    command = commands.add_parser("metric", help="the result of one metric")
    command.add_argument("name", metavar="NAME")
    command.add_argument(
        "--as-at", type=_date, metavar="DATE", help="such as 2024-02-01; the newest date held if left out"
    )
    command.add_argument("--edition", type=int, metavar="N", help="the newest if left out")
    command.add_argument("--format", choices=("table", "json", "csv", "sql"), default="table")
    command.set_defaults(run=_metric)

    command = commands.add_parser("check", help="say what is wrong with a file; store nothing")
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--dataset", required=True, metavar="NAME")
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.set_defaults(run=_check)

    command = commands.add_parser("accept", help="check a file and accept it")
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--dataset", required=True, metavar="NAME")
    _signed(command)
    command.set_defaults(run=_accept)

    for name, turn, about in (
        ("withdraw", accepting.withdraw, "take an extract out of sight"),
        ("restore", accepting.restore, "bring a withdrawn extract back"),
    ):
        command = commands.add_parser(name, help=about)
        command.add_argument("extract_id", metavar="EXTRACT_ID")
        _signed(command)
        command.set_defaults(run=_turn, turn=turn)

    command = commands.add_parser("editions", help="the ledger: what was accepted, withdrawn and restored")
    command.set_defaults(run=_editions)

    command = commands.add_parser("template", help="write a workbook to fill in for a dataset")
    command.add_argument("dataset", metavar="DATASET")
    command.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx")
    command.set_defaults(run=_template)
    return parser


def _signed(command: argparse.ArgumentParser) -> None:
    command.add_argument("--by", default=getpass.getuser(), metavar="WHO")
    command.add_argument("--reason", required=True, metavar="TEXT")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'found "{text}"; expected a date such as 2024-02-01') from None


def _known(name: str, names: Mapping[str, object], what: str) -> str:
    if name in names:
        return name
    nearest = difflib.get_close_matches(name, names, n=1, cutoff=0.4)
    hint = f" Did you mean {nearest[0]}?" if nearest else ""
    raise Mistaken(f'There is no {what} "{name}".{hint}')


def _metrics(asked: argparse.Namespace, chosen: settings.Settings) -> int:
    width = max(map(len, METRICS))
    for name, metric in METRICS.items():
        print(f"{name:<{width}}  {metric.card.definition}")
    return 0


def _metric(asked: argparse.Namespace, chosen: settings.Settings) -> int:
    metric = METRICS[_known(asked.name, METRICS, "metric")]
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
        _write_csv(result)
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


def safe_cell(value: Any) -> Any:
    """A value that no spreadsheet will take for a formula."""
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return value


def _write_csv(result: Result) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    if result.rows:
        writer.writerow(result.rows[0])
        writer.writerows([safe_cell(value) for value in row.values()] for row in result.rows)


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


def _supplied(asked: argparse.Namespace) -> Supplied:
    return supplied(asked.file, _known(asked.dataset, DATASETS, "dataset"))


def _check(asked: argparse.Namespace, chosen: settings.Settings) -> int:
    try:
        checked = accepting.check(chosen, _supplied(asked))
    except Refused as refused:
        if asked.format == "json":
            said = [{**asdict(problem), "sentence": problem.sentence()} for problem in refused.problems]
            print(json.dumps({"accepted": False, "problems": said}, indent=2, ensure_ascii=False))
        else:
            for problem in refused.problems:
                print(problem.sentence())
        return 1
    rows = len(checked.rows)
    if asked.format == "json":
        handled = [handling.sentence() for handling in checked.handlings]
        answer = {"accepted": True, "rows": rows, "problems": [], "handlings": handled}
        print(json.dumps(answer, indent=2, ensure_ascii=False))
    else:
        for handling in checked.handlings:
            print(handling.sentence())
        print(f"{asked.file.name}: {wording.count_of(rows, 'row')}, no problem found. Nothing was stored.")
    return 0


def _accept(asked: argparse.Namespace, chosen: settings.Settings) -> int:
    published.accept_published(chosen)
    events = accepting.accept(chosen, [_supplied(asked)], by=asked.by, reason=asked.reason)
    if not events:
        print(f"{asked.file.name} has been accepted before, byte for byte. Nothing new was stored.")
        return 0
    event = events[0]
    rows = wording.count_of(event.row_count, "row")
    print(f"Accepted as {event.extract_id}: {rows}. This is edition {event.sequence}.")
    return 0


def _turn(asked: argparse.Namespace, chosen: settings.Settings) -> int:
    event = asked.turn(chosen, asked.extract_id, by=asked.by, reason=asked.reason)
    print(f"{wording.capital(event.event)} {event.extract_id}. This is edition {event.sequence}.")
    return 0


def _editions(asked: argparse.Namespace, chosen: settings.Settings) -> int:
    for event in Ledger(chosen.store).events():
        print(
            f"{event.sequence:>5}  {event.at:%Y-%m-%d %H:%M}  {event.event:<9}  {event.extract_id}  "
            f"{wording.count_of(event.row_count, 'row')} from {event.file_name}, by {event.by_whom}: {event.reason}"
        )
    return 0


def _template(asked: argparse.Namespace, chosen: settings.Settings) -> int:
    from src.extracts import (
        templates,
    )  # here, as openpyxl takes a quarter of a second that other commands need not wait

    dataset = DATASETS[_known(asked.dataset, DATASETS, "dataset")]
    if asked.out.suffix.lower() != ".xlsx":
        raise Mistaken(f'A template is a workbook: found "{asked.out.name}"; expected a name that ends in .xlsx.')
    content = templates.template(dataset, codes.read_all(chosen.reference))
    there = asked.out.exists()
    try:
        asked.out.write_bytes(content)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise Mistaken(f"{asked.out} cannot be written ({reason}). Check the name and the folder.") from None
    taken = " It took the place of the file that was there." if there else ""
    print(f'Wrote {asked.out}: the template of "{dataset.title}".{taken}')
    return 0


if __name__ == "__main__":
    sys.exit(main())
