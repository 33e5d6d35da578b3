"""The separate process that reads one file: it is given its limits and the bytes, and answers with columns.

How an answer is made is said in answers.py. It is never pickle, because it comes from a file nobody vouches for.
"""

import gc
import json
import os
import sys
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import chain
from typing import Any

from src.contracts.problem import Refused
from src.ingest.csv_file import read_text
from src.ingest.file_type import MEGABYTE, FileKind
from src.ingest.sandbox.columnar import PLACE, BareRead, padded
from src.settings import Limits

OUT_OF_MEMORY = 3


def main() -> int:
    """Read what stands on standard input. Returns the exit code."""
    # Millions of cells are made and none of them in a circle: looking for circles would double the time.
    gc.disable()
    asked = json.loads(sys.stdin.buffer.readline())
    bound(Limits(**asked["limits"]))
    try:
        sys.stdout.buffer.writelines(answer(asked, sys.stdin.buffer.read()))
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.buffer.flush()
    return 0


def answer(asked: dict[str, Any], content: bytes) -> Iterable[bytes | memoryview]:
    """What is answered about a file. Raises MemoryError where that is the answer."""
    try:
        return _answer(_read(asked, content, Limits(**asked["limits"])))
    except Refused as refused:
        text = {"problems": [asdict(problem) for problem in refused.problems]}
        return [json.dumps(text).encode() + b"\n"]


def bound(limits: Limits) -> None:
    """Bound this process's memory, where the system can, and leave no copy of it behind should it end badly."""
    try:
        import resource
    except ImportError:  # Windows: the time limit alone holds there
        return
    size = limits.memory_megabytes * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(asked: dict[str, Any], content: bytes, limits: Limits) -> BareRead:
    kind = FileKind(asked["kind"])
    if kind is FileKind.TEXT:
        return read_text(asked["file"], content, limits)
    from src.ingest.xlsx import workbook  # the parser is loaded here and nowhere else

    if asked["is_again"]:
        workbook.refuse_why(asked["file"], content, limits)
        raise MemoryError
    return workbook.read_workbook(asked["file"], content, kind, limits)


def _answer(read: BareRead) -> Iterator[bytes | memoryview]:
    sheets = []
    pieces: list[bytes | memoryview] = []
    for sheet in (*read.sheets, *filter(None, [read.other_text])):
        about = {**vars(sheet), "is_ragged": sheet.widths is not None, "words": []}
        del about["columns"], about["widths"]
        if sheet.widths is not None:
            pieces.append(memoryview(sheet.widths).cast("B"))
        for words, places in sheet.columns:
            text = "".join(words).encode()
            lengths = array(PLACE, map(len, words if text.isascii() else map(str.encode, words)))
            about["words"].append((len(words), len(text)))
            pieces += [memoryview(lengths).cast("B"), padded(text, b"\0"), memoryview(places).cast("B")]
        sheets.append(about)
    sentence = {
        "sheets": sheets,
        "has_other_text": read.other_text is not None,
        "handlings": [asdict(handling) for handling in read.handlings],
    }
    return chain([padded(json.dumps(sentence).encode(), b" "), b"   \n"], pieces)


if __name__ == "__main__":
    # Ended at once: giving millions of cells back one by one takes time, and nothing else is left to do.
    os._exit(main())
