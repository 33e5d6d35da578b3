"""Feeds every reader broken and twisted files for a fixed time: python -m tests.fuzz SECONDS. Not part of the tests.

A file may be read or refused with a sentence. Anything else is a finding: it is printed with the bytes that bring
it about again, and the command ends with 1.
"""

import base64
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable

from src.contracts import code_lists
from src.contracts.problem import Refused
from src.ingest import reader
from src.settings import Limits, Settings
from src.store import anchors
from tests.ingest import hostile
from tests.ingest.test_people import in_old_workbook

LIMITS = Limits(file_megabytes=5, unpacked_megabytes=50, seconds=20)
SHARE_OF_A_READER = 0.2
BITS = [b"\0", b"\xff", b"<", b">", b"&#", b"<!--", b"<![CDATA[", b'"', b",", b"\r", b"\n", b"999999999", b"-1", b"%"]


def twisted(content: bytes, chance: random.Random) -> bytes:
    """The bytes with a few of them cut, swapped, repeated, flipped or replaced."""
    found = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at, until = sorted(chance.randrange(len(found) + 1) for _ in range(2))
        until = min(until, at + chance.choice((1, 4, 64, 4_096)))
        kind = chance.randrange(4)
        if kind == 0:
            del found[at:until]
        elif kind == 1:
            found[at:at] = found[at:until] * chance.randint(1, 3)
        elif kind == 2:
            found[at:until] = chance.choice(BITS)
        elif at < len(found):
            found[at] ^= 1 << chance.randrange(8)
    return bytes(found)


def twisted_part(content: bytes, chance: random.Random) -> bytes:
    """A workbook of which one part is twisted and the archive around it is whole."""
    name = chance.choice(["xl/workbook.xml", hostile.SHEET, "xl/styles.xml", "docProps/core.xml"])
    return hostile.changed({name: twisted(hostile.part(name, content), chance)}, content)


def _read(name: str) -> Callable[[bytes], object]:
    return lambda content: reader.read(name, content, LIMITS)


def _lists(content: bytes) -> object:
    product = code_lists.texts_of(Settings().reference)
    return list(code_lists.problems({"areas": content.decode("utf-8", "replace")}, product))


CELL = '<table:table-cell office:value-type="float" office:value="8"><text:p>8</text:p></table:table-cell>'
READERS: dict[str, tuple[Callable[[bytes], object], bytes, Callable[[bytes, random.Random], bytes]]] = {
    "xlsx": (_read("m.xlsx"), hostile.plain(), twisted),
    "xlsx, one part": (_read("m.xlsx"), hostile.plain(), twisted_part),
    "ods": (_read("m.ods"), hostile.open_document(CELL), twisted),
    "xls": (_read("m.xls"), in_old_workbook("text"), twisted),
    "csv": (_read("m.csv"), hostile.CSV.encode(), twisted),
    "code lists": (_lists, (Settings().reference / "areas.csv").read_bytes(), twisted),
    "anchors": (
        lambda content: anchors.read(content.decode("latin-1")),
        b"41:" + b"ab" * 32 + b":" + b"A" * 88,
        twisted,
    ),
}


def main(seconds: float, seed: int) -> int:
    """Go round the readers until the time is over. Returns 1 where there was a finding."""
    chance, until = random.Random(seed), time.monotonic() + seconds
    counted: Counter[str] = Counter()
    findings = 0
    while time.monotonic() < until:
        for name, (read, whole, twist) in READERS.items():
            began = time.monotonic()
            while time.monotonic() < min(until, began + SHARE_OF_A_READER):
                content = twist(whole, chance)
                try:
                    read(content)
                    counted[f"{name}: read"] += 1
                except Refused as refused:
                    counted[f"{name}: refused"] += 1
                    findings += sum(not problem.sentence().endswith(".") for problem in refused.problems)
                except Exception as error:
                    findings += 1
                    print(f"{name}: {error!r}\n{base64.b64encode(content).decode()}")
    print(json.dumps({"seed": seed, "findings": findings, **dict(sorted(counted.items()))}, indent=2))
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10**6)))
