"""What the badge under a figure counts: sums that do not come out, and discrepancies known in the sources, each once."""

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from src.contracts.metric import CANNOT, DIFFERS, RECONCILES, Check, Result
from src.contracts.source import Source
from src.metrics import METRICS
from src.web import components

ON = date(2024, 2, 1)
SOURCE = Source(
    source_id="a", title="A paper", publisher="", places=(), published_on=ON, published_precision="day", kind="",
    url=None, licence=None, extract_id="",
)  # fmt: skip
STATES = st.sampled_from([RECONCILES, DIFFERS, CANNOT])


def badge(sums: list[str], known: list[str]) -> str:
    checks = [Check(name=f"Sum {at}", status=status, detail="") for at, status in enumerate(sums)]
    checks += [
        Check(name=f"Known {at}", status=status, detail="", discrepancy=f"D{at}") for at, status in enumerate(known)
    ]
    card = METRICS["marac_cases_awaiting"].card
    result = Result(
        card=card, as_at=ON, edition=1, rows=({},), sentence="", sources=(SOURCE,), checks=tuple(checks), caveats=(), sql=""
    )  # fmt: skip
    return re.findall(r'class="pb-badge[^>]*>([^<]*)<', components.footer(result))[0]


@given(st.lists(STATES, max_size=4), st.lists(st.sampled_from([DIFFERS, CANNOT]), max_size=4))
def test_sums_and_known_discrepancies_have_each_their_name_and_their_count(sums: list[str], known: list[str]) -> None:
    shown = badge(sums, known)
    off, listed = (re.findall(pattern, shown) for pattern in (r"(\d+) sums? do", r"(\d+) known discrepanc"))
    assert [int(number) for number in off] == [sums.count(DIFFERS)] * (DIFFERS in sums)
    assert [int(number) for number in listed] == [len(known)] * bool(known)
    assert ("reconciles" in shown) == (RECONCILES in sums and DIFFERS not in sums)
    assert shown.startswith("≠") == (DIFFERS in sums + known)


def test_the_words_of_the_badge_are_those_of_one_and_of_more() -> None:
    assert badge([DIFFERS], [DIFFERS]) == "≠ 1 sum does not come out, 1 known discrepancy in the sources"
    assert badge([DIFFERS, DIFFERS], [CANNOT, DIFFERS]) == (
        "≠ 2 sums do not come out, 2 known discrepancies in the sources"
    )
    assert badge([], []) == "? nothing to check against"
