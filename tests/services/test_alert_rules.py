"""Which changes a rule of alerts asks for, and rules that cannot be followed."""

from dataclasses import replace
from pathlib import Path

import pytest

from src.__main__ import main
from src.contracts.change import Attention, Change, ChangeKind
from src.services import alert_rules
from src.settings import Settings


def change(sentence: str) -> Change:
    return Change(
        kind=ChangeKind.WORSE, attention=Attention.BOARD, sentence=sentence, dataset="marac_backlog",
        metric="marac_cases_awaiting_by_area", subject="Walsall", before=13, after=40,
    )  # fmt: skip


def test_a_rule_asks_for_what_meets_each_of_its_conditions() -> None:
    walsall = change("Walsall: 13 to 40.")
    yes = alert_rules.Rule(name="a", kinds=frozenset({"worse"}), feeds=frozenset({"marac_backlog"}))
    assert yes.asks_for(walsall, set())
    assert alert_rules.Rule(name="a").asks_for(walsall, set())
    for condition in ({"kinds": {"better"}}, {"metrics": {"marac_cases_awaiting"}}, {"feeds": {"findings"}}):
        assert not replace(yes, **{key: frozenset(value) for key, value in condition.items()}).asks_for(walsall, set())
    of_crime = replace(yes, owners=frozenset({"ACC Crime"}))
    assert of_crime.asks_for(walsall, {"ACC Crime", "ACC Local Policing"})
    assert not of_crime.asks_for(walsall, {"ACC Local Policing"})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[rule."A"]\nkinds = ["worst"]', 'rule "A": found "worst" among kinds; expected one of: phase, grade'),
        ('[rule."A"]\nkind = ["worse"]', 'rule "A": found kind; expected kinds, metrics, owners, feeds and send.'),
        ('[rule."A"]\nsend = ["board"]', 'rule "A": there is no channel "board".'),
        ('[channel.a]\nkind = "webhook"\nurl = "http://x"', 'channel "a": expected a url that begins with https://.'),
        ('[channel.a]\nkind = "email"\nhost = "x"', 'channel "a": expected host, from and to.'),
        ("rule = 1 2", "is not written as TOML"),
    ],
)
def test_rules_that_are_wrong_are_refused_with_what_was_expected(text: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(alert_rules.WrongRules) as wrong:
        alert_rules.read(Settings(alerts=str(path)))
    assert sentence in str(wrong.value)


def test_without_a_file_of_rules_there_are_no_alerts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert alert_rules.read(Settings()) is None
    monkeypatch.setenv("PEELBOARD_STORE", str(tmp_path / "store"))
    assert main(["alerts", "--send"]) == 2
    assert not (tmp_path / "store" / "alerts").exists()
