"""A file is read in a separate process, bounded in time and memory: whatever it does, this one lives on."""

import json
import subprocess
import sys
from dataclasses import asdict
from typing import Any

from src.extracts.cells import Handling, Read, Sheet
from src.extracts.kinds import FileKind
from src.extracts.problems import Problem, Refused
from src.settings import PROJECT, Limits


def read(file: str, content: bytes, kind: FileKind, limits: Limits) -> Read:
    """Every sheet of a file. Raises Refused, also where the process gave up, was ended or took too long."""
    asked = json.dumps({"file": file, "kind": kind, "limits": asdict(limits)}).encode() + b"\n"
    try:
        done = subprocess.run(
            [sys.executable, "-m", "src.extracts.child"],
            cwd=PROJECT,
            input=asked + content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused([_too_slow(file, limits)]) from None
    if done.returncode != 0:
        raise Refused([_gave_up(file, limits)])
    answer = json.loads(done.stdout)
    if "problems" in answer:
        raise Refused([Problem(**{**said, "cells": tuple(said["cells"])}) for said in answer["problems"]])
    return Read(
        file=file,
        sheets=tuple(_sheet(packed) for packed in answer["sheets"]),
        handlings=tuple(Handling(**{**said, "cells": tuple(said["cells"])}) for said in answer["handlings"]),
    )


def _sheet(packed: dict[str, Any]) -> Sheet:
    text = packed.pop("texts").__getitem__
    rows = packed.pop("rows")
    merged = tuple(tuple(place) for place in packed.pop("merged"))
    return Sheet(**packed, merged=merged, rows=tuple([tuple(map(text, row)) for row in rows]))


def _too_slow(file: str, limits: Limits) -> Problem:
    return Problem(
        file=file,
        found=f"a file that takes more than {limits.seconds} seconds to read",
        expected="one that takes less",
        todo="Copy the rows to a new workbook, or split them.",
    )


def _gave_up(file: str, limits: Limits) -> Problem:
    return Problem(
        file=file,
        found=f"a file that cannot be read within {limits.memory_megabytes:,} MB of memory",
        expected="one that can",
        todo="Copy the rows alone to a new workbook, or split them.",
    )
