"""The alerts on screen: each rule with its last firing, and the newest of what they found."""

import streamlit

from src import wording
from src.services import alert_rules, alerts
from src.web import components
from src.web.page_context import PageContext

NEWEST = 10
"""How many alerts are listed; the feed in the store has all."""


def draw(context: PageContext) -> None:
    """The rules and what they found; nothing where none are configured, or to who sees a part of the figures."""
    if not context.settings.alerts or not context.settings.scope.is_whole:
        return
    streamlit.html(components.section("Alerts", "What was asked for by rule, found when an edition is accepted."))
    try:
        rules = alert_rules.read(context.settings)
    except alert_rules.WrongRules as wrong:
        streamlit.html(components.note(str(wrong)))
        return
    if rules is None:
        return
    feed = alerts.fired(context.settings)
    waiting = alerts.waiting(context.settings)
    sent = f"{wording.capital(wording.count_in_words(waiting, 'message'))} to be sent." if waiting else ""
    with streamlit.container(key="panel-alerts"):
        streamlit.html(
            components.panel_head(_title(len(feed)), sent)
            + components.bullets([item.sentence for item in alerts.firings(rules, feed)])
            + _newest(feed)
        )


def _title(count: int) -> str:
    return f"{wording.capital(wording.count_in_words(count, 'alert'))} so far" if count else "No alert so far"


def _newest(feed: list[dict[str, str]]) -> str:
    """The newest alerts, each leading to the figures of its edition."""
    if not feed:
        return ""
    items = [
        components.paragraph(f"{alert['rule']}, edition {alert['edition']}")
        + components.link(_way(alert), alert["title"])
        for alert in reversed(feed[-NEWEST:])
    ]
    more = f"; the feed has all {len(feed):,}" if len(feed) > NEWEST else ""
    return components.opened(f"The newest {len(items)}{more}", "".join(map(components.group, items)))


def _way(alert: dict[str, str]) -> str:
    """Where its figures stand on this site, whatever address the rules give it."""
    return alert["link"].rpartition("/")[2]
