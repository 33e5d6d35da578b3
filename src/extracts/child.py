"""The separate process that reads one file: it is given its limits and the bytes, and answers in JSON.

JSON and not pickle, because what comes back was made from a file nobody vouches for. Texts are
listed once and rows point to them: extracts repeat their dates and areas in every row.
"""

import json
import sys
from dataclasses import asdict
from typing import Any

from src.extracts.cells import Read, Sheet
from src.extracts.delimited import read_text
from src.extracts.kinds import MEGABYTE, FileKind
from src.extracts.problems import Refused
from src.settings import Limits

OUT_OF_MEMORY = 3


def main() -> int:
    """Read what stands on standard input. Returns the exit code."""
    asked = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**asked["limits"])
    _bound(limits)
    try:
        answer = _answer(asked["file"], sys.stdin.buffer.read(), FileKind(asked["kind"]), limits)
        # Not json.dump: that writes piece by piece and takes several times as long.
        sys.stdout.write(json.dumps(answer, separators=(",", ":")))
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def _bound(limits: Limits) -> None:
    """Bound this process's memory, where the system can, and leave no copy of it behind should it end badly."""
    try:
        import resource
    except ImportError:  # Windows: the time limit alone holds there
        return
    size = limits.memory_megabytes * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(file: str, content: bytes, kind: FileKind, limits: Limits) -> dict[str, Any]:
    try:
        if kind is FileKind.TEXT:
            sheet, decided = read_text(file, content, limits)
            found = Read(file=file, sheets=(sheet,), handlings=(decided,))
        else:
            from src.extracts.workbook import read_workbook  # the parser is loaded here and nowhere else

            found = read_workbook(file, content, kind, limits)
    except Refused as refused:
        return {"problems": [asdict(problem) for problem in refused.problems]}
    return {"sheets": [_packed(sheet) for sheet in found.sheets], "handlings": [asdict(h) for h in found.handlings]}


def _packed(sheet: Sheet) -> dict[str, Any]:
    places: dict[str, int] = {}
    rows = [[places.setdefault(cell, len(places)) for cell in row] for row in sheet.rows]
    return {**vars(sheet), "rows": rows, "texts": list(places)}


if __name__ == "__main__":
    sys.exit(main())
