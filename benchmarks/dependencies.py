"""What each library costs: on disk, and to load by itself in a fresh process.

`python -m benchmarks.dependencies` prints a table and writes it to benchmarks/results.md. The second of two loads is
counted, so that Python's own compiling is in none of them where it may write what it compiled.
"""

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import files, packages_distributions
from pathlib import Path

from benchmarks import results
from src.settings import PROJECT

CODE = """
import json, sys, time, psutil
me, before, had = psutil.Process(), psutil.Process().memory_full_info().uss, len(sys.modules)
begun = time.process_time()
__import__(sys.argv[1])
print(json.dumps([time.process_time() - begun, (me.memory_full_info().uss - before) / 1e6, len(sys.modules) - had]))
"""


def named() -> list[str]:
    """The distributions that the project asks for itself."""
    asked = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    return [re.split(r"[ ;<>=\[]", each)[0] for each in asked]


def size(name: str) -> float:
    """Megabytes on disk."""
    located = [file.locate() for file in files(name) or []]
    return sum(path.stat().st_size for path in map(Path, located) if path.exists()) / 1e6


def module_of(name: str) -> str:
    """The module that a distribution is loaded by."""
    modules = [module for module, of in packages_distributions().items() if name in {each.lower() for each in of}]
    return min(modules, key=len)


def loaded(module: str) -> tuple[float, float, int]:
    """Processor seconds, megabytes of its own, and modules."""
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", CODE, module], capture_output=True, text=True, check=True)
    seconds, megabytes, modules = json.loads(done.stdout)
    return seconds, megabytes, modules


def main() -> None:
    """Measure, print and keep."""
    lines = ["| library | on disk | to load, processor | memory of its own | modules |", "|---|---:|---:|---:|---:|"]
    for name in sorted(map(str.lower, named())):
        seconds, megabytes, modules = loaded(module_of(name))
        lines.append(f"| {name} | {size(name):.1f} MB | {seconds:.2f} s | {megabytes:.0f} MB | {modules:,} |")
    shown = "\n".join(lines)
    print(shown)
    results.keep(
        "Dependencies",
        "Each loaded by itself, with what it loads; on disk without what it brought along. "
        f"`python -m benchmarks.dependencies` measures again.\n\n{shown}",
    )


if __name__ == "__main__":
    main()
