"""Where evidence may lie: a reference or an http(s) link, whichever dataset and however it is written."""

import pandas
import pytest

from src.contracts.references import is_reachable
from src.metrics.datasets import DATASETS

GOOD = (
    "Board papers, April 2026, item 12",
    "Evidence library: PEEL 2027",
    "Ref:2026/12",
    "data: extract of May, sheet 2",
    "https://sharepoint.test/home/evidence/plan%20of%20May.docx",
    "http://intranet.test/a?b=c:d",
    r"S:\Evidence\plan.docx",
    "Audit of home visits / users of the service, page 3",
)
BAD = (
    "javascript:alert(1)",
    "JavaScript : alert(1)",
    "java\tscript:alert(1)",
    "javascript%3Aalert(1)",
    "see javascript:alert(1)",
    "\u200bvbscript:x",
    "data:text/html;base64,PHN2Zz4=",
    "file:///S:/plan.docx",
    "ftp://files.test/plan.docx",
    "mailto:k.whitfield@force.test",
    r"C:\Users\kwhitfield\plan.docx",
    "C:/Users/kwhitfield/plan.docx",
    r"\\server\home\kwhitfield\plan.docx",
    "~/plan.docx",
    r"%USERPROFILE%\plan.docx",
    r"C:\Documents and Settings\kwhitfield\plan.docx",
    "https://force-my.sharepoint.com/personal/k_whitfield/plan.docx",
)


@pytest.mark.parametrize("text", GOOD)
def test_a_reference_or_a_link_is_taken(text: str) -> None:
    assert is_reachable(text)


@pytest.mark.parametrize("text", BAD)
def test_another_scheme_and_the_folder_of_a_person_are_not(text: str) -> None:
    assert not is_reachable(text)


def test_every_column_that_says_where_something_lies_keeps_the_rule() -> None:
    found = {}
    for name, dataset in DATASETS.items():
        for column in dataset.columns:
            if "a link or a file reference" in column.meaning.lower():
                rows = pandas.DataFrame({column.name: [GOOD[0], None, BAD[0]]})
                (rule,) = (rule for rule in dataset.rules if rule.at == column.name)
                found[name] = list(rule.broken_by(rows))
    assert found == {name: [False, False, True] for name in ("actions", "closure_steps", "self_assessments")}
