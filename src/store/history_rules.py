"""Whether rows that wait keep the rules that hold between them and the rows held already."""

from collections.abc import Collection, Sequence

import numpy

from src.contracts.problem import Problem, gathered
from src.ingest.validate import Checked
from src.settings import Settings
from src.store.preview_edition import Pending, Trial


def problems_of(
    settings: Settings, waiting: Sequence[tuple[Checked, Pending]], leaving_out: Collection[str] = ()
) -> tuple[Problem, ...]:
    """A problem for each rule that rows break together with those held. `leaving_out` are extracts about to go."""
    if not any(checked.dataset.history_rules for checked, _ in waiting):
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
    return gathered(problems)
