"""Works every figure of a binder out again, from the tables and the SQL beside it.

It runs outside PEELboard too, with Python 3.11 or newer and DuckDB: pip install duckdb; python work_out.py
"""

import csv
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula: the files of figures have a quote before it."""


def written(value: object) -> str:
    """A value as the files of figures have it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA_SIGNS) else value
    return "" if value is None else f"{value:.9g}" if isinstance(value, float) else str(value)


def opened(folder: Path, tables: dict[str, dict[str, str]]) -> duckdb.DuckDBPyConnection:
    """The tables, each with the types of its columns."""
    engine = duckdb.connect()
    for name, columns in tables.items():
        types = ", ".join(f"'{column}': '{kind}'" for column, kind in columns.items())
        engine.execute(
            f"create table {name} as select * from read_csv($file, header = true, delim = ',', quote = '\"', "
            f"escape = '\"', nullstr = '', auto_detect = false, columns = {{{types}}})",
            {"file": str(folder / "tables" / f"{name}.csv")},
        )
    return engine


def figures(
    engine: duckdb.DuckDBPyConnection, sql: str, as_at: date, share_of: list[str] | None
) -> list[dict[str, str]]:
    """The rows of a metric. A share that is not printed is its two counts divided."""
    asked = engine.execute(sql, {"as_at": as_at} if "$as_at" in sql else None)
    heads = [column[0] for column in asked.description or ()]
    rows: list[dict[str, Any]] = [dict(zip(heads, row, strict=True)) for row in asked.fetchall()]
    for row in rows:
        if share_of and row.setdefault("share_percent", None) is None:
            part, whole = (row[name] for name in share_of)
            row["share_percent"] = 100 * part / whole if part is not None and whole else None
    return [{head: written(value) for head, value in row.items()} for row in rows]


def main(folder: Path) -> int:
    """Compare each metric with its file. Returns 1 where one differs."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    engine = opened(folder, manifest["tables"])
    differing = 0
    for name, share_of in manifest["metrics"].items():
        sql = (folder / "sql" / f"{name}.sql").read_text(encoding="utf-8")
        found = figures(engine, sql, date.fromisoformat(manifest["as_at"]), share_of)
        with (folder / "figures" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            expected = list(csv.DictReader(file))
        if found != expected:
            differing += 1
            print(f"{name}: {len(found)} rows worked out, {len(expected)} in the file, and they are not the same.")
    print(f"{len(manifest['metrics'])} metrics worked out again, {differing} of them otherwise than in their files.")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).parent))
