"""One message to a mailbox or a webhook, over TLS, or the reason in a sentence why it could not be sent."""

import json
import smtplib
import ssl
from collections.abc import Mapping
from contextlib import closing
from email.message import EmailMessage
from http.client import HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from src.services.alert_rules import Channel

_SECONDS = 20


class NotSent(Exception):
    """Why a message could not be sent. It waits for the next time."""


def send(channel: Channel, alert: Mapping[str, Any]) -> None:
    """Send an alert. The name of the message is that of the alert, so a receiver can tell one that comes again."""
    trusted = ssl.create_default_context(cafile=channel.ca_file or None)
    try:
        if channel.kind == "email":
            _mail(channel, alert, trusted)
        else:
            _post(channel, alert, trusted)
    except (OSError, smtplib.SMTPException, HTTPException) as error:
        raise NotSent(
            f'The message could not be sent to the channel "{channel.name}" ({_reason(error)}). It waits.'
        ) from None


def _reason(error: Exception) -> str:
    """Why, without what the other side says: it may name whoever was to be written to, and this may go into a log."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"it answered {error.smtp_code}"
    if isinstance(error, (smtplib.SMTPException, HTTPException)):
        return type(error).__name__
    return (str(error).splitlines() or [type(error).__name__])[0]


def body(alert: Mapping[str, Any]) -> str:
    """The message: what changed, why it is reported, at which date and edition, and the address of its figures."""
    return f"{alert['text']}\n\n{alert['why']} As at {alert['as_at']}, edition {alert['edition']}.\n{alert['link']}\n"


def _mail(channel: Channel, alert: Mapping[str, Any], trusted: ssl.SSLContext) -> None:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = alert["title"], channel.sender, ", ".join(channel.to)
    message["Message-ID"] = f"<{alert['alert_id']}.{channel.name}@peelboard>"
    message.set_content(body(alert))
    if channel.is_tls_at_once:
        with smtplib.SMTP_SSL(channel.host, channel.port, timeout=_SECONDS, context=trusted) as server:
            _hand_over(server, channel, message)
        return
    with smtplib.SMTP(channel.host, channel.port, timeout=_SECONDS) as server:
        server.starttls(context=trusted)
        _hand_over(server, channel, message)


def _hand_over(server: smtplib.SMTP, channel: Channel, message: EmailMessage) -> None:
    if channel.user:
        server.login(channel.user, channel.password)
    server.send_message(message)


def _post(channel: Channel, alert: Mapping[str, Any], trusted: ssl.SSLContext) -> None:
    """As Teams and Slack take it: a title and a text."""
    content = json.dumps({"title": alert["title"], "text": body(alert)}).encode()
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(alert["alert_id"])}
    address = urlsplit(channel.url)
    connection = HTTPSConnection(address.hostname or "", address.port, timeout=_SECONDS, context=trusted)
    with closing(connection):
        connection.request(
            "POST", f"{address.path or '/'}{'?' if address.query else ''}{address.query}", content, headers
        )
        answer = connection.getresponse()
        if answer.status >= 300:  # a redirect is not followed: it may lead away from TLS
            raise OSError(f"it answered {answer.status}")
