"""A start without a page: open the newest edition of a store, ask it one metric, and print the seconds it took."""

import sys
import time
from pathlib import Path

from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.settings import Settings
from src.store.editions import open_edition
from src.store.published import accept_published

if __name__ == "__main__":
    begun = time.perf_counter()
    settings = Settings(store=Path(sys.argv[1]))
    accept_published(settings)
    edition = open_edition(settings)
    newest = edition.newest_date()
    assert newest is not None
    calculate(METRICS["marac_cases_awaiting"], edition, newest)
    print(time.perf_counter() - begun)
