"""What each page may send and hold, counted and not timed: as measured, and a twentieth more.

`PEELBOARD_RECORD_BUDGETS=yes python -m pytest tests/browser/test_opening.py` measures anew.
"""

import json
import os
from pathlib import Path

from tests.browser.visit import Visit

FILE = Path(__file__).with_name("budgets.json")
SPARE = 1.05
MOST = {"kilobytes": 60, "nodes": 3_000}
"""No page may have more, whatever was measured."""

SETTLED = """async () => {
    let before = -1, now = document.querySelectorAll('*').length;
    while (before !== now) {
        await new Promise(done => setTimeout(done, 700));
        [before, now] = [now, document.querySelectorAll('*').length];
    }
    return now;
}"""
"""How many elements there are, once they have become no more."""


def counted(seen: Visit) -> dict[str, int]:
    """The messages that a page came in, their kilobytes as they are compressed on the way, and its elements."""
    nodes = seen.page.evaluate(SETTLED)
    return {"messages": seen.messages, "kilobytes": round(seen.compressed / 1000), "nodes": nodes}


def over(name: str, seen: Visit) -> list[str]:
    """What a page has too much of, each in a sentence."""
    counts = counted(seen)
    recorded = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    if os.environ.get("PEELBOARD_RECORD_BUDGETS"):
        recorded[name] = counts
        FILE.write_text(json.dumps(recorded, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    most = {
        what: min(max(SPARE * count, count + 1), MOST.get(what, float("inf"))) for what, count in recorded[name].items()
    }
    return [f"{name}: {counts[what]} {what}, at most {most[what]:.0f}" for what in most if counts[what] > most[what]]
