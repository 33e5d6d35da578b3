"""Long work says which stage it has come to, and can be told to stop there."""

from collections.abc import Callable

ProgressCallback = Callable[[str], None]
"""Called with a few words as a stage begins, and with none now and then while it lasts. May raise Cancelled."""


class Cancelled(Exception):
    """Somebody asked the work to stop. Nothing of it is kept."""


def quiet(stage: str) -> None:
    """Hears of every stage and says nothing."""
