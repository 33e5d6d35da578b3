"""Work beside the page: what it says when it ends badly."""

from src.store.disk_check import IntegrityError
from src.web.extracts.jobs import Job


def fails(error: Exception) -> Job[None]:
    def work(lines: object) -> None:
        raise error

    job = Job(work)
    assert job.wait(300)
    return job


def test_damage_of_the_store_is_told_in_its_own_sentence_and_any_other_failure_is_not() -> None:
    damaged = fails(IntegrityError("The rows of march.csv are damaged."))
    assert (damaged.went_wrong, damaged.damage) == (True, "The rows of march.csv are damaged.")
    other = fails(ValueError("what nobody should see"))
    assert (other.went_wrong, other.damage) == (True, "")
