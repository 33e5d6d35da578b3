"""Long work reports its stage, and can be cancelled there."""

from collections.abc import Callable

ProgressCallback = Callable[[str], None]
"""Called with a few words as a stage begins, and with none now and then while it lasts. May raise Cancelled."""


class Cancelled(Exception):
    """Somebody asked the work to stop. Nothing of it is kept."""


def quiet(stage: str) -> None:
    """Hears of every stage and says nothing."""
