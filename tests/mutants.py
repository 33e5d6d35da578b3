"""Do the tests notice a wrong program? Changes one thing at a time in a copy and runs the tests that know the file.

`python -m tests.mutants [--each N] [--seed N] [PATH ...]` prints every mutant that no test caught, and the score. Paths are
files of src; without any, every SQL file of the metrics and every module of analysis. Not a test: it takes minutes to hours.
"""

import argparse
import ast
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
COPIED = ("src", "pages", "demo", "tests", "data/published", "data/reference", "docs", "static", ".streamlit")
FILES = ("app.py", "pyproject.toml", "README.md")

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
    text: str


def of_sql(path: Path) -> Iterator[Mutant]:
    """Every single change of a SQL file; comments and quoted words stay as they are."""
    text = path.read_text(encoding="utf-8")
    masked = re.sub(r"--[^\n]*|'[^']*'", lambda match: " " * len(match[0]), text)
    for pattern, replacement in IN_SQL:
        for match in re.finditer(pattern, masked):
            new = str(int(match[0]) + 1) if replacement == "+1" else replacement
            yield Mutant(
                path=path,
                line=text.count("\n", 0, match.start()) + 1,
                change=f"{match[0]} becomes {new or 'nothing'}",
                text=text[: match.start()] + new + text[match.end() :],
            )


def of_python(path: Path) -> Iterator[Mutant]:
    """Every single change of a Python file, as the file that the changed tree writes."""
    text = path.read_text(encoding="utf-8")
    count = sum(1 for _ in ast.walk(ast.parse(text)))
    for at in range(count):
        tree = ast.parse(text)
        node = list(ast.walk(tree))[at]
        change = _changed(node)
        if change:
            yield Mutant(path=path, line=getattr(node, "lineno", 0), change=change, text=ast.unparse(tree))


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


def tests_of(path: Path) -> list[str]:
    """The test files that speak of a file: of its metric, or of its module."""
    word = path.stem
    found = [
        str(test.relative_to(PROJECT))
        for test in sorted((PROJECT / "tests").rglob("test_*.py"))
        if "browser" not in test.parts and re.search(rf"\b{word}\b", test.read_text(encoding="utf-8"))
    ]
    return found or ["tests/metrics"]


def do_pass(path: Path, copy: Path) -> bool:
    """Whether the tests that speak of a file pass in the copy; tests that go on for ever do not."""
    command = [sys.executable, "-m", "pytest", "-qx", "-p", "no:cacheprovider", "-m", "not spark and not browser"]
    try:
        done = subprocess.run([*command, *tests_of(path)], cwd=copy, capture_output=True, check=False, timeout=900)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def is_caught(mutant: Mutant, copy: Path) -> bool:
    """Whether a test fails with the mutant in place."""
    place = copy / mutant.path.relative_to(PROJECT)
    before = place.read_text(encoding="utf-8")
    place.write_text(mutant.text, encoding="utf-8")
    try:
        return not do_pass(mutant.path, copy)
    finally:
        place.write_text(before, encoding="utf-8")


def main() -> int:
    """Print the survivors and the score. Returns 1 below nine in ten."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--each", type=int, default=3, help="how many mutants of a file, drawn by chance")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("paths", nargs="*", type=Path)
    asked = parser.parse_args()
    paths = [path.resolve() for path in asked.paths] or [
        *sorted((PROJECT / "src" / "metrics").rglob("*.sql")),
        *sorted((PROJECT / "src" / "analysis").glob("*.py")),
    ]
    drawn = random.Random(asked.seed)
    caught = total = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in COPIED:
            shutil.copytree(PROJECT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in FILES:
            shutil.copy(PROJECT / name, copy / name)
        for path in paths:
            if not do_pass(path, copy):
                print(f"left out: the tests of {path.relative_to(PROJECT)} fail without any change", flush=True)
                continue
            mutants = list(of_sql(path) if path.suffix == ".sql" else of_python(path))
            for mutant in drawn.sample(mutants, min(asked.each, len(mutants))):
                total += 1
                if is_caught(mutant, copy):
                    caught += 1
                else:
                    print(f"survived: {path.relative_to(PROJECT)}:{mutant.line}: {mutant.change}", flush=True)
    print(f"{caught} of {total} caught ({caught / max(total, 1):.0%})")
    return 0 if caught >= 0.9 * total else 1


if __name__ == "__main__":
    sys.exit(main())
