"""Which part may import which, read from the syntax tree. Each failure lists the offenders and says how to mend them."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from src.settings import PROJECT

FOUNDATION = {"settings", "wording", "contracts"}
BELOW_SERVICES = FOUNDATION | {"analysis", "metrics", "ingest", "store"}
BELOW_WEB = BELOW_SERVICES | {"services", "present", "access"}
MAY_IMPORT = {
    "settings": set(),
    "wording": set(),
    "contracts": {"wording"},
    "analysis": {"contracts", "wording"},
    "metrics": {"contracts", "wording", "analysis"},
    "ingest": FOUNDATION | {"metrics"},
    "store": FOUNDATION | {"metrics", "ingest"},
    "present": {"contracts", "wording", "analysis", "metrics"},
    "services": BELOW_SERVICES | {"present"},
    "access": {"settings"},
    "web": BELOW_WEB,
    "serving": BELOW_WEB | {"web"},
    "pages": FOUNDATION | {"analysis", "present", "web", "store"},
    "app": {"web"},
    "cli": BELOW_WEB | {"web", "serving"},
    "demo": BELOW_SERVICES,
    "__main__": BELOW_WEB | {"cli"},
    "__init__": set(),
}
"""Each part, and the other parts it may import. Arrows point downwards."""

ONLY_IN = {
    "duckdb": {"store"},
    "deltalake": {"store"},
    "pyspark": {"store"},
    "plotly": {"present"},
    "icalendar": {"present"},
    "streamlit": {"web", "pages", "app", "serving"},
    "starlette": {"serving"},
}
"""Libraries that only some parts may import."""

NOT_ON_WINDOWS = {"fcntl", "grp", "pwd", "readline", "resource", "syslog", "termios", "tty"}
NEVER_IN_PAGES = {"pandas", "duckdb", "plotly", "deltalake", "pyarrow"}
ARITHMETIC = (ast.Mult, ast.Div, ast.Sub, ast.Mod, ast.FloorDiv, ast.Pow)
LONGEST = 400

PAGES = sorted((PROJECT / "pages").glob("*.py"))
FILES = sorted([*(PROJECT / "src").rglob("*.py"), *(PROJECT / "demo").rglob("*.py"), *PAGES, PROJECT / "app.py"])


def part(path: Path) -> str:
    """The part of PEELboard that a file belongs to: its folder under src, its top folder, or its own name."""
    inside = path.relative_to(PROJECT).parts
    return Path(inside[1] if inside[0] == "src" else inside[0]).stem


def place(path: Path, line: int) -> str:
    return f"{path.relative_to(PROJECT)}:{line}"


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Every module that a file imports, anywhere in it, with the line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{place(path, node.lineno)}: write the import out in full, from src"
            module = node.module or ""
            yield node.lineno, module
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names if module == "src")


def test_every_part_is_listed_here() -> None:
    assert {part(path) for path in FILES} <= set(MAY_IMPORT), "say in MAY_IMPORT what the new part may import"


def test_a_part_imports_only_the_parts_it_may() -> None:
    offenders = []
    for path in FILES:
        own = part(path)
        for line, module in imported(path):
            names = module.split(".")
            other = names[1] if names[0] == "src" and len(names) > 1 else names[0] if names[0] == "demo" else own
            if other != own and other not in MAY_IMPORT[own]:
                offenders.append(f"{place(path, line)}: {own} may not import {other}")
    assert not offenders, (
        "Pass in what it needs as an argument, or move the code to a part that may import both:\n"
        + "\n".join(offenders)
    )


def test_a_library_is_imported_only_where_it_belongs() -> None:
    offenders = [
        f"{place(path, line)}: only {' and '.join(sorted(ONLY_IN[library]))} may import {library}"
        for path in FILES
        for line, module in imported(path)
        if (library := module.split(".")[0]) in ONLY_IN and part(path) not in ONLY_IN[library]
    ]
    assert not offenders, "Put what needs the library there and call it from here:\n" + "\n".join(offenders)


def test_what_only_some_systems_have_is_loaded_only_where_it_is_used() -> None:
    offenders = [
        place(path, node.lineno)
        for path in FILES
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
        if name in NOT_ON_WINDOWS
    ]
    assert not offenders, "Windows cannot load these files:\n" + "\n".join(offenders)


def test_a_file_can_be_read_in_one_go() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    offenders = [f"{path.relative_to(PROJECT)}: {lines} lines" for path, lines in lengths.items() if lines > LONGEST]
    assert not offenders, "split it by what its parts are about:\n" + "\n".join(offenders)


def test_a_page_calculates_nothing_and_writes_no_sql() -> None:
    offenders = []
    for path in PAGES:
        offenders += [
            f"{place(path, line)}: imports {module}"
            for line, module in imported(path)
            if module.split(".")[0] in NEVER_IN_PAGES
        ]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ARITHMETIC):
                offenders.append(f"{place(path, node.lineno)}: does a sum")
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words = node.value.lower().split()
                if "select" in words and "from" in words and words[0] in ("select", "with"):
                    offenders.append(f"{place(path, node.lineno)}: writes SQL")
    assert not offenders, "a page takes results: ask a metric for them\n" + "\n".join(offenders)


def test_the_pages_folder_holds_pages_only() -> None:
    others = [
        path.name for path in (PROJECT / "pages").glob("*") if path.suffix != ".py" and path.name != "__pycache__"
    ]
    assert others == [], "every file in pages/ is served as a page: move it to src/web"


def test_every_folder_of_src_has_a_readme() -> None:
    folders = [path for path in (PROJECT / "src").iterdir() if path.is_dir() and path.name != "__pycache__"]
    missing = [
        folder.name
        for folder in folders
        if not (folder / "README.md").exists() or len((folder / "README.md").read_text().splitlines()) <= 3
    ]
    assert not missing, f"write README.md in {missing}: what lives here, what may not, how to add one"


def test_metrics_open_no_file_but_their_own_sql() -> None:
    offenders = []
    for path in [*(PROJECT / "src" / "metrics").rglob("*.py"), *(PROJECT / "src" / "contracts").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in ("open", "read_text", "read_bytes", "read_csv", "connect", "urlopen") and (
                    path.name not in ("metric.py", "code_lists.py")
                ):
                    offenders.append(f"{place(path, node.lineno)}: {name}")
    assert not offenders, "the engine is passed in; ask it for rows instead:\n" + "\n".join(offenders)


def test_a_page_of_figures_does_not_load_what_only_imports_need() -> None:
    asked = (
        "import sys, src.web.trends, src.web.panels;"
        "print(sorted({'openpyxl', 'src.services.import_file'} & set(sys.modules)))"
    )
    printed = subprocess.run([sys.executable, "-c", asked], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == "[]"


def test_markup_is_written_by_templates_alone() -> None:
    tag = re.compile(
        r"</?(a|article|b|button|dd|details|div|dl|dt|h[1-6]|li|ol|p|small|span|table|td|th|tr|ul)\b[^a-z]*"
    )
    offenders = [
        place(path, node.lineno)
        for path in FILES
        if part(path) in ("web", "pages", "app", "serving")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and tag.search(node.value)
    ]
    assert not offenders, "write it in src/present/html/templates, where whatever comes from data is escaped:\n" + (
        "\n".join(offenders)
    )
