"""The spec: a metric's result over drawn tables is exactly a drawn table, on every engine."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from src.contracts.metric import Result
from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.store.editions import Edition
from src.store.engines import Engine
from tests.metrics.drawn import DrawnEngine, drawn, shown

Spec = Callable[..., Result]
At = Callable[[str, str], Result]


@pytest.fixture(params=["DuckDB", pytest.param("Spark", marks=[pytest.mark.spark, pytest.mark.long])])
def spec(request: pytest.FixtureRequest) -> Spec:
    """Calculates a metric over drawn tables and holds the drawn columns of its rows against `gives`.

    The rows must be all the rows, in order. Without `gives` there must be no rows. A whole number
    is drawn as 4 and any other number with its fraction, so that neither passes for the other.
    """
    engine: Engine | None = request.getfixturevalue("spark") if request.param == "Spark" else None

    def check(name: str, tables: Mapping[str, str], as_at: str, gives: str | None = None) -> Result:
        result = calculate(METRICS[name], DrawnEngine(tables, engine), date.fromisoformat(as_at))
        if gives is None:
            assert result.rows == ()
            return result
        headings, expected = drawn(gives)
        assert [[shown(row[heading]) for heading in headings] for row in result.rows] == expected
        return result

    return check


@pytest.fixture
def at(edition: Edition) -> At:
    """The result of a metric over the published figures at a date."""

    def calculated(name: str, as_at: str) -> Result:
        return calculate(METRICS[name], edition, date.fromisoformat(as_at))

    return calculated
