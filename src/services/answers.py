"""What was answered about a file becomes an import profile once the file is accepted, so that nobody is asked twice."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from src import wording
from src.ingest import profile as import_profile
from src.ingest.cells import Read
from src.ingest.detect import dataset_detection
from src.ingest.detect.header_matching import names, plain
from src.ingest.profile import Profile
from src.metrics.datasets import DATASETS
from src.services import import_profiles
from src.services.import_file import Table
from src.settings import Settings
from src.store import profiles
from src.store.disk_check import CannotStore
from src.store.ledger import TYPED_IN
from src.store.profiles import Kept


def keep_answers(
    settings: Settings,
    read: Read | None,
    tables: Sequence[Table],
    headings: Mapping[tuple[str, str], str],
    by: str,
) -> tuple[Kept, ...]:
    """Keep what was answered about the tables of a file as profiles, where it says something of the next one.

    `headings` are the answers by dataset and plain heading; those about a record typed in say nothing of the next one.
    Where nothing can be written the file is accepted all the same, and the answers have to be given again.
    """
    created: dict[str, Profile] = {}
    alone = {found.sheet: found for found in dataset_detection.recognise(read, headings)} if read else {}
    for table in tables:
        if read is None or table.file.name == TYPED_IN or table.checked is None or table.checked.cells is None:
            continue
        dataset, known = table.file.dataset, names(DATASETS[table.file.dataset])
        answered = {heading: column for (of, heading), column in headings.items() if of == dataset}
        meant = import_profile.as_written(read, table.file.sheet, answered)
        given = {key: answer for key, answer in table.file.settled.items() if table.applied.settled.get(key) != answer}
        own = [heading for heading in table.checked.cells.headings if plain(heading) in known]
        found = alone.get(table.found.sheet)
        is_chosen = not table.applied.own and (found is None or found.dataset != dataset or bool(found.others))
        before = created.get(dataset) or _own(table, read)
        profile = import_profiles.from_answers(
            table.file.name, table.file.sheet, dataset, own, meant, given, before, is_chosen=is_chosen
        )
        if profile:
            created[dataset] = profile
    try:
        reason = profiles.answers_to(tables[0].file.name) if created else ""
        return tuple(profiles.keep(settings, profile, by=by, reason=reason) for profile in created.values())
    except CannotStore:
        return ()


def _own(table: Table, read: Read) -> Profile | None:
    """The profile that a table was read with, to be added to.

    Of one that comes with the product, which stays as it is, a new one of the headings that the table has.
    """
    own = next((entry for entry in table.applied.entries if entry.profile.dataset), None)
    if own is None or own.version:
        return own.profile if own else None
    headings = {plain(theirs): ours for theirs, ours in own.profile.headings.items()}
    found = import_profile.as_written(read, table.file.sheet, headings)
    return replace(own.profile, name=f"{own.profile.name} of this force", headings=found)


def remembered(created: Sequence[Kept]) -> str:
    """What is to be said of profiles that were made; nothing where none was."""
    if not created:
        return ""
    called = wording.listed(f'"{entry.profile.name}"' for entry in created)
    return f"The answers are kept as the profile {called}: the next file of this kind needs none."
