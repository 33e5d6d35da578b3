"""Figures about the server for Prometheus, as text: how old each feed is, how long pages take, what was last done.

No figure of a force is among them. They are for this machine alone, as request_filter has it.
"""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Route

from src.analysis.signal_changes import EVERY_DAYS, SILENT_AFTER
from src.metrics.datasets import DATASETS
from src.services import alerts, preview_memory
from src.settings import Settings, version
from src.store import held_files, operations, published
from src.store.disk_check import DAMAGED, IntegrityError
from src.store.ledger import Ledger
from src.web import page_times, streamlit_compat

PATH = "/metrics"
_FORM = "text/plain; version=0.0.4; charset=utf-8"
Sample = tuple[str, str, float]
"""The name of a figure, its labels as text, its value."""
_MEANINGS = {
    "peelboard_info": "The version that runs.",
    "peelboard_store_readable": "1 where the list of what was accepted can be read, else 0.",
    "peelboard_edition": "The number of the newest edition.",
    "peelboard_edition_age_seconds": "Since the newest edition came to be.",
    "peelboard_feed_age_seconds": "Since an extract of a dataset was last accepted.",
    "peelboard_feed_late_after_seconds": "How old it may be before it is late, of what the force supplies every so often.",
    "peelboard_feed_newest_date_seconds": "The newest date a dataset has figures for, in seconds since 1970.",
    "peelboard_held_files": "Files of the watched folder that wait for a person.",
    "peelboard_alerts_waiting": "Messages that a rule asked for and that are still to be sent.",
    "peelboard_sessions": "Pages open in browsers.",
    "peelboard_page_seconds_count": "Pages drawn.",
    "peelboard_page_seconds_sum": "Seconds spent on drawing pages.",
    "peelboard_last_run_seconds": "When the store was last verified, backed up or recovered on trial, since 1970; 0 never.",
    "peelboard_last_run_well": "1 where that found nothing wrong, else 0.",
    "peelboard_memory_bytes": "Memory of this process.",
    "peelboard_previews_bytes": "What files take that wait to be accepted.",
}


def routes(settings: Settings) -> list[BaseRoute]:
    """The route of the figures."""

    async def figures(_: Request) -> PlainTextResponse:
        text = await run_in_threadpool(written, settings)
        return PlainTextResponse(text, media_type=_FORM, headers={"Cache-Control": "no-store"})

    return [Route(PATH, figures)]


def written(settings: Settings) -> str:
    """The figures as Prometheus reads them."""
    lines: list[str] = []
    known = ""
    for name, labels, value in sorted(_samples(settings)):
        if name != known:
            lines += [f"# HELP {name} {_MEANINGS[name]}", f"# TYPE {name} gauge"]
            known = name
        lines.append(f"{name}{labels} {value:.15g}")
    return "\n".join(lines) + "\n"


def _samples(settings: Settings) -> Iterator[Sample]:
    yield "peelboard_info", f'{{version="{version()}",force="{settings.force_code}"}}', 1
    try:
        yield from _of_store(settings)
        yield "peelboard_store_readable", "", 1
    except (IntegrityError, *DAMAGED):
        yield "peelboard_store_readable", "", 0
    yield "peelboard_sessions", "", len(streamlit_compat.sessions())
    yield "peelboard_previews_bytes", "", preview_memory.waiting_bytes()
    for page, (count, seconds) in page_times.drawn().items():
        yield "peelboard_page_seconds_count", f'{{page="{page}"}}', count
        yield "peelboard_page_seconds_sum", f'{{page="{page}"}}', seconds
    for name in operations.NAMES:
        at, is_well = operations.last(settings.store, name) or (0, False)
        yield "peelboard_last_run_seconds", f'{{run="{name}"}}', at
        yield "peelboard_last_run_well", f'{{run="{name}"}}', is_well
    if sys.platform == "linux":
        resident = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        yield "peelboard_memory_bytes", "", resident * os.sysconf("SC_PAGE_SIZE")


def _of_store(settings: Settings) -> Iterator[Sample]:
    ledger, now = Ledger(settings.store), time.time()
    edition = ledger.edition()
    yield "peelboard_edition", "", edition
    if edition:
        yield "peelboard_edition_age_seconds", "", now - ledger.events()[-1].at.timestamp()
    visible = ledger.visible(edition)
    supplied = {event.dataset for event in visible if event.by_whom != published.BY}
    for event in {event.dataset: event for event in visible}.values():
        label = f'{{dataset="{event.dataset}"}}'
        yield "peelboard_feed_age_seconds", label, now - event.at.timestamp()
        every = EVERY_DAYS.get(DATASETS[event.dataset].expected_every) if event.dataset in DATASETS else None
        if every and event.dataset in supplied:
            yield "peelboard_feed_late_after_seconds", label, SILENT_AFTER * every * 86_400
        if event.period_to:
            days = event.period_to.toordinal() - 719_163  # 1 January 1970
            yield "peelboard_feed_newest_date_seconds", label, days * 86_400
    yield "peelboard_alerts_waiting", "", alerts.waiting(settings)
    yield "peelboard_held_files", "", len(held_files.waiting(settings.store))
