"""Who may know whom, read from the syntax tree. Each failure says how to mend it."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from src.settings import PROJECT

EVERYTHING = {
    "settings", "wording", "extracts", "store", "metrics", "charts", "boardpack", "preview", "intake", "comparing", "packing", "access", "demonstration", "screen",
}  # fmt: skip
MAY_KNOW = {
    "settings": set(),
    "wording": set(),
    "extracts": {"settings", "wording"},
    "store": {"extracts", "settings", "wording"},
    "metrics": {"wording"},
    "charts": {"metrics", "wording"},
    "boardpack": {"metrics", "charts", "wording"},
    "preview": {"settings", "wording", "extracts", "store", "metrics"},
    "intake": {"settings", "wording", "extracts", "store", "preview"},
    "unattended": {"settings", "wording", "extracts", "store", "preview", "intake"},
    "watching": {"settings", "wording", "extracts", "store", "intake", "unattended"},
    "comparing": {"settings", "wording", "extracts", "store", "metrics"},
    "packing": {"comparing", "settings", "wording", "extracts", "store", "metrics", "boardpack"},
    "command_line": EVERYTHING | {"unattended", "watching", "serving"},
    "access": {"settings"},
    "demonstration": {"settings", "wording", "extracts", "store", "metrics"},
    "screen": EVERYTHING,
    "serving": EVERYTHING,
    "pages": EVERYTHING,
    "app": EVERYTHING,
    "__main__": EVERYTHING | {"command_line"},
    "__init__": set(),
}
"""Each part of PEELboard, and the other parts it may import."""

ONLY_IN = {
    "duckdb": {"store"},
    "deltalake": {"store"},
    "pyspark": {"store"},
    "plotly": {"charts"},
    "streamlit": {"screen", "pages", "app", "serving"},
    "starlette": {"serving"},
}
"""Libraries that only some parts may import."""

NEVER_IN_PAGES = {"pandas", "duckdb", "plotly", "deltalake", "pyarrow"}
ARITHMETIC = (ast.Mult, ast.Div, ast.Sub, ast.Mod, ast.FloorDiv, ast.Pow)
LONGEST = 400

PARTS = sorted(path for path in (PROJECT / "src").rglob("*.py"))
PAGES = sorted((PROJECT / "pages").glob("*.py"))
FILES = [*PARTS, *PAGES, *PROJECT.glob("app.py")]

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PROJECT)))


def part(path: Path) -> str:
    """The part of PEELboard that a file belongs to: its folder under src, pages, or its own name."""
    inside = path.relative_to(PROJECT).parts
    return inside[0] if inside[0] == "pages" else Path(inside[min(1, len(inside) - 1)]).stem


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Every module that a file imports, anywhere in it, with the line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}:{node.lineno}: write the import out in full, from src"
            module = node.module or ""
            yield node.lineno, module
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names if module == "src")


def test_every_part_is_known_here() -> None:
    assert {part(path) for path in FILES} <= set(MAY_KNOW), "say in MAY_KNOW what the new part may import"


@each_file
def test_a_part_imports_only_the_parts_it_may_know(path: Path) -> None:
    own = part(path)
    for line, module in imported(path):
        if module.startswith("src."):
            other = module.split(".")[1]
            assert other == own or other in MAY_KNOW[own], (
                f"{path.relative_to(PROJECT)}:{line}: {own} may not know {other}. Hand in what it needs as an "
                f"argument, or move the code to a part that may know both."
            )


@each_file
def test_a_library_is_imported_only_where_it_belongs(path: Path) -> None:
    for line, module in imported(path):
        allowed = ONLY_IN.get(module.split(".")[0])
        assert allowed is None or part(path) in allowed, (
            f"{path.relative_to(PROJECT)}:{line}: only {' and '.join(sorted(allowed))} may import "
            f"{module.split('.')[0]}. Put what needs it there and call it from here."
        )


@each_file
def test_a_file_can_be_read_in_one_go(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST, f"{path.relative_to(PROJECT)} has {lines} lines: split it by what its parts are about"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_works_nothing_out(path: Path) -> None:
    for line, module in imported(path):
        assert module.split(".")[0] not in NEVER_IN_PAGES, (
            f"pages/{path.name}:{line}: a page takes results. Ask a metric for them, and src/screen or src/charts to show them."
        )
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not (isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ARITHMETIC)), (
            f"pages/{path.name}:{node.lineno}: a page does no sums. Work the figure out in a metric's SQL."
        )


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_writes_no_sql(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = node.value.lower().split()
            assert not ("select" in words and "from" in words and words[0] in ("select", "with")), (
                f"pages/{path.name}:{node.lineno}: a page writes no SQL. Make it a metric."
            )


def test_the_pages_folder_holds_pages_only() -> None:
    others = [
        path.name for path in (PROJECT / "pages").glob("*") if path.suffix != ".py" and path.name != "__pycache__"
    ]
    assert others == [], "every file in pages/ is served as a page: move it to src/screen"


def test_every_folder_of_src_says_what_lives_in_it() -> None:
    for folder in sorted(path for path in (PROJECT / "src").iterdir() if path.is_dir() and path.name != "__pycache__"):
        readme = folder / "README.md"
        lines = readme.read_text(encoding="utf-8").splitlines() if readme.exists() else []
        assert len(lines) > 3, f"write src/{folder.name}/README.md: what lives here, what may not, how to add one"


def test_metrics_open_no_file_but_their_own_sql() -> None:
    for path in (PROJECT / "src" / "metrics").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in ("open", "read_text", "read_bytes", "read_csv", "connect", "urlopen"):
                assert (path.name, name) == ("contract.py", "read_text"), (
                    f"{path.relative_to(PROJECT)}:{node.lineno}: the engine is handed in; ask it for rows instead"
                )


def test_a_page_of_figures_does_not_load_what_only_supplying_needs() -> None:
    asked = (
        "import sys, src.screen.trends, src.screen.panels; print(sorted({'openpyxl', 'src.intake'} & set(sys.modules)))"
    )
    said = subprocess.run([sys.executable, "-c", asked], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
