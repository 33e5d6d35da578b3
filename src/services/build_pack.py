"""A board pack from a store: what it is made from gathered, and the files written to a folder unattended."""

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from src import wording
from src.analysis import baselines
from src.analysis.trends import every_trend
from src.contracts.baseline import Baseline
from src.contracts.metric import DIFFERS, RECONCILES, Result
from src.metrics import COMPARED
from src.metrics.calculate import calculate
from src.present.export import ProgressCallback, written
from src.present.pack import SECTIONS, TITLE, Choice
from src.present.slide import PackData
from src.services import compare
from src.services.release import for_release
from src.settings import Settings
from src.store import editions, published

CHECKS = "checks.json"
"""Keeps in the folder of packs how the checks of the last run came out."""
DONE, CHECK_FAILED = 0, 3

ResultsOf = Callable[[editions.Edition, date], Mapping[str, Result]]
"""Gives the result of every metric of an edition at a date, by name."""


def quiet(text: str) -> None:
    """Hears of every stage and says nothing."""


def pack_data(
    settings: Settings,
    edition: editions.Edition,
    as_at: date,
    baseline: Baseline | None = None,
    *,
    board: str = "",
    under: int = 0,
    marking: str = "",
    results: ResultsOf | None = None,
    report_progress: ProgressCallback = quiet,
) -> PackData:
    """Everything that a pack is made from, with counts under a number held back where one is given.

    The baseline is the usual one, that of `board` where one is named, where none is given.
    The marking is that of the settings where none is given.
    `results` gives those of every metric, for whoever keeps some of them.
    """
    results = results or every_result
    report_progress("Working out the figures")
    after = results(edition, as_at)
    baseline = baseline or baselines.usual(after[baselines.MEETINGS], as_at, board)
    report_progress(f"Working out the figures of {wording.day(baseline.since)}")
    then = edition if baseline.edition is None else editions.open_edition(settings, baseline.edition)
    before = results(then, baseline.since)
    decided = edition.code_list("recalculations").rows
    events = after["events_in_period"].rows
    gathered = PackData(
        as_at=as_at,
        edition=edition.number,
        baseline=baseline,
        after=after,
        before=before,
        changes=compare.changes_between(edition, before, after, baseline=baseline, as_at=as_at),
        trends=tuple(every_trend(list(after.values()), decided, events)),
        cycles=edition.code_list("peel_cycles").rows,
        levels=edition.code_list("finding_levels").rows,
        discrepancies=edition.ask(
            "select discrepancies.*, sources.title as source_title from discrepancies left join sources using (source_id)"
            " order by discrepancies.grade_code, discrepancies.discrepancy_id",
            ("discrepancies", "sources"),
        ),
        force=edition.code_list("forces").names().get(settings.force_code, settings.force_code),
        marking=marking or settings.marking,
        notice=settings.notice,
    )
    return for_release(gathered, under) if under else gathered


def gathered_for(
    settings: Settings,
    *,
    as_at: date | None = None,
    edition: int | None = None,
    since: date | None = None,
    board: str = "",
    under: int = 0,
    marking: str = "",
) -> PackData:
    """The same for who names no edition or date: the newest edition, its newest date, since the usual baseline.

    Raises LookupError for an edition that there is not.
    """
    published.accept_published(settings)
    of = editions.open_edition(settings, edition)
    on_date = as_at or of.newest_date() or date.today()
    baseline = Baseline(since=min(since, on_date)) if since else None
    return pack_data(settings, of, on_date, baseline, board=board, under=under, marking=marking)


def every_result(edition: editions.Edition, day: date) -> Mapping[str, Result]:
    """The result of every metric that is compared, at a date, by name."""
    return {name: calculate(metric, edition, day) for name, metric in COMPARED.items()}


def pack(
    settings: Settings,
    out: Path,
    *,
    as_at: date | None = None,
    edition: int | None = None,
    since: date | None = None,
    sections: Sequence[str] = (),
    title: str = TITLE,
    has_appendix: bool = False,
    under: int = 0,
    marking: str = "",
) -> int:
    """Write a pack to a folder. Returns 0, or 3 where a check that held at the last run fails now.

    Raises LookupError with a sentence where an edition or a section is asked for that is not there.
    """
    unknown = [name for name in sections if name not in SECTIONS]
    if unknown:
        raise LookupError(f'There is no section "{unknown[0]}". There are: {wording.listed(SECTIONS)}.')
    gathered = gathered_for(settings, as_at=as_at, edition=edition, since=since, marking=marking)
    choice = Choice(title=title, sections=tuple(sections) or tuple(SECTIONS), has_appendix=has_appendix)
    now = _checks(gathered)
    failed = _failed(last_checks(out / CHECKS), now)
    shown = for_release(gathered, under) if under else gathered
    if under:  # what a failed check says may give a small count away
        failed = tuple(item.split(": ", 1)[0] for item in failed)
    for name, content in written(shown, choice, failed=failed).items():
        write_whole(out / name, content)
    write_whole(out / CHECKS, json.dumps(now, indent=2, ensure_ascii=False).encode("utf-8"))
    print(f"Wrote the pack to {out}: as at {wording.day(gathered.as_at)}, edition {gathered.edition}.")
    for item in failed:
        print(f"A check that held last time fails now. {item}", file=sys.stderr)
    return CHECK_FAILED if failed else DONE


def _checks(of: PackData) -> dict[str, dict[str, str]]:
    """Each check by name: how it came out, and its detail."""
    return {
        check.name: {"status": check.status, "detail": check.detail}
        for result in of.after.values()
        for check in result.checks
    }


def last_checks(path: Path) -> dict[str, dict[str, str]]:
    """How the checks came out last time; nothing where that is not known."""
    try:
        lines = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return lines if isinstance(lines, dict) and all(isinstance(item, dict) for item in lines.values()) else {}


def _failed(last: Mapping[str, Mapping[str, str]], now: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    """The checks that held last time and do not come out now."""
    return tuple(
        f"{name}: {check['detail']}"
        for name, check in now.items()
        if check["status"] == DIFFERS and last.get(name, {}).get("status") == RECONCILES
    )


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: whoever opens the folder meanwhile sees the old one or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    os.replace(part, path)
