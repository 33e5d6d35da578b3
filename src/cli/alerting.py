"""The command of alerts: what the rules are and when each last fired; and the finding and sending of new ones."""

import argparse
import sys
import time
from datetime import datetime

from src import wording
from src.cli.words import Mistaken
from src.services import alert_rules
from src.services import alerts as found
from src.services.alert_rules import AlertRules
from src.settings import Settings

_NO_RULES = "There are no alerts: PEELBOARD_ALERTS names no file of rules. docs/alerts.md has an example."


def alerts(asked: argparse.Namespace, chosen: Settings) -> int:
    """List the rules, or find and send. Returns 1 where something could not be sent."""
    try:
        rules = alert_rules.read(chosen)
    except alert_rules.WrongRules as wrong:
        raise Mistaken(str(wrong)) from None
    if rules is None:
        raise Mistaken(_NO_RULES)
    if asked.digest:
        return _say(found.digest(chosen, rules))
    if asked.send and not asked.every:
        return _say(found.run(chosen, rules))
    while asked.every:
        _say(found.run(chosen, rules))
        time.sleep(asked.every)
    _list(chosen, rules)
    return 0


def _say(wrong: list[str]) -> int:
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    return 1 if wrong else 0


def _list(chosen: Settings, rules: AlertRules) -> None:
    last: dict[str, str] = {}
    counts: dict[str, int] = {}
    for alert in found.fired(chosen):
        last[alert["rule"]] = wording.moment(datetime.fromisoformat(alert["found_at"]))
        counts[alert["rule"]] = counts.get(alert["rule"], 0) + 1
    for rule in rules.rules:
        if rule.name in last:
            fired = f"fired {wording.times(counts[rule.name])}, last on {last[rule.name]}"
        else:
            fired = "has not fired yet"
        where = f"; goes to {wording.listed(rule.channels)}" if rule.channels else "; goes into the feed alone"
        print(f"{rule.name}: {fired}{where}.")
    print(f"{wording.capital(wording.count_in_words(found.waiting(chosen), 'message'))} to be sent.")
