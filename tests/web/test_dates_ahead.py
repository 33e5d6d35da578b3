"""The headline of the Calendar: it counts what is listed, and what is not."""

from dataclasses import replace
from datetime import date
from itertools import combinations

from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.web import dates_ahead
from tests.metrics.drawn import DrawnEngine
from tests.metrics.test_boards import AHEAD


def test_whichever_kinds_are_chosen_the_headline_counts_the_dates_listed_and_those_that_are_not() -> None:
    ahead = calculate(METRICS["dates_ahead"], DrawnEngine(AHEAD), date(2026, 9, 28))
    kinds = list(dict.fromkeys(row["what_name"] for row in ahead.rows))
    assert len(kinds) > 3
    for chosen in (kinds_of for size in range(1, len(kinds)) for kinds_of in combinations(kinds, size)):
        rows = tuple(row for row in ahead.rows if row["what_name"] in chosen)
        shown = replace(ahead, rows=rows)
        text = dates_ahead.sentence(ahead, shown)
        assert text.startswith(METRICS["dates_ahead"].sentence(rows, ahead.as_at))
        left = replace(ahead, rows=tuple(row for row in ahead.rows if row not in rows))
        verb = "is" if len(left.rows) == 1 else "are"
        assert text.endswith(f"{dates_ahead.title(left)} {verb} not listed.")
    assert dates_ahead.sentence(ahead, ahead) == ahead.sentence
