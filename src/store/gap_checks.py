"""Whether rows that wait for acceptance follow on from what is held. What does not is said; it refuses nothing."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from src import wording
from src.contracts.column import Column, Kind
from src.contracts.dataset import Dataset
from src.contracts.metric import TOLERANCE, Better, with_views
from src.metrics import METRICS
from src.metrics.datasets import DATASETS
from src.metrics.findings.shared import FOLDER as FINDINGS_FOLDER
from src.metrics.findings.shared import STATED
from src.store.preview_edition import Trial

TIMES = 10
"""A value this many times the last one, or as small a part of it, is pointed out."""
COVERAGE = "coverage_code"
"""The column that says whether an extract is the whole of a register, or a part."""
_LISTED = 5
_DAYS = {"week": 7, "month": 31, "quarter": 92, "year": 366}


def continuity(trial: Trial, dataset: Dataset) -> tuple[str, ...]:
    """Sentences about what is missing or out of the ordinary beside the rows held now; none where nothing is."""
    if dataset.name == "tolerances" and trial.waiting("tolerances"):
        return (*_of_nothing(trial), *_without_sense(trial))
    dated = dataset.dated_by
    if dated is None:
        return ()
    text = _staying(trial, dataset, dated)
    if dataset.name == "actions" and trial.waiting("actions"):
        text += _without_owner_or_date(trial)
    if dataset.name == "findings" and trial.waiting("findings"):
        text += [*_left_out(trial), *_of_another_report(trial)]
    existing = _dates(trial, trial.held_before(dataset.name), dated)
    later = _dates(trial, dataset.name, dated)
    fresh = [on_date for on_date in later if on_date not in existing]
    if not existing or not fresh:
        return tuple(text)
    text += _missed(dataset, existing, later, fresh)
    if fresh[-1] < existing[-1]:
        text.append(
            f"The newest new date, {wording.day(fresh[-1])}, is before the newest held, {wording.day(existing[-1])}: "
            "history is filled in and no newest figure moves."
        )
    subjects = [name for name in ("force_code", *dataset.key) if name != dated]
    text += _absent(trial, dataset, subjects, dated, fresh)
    for column in dataset.columns:
        if column.kind in (Kind.INTEGER, Kind.DECIMAL) and column.name not in subjects:
            text += _leaps(trial, dataset, column, subjects, dated, fresh)
    return tuple(text)


def _staying(trial: Trial, dataset: Dataset, dated: str) -> list[str]:
    """Rows of a whole register that another whole register of the same day leaves out: they stay all the same."""
    waiting = trial.waiting(dataset.name)
    if not waiting or COVERAGE not in {column.name for column in dataset.columns}:
        return []
    same = " and ".join(f"later.{name} is not distinct from now.{name}" for name in ("force_code", *dataset.key))
    rows = trial.ask(
        f"select now.{dated} as held_on, count(*) as staying from {trial.held_before(dataset.name)} as now"
        f" where now.{COVERAGE} = 'whole'"
        f" and now.{dated} in (select {dated} from {waiting} where {COVERAGE} = 'whole')"
        f" and not exists (select 1 from {waiting} as later where {same})"
        " group by 1 order by 1",
        (dataset.name,),
    )
    return [
        f"{wording.capital(wording.count_in_words(row['staying'], 'row'))} of the whole register already held for "
        f"{wording.day(row['held_on'])} {'is' if row['staying'] == 1 else 'are'} not in this one and would stay. "
        "Withdraw the earlier extract first if it is to be replaced as a whole."
        for row in rows
    ]


def _left_out(trial: Trial) -> list[str]:
    """Findings that are not closed and that a new whole register leaves out: it may be a filter that was left on."""
    waiting, before = trial.waiting("findings"), trial.held_before("findings")
    dates = trial.ask(
        f"select distinct as_at_on from {waiting} where {COVERAGE} = 'whole'"
        f" and as_at_on not in (select as_at_on from {before} where {COVERAGE} = 'whole') order by 1",
        ("findings",),
    )
    sentences = []
    for row in dates:
        whole_on = row["as_at_on"]
        missing = trial.ask(
            with_views(
                FINDINGS_FOLDER,
                "select finding_id, max(as_at_on) over () as stated_on from current_findings"
                " where counts_as in ('open', 'done_not_sent', 'with_hmicfrs')"
                " and finding_id not in (select finding_id from findings where as_at_on = $whole_on)"
                " order by finding_id",
            ),
            STATED,
            {"as_at": whole_on - timedelta(days=1), "whole_on": whole_on},
        )
        if missing:
            sentences.append(
                f"{wording.capital(wording.count_in_words(len(missing), 'finding'))} not closed on "
                f"{wording.day(missing[0]['stated_on'])} {'is' if len(missing) == 1 else 'are'} not in the whole register "
                f"of {wording.day(whole_on)}: {_few([row['finding_id'] for row in missing])}. Look whether a filter "
                "was left on."
            )
    return sentences


def _of_another_report(trial: Trial) -> list[str]:
    """Findings whose id belongs to a finding of another report now."""
    waiting, before = trial.waiting("findings"), trial.held_before("findings")
    rows = trial.ask(
        "select distinct later.finding_id, now.source_report as old_report, later.source_report as new_report"
        f" from {waiting} as later join {before} as now on now.finding_id = later.finding_id"
        " and now.force_code is not distinct from later.force_code"
        " where lower(trim(now.source_report)) <> lower(trim(later.source_report)) order by all",
        ("findings",),
    )
    return [
        f'The id {row["finding_id"]} belongs to a finding of the report "{row["old_report"]}", and here to one of '
        f'"{row["new_report"]}". If it is another finding, give it an id of its own.'
        for row in rows
    ]


def _of_nothing(trial: Trial) -> list[str]:
    """Targets and tolerances of a part that their figure is not counted by: they would be compared with nothing."""
    unknown: dict[str, list[str]] = {}
    without: dict[str, list[str]] = {}
    for row in trial.ask(
        f"select distinct figure_code, coalesce(subject, '') as subject from {trial.waiting('tolerances')} order by all",
        (),
    ):
        card = METRICS[row["figure_code"]].card
        columns = [column for name in card.one_row_per if (column := card.column(name)) and column.codes]
        lists = [trial.code_list(column.codes).names() for column in columns]
        if not row["subject"]:
            if columns:
                without[card.title] = [wording.inside(column.heading) for column in columns]
            continue
        parts = re.split(r"\s*[;,]\s*", row["subject"]) if len(lists) > 1 else [row["subject"]]
        known = {text.lower() for each in lists for text in (*each, *each.values())}
        if not known.issuperset(part.lower() for part in parts):
            unknown.setdefault(card.title, []).append(f'"{row["subject"]}"')
    return [
        f"{_few(names)} {'is no part' if len(names) == 1 else 'are no parts'} of {wording.inside(title)}, so no figure would "
        f"be compared with {'it' if len(names) == 1 else 'them'}. Check the spelling."
        for title, names in unknown.items()
    ] + [
        f"{title}: no {wording.listed(headings)} is named, so no figure would be compared with it. "
        'Write in "Subject" which part it is of.'
        for title, headings in without.items()
    ]


def _without_sense(trial: Trial) -> Iterator[str]:
    """Targets and tolerances that start no plan, are no percentage, or aim away from what is better."""
    for row in trial.ask(
        "select tolerance_id, threshold_kind_code, figure_code, coalesce(measure, '') as measure, threshold_value,"
        f" direction_code, plan from {trial.waiting('tolerances')} order by all",
        (),
    ):
        card, value = METRICS[row["figure_code"]].card, row["threshold_value"]
        column = card.column(card.column_of(row["measure"]))
        lead = f'"{row["tolerance_id"]}"'
        if row["threshold_kind_code"] == TOLERANCE and not row["plan"]:
            yield f'{lead} is a tolerance that starts no plan when it is crossed. Name the plan in "Plan".'
        if column and column.suffix and value is not None and not (value == 0 or 1 <= value <= 100):
            yield f"{lead} is {wording.number(value)} of what is counted in per cent. Write 85 for 85%."
        away = {Better.LOWER: "at_least", Better.HIGHER: "at_most"}.get(card.better, "")
        if row["direction_code"] == away and card.column_of(row["measure"]) == card.figure:
            better = wording.inside(card.better.value)
            yield f"{lead} keeps {wording.inside(card.title)} {away.replace('_', ' ')} a value, and {better} is better."


def _without_owner_or_date(trial: Trial) -> Iterator[str]:
    """Open actions that nobody owns, or that are due on no day."""
    for column, lacks in (("action_owner_role", "no owner"), ("coalesce(revised_due_on, first_due_on)", "no due date")):
        rows = trial.ask(
            f"select distinct waiting.action_title from {trial.waiting('actions')} as waiting"
            " join action_statuses on action_statuses.action_status_code = waiting.action_status_code"
            f" where action_statuses.counts_as = 'open' and {column} is null order by all",
            ("action_statuses",),
        )
        if rows:
            named = [f'"{row["action_title"]}"' for row in rows]
            yield f"{_few(named)} {wording.verb(len(named), 'has', 'have')} {lacks}: nobody is asked for it."


def _few(names: list[str]) -> str:
    return wording.first_of(names, _LISTED, ", ")


def _dates(trial: Trial, table: str, dated: str) -> list[date]:
    rows = trial.ask(
        f"select distinct {dated} as held_on from {table} where {dated} is not null order by 1",
        (table,) if table in DATASETS else (),
    )
    return [row["held_on"] for row in rows]


def _missed(dataset: Dataset, existing: list[date], later: list[date], fresh: list[date]) -> list[str]:
    """Gaps between a new date and the one before it that are longer than the dataset is expected to leave."""
    days = _DAYS.get(dataset.expected_every)
    if days is None:
        return []
    sentences = []
    for before, on_date in pairwise(later):
        # Twice the usual gap less half: a month that comes a week late is not a month that is missing.
        if on_date in fresh and on_date - before > timedelta(days=1.5 * days):
            sentences.append(
                f"Nothing is held between {wording.day(before)} and {wording.day(on_date)}, "
                f"{wording.days_between(before, on_date)}: an extract is expected every {dataset.expected_every}."
            )
    return sentences


def _absent(trial: Trial, dataset: Dataset, subjects: list[str], dated: str, fresh: list[date]) -> list[str]:
    """Areas, tasks and the like that the last extract had and the newest new date has not."""
    labelled = _labelled(dataset, subjects)
    if not labelled or dataset.supersedes.name != "BY_SNAPSHOT":
        return []
    columns = ", ".join(subjects)
    rows = trial.ask(
        f"select {columns} from {dataset.name} where {dated} = (select max({dated}) from {dataset.name}"
        f" where {dated} < $newest) except select {columns} from {dataset.name} where {dated} = $newest order by all",
        (dataset.name,),
        {"newest": fresh[-1]},
    )
    if not rows:
        return []
    named = [_name(trial, labelled, row) for row in rows]
    verb = "is" if len(named) == 1 else "are"
    return [f"{_few(named)} stood in the extract before and {verb} missing at {wording.day(fresh[-1])}."]


def _leaps(
    trial: Trial, dataset: Dataset, column: Column, subjects: list[str], dated: str, fresh: list[date]
) -> list[str]:
    """Values many times the one before them, or as small a part of it."""
    (span,) = trial.ask(
        f"select min({column.name}) as least, max({column.name}) as most from {dataset.name}", (dataset.name,)
    )
    # ProgressCallback by two values: most columns of a long extract hold no leap, and to pair its rows takes long.
    # A count of a few may double and double again; a share or a grade may not.
    floor = TIMES if column.kind is Kind.INTEGER and column.most is None else 0
    if span["most"] is None or span["most"] < floor or (span["least"] > 0 and span["most"] < TIMES * span["least"]):
        return []
    labelled = _labelled(dataset, subjects)
    by = ", ".join(subjects) or "1"
    rows = trial.ask(
        "select * from ("
        "select *, lag(value) over each_subject as last_value, lag(on_date) over each_subject as last_on"
        f" from (select {', '.join([*subjects, ''])} {dated} as on_date, {column.name} as value from {dataset.name}"
        f" where {column.name} is not null) as valued"
        f" window each_subject as (partition by {by} order by on_date)) as pairs"
        f" where last_value is not null and on_date >= $first and greatest(value, last_value) >= {floor}"
        " and value <> last_value"
        f" and (value >= {TIMES} * last_value or last_value >= {TIMES} * value)"
        " order by greatest(value, last_value) desc",
        (dataset.name,),
        {"first": fresh[0]},
    )
    rows = [row for row in rows if row["on_date"] in fresh]
    sentences = []
    for row in rows[:_LISTED]:
        subject = _name(trial, labelled, row)
        what = f"{subject}, {column.heading.lower()}" if subject else column.heading
        sentences.append(
            f"{what}: {wording.number(row['last_value'])} on {wording.day(row['last_on'])} and "
            f"{wording.number(row['value'])} on {wording.day(row['on_date'])}, a leap of {TIMES} times or more."
        )
    if len(rows) > _LISTED:
        sentences.append(f"{column.heading}: {len(rows) - _LISTED:,} more leaps of {TIMES} times or more.")
    return sentences


def _labelled(dataset: Dataset, subjects: list[str]) -> list[Column]:
    return [dataset.column(name) for name in subjects if name != "force_code"]


def _name(trial: Trial, columns: list[Column], row: dict[str, Any]) -> str:
    """What a row is about, in the words of the code lists."""
    sentences = []
    for column in columns:
        value = row[column.name]
        names = trial.code_list(column.codes).names() if column.codes else {}
        sentences.append(str(names.get(value, value)))
    return ", ".join(sentences)
