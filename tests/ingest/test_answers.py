"""What the separate process answers is taken apart as it was put together, and not at all where it was not."""

import json
import subprocess
import sys
from dataclasses import asdict

import numpy
import pytest

from src.ingest.file_type import FileKind
from src.ingest.sandbox import worker_protocol
from src.settings import PROJECT, Limits

pytestmark = pytest.mark.slow  # files are read and copied in processes of their own

LIMITS = Limits(rows=10, cells=40)
CONTENT = b'As at,Area\n2024-02-01,Dudley\n"a\nb"\n'


def put_together(**changes: object) -> bytes:
    """An answer of one column of two rows, "a" and nothing, made by hand. `body` takes the place of all bytes."""
    body = changes.pop("body", numbers(0, 1) + b"a\0\0\0" + numbers(1, 0))
    sheet = {
        "name": "",
        "height": 2,
        "merged": [],
        "separator": "",
        "is_1904": None,
        "hidden_rows": [],
        "hidden_columns": [],
        "is_ragged": False,
        "words": [[2, 1]],
    }
    text = {"sheets": [sheet | changes], "has_other_text": False, "handlings": []}
    assert isinstance(body, bytes)
    head = json.dumps(text).encode()
    return head + b" " * (-len(head) % 4) + b"   \n" + body


def numbers(*values: int) -> bytes:
    """Numbers of four bytes each."""
    return numpy.array(values, numpy.int32).tobytes()


def test_an_answer_made_by_hand_is_a_sheet() -> None:
    (sheet,) = worker_protocol.taken_apart("m.csv", put_together(), LIMITS).sheets
    assert [sheet.row(0), sheet.row(1)] == [("a",), ("",)]


def test_what_the_process_really_answers_is_taken_apart() -> None:
    asked = {"file": "m.csv", "kind": FileKind.TEXT, "limits": asdict(Limits()), "is_again": False}
    done = subprocess.run(
        [sys.executable, "-m", "src.ingest.sandbox.worker"],
        cwd=PROJECT,
        input=json.dumps(asked).encode() + b"\n" + CONTENT,
        stdout=subprocess.PIPE,
        check=True,
    )
    (sheet,) = worker_protocol.taken_apart("m.csv", done.stdout, LIMITS).sheets
    assert [sheet.row(at) for at in range(sheet.height)] == [("As at", "Area"), ("2024-02-01", "Dudley"), ("a\nb",)]
    for cut in range(len(done.stdout)):
        with pytest.raises(worker_protocol.Unfit):
            worker_protocol.taken_apart("m.csv", done.stdout[:cut], LIMITS)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\n",
        b"[]\n",
        b'{"sheets": []}\n',
        b'{"problems": [{"file": "m.csv"}]}\n',
        b'{"problems": [{"file": 1, "sheet": "", "cells": [], "found": "", "expected": "", "todo": ""}]}\n',
        b"[" * 100_000 + b"\n",
        put_together() + b"x",
        put_together(body=numbers(0, 1) + b"a\0\0\0" + numbers(2, 0)),
        put_together(body=numbers(0, 1) + b"a\0\0\0" + numbers(-1, 0)),
        put_together(body=numbers(1, 0) + b"a\0\0\0" + numbers(1, 0)),
        put_together(body=numbers(0, 2) + b"a\0\0\0" + numbers(1, 0)),
        put_together(body=numbers(0, -1) + b"a\0\0\0" + numbers(1, 0)),
        put_together(body=numbers(0, 1) + b"\xff\0\0\0" + numbers(1, 0)),
        put_together(height=3),
        put_together(height=-2),
        put_together(height=11, words=[]),
        put_together(height="2"),
        put_together(height=True),
        put_together(words=[[2, -1]]),
        put_together(words=[[0, 0]]),
        put_together(words=[[2**40, 1]]),
        put_together(words=[[2, 1]] * 30),
        put_together(merged=[[1, 2]]),
        put_together(name=None),
        put_together(is_1904="yes"),
        put_together(is_ragged=True),
    ],
)
def test_an_answer_that_is_not_made_as_it_should_be_is_none(answer: bytes) -> None:
    with pytest.raises(worker_protocol.Unfit):
        worker_protocol.taken_apart("m.csv", answer, LIMITS)
