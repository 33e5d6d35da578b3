"""A store with an earlier edition over which an acceptance goes wrong, and what must hold after that."""

import os
import time

from src.settings import Settings
from src.store.acceptance import accept
from src.store.published import accept_published
from tests.store.dying import TWO_FILES
from tests.store.files import BY, cases, ledger, marac, outstanding, table_copy

EARLIER = ("2024-01-04,Dudley,4", "2024-01-04,Walsall,6")
OLD_CASES = {("2024-01-04", "dudley"): 4, ("2024-01-04", "walsall"): 6}
OLD_TASKS = {("2024-02-27", "visit"): 65, ("2024-02-27", "rmp_review"): 33}
NEW_CASES = OLD_CASES | {("2024-02-01", "dudley"): 8, ("2024-02-01", "walsall"): 13}
NEW_TASKS = OLD_TASKS | {("2024-02-27", "visit"): 66}


def must_be_old_or_new(settings: Settings) -> bool:
    """The newest edition is wholly the old or wholly the new one. Tells whether it is the new one."""
    existing = (len(ledger(settings)), cases(settings), outstanding(settings))
    assert existing in ((2, OLD_CASES, OLD_TASKS), (4, NEW_CASES, NEW_TASKS))
    assert cases(settings, 2) == OLD_CASES
    return existing[0] == 4


def must_go_on(settings: Settings, landed: bool) -> None:
    """The next start is clean, and the same files are accepted once, whoever was killed over them."""
    assert accept_published(settings) == ()
    for left in settings.store.rglob("*.part"):
        os.utime(left, (time.time() - 7200, time.time() - 7200))
    events = accept(settings, TWO_FILES, **BY)
    assert [event.sequence for event in events] == ([] if landed else [3, 4])
    assert accept(settings, TWO_FILES, **BY) == ()
    assert must_be_old_or_new(settings)
    for event, file in zip(ledger(settings)[2:], TWO_FILES, strict=True):
        assert table_copy(settings, event).read_bytes() == file.content
    accept(settings, [marac("2024-03-07,Dudley,5")], **BY)
    assert list(settings.store.rglob("*.part")) == []
