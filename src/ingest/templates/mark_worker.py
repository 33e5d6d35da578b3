"""The separate process that marks the cells of one .xlsx workbook: it is given its limits, the problems and the bytes.

The original is opened here and nowhere else: as when it was read, it may do harm only to this process.
Formulas are written as their values, so that the copy can be read as it stands.
"""

import io
import json
import os
import sys

from src.contracts.problem import Problem
from src.ingest.sandbox.worker import OUT_OF_MEMORY, bound
from src.settings import Limits

# Said before openpyxl is loaded: it reads XML with the strict reader and not with the one that opens entities.
os.environ |= {"OPENPYXL_LXML": "False", "OPENPYXL_DEFUSEDXML": "True"}


def main() -> int:
    """Mark what stands on standard input and write the copy to standard output. Returns the exit code."""
    asked = json.loads(sys.stdin.buffer.readline())
    bound(Limits(**asked["limits"]))
    problems = [Problem(**{**text, "cells": tuple(text["cells"])}) for text in asked["problems"]]
    try:
        from openpyxl import load_workbook

        from src.ingest.templates.mark_cells import MEND_HERE, mark
        from src.ingest.templates.safe_text import keep_as_text

        book = load_workbook(io.BytesIO(sys.stdin.buffer.read()), data_only=True)
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and cell.data_type == "s":
                        keep_as_text(cell)
        mark(book, asked["file"], problems, MEND_HERE)
        book.save(sys.stdout.buffer)
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


if __name__ == "__main__":
    sys.exit(main())
