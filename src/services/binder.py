"""The inspection binder: one file that holds an edition's papers, figures, SQL, tables, sources and history, sealed.

Whoever has it needs nothing else: a script inside works the figures out again from the tables inside.
"""

import csv
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from src import wording
from src.contracts import code_lists
from src.contracts.column import Column
from src.contracts.metric import as_stored
from src.contracts.source import Source, each_once
from src.metrics import COMPARED
from src.metrics.datasets import DATASETS
from src.present.papers.forms import PAPERS
from src.present.slide import PackData
from src.present.zip_files import packed
from src.services.build_pack import gathered_for, write_whole
from src.services.build_paper import file_of, with_work
from src.settings import Settings, version
from src.store import tables
from src.store.editions import Edition, open_edition
from src.store.ledger import Ledger

HASHES, MANIFEST, SCRIPT = "hashes.txt", "manifest.json", "work_out.py"
_SQL_TYPES = {
    "string": "varchar", "int64": "bigint", "double": "double", "date32[day]": "date", "bool": "boolean",
    "str": "varchar", "int": "bigint", "float": "double", "date": "date",
}  # fmt: skip
"""The SQL type of each type of a stored column, and of a list."""
_DESCRIBED = ("metric", "name", "heading", "meaning", "unit", "kind", "codes")
_LONGEST_SECONDS = 600
_SCRIPT_FILE = Path(tables.__file__).with_name(SCRIPT)


@dataclass(frozen=True, kw_only=True)
class Bound:
    """A binder that was made."""

    edition: int
    as_at: date
    files: int
    seal: str
    """The hash of its list of hashes: whoever notes it elsewhere can tell that nothing was changed since."""


def write(
    settings: Settings, out: Path, *, as_at: date | None = None, edition: int | None = None, since: date | None = None
) -> Bound:
    """Write the binder of an edition to a file. Raises LookupError for an edition that there is not."""
    content, bound = sealed(settings, as_at=as_at, edition=edition, since=since)
    write_whole(out, content)
    return bound


def sealed(
    settings: Settings, *, as_at: date | None = None, edition: int | None = None, since: date | None = None
) -> tuple[bytes, Bound]:
    """The binder of an edition, and what it is: the same bytes from the same edition. Raises LookupError as above."""
    data = gathered_for(settings, as_at=as_at, edition=edition, since=since)
    of = open_edition(settings, data.edition)
    files = dict(_contents(settings, data, of, since))
    files[HASHES] = "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in files.items()).encode()
    seal = sha256(files[HASHES]).hexdigest()
    return packed(files), Bound(edition=of.number, as_at=data.as_at, files=len(files), seal=seal)


def _contents(settings: Settings, data: PackData, of: Edition, since: date | None) -> Iterator[tuple[str, bytes]]:
    """Every file of the binder by its name, but for the hashes. Each paper has its own period, where none is given."""
    reads = dict.fromkeys(name for metric in COMPARED.values() for name in metric.card.reads)
    types_of = {name: _types(of, name) for name in reads}
    yield "README.txt", _read_me(data).encode()
    yield MANIFEST, _manifest(data, types_of)
    yield SCRIPT, _SCRIPT_FILE.read_bytes()
    for name, form in PAPERS.items():
        own = gathered_for(settings, as_at=data.as_at, edition=data.edition, since=since, board=form.committee)
        yield f"papers/{name}.docx", file_of(name, with_work(own, of))
    for name, metric in COMPARED.items():
        yield f"figures/{name}.csv", _csv([column.name for column in metric.card.columns], data.after[name].rows)
        yield f"sql/{name}.sql", metric.sql.encode()
    columns = [(name, column) for name, metric in COMPARED.items() for column in metric.card.columns]
    yield "dictionary.csv", _csv(_DESCRIBED, [_described(name, column) for name, column in columns])
    for name, types in types_of.items():
        yield f"tables/{name}.csv", _csv(list(types), of.ask(f"select * from {name}", (name,)), is_exact=True)
    listed = [source for result in data.after.values() for source in result.sources]
    every = each_once(listed, by=lambda source: (source.source_id, source.extract_id))
    rows = [asdict(source) | {"places": "; ".join(source.places)} for source in every]
    yield "sources.csv", _csv([field.name for field in fields(Source)], rows)
    past = [event for event in Ledger(settings.store).events() if event.sequence <= of.number]
    events = [event for event in past if not event.about or settings.force_code in event.about]
    yield "ledger.jsonl", "".join(json.dumps(asdict(event), default=str) + "\n" for event in events).encode()


def _types(of: Edition, table: str) -> dict[str, str]:
    """The type of each column of a table, as SQL names it."""
    if table in DATASETS:
        return {field.name: _SQL_TYPES[str(field.type)] for field in tables.schema(DATASETS[table])}
    return {name: _SQL_TYPES[code_lists.kind_of(name).__name__] for name in of.code_list(table).columns}


def _manifest(data: PackData, types_of: Mapping[str, Mapping[str, str]]) -> bytes:
    """What the script needs to know."""
    described = {
        "force": data.force,
        "as_at": data.as_at.isoformat(),
        "edition": data.edition,
        "peelboard": version(),
        "metrics": {name: metric.card.share_of for name, metric in COMPARED.items()},
        "tables": types_of,
    }
    return json.dumps(described, indent=1, ensure_ascii=False).encode()


def _read_me(data: PackData) -> str:
    return f"""{data.marking}
{data.notice or "Management information, not official statistics."}

Inspection binder of {data.force}: figures as at {wording.day(data.as_at)}, edition {data.edition}.

papers/          the papers for committees, as Word documents
figures/         every figure as CSV; dictionary.csv says what each column means
sql/             the SQL that gives each figure
tables/          the rows that the SQL reads
sources.csv      where the rows are from
ledger.jsonl     what was accepted, withdrawn and restored up to this edition, by whom and why
hashes.txt       the SHA-256 of every other file: sha256sum -c hashes.txt
work_out.py      works every figure out again: pip install duckdb; python work_out.py
"""


def _described(metric: str, column: Column) -> dict[str, object]:
    return {"metric": metric, **{name: getattr(column, name) for name in _DESCRIBED[1:]}}


def _csv(columns: Sequence[str], rows: Sequence[Mapping[str, Any]], *, is_exact: bool = False) -> bytes:
    """Rows as CSV in these columns. No cell is taken for a formula, but in the tables, whose values are exact."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_written(as_stored(row[name]), is_exact=is_exact) for name in columns] for row in rows)
    return text.getvalue().encode()


def _written(value: object, *, is_exact: bool) -> str:
    """A value as the script writes it: nothing for no value, nine digits of a fraction."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return repr(value) if is_exact else f"{value:.9g}"
    return "" if value is None else str(value if is_exact else wording.safe_cell(value))


def problems(binder: Path) -> list[str]:
    """What is wrong with a binder, a sentence each: what was changed, added or left out, and figures that differ."""
    try:
        with ZipFile(binder) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
    except (OSError, BadZipFile):
        return [
            f"{binder} is no binder: it is not there, or not a zip file. Name a file that the binder command wrote."
        ]
    if not {HASHES, MANIFEST, SCRIPT} <= files.keys():
        return [f"{binder} is no binder: it has no {HASHES}, {MANIFEST} or {SCRIPT}."]
    lines = [line.split("  ", 1) for line in files[HASHES].decode().splitlines()]
    listed = {name: expected for expected, name in lines}
    found = [
        f"{name} is not the file that was bound."
        for name, expected in listed.items()
        if name in files and sha256(files[name]).hexdigest() != expected
    ]
    found += [f"{name} is missing." for name in listed if name not in files]
    found += [f"{name} was added." for name in files if name not in listed and name != HASHES]
    return found or _worked_out(files)


def _worked_out(files: Mapping[str, bytes]) -> list[str]:
    """What the script inside says when a figure comes out otherwise. The script is ours: its text has to be the one here."""
    if files[SCRIPT] != _SCRIPT_FILE.read_bytes():
        return [f"{SCRIPT} is of another version of PEELboard: unpack the binder and run it there."]
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            path = (Path(folder) / name).resolve()
            if not path.is_relative_to(Path(folder).resolve()):
                return [f"{name} would be written outside its folder."]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        run = subprocess.run(  # noqa: S603 - the script is compared with our own above
            [sys.executable, SCRIPT], cwd=folder, capture_output=True, text=True, timeout=_LONGEST_SECONDS, check=False
        )
    return [] if run.returncode == 0 else (run.stdout + run.stderr).strip().splitlines()[-20:]


def seal_of(binder: Path) -> str:
    """The hash of the list of hashes of a binder."""
    with ZipFile(binder) as archive:
        return sha256(archive.read(HASHES)).hexdigest()
