"""A pack for a release outside the force: small counts hidden, and every sentence that would say one."""

from collections.abc import Collection
from dataclasses import replace

from src import wording
from src.analysis.disclosure_control import hide_small_counts, is_hidden, is_small
from src.contracts.change import Change
from src.contracts.metric import Result, Row
from src.present.slide import PackData


def for_release(pack: PackData, under: int) -> PackData:
    """The same with every count under a number hidden, and all that would give one away."""
    results = {("after", name): result for name, result in pack.after.items()}
    results |= {("before", name): result for name, result in pack.before.items()}
    shown = hide_small_counts(results, under)
    touched = {name for (_, name), result in shown.items() if is_hidden(result)}
    about = {str(row["discrepancy_id"]) for row in pack.discrepancies if touched & _metrics(row)}
    quiet = {key: _without_words(result, under, key[1] in touched, about) for key, result in shown.items()}
    changes = tuple(
        change
        for change in pack.changes
        if change.metric not in touched
        and (pack.after[change.metric].card.is_published or not _is_of_few(change, under))
    )
    return replace(
        pack,
        after={name: quiet["after", name] for name in pack.after},
        before={name: quiet["before", name] for name in pack.before},
        changes=changes,
        changes_not_shown=len(pack.changes) - len(changes),
        trends=tuple(trend for trend in pack.trends if trend.card.name not in touched),
        discrepancies=[row for row in pack.discrepancies if not touched & _metrics(row)],
        under=under,
    )


def _metrics(discrepancy: Row) -> set[str]:
    return {name.strip() for name in str(discrepancy["metrics"] or "").split(";")}


def _is_of_few(change: Change, under: int) -> bool:
    """Whether a change speaks of few findings, or of a small count before or after."""
    return any(is_small(figure, under) for figure in (*change.figures, len(change.findings)))


def _without_words(result: Result, under: int, is_touched: bool, about: Collection[str]) -> Result:
    """A result whose checks say no count, nor its sentence where something of it is hidden.

    `about` are the discrepancies that say one themselves.
    """
    checks = tuple(
        replace(check, detail="Its details are not shown.") for check in result.checks if check.discrepancy not in about
    )
    if not is_touched:
        return replace(result, checks=checks)
    when = f" at {wording.day(result.newest_on)}" if result.newest_on else ""
    sentence = f"{result.card.title}{when}. Counts under {under} are not shown."
    return replace(result, sentence=sentence, checks=checks)
