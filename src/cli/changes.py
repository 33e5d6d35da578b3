"""The command that lists what changed since an earlier date."""

import argparse
import json
from datetime import date
from typing import Any

from src import wording
from src.analysis import change_wording
from src.cli.words import page_address
from src.contracts.baseline import Baseline
from src.contracts.change import Change
from src.services import build_pack, compare
from src.settings import Settings
from src.store import editions, published


def changes(asked: argparse.Namespace, chosen: Settings) -> int:
    """Every change between two dates, what matters most first, in the form asked for."""
    published.accept_published(chosen)
    edition = editions.open_edition(chosen)
    as_at = asked.as_at or edition.newest_date() or date.today()
    baseline = Baseline(since=min(asked.since, as_at))
    before, after = (build_pack.every_result(edition, day) for day in (baseline.since, as_at))
    found = compare.changes_between(edition, before, after, baseline=baseline, as_at=as_at)
    if asked.format == "json":
        listed = [as_json(change, as_at, asked.since) for change in found]
        print(json.dumps(listed, indent=2, ensure_ascii=False, default=date.isoformat))
        return 0
    is_anything_held = edition.newest_date() is not None
    print(change_wording.sentence(found, baseline.label, as_at, is_anything_held=is_anything_held))
    for heading, group in change_wording.grouped(found).items():
        print(f"\n{heading}")
        for change in group:
            text = wording.paragraph([change.sentence, change.caution])
            print(f"  {change_wording.TAGS[change.kind]}: {text}")
    return 0


def as_json(change: Change, as_at: date, since: date) -> dict[str, Any]:
    """A change as the contract of the command line has it. The address is that of the page with its rows."""
    return {
        "kind": change.kind,
        "metric": change.metric,
        "dataset": change.dataset,
        "subject": change.subject,
        "before": change.before,
        "before_on": change.before_on,
        "after": change.after,
        "after_on": change.after_on,
        "sentence": wording.paragraph([change.sentence, change.caution]),
        "url": page_address(change.metric, as_at, since),
    }
