"""python -m demo --store FOLDER: builds the demonstration where needed and starts PEELboard on it."""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

from demo import building
from src.settings import PROJECT


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, then serve until stopped. Returns the exit code: 0 done, 2 a folder that may not be built upon."""
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("--store", type=Path, default=PROJECT / "data" / "demonstration", metavar="FOLDER")
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--port", default="8501")
    parser.add_argument("--build-only", action="store_true", help="do not start PEELboard")
    asked = parser.parse_args(arguments)
    store = asked.store.resolve()
    began = monotonic()
    if not building.is_whole(store):
        print(f"Building the demonstration in {store}: this is done once and takes about a minute.", flush=True)
    try:
        is_new = building.build(store)
    except building.NotADemonstration as refused:
        print(refused, file=sys.stderr)
        return 2
    if is_new:
        print(f"Built in {monotonic() - began:.0f} seconds. Every figure in it is synthetic.", flush=True)
    return 0 if asked.build_only else _serve(store, asked.address, asked.port)


def _serve(store: Path, address: str, port: str) -> int:
    """Start PEELboard on the store. That it is a demonstration follows from the store's mark."""
    command = [sys.executable, "-m", "src", "serve", "--address", address, "--port", port]
    environment = {**os.environ, "PEELBOARD_STORE": str(store)}
    try:
        return subprocess.run(command, cwd=PROJECT, env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
