"""Write the store of this version to older/, as a release adds it: python -m tests.store.release."""

from pathlib import Path
from tempfile import TemporaryDirectory

from src import settings
from src.store.acceptance import accept, restore, withdraw
from tests.store.files import BY, marac, tasks


def write(folder: Path) -> None:
    """Two extracts of MARAC cases and one of tasks; the second is withdrawn at edition 4 and restored at 5."""
    with TemporaryDirectory() as published:
        chosen = settings.Settings(store=folder, published=Path(published))
        accept(chosen, [marac("2024-01-04,Dudley,4", "2024-01-04,Walsall,6")], **BY)
        (february,) = accept(chosen, [marac("2024-02-01,Dudley,8", "2024-02-01,Walsall,13")], **BY)
        accept(chosen, [tasks("2024-02-27,Visit,65", "2024-02-27,RMP review,33")], **BY)
        withdraw(chosen, february.extract_id, **BY)
        restore(chosen, february.extract_id, **BY)


if __name__ == "__main__":
    write(Path(__file__).parent / "older" / f"v{settings.version()}")
