"""The command of alerts: what the rules are and when each last fired; and the finding and sending of new ones."""

import argparse
import sys
import time

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
    for fired in found.firings(rules, found.fired(chosen)):
        print(fired.sentence)
    print(f"{wording.capital(wording.count_in_words(found.waiting(chosen), 'message'))} to be sent.")
