"""A paper for a committee from a store, as a Word document."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.present.papers import causes, work
from src.present.papers.forms import PAPERS
from src.present.papers.paper import paper
from src.present.slide import PackData
from src.services.build_pack import gathered_for, write_whole
from src.settings import Settings
from src.store.editions import Edition, open_edition


def with_work(data: PackData, edition: Edition) -> PackData:
    """The same with every update, action and step to closure of the recommendations of causes of concern.

    For a release they are left out: their words may give a count away.
    """
    if data.under:
        return data
    wanted = tuple(sorted({row["finding_id"] for row in data.result(causes.RECOMMENDATIONS).rows}))
    if not wanted or not any(
        data.result(name).rows for name in (work.LATEST, work.BY_OWNER, work.QUEUE, work.STEP_TIMES)
    ):
        return data
    full = (work.UPDATES, work.ACTIONS, work.STEPS)
    return replace(
        data, in_full={name: calculate(METRICS[name], edition, data.as_at, finding_id=wanted) for name in full}
    )


def file_of(form: str, data: PackData, parts: Sequence[str] = ()) -> bytes:
    """The file of a paper by its name, with every part or those named: the same bytes from the same figures.

    Raises LookupError with a sentence for a part that the paper does not have.
    """
    # Loaded as a paper is made: most that gathers figures makes no file.
    from src.present.docx.writer import docx

    return docx(paper(PAPERS[form], data, tuple(parts)))


def write(
    settings: Settings,
    form: str,
    out: Path,
    *,
    as_at: date | None = None,
    edition: int | None = None,
    since: date | None = None,
    parts: Sequence[str] = (),
    under: int = 0,
) -> None:
    """Write a paper to a file. Its period is from the last meeting of its board, where no other is given.

    Raises LookupError with a sentence for an edition or a part that there is not.
    """
    board = PAPERS[form].committee
    data = gathered_for(settings, as_at=as_at, edition=edition, since=since, board=board, under=under)
    write_whole(out, file_of(form, with_work(data, open_edition(settings, data.edition)), parts))
    print(f"Wrote the paper to {out}: {data.baseline.period(data.as_at)}, edition {data.edition}.")
