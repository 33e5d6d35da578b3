"""Every file of the demonstration, in the order it is supplied."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from random import Random

from demo import diary, flows, improvement, investigations, packages, portal, register, standing, tasks
from demo.files import File
from src.metrics.datasets import DATASETS

SEED = 20241007


def files(seed: int = SEED) -> tuple[File, ...]:
    """The files of two years. The same seed gives the same bytes.

    Each subject has a chance of its own, so that a change to one leaves the others as they are.
    """

    def chance(subject: str) -> Random:
        return Random(f"{subject} {seed}")

    months = register.lived(chance("findings"))
    created = [
        *standing.files(),
        *diary.files(),
        *portal.files(months),
        *improvement.files(chance("steps to closure"), months),
        *flows.files(chance("marac")),
        *tasks.files(chance("sex offenders")),
        *packages.files(chance("packages")),
        *packages.forensics(chance("forensics")),
        *investigations.files(chance("investigations")),
    ]
    order = list(DATASETS)
    return tuple(
        sorted(created, key=lambda file: (file.supplied_on, order.index(file.dataset), not file.is_refused, file.name))
    )


def by_week(created: Sequence[File]) -> Mapping[date, tuple[File, ...]]:
    """The files of each Monday."""
    return {monday: tuple(group) for monday, group in groupby(created, key=lambda file: file.supplied_on)}
