"""The first start: the published figures are imported like an analyst's extract, once.

When a published file is corrected in a later version of PEELboard, its new form is accepted and
the old one withdrawn, so that both can be seen in the history. What an analyst has withdrawn
stays withdrawn.
"""

from dataclasses import replace

from src.metrics.datasets import DATASETS
from src.settings import Actor, Scope, Settings
from src.store.ledger import ACCEPTED, WITHDRAWN, Event, Ledger, turned
from src.store.upload import Supplied, supplied

BY = "PEELboard"
FIRST = "Published figures, transcribed from the papers named in each row"
AGAIN = "Replaced by the corrected transcription"


def accept_published(settings: Settings) -> tuple[Event, ...]:
    """Accept each file of data/published that is not the one last taken in. Returns the new events.

    None of them may come into a store of synthetic figures, so there nothing is done.
    """
    if settings.is_demonstration:
        return ()
    # PEELboard's own figures are taken in by PEELboard, whoever happens to be the first to ask for one.
    settings = replace(settings, actor=Actor(), scope=Scope())
    ledger = Ledger(settings.store)
    events = ledger.events()
    # The newest form taken in of each file. An older one may come back: a correction can be undone too.
    last = {event.dataset: event.sha256 for event in events if event.event == ACCEPTED and event.by_whom == BY}
    fresh: list[Supplied] = []
    for dataset in DATASETS:
        path = settings.published / f"{dataset}.csv"
        if path.exists():
            file = supplied(path, dataset, settings.limits)
            if last.get(dataset) != file.sha256:
                fresh.append(file)
    if not fresh:
        return ()
    # Only a start with something new to take in pays for the libraries that checking needs.
    from src.store.acceptance import accept

    replaced = {file.dataset for file in fresh}
    old = [e for e in ledger.visible(ledger.edition()) if e.by_whom == BY and e.dataset in replaced]
    # In one write: a stop between the two would leave both forms to be seen for ever.
    gone = [turned(event, WITHDRAWN, BY, AGAIN) for event in old]
    return accept(settings, fresh, by=BY, reason=FIRST, together_with=gone)
