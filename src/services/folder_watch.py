"""A watched folder: what is put into it is checked and accepted, and moved to done, to refused, or to held for a person.

Each file is looked at twice, so that one still being written is left alone. Nothing else keeps count: a
stop between accepting a file and moving it is made good at the next look, which finds the file accepted.
"""

import os
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from src import wording
from src.contracts.problem import Refused
from src.ingest.cells import Read
from src.ingest.templates import marked_workbook
from src.services import batch_import
from src.services.batch_import import Stored
from src.settings import Settings
from src.store import held_files
from src.store.acceptance import CannotStore
from src.store.upload import Supplied, supplied

DONE, REFUSED, HELD = "done", "refused", "held"
_PASSED_OVER = (".part", ".tmp", ".crdownload")
Say = Callable[[str], None]


class Watched:
    """One watched folder, and what was seen in it at the last look.

    Unnamed, what is said has no text from outside: no name of a file or a sheet, and no words of an error.
    """

    def __init__(self, settings: Settings, folder: Path, *, by: str, say: Say, is_unnamed: bool = False) -> None:
        self.folder = folder
        self.refused_count = 0
        self._settings = settings
        self._by = by
        self._say = say
        self._is_unnamed = is_unnamed
        self._seen: dict[Path, tuple[int, int]] = {}
        self._said: dict[Path, str] = {}

    def look(self) -> list[Path]:
        """Take in every file that has not changed since the last look. Returns the ones still waiting."""
        try:
            last, self._seen = self._seen, {path: _state(path) for path in self._files()}
        except OSError as error:
            self._waits(self.folder, f"{self.folder} cannot be looked into ({_reason(error)}).")
            return [self.folder]
        self._said = {path: text for path, text in self._said.items() if path in self._seen}
        return [path for path, state in self._seen.items() if last.get(path) != state or not self._taken(path)]

    def _files(self) -> Iterator[Path]:
        for path in sorted(self.folder.iterdir()):
            is_ours_to_take = path.is_file() and not path.is_symlink()
            if is_ours_to_take and not path.name.startswith((".", "~$")) and path.suffix.lower() not in _PASSED_OVER:
                yield path

    def _taken(self, path: Path) -> bool:
        """Accept or refuse a file and move it. False where it has to wait."""
        file, read = Supplied(name=path.name, content=b"", dataset=""), None
        try:
            file = supplied(path, "", self._settings.limits)
            intake = batch_import.take(self._settings, file)
            read = intake.files[0].read
            stored = batch_import.accept(
                self._settings, file, intake, by=self._by, reason=f"Watched folder {self.folder}"
            )
        except CannotStore as cannot:
            return self._waits(path, f"{self._called(file)}: {cannot} The file stays where it is.")
        except Refused as refused:
            if not os.access(path, os.R_OK):
                return self._waits(path, f"{self._called(file)}: it cannot be opened yet. The file stays where it is.")
            return self._refuse(path, file, read, refused)
        except Exception as error:  # one file that nobody foresaw must not keep the others from being taken in
            why = type(error).__name__ if self._is_unnamed else f"{type(error).__name__}: {error}"
            what = f"something went wrong that should not have ({why})"
            return self._waits(path, f"{self._called(file)}: {what}. The file stays where it is.")
        if _state(path) != self._seen[path]:
            what = "it was written to while it was read. It is looked at again."
            return self._waits(path, f"{self._called(file)}: {what}")
        return self._moved(path, DONE, _free_name(self.folder / DONE, path), file, self._summary(stored))

    def _refuse(self, path: Path, file: Supplied, read: Read | None, refused: Refused) -> bool:
        """Move a file to refused, or to held where all that is wrong is doubt, with what is wrong or asked next to it."""
        to = HELD if refused.needs_person else REFUSED
        name = _free_name(self.folder / to, path)
        beside = [f"{name}.{'questions' if refused.needs_person else 'problems'}.txt"]
        try:
            (self.folder / to).mkdir(exist_ok=True)
            (self.folder / to / beside[0]).write_text(problems_text(refused), encoding="utf-8")
            copy = marked_workbook.marked(file.name, file.content, read, refused.problems, self._settings.limits)
            if copy is not None:
                beside.append(f"{name}.marked.xlsx")
                (self.folder / to / beside[1]).write_bytes(copy)
            if refused.needs_person:
                reasons = tuple(problem.sentence() for problem in refused.problems)
                held_files.hold(self._settings.store, file.sha256, self.folder / to / name, reasons)
        except OSError as error:
            return self._waits(path, f"{self._called(file)}: {to}, and {_not_written(self.folder / to, error)}")
        count = wording.count_of(len(refused.problems), "question" if refused.needs_person else "problem")
        see = "." if self._is_unnamed else f": see {wording.listed(beside)}."
        is_moved = self._moved(path, to, name, file, f"{to}, {count}{see}")
        self.refused_count += is_moved
        return is_moved

    def _moved(self, path: Path, to: str, name: str, file: Supplied, what: str) -> bool:
        called = self._called(file)
        try:
            (self.folder / to).mkdir(exist_ok=True)
            path.rename(self.folder / to / name)
        except FileNotFoundError:  # somebody else took it away meanwhile
            self._say(f"{called}: {what} It was no longer there to be moved.")
            return True
        except OSError as error:
            return self._waits(path, f"{called}: {what} {_not_written(self.folder / to, error)}")
        self._say(f"{called}: {what} Moved to {to}{'.' if self._is_unnamed else f'/{name}'}")
        return True

    def _called(self, file: Supplied) -> str:
        return wording.capital(unnamed(file)) if self._is_unnamed else file.name

    def _summary(self, stored: Stored) -> str:
        """What came of a file that was not refused."""
        if not stored.events:
            what = "accepted before, byte for byte. Nothing new was stored."
        else:
            accepted = [f"{event.extract_id} ({wording.count_of(event.row_count, 'row')})" for event in stored.events]
            what = f"accepted as {wording.listed(accepted)}. This is edition {stored.events[-1].sequence}."
        passed = [f'"{found.sheet}"' for found in stored.found.passed_over]
        if not passed:
            return what
        sheets = wording.count_of(len(passed), "sheet") if self._is_unnamed else wording.listed(passed)
        return f"{what} Passed over, as it is no dataset: {sheets}."

    def _waits(self, path: Path, sentence: str) -> bool:
        """Say why a file stays where it is, once and not at every look."""
        if self._said.get(path) != sentence:
            self._say(sentence)
            self._said[path] = sentence
        return False


def watch(watched: Watched, *, every: float, once: bool) -> bool:
    """Look at the folder until stopped, or once. Tells whether every file that was there could be accepted."""
    watched.look()
    while True:
        time.sleep(every)
        waiting = watched.look()
        if once:
            return not waiting and not watched.refused_count


def unnamed(file: Supplied) -> str:
    """What a file is called in a log that others read: its name may be a person's. The history has it by its hash."""
    return f"file {file.sha256[:12]}" if file.content else "a file"


def problems_text(refused: Refused) -> str:
    """Every problem in a line of its own."""
    lines = [str(wording.safe_cell(problem.sentence())) for problem in refused.problems]
    return "\n".join([*lines, "Nothing of this file was stored."]) + "\n"


def _state(path: Path) -> tuple[int, int]:
    try:
        now = path.stat()
    except FileNotFoundError:
        return 0, 0
    return now.st_size, now.st_mtime_ns


def _free_name(folder: Path, path: Path) -> str:
    """The name of a file, with the time added where one of that name is in the folder already."""
    if not (folder / path.name).exists():
        return path.name
    stem = f"{path.stem}-{datetime.now():%Y%m%d-%H%M%S}"
    name, again = f"{stem}{path.suffix}", 2
    while (folder / name).exists():
        name, again = f"{stem}-{again}{path.suffix}", again + 1
    return name


def _not_written(folder: Path, error: OSError) -> str:
    return f"{folder} cannot be written to ({_reason(error)}). The file stays where it is."


def _reason(error: OSError) -> str:
    return (error.strerror or "unknown reason").lower()
