"""Do the tests notice a wrong program? Changes one thing at a time in a copy and runs the tests that reach it.

`python -m tests.mutants [--sample N] [--seed N] [--map FILE] [--again OUTPUT] [PATH ...]` prints every mutant that no test
caught, and the score. It first runs the tests of metrics and of checking once, to learn which of them reach which function and which metric;
`--map` keeps that for a later run. Paths are files of src; without any, the SQL of the metrics and the Python that works out,
compares, words and checks figures. Not a test: 300 mutants take about an hour on one processor.
"""

import argparse
import ast
import compileall
import copy
import importlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from py_compile import PycInvalidationMode

PROJECT = Path(__file__).resolve().parent.parent
METRICS_FOLDER = PROJECT / "src" / "metrics"
COPIED = (
    "src",
    "pages",
    "demo",
    "tests",
    "data/published",
    "data/reference",
    "data/profiles",
    "docs",
    "static",
    ".streamlit",
)
FILES = ("app.py", "pyproject.toml", "README.md")
RUN = (
    "tests/metrics",
    "tests/ingest",
    "tests/services/test_profiles.py",
    "tests/services/test_fetch.py",
    "tests/present/test_suppressing.py",
    "tests/present/test_questions.py",
)
"""The tests that are near enough to be asked."""
LEFT_OUT = ("-m", "not spark and not browser")
DECLARED = re.compile(r"(^|_)(cards|columns|dataset|datasets)\.py$")
"""Files that declare and work nothing out."""
LOADED = (
    "duckdb",
    "hypothesis.strategies",
    "openpyxl",
    "pandas",
    "pyarrow.dataset",
    "pytest",
    "python_calamine",
    "_pytest.python",
)
"""What every run needs: loaded once, before the first."""
MOST_SECONDS = 20.0
"""How long the tests of one mutant may take together, by the time they took without it."""
LONGER = 150.0
"""How long where only those are tried that a former run did not catch."""
BROAD = 0.002
"""What each place that a test reaches counts in seconds: the quick tests of little else are run first."""
SLOWER = 6.0
"""How many times as long they may take before they count as going on for ever."""

EXPLAINED = {
    ("src/analysis/contribution.py", "0 becomes 1: by = number(abs("): "a part of the way the whole went moved",
    (
        "src/analysis/contribution.py",
        "0 becomes 1: return bool(self.change)",
    ): "a whole without a change was left before",
    ("src/analysis/disclosure_control.py", "Gt becomes GtE: low, high = (low - most"): "a sign is 1 or -1",
    ("src/analysis/disclosure_control.py", "before, depth - 1)"): "no number rests on another through more than one",
    ("src/analysis/forecast.py", "1 becomes 2: move = numpy.clip"): "only how far one step of the search goes",
    ("src/analysis/forecast.py", "LtE becomes Lt: if last <= first"): "from a day to itself are no months either way",
    ("src/analysis/forecast.py", "Gt becomes GtE: listed"): "a finding watched for no time counts for nothing",
    ("src/analysis/forecast.py", "found = numpy.array([numpy.log"): "only where the search begins",
    ("src/analysis/forecast.py", "25 becomes 26: ROUNDS"): "the search has ended before",
    ("src/analysis/forecast.py", "Add becomes Sub: drawn = centre"): "what is drawn is as likely above as below",
    ("src/analysis/move_changes.py", "0 becomes 1: (move.after_on"): "without a date there is no history to judge by",
    ("src/analysis/move_changes.py", "0 becomes 1: rose = "): "a figure that did not move was left before",
    ("src/analysis/move_changes.py", "Gt becomes GtE: rose"): "a figure that did not move was left before",
    (
        "src/analysis/move_changes.py",
        "Gt becomes GtE: if card.shares_data",
    ): "a figure that did not move was left before",
    ("src/analysis/move_changes.py", 'Lt becomes LtE: way = "fell"'): "a whole that parts go against moved",
    (
        "src/analysis/move_changes.py",
        '0 becomes 1: way = "fell"',
    ): "a whole that parts go against moved by a whole number",
    ("src/analysis/time_to_clear.py", "SEED"): "any seed does",
    ("src/metrics/calculate.py", 'Lt becomes LtE: f"{wording.number(abs('): "a sum that comes out was left out before",
    ("src/ingest/csv_file.py", "_STEP"): "a size of buffer",
    ("src/ingest/reader.py", "SMALL_TEXT"): "two readers that read alike, one for what is large",
    ("src/ingest/unusual_values.py", "Lt becomes LtE: if texts.bank.nbytes"): "a bound on work, to the byte",
    ("src/metrics/online_child_abuse/views/packages_by_stage.sql", "max( becomes min("): "one row a stage and date",
    ("src/metrics/findings/findings_by_level_over_time.sql", "source_id) as"): "one source a point",
    ("src/metrics/peel/peer_grade_counts_by_cycle.sql", "max(source_id)"): "one source a force and cycle",
    ("src/metrics/sex_offenders/views/tasks_of_the_force.sql", "max(source_id)"): "one source a task and date",
}
"""Changes that alter nothing, by the file and a piece of the line, with the reason. Nowhere else is one explained."""
IN_SQL = (
    (r"(?<![<>=!])<=", "<"),
    (r"(?<![<>=!])>=", ">"),
    (r"(?<![<>=!-])<(?![=>])", "<="),
    (r"(?<![<>=!-])>(?![=])", ">="),
    (r"(?<![<>=!])=(?!=)", "<>"),
    (r"<>", "="),
    (r"\bis not null\b", "is null"),
    (r"\bis null\b", "is not null"),
    (r"\band\b", "or"),
    (r"\bor\b", "and"),
    (r"\bmin\(", "max("),
    (r"\bmax\(", "min("),
    (r"\bleft join\b", "join"),
    (r"\bdesc\b", ""),
    (r"\b(\d+)\b", "+1"),
)
COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add}


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """One change of one file."""

    path: Path
    line: int
    change: str
    places: tuple[str, ...]
    """What a test must reach to notice it, the nearest first: the function it stands in, or a metric."""
    text: Callable[[], str]
    """The file with the change in it."""


def named(mutant: Mutant) -> str:
    """A mutant by what does not move with the lines above it: its file, its change and its line."""
    line = mutant.path.read_text(encoding="utf-8").splitlines()[mutant.line - 1].strip()
    return f"{mutant.path.relative_to(PROJECT).as_posix()}: {mutant.change}: {line}"


def explained(mutant: Mutant) -> str:
    """Why a mutant alters nothing; empty where it does."""
    name = named(mutant)
    return next((why for (path, piece), why in EXPLAINED.items() if name.startswith(f"{path}:") and piece in name), "")


def of_sql(path: Path) -> Iterator[Mutant]:
    """Every single change of a SQL file; comments and quoted words stay as they are."""
    text = path.read_text(encoding="utf-8")
    masked = re.sub(r"--[^\n]*|'[^']*'|\bexists \(select 1\b", lambda match: " " * len(match[0]), text)
    for pattern, replacement in IN_SQL:
        for match in re.finditer(pattern, masked):
            new = str(int(match[0]) + 1) if replacement == "+1" else replacement
            changed = text[: match.start()] + new + text[match.end() :]
            yield Mutant(
                path=path,
                line=text.count("\n", 0, match.start()) + 1,
                change=f"{match[0]} becomes {new or 'nothing'}",
                places=_readers(path.stem),
                text=lambda changed=changed: changed,  # type: ignore[misc]
            )


@cache
def _readers(name: str) -> tuple[str, ...]:
    """A metric, or a view and the metrics that rest on it."""
    read = re.compile(rf"\b(?:from|join) {name}\b")
    others = [other for other in METRICS_FOLDER.rglob("*.sql") if other.stem != name and read.search(other.read_text())]
    return (name, *dict.fromkeys(reader for other in others for reader in _readers(other.stem)))


def of_python(path: Path) -> Iterator[Mutant]:
    """Every single change of a Python file, as the file that the changed tree writes."""
    text = path.read_text(encoding="utf-8")
    nodes = list(ast.walk(ast.parse(text)))
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef | ast.Lambda)]
    for at, node in enumerate(nodes):
        if not isinstance(node, ast.expr) or not (change := _changed(copy.deepcopy(node))):
            continue
        around = [f for f in functions if f.lineno <= node.lineno <= (f.end_lineno or 0)]
        around.sort(key=lambda f: (f.end_lineno or 0) - f.lineno)
        lines = [min([f.lineno, *(d.lineno for d in getattr(f, "decorator_list", ()))]) for f in around]
        place = path.relative_to(PROJECT).as_posix()
        yield Mutant(
            path=path,
            line=node.lineno,
            change=change,
            places=(*(f"{place}:{line}" for line in lines), place),
            text=partial(_written, text, at),
        )


def _written(text: str, at: int) -> str:
    """Python with the change at one node of its tree."""
    tree = ast.parse(text)
    _changed(list(ast.walk(tree))[at])
    return ast.unparse(tree)


def _changed(node: ast.AST) -> str:
    """What was changed in a node; empty where nothing was."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
        old, new = type(node.ops[0]), COMPARISONS[type(node.ops[0])]
        node.ops[0] = new()
        return f"{old.__name__} becomes {new.__name__}"
    if isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return f"a condition becomes {type(node.op).__name__.lower()}"
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        old_operator = type(node.op).__name__
        node.op = OPERATORS[type(node.op)]()
        return f"{old_operator} becomes {type(node.op).__name__}"
    if isinstance(node, ast.Constant) and type(node.value) is int:
        node.value += 1
        return f"{node.value - 1} becomes {node.value}"
    if isinstance(node, ast.IfExp):
        node.body, node.orelse = node.orelse, node.body
        return "the two sides of a choice change places"
    return ""


@dataclass(frozen=True, kw_only=True)
class Reached:
    """Which tests reach what, and how long each takes."""

    seconds: Mapping[str, float]
    reached: Mapping[str, Sequence[str]]

    @cached_property
    def breadth(self) -> Counter[str]:
        """How many places each test reaches."""
        return Counter(test for tests in self.reached.values() for test in tests)

    def tests_of(self, mutant: Mutant, most_seconds: float = MOST_SECONDS) -> list[str]:
        """The tests that reach the nearest of its places that any reaches, those of little else first, for as long as may be."""
        found = next((self.reached[place] for place in mutant.places if self.reached.get(place)), ())
        files = {test for test in found if "::" not in test}
        tests = {test for test in self.seconds if test in found or test.split("::")[0] in files}
        chosen: list[str] = []
        total = 0.0
        for test in sorted(tests, key=lambda test: self.seconds[test] + BROAD * self.breadth[test]):
            total += self.seconds[test]
            if chosen and total > most_seconds:
                break
            chosen.append(test)
        return chosen


def learned(folder: Path, kept: Path | None) -> Reached:
    """Which tests reach what, as a run of them all shows, or as was kept from one."""
    place = kept or folder / "reached.json"
    if not place.exists():
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "tests.reached",
            "-p",
            "no:cacheprovider",
            *LEFT_OUT,
            *RUN,
        ]
        subprocess.run(command, cwd=folder, env={**os.environ, "REACHED_FILE": str(place)}, check=False)
    found = json.loads(place.read_text(encoding="utf-8"))
    reached: dict[str, list[str]] = {name: list(tests) for name, tests in found["reached"].items()}
    for name, tests in found["reached"].items():
        if name.startswith("src/"):
            reached.setdefault(name.split(":")[0], []).extend(tests)
    return Reached(seconds=found["seconds"], reached=reached)


def is_caught(mutant: Mutant, folder: Path, reached: Reached, most_seconds: float = MOST_SECONDS) -> bool:
    """Whether a test fails with the mutant in place, or goes on for ever."""
    tests = reached.tests_of(mutant, most_seconds)
    if not tests:
        return False
    place = folder / mutant.path.relative_to(PROJECT)
    before = place.read_text(encoding="utf-8")
    place.write_text(mutant.text(), encoding="utf-8")
    try:
        patience = 60 + SLOWER * sum(reached.seconds[test] for test in tests)
        return _run(folder, tests, patience) != 0
    finally:
        place.write_text(before, encoding="utf-8")


def _run(folder: Path, tests: Sequence[str], patience: float) -> int:
    """What pytest returns for these tests in a process of their own, which has already loaded what they need."""
    child = os.fork()
    if child == 0:
        _become_pytest(folder, tests)
    until = time.monotonic() + patience
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.05)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return -1


def _become_pytest(folder: Path, tests: Sequence[str]) -> None:
    """Run the tests of the copy and end the process."""
    import pytest

    os.setsid()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.chdir(folder)
    sys.path[0] = str(folder)
    sys.dont_write_bytecode = True
    for name in [name for name in sys.modules if name.split(".")[0] in ("src", "tests")]:
        del sys.modules[name]
    code = 3
    try:
        code = int(pytest.main(["-qx", "-p", "no:cacheprovider", *LEFT_OUT, *tests]))
    finally:
        os._exit(code)


def mutants_of(paths: Sequence[Path]) -> list[Mutant]:
    """Every mutant of some files, or of all that count, work out, compare, word and check."""
    if not paths:
        python = [path for name in ("metrics", "analysis", "ingest") for path in (PROJECT / "src" / name).glob("*.py")]
        python += METRICS_FOLDER.glob("*/*.py")
        paths = [*METRICS_FOLDER.rglob("*.sql"), *(path for path in python if not DECLARED.search(path.name))]
    return [mutant for path in sorted(paths) for mutant in (of_sql(path) if path.suffix == ".sql" else of_python(path))]


def main() -> int:
    """Print the survivors and the score. Returns 1 below nine in ten."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sample", type=int, default=300, help="how many mutants, drawn by chance")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--map", type=Path, help="where to keep which tests reach what")
    parser.add_argument("--again", type=Path, help="the output of a run: only its survivors are tried, for longer")
    parser.add_argument("paths", nargs="*", type=Path)
    asked = parser.parse_args()
    every = mutants_of([path.resolve() for path in asked.paths])
    drawn = random.Random(asked.seed).sample(every, min(asked.sample, len(every)))
    if asked.again:
        survivors = set(re.findall(r"(?m)^\d+: survived: (.*)$", asked.again.read_text(encoding="utf-8")))
        drawn = [mutant for mutant in every if named(mutant) in survivors]
    caught = 0
    os.environ["CI"] = "true"
    for name in LOADED:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for name in COPIED:
            shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in FILES:
            shutil.copy(PROJECT / name, folder / name)
        reached = learned(folder, asked.map and asked.map.resolve())
        for name in ("src", "tests"):
            compileall.compile_dir(
                folder / name, quiet=2, invalidation_mode=PycInvalidationMode.CHECKED_HASH, force=True
            )
        for number, mutant in enumerate(drawn, 1):
            if explained(mutant) or is_caught(mutant, folder, reached, LONGER if asked.again else MOST_SECONDS):
                caught += 1
            else:
                print(f"{number}: survived: {named(mutant)}", flush=True)
            if number % 10 == 0:
                print(f"{number} tried, {caught} caught or explained", flush=True)
    share = f"{caught} of {len(drawn)} caught or explained ({caught / max(len(drawn), 1):.0%})"
    print(f"{share}, drawn from {len(every):,} by seed {asked.seed}")
    return 0 if caught >= 0.9 * len(drawn) else 1


if __name__ == "__main__":
    sys.exit(main())
