"""Long work beside the page: it says its stages while it lasts, and can be cancelled."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import streamlit

from src.ingest.progress import Cancelled, ProgressCallback
from src.present.html.markup import markup
from src.store.disk_check import IntegrityError

T = TypeVar("T")
_LOG = logging.getLogger("peelboard")
WENT_WRONG = "This could not be finished, and nothing was stored. The server's log says what went wrong."


@dataclass
class Stage:
    """One stage of a piece of work."""

    name: str
    begun: float
    ended: float | None = None

    @property
    def seconds(self) -> float:
        """How long it took, or has taken so far."""
        return (self.ended or time.monotonic()) - self.begun


class Job(Generic[T]):
    """A piece of work on a thread of its own. It belongs to the session that began it."""

    def __init__(self, work: Callable[[ProgressCallback], T]) -> None:
        self.stages: list[Stage] = []
        self.result: T | None = None
        self.is_cancelled = False
        self.went_wrong = False
        self.damage = ""
        """What of the store is damaged, in a sentence, where that was what went wrong."""
        self._stop = threading.Event()
        self._over = threading.Event()
        threading.Thread(target=self._run, args=(work,), name="job", daemon=True).start()

    @property
    def is_over(self) -> bool:
        """Whether the work has ended, well or not."""
        return self._over.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait so long at most. Returns whether the work has ended."""
        return self._over.wait(seconds)

    def cancel(self) -> None:
        """Ask the work to stop at the next moment it can."""
        self._stop.set()

    def _report(self, stage: str) -> None:
        if self._stop.is_set():
            raise Cancelled
        if stage:
            self._end_stage()
            self.stages.append(Stage(stage, time.monotonic()))

    def _end_stage(self) -> None:
        if self.stages and self.stages[-1].ended is None:
            self.stages[-1].ended = time.monotonic()

    def _run(self, work: Callable[[ProgressCallback], T]) -> None:
        try:
            self.result = work(self._report)
        except Cancelled:
            self.is_cancelled = True
        except IntegrityError as damaged:
            _LOG.error("%s", damaged)
            self.went_wrong, self.damage = True, str(damaged)
        except Exception:  # the reader gets a sentence, the log the rest
            _LOG.exception("A piece of work ended badly")
            self.went_wrong = True
        finally:
            self._end_stage()
            self._over.set()


def stages(job: Job[T]) -> None:
    """The stages of a piece of work, done and under way."""
    streamlit.html(markup("components", "stages", job.stages))
