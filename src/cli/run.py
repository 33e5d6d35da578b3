"""Runs a command that was asked for, where it is allowed, and notes how it ended where that is watched over."""

import argparse
from importlib import import_module

from src.access import commands
from src.settings import Settings
from src.store import binding, operations
from src.store.authorization import refuse_command_unless


def noted(asked: argparse.Namespace, chosen: Settings) -> int:
    """Run a command. Of those whose runs are watched over it is noted whether all was well, a refusal too."""
    is_noted = asked.does.rpartition(".")[2] in operations.NAMES and not getattr(asked, "binder", None)
    is_well = False
    try:
        code = _run(asked, chosen)
        is_well = code == 0
    except KeyboardInterrupt:
        is_noted = False
        raise
    finally:
        if is_noted:
            operations.note(chosen.store, asked.does.rpartition(".")[2], is_well=is_well)
    return code


def _run(asked: argparse.Namespace, chosen: Settings) -> int:
    if asked.does not in ("setup.init", "maintenance.recover"):
        binding.refuse_start(chosen)
    does = asked.does
    refuse_command_unless(chosen, commands.needs(does), commands.deed(does), commands.needed_role(does))
    # Loaded when it is asked for: what reads files takes a second to load, which a metric need not wait for.
    part, name = does.split(".")
    return int(getattr(import_module(f"src.cli.{part}"), name)(asked, chosen))
