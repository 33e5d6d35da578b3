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
MOST_SHIFT = 0.1

SETTLED = """async () => {
    let before = -1, now = document.querySelectorAll('*').length;
    while (before !== now) {
        await new Promise(done => setTimeout(done, 700));
        [before, now] = [now, document.querySelectorAll('*').length];
    }
    return now;
}"""
"""How many elements there are, once they have become no more."""

SHIFT = """() => new Promise(done => {
    if (performance.getEntriesByName("late").length) return done(0);
    let moved = 0;
    new PerformanceObserver(seen => seen.getEntries().forEach(entry => { moved += entry.value; }))
        .observe({type: "layout-shift", buffered: true});
    requestAnimationFrame(() => setTimeout(() => done(moved), 0));
})"""
"""How much of what a reader saw moved, as Chromium scores it, unless the page took so long that it is shown in parts."""


def counted(seen: Visit) -> dict[str, int]:
    """Of a page: its requests, its messages, their kilobytes as they are compressed on the way, and its elements."""
    nodes = seen.page.evaluate(SETTLED)
    return {
        "requests": seen.requests,
        "messages": seen.messages,
        "kilobytes": round(seen.compressed / 1000),
        "nodes": nodes,
    }


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
    too_much = [
        f"{name}: {counts[what]} {what}, at most {most[what]:.0f}" for what in most if counts[what] > most[what]
    ]
    shift = seen.page.evaluate(SHIFT)
    return too_much + ([f"{name}: a layout shift of {shift:.2f}, at most {MOST_SHIFT}"] if shift > MOST_SHIFT else [])
