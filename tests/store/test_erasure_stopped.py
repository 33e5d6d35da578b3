"""An erasing that stops half way, or meets others who write, is finished the next time and loses nothing of theirs."""

from dataclasses import replace
from pathlib import Path

import pytest

from src.settings import Settings
from src.store import audit, delta, held_files, profiles, verification
from src.store.acceptance import accept
from src.store.erasure import erase
from src.store.ledger import Ledger
from tests.store.files import ANSWERS, BY, cases, ledger, marac
from tests.store.test_erasure import MARKS, WHO, leaky, places_of, with_marks

__all__ = ["leaky"]


STEPS = (
    (delta, "rewrite"), (delta, "_remove_what_was"), (delta, "write_deltalake"), (profiles, "forget"),
    (held_files, "forget"), (audit, "seal_without_words"), (audit, "follow"), (audit, "seal"), (Ledger, "take_words_out"),
)  # fmt: skip


@pytest.mark.parametrize(("where", "step"), STEPS, ids=[step for _, step in STEPS])
def test_what_a_stop_left_is_erased_the_next_time(
    where: object, step: str, leaky: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = with_marks(leaky, tmp_path)

    def stops(*arguments: object, **named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as stopping:
        stopping.setattr(where, step, stops)
        with pytest.raises(KeyboardInterrupt):
            erase(leaky, event.sha256, **WHO)
    erase(leaky, event.sha256, **WHO)
    assert places_of(leaky.store, MARKS) == {"filemark": {"audit"}}
    assert verification.verify(leaky, deep=True).wrong == ()
    assert len([each for each in ledger(leaky) if each.event == "erased"]) == 1


def test_what_others_add_while_words_are_taken_out_stays_and_numbers_go_on(
    leaky: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    event, writes, months = with_marks(leaky, tmp_path), delta.write_deltalake, iter((4, 5))

    def overtaken(table: object, *arguments: object, **named: object) -> None:
        if named.get("mode") == "overwrite" and (month := next(months, 0)):
            accept(leaky, [marac(f"2024-0{month}-04,Dudley,{month}", name=f"{month}.csv")], **BY)
            profiles.keep(leaky, replace(ANSWERS, name=f"of {month}"), by="Ann", reason="another file")
        writes(table, *arguments, **named)  # type: ignore[arg-type,call-overload]

    with monkeypatch.context() as busy:
        busy.setattr(delta, "write_deltalake", overtaken)
        erase(leaky, event.sha256, **WHO)
    assert places_of(leaky.store, MARKS) == {"filemark": {"audit"}}
    assert {"of 4", "of 5"} <= profiles.live(leaky.store).keys()
    accept(leaky, [marac("2024-06-04,Dudley,6", name="6.csv")], **BY)
    assert {cases(leaky)[f"2024-0{month}-04", "dudley"] for month in (4, 5, 6)} == {4, 5, 6}
    assert [each.sequence for each in ledger(leaky)] == list(range(1, len(ledger(leaky)) + 1))
    assert verification.verify(leaky, deep=True).wrong == ()
