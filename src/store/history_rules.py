"""Whether rows keep the rules that hold between them: those that wait, and those left by what is withdrawn or restored."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy

from src import wording
from src.contracts.dataset import HistoryRule
from src.contracts.problem import Problem, gathered
from src.ingest.validate import Checked
from src.metrics.datasets import DATASETS
from src.settings import Settings
from src.store.editions import Edition, open_edition, title_of
from src.store.ledger import ACCEPTED, Event, Ledger, StillNeeded
from src.store.preview_edition import Pending, Trial

_NAMED = 3
"""How many findings or extracts a refusal names."""
REGISTER = "findings"


def problems_of(
    settings: Settings, waiting: Sequence[tuple[Checked, Pending]], leaving_out: Collection[str] = ()
) -> tuple[Problem, ...]:
    """A problem for each rule that rows break together with those held. `leaving_out` are extracts about to go."""
    if not any(_may_break(rule, checked) for checked, _ in waiting for rule in checked.dataset.history_rules):
        return ()
    trial = Trial(settings, adding=[pending for _, pending in waiting], leaving_out=leaving_out)
    by_extract = {pending.event.extract_id: checked for checked, pending in waiting}
    problems: list[Problem] = []
    for dataset in {checked.dataset.name: checked.dataset for checked, _ in waiting}.values():
        existing = f"select * from {trial.held_before(dataset.name)}"
        if leaving_out:
            names = ", ".join(f"'{extract_id}'" for extract_id in sorted(leaving_out))
            existing += f" where extract_id not in ({names})"
        tables = {"waiting": trial.waiting(dataset.name), "held": f"({existing})"}
        for rule in dataset.history_rules:
            found: dict[tuple[str, str], list[int]] = {}
            for row in trial.ask(rule.sql.format(**tables), (dataset.name, *rule.reads)):
                sentence = row.get("sentence", rule.sentence)
                found.setdefault((row["extract_id"], sentence), []).append(row["row_number"])
            for (extract_id, sentence), numbers in found.items():
                checked = by_extract[extract_id]
                broken = numpy.flatnonzero(checked.rows.row_number.isin(numbers))
                problems += checked.breaking(rule, sentence, broken)
    return gathered(problems or _of_rows_held(settings, trial, [checked for checked, _ in waiting], by_extract))


def _may_break(rule: HistoryRule, checked: Checked) -> bool:
    """Whether any row that waits is one that the rule concerns."""
    return rule.concerns is None or bool(rule.concerns(checked.rows).any())


def _of_rows_held(
    settings: Settings, trial: Trial, waiting: Sequence[Checked], new: Collection[str]
) -> Iterator[Problem]:
    """A problem for each rule that rows held would break beside those that wait, such as a step sent back before them.

    Beside a new register nothing is tried: a level that is another now undoes no step that was taken.
    """
    if not all(checked.dataset.history_rules and checked.dataset.name != REGISTER for checked in waiting):
        return
    found = _newly_broken(settings, trial, {checked.dataset.name for checked in waiting})
    for row in (row for row in found if row.extract_id not in new):
        for checked in (checked for checked in waiting if checked.dataset.name == row.dataset):
            rule = replace(row.rule, todo="Check the day, or withdraw first what is recorded after it.")
            about = numpy.flatnonzero(checked.rows.finding_id == row.finding_id)
            yield from checked.breaking(rule, f"{row.sentence}, what is recorded already included", about)


def are_about(datasets: Collection[str]) -> bool:
    """Whether any rule reads one of these datasets."""
    return any(_rules_of(datasets))


def refuse_turn(settings: Settings, *, leaving_out: Collection[str] = (), bringing_back: Collection[str] = ()) -> None:
    """Raise StillNeeded where the rows left break a rule that they keep now, once extracts are withdrawn or restored.

    Its sentence has the rule, the findings, and what is to be withdrawn or restored first.
    """
    accepted = {event.extract_id: event for event in Ledger(settings.store).events() if event.event == ACCEPTED}
    turned = [accepted[name] for name in (*leaving_out, *bringing_back) if name in accepted]
    if not are_about({event.dataset for event in turned}):
        return
    broken = _broken(settings, leaving_out, bringing_back)
    if not broken:
        return
    out, back = set(leaving_out), set(bringing_back)
    found = broken
    while others := {row.extract_id for row in found} - back:
        out |= others
        found = _broken(settings, out, back)
    first_out = sorted(out.difference(leaving_out), key=lambda name: -accepted[name].sequence)
    first_back = _to_restore(settings, accepted, found, out, back)
    named = wording.listed(f"edition {event.sequence} ({title_of(event)})" for event in turned)
    doing = "withdrawn" if leaving_out else "restored"
    rules: dict[str, list[str]] = {}
    for row in broken:
        rules.setdefault(row.sentence, []).append(row.about)
    raise StillNeeded(
        wording.paragraph(
            [
                f"{wording.capital(named)} cannot be {doing} as things stand.",
                *(
                    f"{sentence}: this would no longer hold for {wording.first_of(dict.fromkeys(names), _NAMED)}."
                    for sentence, names in rules.items()
                ),
                _first("Withdraw", [accepted[name] for name in first_out]),
                _first("Restore", [accepted[name] for name in first_back]),
                "" if first_out or first_back else broken[0].rule.todo,
            ]
        )
    )


@dataclass(frozen=True, kw_only=True)
class _Broken:
    """A row that would break a rule."""

    dataset: str
    extract_id: str
    row_number: int
    rule: HistoryRule
    sentence: str
    finding_id: str
    about: str
    """The finding, by its title and name."""


def _first(doing: str, events: Sequence[Event]) -> str:
    named = [f"edition {event.sequence} ({title_of(event)}, {event.extract_id})" for event in events]
    order = " in this order" if len(named) > 1 else ""
    return f"{doing} first{order}: {wording.first_of(named, 2 * _NAMED)}." if named else ""


def _rules_of(datasets: Collection[str]) -> Iterator[str]:
    """The datasets with a rule, and not one that only asks, that reads one of these."""
    for dataset in DATASETS.values():
        if any(not rule.asks and {dataset.name, *rule.reads} & set(datasets) for rule in dataset.history_rules):
            yield dataset.name


def _broken(settings: Settings, leaving_out: Collection[str], bringing_back: Collection[str]) -> list[_Broken]:
    """The rows left that would break a rule and do not break it now."""
    trial = Trial(settings, leaving_out=leaving_out, bringing_back=bringing_back)
    return _newly_broken(settings, trial, trial.touched)


def _newly_broken(settings: Settings, trial: Trial, touched: Collection[str]) -> list[_Broken]:
    """The rows of a trial that break a rule about the datasets touched and do not break it now."""
    found = _breaking(trial, touched, {name: trial.held_before(name) for name in _rules_of(touched)})
    if not found:
        return []
    now = open_edition(settings, trial.compared_with)
    known = {(row.extract_id, row.row_number, row.sentence) for row in _breaking(now, touched, {})}
    return [row for row in found if (row.extract_id, row.row_number, row.sentence) not in known]


def _breaking(edition: Edition, touched: Collection[str], existing: Mapping[str, str]) -> list[_Broken]:
    """Every row of an edition that breaks a rule about the datasets touched; rules that only ask are left out.

    `existing` are the tables of rows held now.
    """
    found = []
    for name in _rules_of(touched):
        for rule in DATASETS[name].history_rules:
            if rule.asks or {name, *rule.reads}.isdisjoint(touched):
                continue
            sql = rule.sql.format(waiting=name, held=existing.get(name, name))
            rows = edition.ask(
                "with titles as (select finding_id, max_by(title, as_at_on) as title from findings group by finding_id)"
                " select broken.*, of_rows.finding_id, titles.title"
                f" from ({sql}) as broken join {name} as of_rows"
                " on of_rows.extract_id = broken.extract_id and of_rows.row_number = broken.row_number"
                " left join titles on titles.finding_id = of_rows.finding_id"
                " order by of_rows.finding_id, broken.extract_id, broken.row_number",
                (name, "findings", *rule.reads),
            )
            found += [
                _Broken(
                    dataset=name,
                    extract_id=row["extract_id"],
                    row_number=row["row_number"],
                    rule=rule,
                    sentence=row.get("sentence") or rule.sentence,
                    finding_id=row["finding_id"] or "",
                    about=f'"{row["title"]}" ({row["finding_id"]})' if row["title"] else str(row["finding_id"]),
                )
                for row in rows
            ]
    return found


def _to_restore(
    settings: Settings, accepted: Mapping[str, Event], broken: Sequence[_Broken], out: set[str], back: set[str]
) -> list[str]:
    """The withdrawn extracts without which what is restored breaks a rule, oldest first; none where they do not help."""
    if not broken:
        return []
    ledger = Ledger(settings.store)
    visible = {event.extract_id for event in ledger.visible(ledger.edition())}
    about = {row.dataset for row in broken}
    needed = [
        name
        for name, event in accepted.items()
        if event.dataset in about and name not in visible | back and name not in ledger.erased()
    ]
    if not needed or _broken(settings, out, back.union(needed)):
        return []
    for name in reversed(needed.copy()):
        if not _broken(settings, out, back.union(needed) - {name}):
            needed.remove(name)
    return needed
