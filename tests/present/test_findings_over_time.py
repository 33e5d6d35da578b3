"""Open findings at each level over time: whole registers as lines, and nothing drawn where no two are recorded."""

from dataclasses import dataclass
from datetime import date

from src.contracts.metric import Result
from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.present.finding_charts import by_level_over_time
from src.present.model import Moment, Multiples
from tests.metrics.drawn import DrawnEngine

REGISTERS = """
    finding_id | as_at_on   | coverage_code | finding_type_code | level_code | status_code | title
    -----------+------------+---------------+-------------------+------------+-------------+------
    a          | 2026-08-03 | whole         | recommendation    | 2          | open        | A
    b          | 2026-08-03 | whole         | recommendation    | 3          | open        | B
    a          | 2026-09-07 | whole         | recommendation    | 2          | open        | A
    b          | 2026-09-07 | whole         | recommendation    | 3          | hmicfrs_agreed | B
    c          | 2026-09-07 | whole         | recommendation    | 2          | self_certified | C
    d          | 2026-09-14 | partial       | recommendation    | 2          | open        | D
"""


@dataclass
class Drawn:
    """Results of the registers at a date, without events."""

    as_at: date

    def result(self, metric: str) -> Result:
        """The result of a metric over the drawn registers."""
        return calculate(METRICS[metric], DrawnEngine({"findings": REGISTERS}), self.as_at)

    def moments(self, topic: str, first: date, last: date) -> tuple[Moment, ...]:
        """No event falls among them."""
        return ()


def test_each_level_is_drawn_over_the_whole_registers_alone() -> None:
    drawn = by_level_over_time(Drawn(date(2026, 9, 28)))
    assert drawn is not None
    assert isinstance(drawn.chart, Multiples)
    # At Level 2 one was open, then one open and one with HMICFRS; at Level 3 the one that was open is agreed.
    # What came after the last whole register is not of one.
    assert {
        panel.title: {series.name: series.values for series in panel.chart.series} for panel in drawn.chart.panels
    } == {
        "Level 2": {"Not closed": (1, 2), "Closed": (0, 0)},
        "Level 3": {"Not closed": (1, 0), "Closed": (0, 1)},
    }


def test_one_register_is_no_line() -> None:
    assert by_level_over_time(Drawn(date(2026, 8, 31))) is None
