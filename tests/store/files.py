"""Small files to accept, and short questions to ask of a store."""

from pathlib import Path

from src.ingest.profile import Profile
from src.metrics.datasets import DATASETS
from src.settings import Settings
from src.store import binding, source_files
from src.store.editions import Edition
from src.store.ledger import Event, Ledger
from src.store.upload import Supplied

ANSWERS = Profile(name="answers", dataset="marac_backlog", headings={"Waiting": "Cases awaiting"})
"""What was answered about a heading, as a profile."""

BY = {"by": "an analyst", "reason": "monthly extract"}


def marac(*rows: str, name: str = "marac.csv") -> Supplied:
    """A file of MARAC cases awaiting: rows of as-at date, area and cases. It supersedes as a whole."""
    content = "\n".join(["As at,Area,Cases awaiting", *rows]) + "\n"
    return Supplied(name=name, content=content.encode(), dataset="marac_backlog")


def tasks(*rows: str) -> Supplied:
    """A file of sex offender tasks: rows of as-at date, task and count. It supersedes row by row."""
    content = "\n".join(["As at,Area,Task,Outstanding", *(row.replace(",", ",force,", 1) for row in rows)]) + "\n"
    return Supplied(name="tasks.csv", content=content.encode(), dataset="sex_offender_tasks")


def cases(settings: Settings, edition: int | None = None) -> dict[tuple[str, str], int | None]:
    """Cases awaiting by as-at date and area, as a freshly opened edition has them."""
    rows = opened(settings, edition).ask("select * from marac_backlog", ("marac_backlog",))
    found = {(row["as_at_on"].isoformat(), row["area_code"]): row["cases_awaiting_count"] for row in rows}
    assert len(found) == len(rows)
    return found


def outstanding(settings: Settings) -> dict[tuple[str, str], int | None]:
    """Tasks outstanding by as-at date and type."""
    rows = opened(settings).ask("select * from sex_offender_tasks", ("sex_offender_tasks",))
    found = {(row["as_at_on"].isoformat(), row["task_code"]): row["outstanding_count"] for row in rows}
    assert len(found) == len(rows)
    return found


def opened(settings: Settings, edition: int | None = None) -> Edition:
    """An edition opened anew, so that nothing kept from before can answer."""
    return Edition(settings, Ledger(settings.store).edition() if edition is None else edition)


def ledger(settings: Settings) -> tuple[Event, ...]:
    """Every event, read anew."""
    return Ledger(settings.store).events()


def table_copy(settings: Settings, event: Event) -> Path:
    """The saved copy of the table that an extract took from its file."""
    found = source_files.saved(settings.store, event)
    assert found is not None
    return found


def everything_in(folder: Path) -> list[Path]:
    """Every file under a folder but the one that names whose figures a store is for; none where there is no folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != binding.FILE)


def published_names() -> list[str]:
    """The datasets that have published figures, in the order of the datasets."""
    published = {path.stem for path in Settings().published.glob("*.csv")}
    return [name for name in DATASETS if name in published]
