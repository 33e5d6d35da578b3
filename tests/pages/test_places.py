"""Each metric belongs to the page of its subject, or to the one that its card names."""

from src.metrics import METRICS, PAGE_OF
from src.web.page_shell import TITLES


def test_every_metric_has_a_page_that_is_there() -> None:
    assert set(PAGE_OF) == set(METRICS)
    assert set(PAGE_OF.values()) <= set(TITLES)
