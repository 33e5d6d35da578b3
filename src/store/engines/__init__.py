"""What answers: DuckDB in this process, or a Spark Connect server that PEELBOARD_ENGINE names.

Either is given the same SQL over tables of the same names; which one answers is decided here and nowhere else.
"""

from src.contracts.engine import CannotAnswer, Engine
from src.settings import Settings
from src.store.engines.duckdb import DuckDb

__all__ = ["CannotAnswer", "DuckDb", "Engine", "chosen"]


def chosen(settings: Settings) -> Engine:
    """A fresh engine without tables, as the settings ask for it. Raises CannotAnswer."""
    name = settings.engine.strip()
    if name.casefold() in ("", "duckdb"):
        return DuckDb()
    if not name.startswith(("spark://", "sc://")):
        raise CannotAnswer(
            "PEELBOARD_ENGINE names no engine that is known here, so no figure is shown. Leave it empty, or give the "
            "address of a Spark Connect server such as spark://spark.force.example:15002."
        )
    # Only who asks for Spark pays for its client.
    from src.store.engines.spark import Spark

    return Spark(name, store=settings.store, seen_at=settings.engine_store)
