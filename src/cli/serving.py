"""The command that starts the server."""

import argparse

from src import settings
from src.access.sign_in_config import Misconfigured
from src.cli.words import Mistaken
from src.settings import Settings


def serve(asked: argparse.Namespace, chosen: Settings) -> int:
    """Serve until stopped with Ctrl-C."""
    for name, options in (("tls", ("on", "off")), ("log", ("", "json", "text"))):
        if getattr(chosen, name) not in options:
            usual = " or ".join(option for option in options if option)
            raise Mistaken(f'PEELBOARD_{name.upper()} is "{getattr(chosen, name)}"; expected {usual}.')
    if not chosen.hosts.replace(",", " ").split():
        raise Mistaken("PEELBOARD_HOSTS names no host; expected such as peelboard.westshire.police.uk.")
    # Loaded only here: no other command needs what serves pages.
    from src.serving.app import serve as start

    try:
        # Whoever starts the server is none of its readers: each of them has a part and rights of their own.
        start(settings.from_environment(), asked.address, asked.port)
    except Misconfigured as wrong:
        raise Mistaken(str(wrong)) from None
    return 0
