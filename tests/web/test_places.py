"""Each metric is shown on the page that it is said to be on."""

import re

from src.metrics import METRICS
from src.settings import PROJECT
from src.web.metric_pages import PAGE_OF


def test_every_metric_has_a_page() -> None:
    assert set(PAGE_OF) == set(METRICS)


def test_the_page_of_a_metric_asks_for_it() -> None:
    for metric, page in PAGE_OF.items():
        source = (PROJECT / "pages" / f"{page}.py").read_text(encoding="utf-8")
        assert metric in re.findall(r'context\.result\("(\w+)"[,)]', source), f"{page} does not show {metric}"
