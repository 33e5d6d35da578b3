"""A command loads what it needs: counted, as seconds depend on the machine."""

import json
import os
import subprocess
import sys

from src.settings import PROJECT, Settings

# In one process one after the other, so each may load what those before it loaded. Our own modules in all, measured
# with 5% to spare; libraries by their names.
READING = {"duckdb", "pyarrow", "numpy", "deltalake", "arro3", "cryptography"}
COMMANDS = (
    (["metrics"], 130),
    (["metric", "marac_cases_awaiting"], 130),
    (["editions"], 130),
    (["headlines"], 130),
    (["changes", "--since", "2024-01-04"], 195),
)
CODE = """
import contextlib, io, json, sys
from importlib.metadata import packages_distributions
from src.__main__ import main
known = {name: set(of) for name, of in packages_distributions().items()}
for command in json.loads(sys.argv[1]):
    with contextlib.redirect_stdout(io.StringIO()):
        code = main(command)
    roots = {name.split(".")[0] for name in list(sys.modules)}
    ours = sum(name.split(".")[0] == "src" for name in list(sys.modules))
    print(json.dumps([code, ours, sorted(root for root in roots & set(known) if not root.startswith("_"))]))
"""


def test_a_command_loads_no_more_than_it_needs(published: Settings) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE, json.dumps([command for command, _ in COMMANDS])],
        cwd=PROJECT, env={**os.environ, "PEELBOARD_STORE": str(published.store)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    for (command, most), line in zip(COMMANDS, done.stdout.splitlines(), strict=True):
        code, ours, loaded = json.loads(line)
        assert code == 0
        assert "duckdb" in loaded
        assert set(loaded) - {"src", "tests", "typing_extensions"} <= READING, command
        assert ours <= most, command
