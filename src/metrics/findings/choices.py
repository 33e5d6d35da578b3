"""How findings stand, as a reader of the register chooses among them. Links to a part of the register name a choice."""

from collections.abc import Callable, Mapping

from src.contracts.metric import Row
from src.metrics.findings.wording import OUTSTANDING, STANDS
from src.wording import capital

NOT_CLOSED, OVERDUE, REOPENED = "Not closed", "Past HMICFRS's deadline", "Re-opened"


def _stands(words: str) -> Callable[[Row], bool]:
    return lambda row: STANDS[row["stands_as"]] == words


STANDINGS: Mapping[str, Callable[[Row], bool]] = {
    NOT_CLOSED: lambda row: STANDS[row["stands_as"]] in {STANDS[name] for name in OUTSTANDING},
    OVERDUE: lambda row: bool(row["days_overdue"]),
    REOPENED: lambda row: row["stands_as"] == "reopened",
    **{capital(words): _stands(words) for words in dict.fromkeys(STANDS.values())},
}
"""Each choice by its words, with the rows of the register that it keeps."""
