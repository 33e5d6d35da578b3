"""What the separate process answers, taken apart. Nothing of it is trusted: a hostile file may have made it.

A line of JSON says what the file was and how long everything is. Then, for each sheet, come the widths of
its rows, where they differ, and for each column the lengths of its words in bytes, the words and the places.
All of it is made up to whole numbers of four bytes, so that it can be used as it lies and is not copied.
"""

import json
from dataclasses import fields
from itertools import chain
from typing import Any

import numpy
import pyarrow

from src.contracts.problem import Notice, Problem, Refused
from src.ingest.cells import Places, Read, Sheet, Texts
from src.ingest.sandbox.columnar import PLACE_BYTES
from src.settings import Limits


class Unfit(Exception):
    """An answer that is not made as it should be."""


def taken_apart(file: str, answer: bytes | bytearray, limits: Limits) -> Read:
    """The file that was read. Raises Refused where the answer says so, and Unfit."""
    end = answer.find(b"\n") + 1
    try:
        text = json.loads(answer[:end])
        if "problems" in text:
            raise Refused([_read_one(Problem, problem) for problem in text["problems"]])
        rest = _Rest(memoryview(answer)[end:])
        sheets = tuple([_sheet(about, rest, limits) for about in text["sheets"]])
        other_text = sheets[-1] if text["has_other_text"] else None
        handlings = tuple([_read_one(Notice, handling) for handling in text["handlings"]])
    except (ValueError, TypeError, LookupError, RecursionError):
        raise Unfit from None
    if rest.left or (other_text and len(other_text.columns) != 3):
        raise Unfit
    return Read(file=file, sheets=sheets[:-1] if other_text else sheets, handlings=handlings, other_text=other_text)


class _Rest:
    """What of an answer was not taken yet."""

    def __init__(self, left: memoryview) -> None:
        self.left = left

    def take(self, size: int) -> memoryview:
        if not 0 <= size <= len(self.left):
            raise Unfit
        taken, self.left = self.left[:size], self.left[size:]
        return taken

    def numbers(self, height: int, most: int) -> Places:
        """A number for each row, from 0 to the most it may be."""
        found = numpy.frombuffer(self.take(height * PLACE_BYTES), numpy.int32)
        if height and not (found.min() >= 0 and found.max() <= most):
            raise Unfit
        return found


def _sheet(about: dict[str, Any], rest: _Rest, limits: Limits) -> Sheet:
    name, separator, is_1904 = about["name"], about["separator"], about["is_1904"]
    height, words, merged = about["height"], about["words"], about["merged"]
    hidden = (*about["hidden_rows"], *about["hidden_columns"])
    is_whole = (
        isinstance(name, str)
        and isinstance(separator, str)
        and is_1904 in (True, False, None)
        and all(type(number) is int for number in (height, *hidden, *chain(*words, *merged)))
        and 0 <= height <= limits.rows
        and height * len(words) <= limits.cells
        and all(len(word) == 2 and word[0] > 0 for word in words)
        and all(len(place) == 4 for place in merged)
    )
    if not is_whole:
        raise Unfit
    widths = rest.numbers(height, len(words)) if about["is_ragged"] else None
    return Sheet(
        name=name,
        columns=tuple([_column(rest, count, size, height) for count, size in words]),
        height=height,
        widths=widths,
        merged=tuple([tuple(place) for place in merged]),
        separator=separator,
        is_1904=is_1904,
        hidden_rows=tuple(about["hidden_rows"]),
        hidden_columns=tuple(about["hidden_columns"]),
    )


def _column(rest: _Rest, count: int, size: int, height: int) -> Texts:
    ends = numpy.cumsum(rest.numbers(count, size), dtype=numpy.int64)
    if ends[0] != 0 or ends[-1] != size:
        raise Unfit
    starts = numpy.concatenate([[0], ends]).astype(numpy.int32)
    text = rest.take(size + -size % PLACE_BYTES)[:size]
    words = pyarrow.StringArray.from_buffers(count, pyarrow.py_buffer(starts), pyarrow.py_buffer(text))
    words.validate(full=True)
    return Texts(words, rest.numbers(height, count - 1))


def _read_one(created: Any, sentence: dict[str, Any]) -> Any:
    """A problem or a handling, all of whose fields are texts but for its cells."""
    sentence = {**sentence, "cells": tuple(sentence["cells"])}
    texts = [sentence[field.name] for field in fields(created) if field.name != "cells"]
    if not all(isinstance(text, str) for text in (*texts, *sentence["cells"])):
        raise Unfit
    return created(**sentence)
