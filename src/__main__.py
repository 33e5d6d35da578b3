"""The command line: python -m src metrics, metric, check, accept, watch, withdraw, restore, editions, pack, template.

It goes through the same functions as the pages do, so both give the same figures. What the commands do
stands in src/cli.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from src import settings, wording
from src.access import commands, sign_in_config
from src.cli import arguments, run
from src.cli.words import Mistaken, user
from src.contracts.problem import Refused
from src.store import anchors, lists
from src.store.disk_check import DAMAGED, CannotStore, IntegrityError
from src.store.engines import CannotAnswer
from src.store.ledger import EditionConflict, StillNeeded

DONE, REFUSED, ASKED_WRONGLY, NEEDS_PERSON, STOPPED = 0, 1, 2, 3, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 done, 1 a file refused, 2 asked wrongly, 3 a person is asked."""
    asked = _parser().parse_args(arguments)
    try:
        chosen = _settings()
    except (Mistaken, lists.WrongLists) as mistake:
        print(mistake, file=sys.stderr)
        return ASKED_WRONGLY
    try:
        return run.noted(asked, chosen)
    except Mistaken as mistake:
        print(mistake, file=sys.stderr)
        return ASKED_WRONGLY
    except (KeyError, IndexError):  # a fault of the program, and no answer to anybody
        raise
    except LookupError as mistake:
        print(mistake.args[0], file=sys.stderr)
        return ASKED_WRONGLY
    except lists.WrongLists as mistake:
        print(mistake, file=sys.stderr)
        return ASKED_WRONGLY
    except Refused as refused:
        for problem in refused.problems:
            print(problem.sentence(), file=sys.stderr)
        print("Nothing was stored.", file=sys.stderr)
        return NEEDS_PERSON if refused.needs_person else REFUSED
    except (CannotStore, CannotAnswer, IntegrityError, EditionConflict, StillNeeded) as cannot:
        print(cannot, file=sys.stderr)
        return REFUSED
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except DAMAGED as error:
        print(
            f"{chosen.store} cannot be read: a file in it is damaged or missing ({_first_line(error)}). "
            "Bring the store back from a copy, or set PEELBOARD_STORE to another folder.",
            file=sys.stderr,
        )
        return REFUSED
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return STOPPED


def _settings() -> settings.Settings:
    try:
        chosen = settings.from_environment()
    except ValueError:
        given = {name: os.environ[name] for name in os.environ if name.startswith("PEELBOARD_LIMIT_")}
        wrong = next(name for name, value in given.items() if not value.isdigit())
        raise Mistaken(f'{wrong} is "{given[wrong]}"; expected a whole number.') from None
    for name in ("STORE", "PUBLISHED", "REFERENCE"):
        address = os.environ.get(f"PEELBOARD_{name}", "")
        if "://" in address:
            raise Mistaken(f"PEELBOARD_{name} is {address}, which is no folder of this machine. Name a folder.")
    if not chosen.reference.is_dir():
        raise Mistaken(f"There is no folder {chosen.reference} for the code lists. Set PEELBOARD_REFERENCE to theirs.")
    if set("[]*?") & set(str(chosen.store)):
        raise Mistaken(f"{chosen.store} has one of [ ] * ? in its name. Set PEELBOARD_STORE to another folder.")
    try:
        anchors.public_key(chosen.store, chosen.anchor_key)
    except anchors.NoKey as wrong:
        raise Mistaken(str(wrong)) from None
    forces = lists.of_folder(chosen.reference)["forces"].codes
    if chosen.force_code not in forces:
        listed = wording.listed(forces)
        raise Mistaken(f'PEELBOARD_FORCE_CODE is "{chosen.force_code}"; expected a code of forces.csv: {listed}.')
    try:
        return commands.as_service(chosen, sign_in_config.from_environment(), user() or "")
    except sign_in_config.Misconfigured as wrong:
        raise Mistaken(str(wrong)) from None


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200].rstrip(".")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m src", description="PEELboard on the command line.")
    parser.add_argument("--version", action="version", version=f"PEELboard {settings.version()}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser("metrics", help="list every metric")
    command.set_defaults(does="query.metrics")

    command = commands.add_parser("metric", help="the result of one metric")
    command.add_argument("name", metavar="NAME")
    command.add_argument(
        "--as-at", type=arguments.day, metavar="DATE", help="such as 2024-02-01; the newest date held if left out"
    )
    command.add_argument("--edition", type=int, metavar="N", help="the newest if left out")
    command.add_argument("--format", choices=("table", "json", "csv", "sql"), default="table")
    command.set_defaults(does="query.metric")

    command = commands.add_parser("headlines", help="the headline figures of the Overview")
    command.add_argument("--as-at", type=arguments.day, metavar="DATE", help="the newest date recorded if left out")
    command.add_argument("--since", type=arguments.day, metavar="DATE", help="compare with; the last board if left out")
    command.add_argument("--format", choices=("table", "json"), default="table")
    command.set_defaults(does="query.headlines")

    command = commands.add_parser("changes", help="every change since an earlier date, what matters most first")
    command.add_argument("--since", type=arguments.day, metavar="DATE", required=True, help="such as 2024-02-01")
    command.add_argument("--as-at", type=arguments.day, metavar="DATE", help="the newest date recorded if left out")
    command.add_argument("--format", choices=("table", "json"), default="table")
    command.set_defaults(does="changes.changes")

    command = commands.add_parser("check", help="say what is wrong with a file, or what it would change; store nothing")
    _about_a_file(command)
    command.add_argument("--marked", type=Path, metavar="OUT.xlsx", help="write a copy with the cells marked")
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.set_defaults(does="files.check")

    command = commands.add_parser("accept", help="check a file and accept it")
    _about_a_file(command)
    _signed(command)
    command.add_argument("--reason", required=True, metavar="TEXT")
    command.set_defaults(does="files.accept")

    _profile_commands(
        commands.add_parser("profile", help="how files of a kind are read, so that nobody is asked twice")
    )

    command = commands.add_parser("fetch", help="fetch what profiles say is due, for a scheduler")
    command.add_argument("--profile", default="", metavar="NAME", help="fetch this one now, due or not")
    _signed(command)
    _unnamed(command)
    command.set_defaults(does="fetching.fetch_due")

    command = commands.add_parser("watch", help="accept what is put into a folder")
    command.add_argument("folder", type=Path, metavar="FOLDER")
    _signed(command)
    command.add_argument("--once", action="store_true", help="take in what is there and end, for a scheduler")
    command.add_argument(
        "--every", type=arguments.seconds, default=5.0, metavar="SECONDS", help="between two looks; 5 if left out"
    )
    _unnamed(command)
    command.set_defaults(does="files.watch")

    for name, turn, about in (
        ("withdraw", "history.withdraw", "take an extract out of sight"),
        ("restore", "history.restore", "bring a withdrawn extract back"),
    ):
        command = commands.add_parser(name, help=about)
        command.add_argument("extract_id", metavar="EXTRACT_ID")
        _signed(command)
        command.add_argument("--reason", required=True, metavar="TEXT")
        command.set_defaults(does=turn)

    command = commands.add_parser(
        "erase", help="erase a file that should never have been supplied, and its rows, for good"
    )
    command.add_argument("hash", metavar="HASH", help="the sha256 of the file, or how it begins")
    _signed(command)
    command.add_argument("--reason", required=True, metavar="TEXT")
    command.set_defaults(does="history.erase")

    command = commands.add_parser("alerts", help="the rules of alerts and when each last fired; find and send new ones")
    command.add_argument("--send", action="store_true", help="look at the newest edition and send what waits")
    command.add_argument(
        "--every", type=arguments.seconds, metavar="SECONDS", help="send, and look again so often until Ctrl-C"
    )
    command.add_argument("--digest", action="store_true", help="send each owner a digest before the next board")
    command.set_defaults(does="alerting.alerts")

    command = commands.add_parser("editions", help="what was accepted, withdrawn and restored, by whom and why")
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.set_defaults(does="history.editions")

    command = commands.add_parser("audit", help="who signed in, was refused, accepted, withdrew and exported")
    command.add_argument("--verify", action="store_true", help="say what is wrong with the record")
    command.add_argument(
        "--holds",
        type=arguments.kept_elsewhere,
        metavar="ANCHOR",
        help="verify against an anchor from elsewhere: 41:HASH..",
    )
    command.add_argument("--anchor", action="store_true", help="print the anchor of the newest record, to send away")
    command.add_argument("--make-key", type=Path, metavar="FILE", help="make a key that signs anchors, once")
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.set_defaults(does="auditing.records")

    command = commands.add_parser("init", help="make a folder for a force of its own: settings, lists, store")
    command.add_argument("folder", type=Path, metavar="FOLDER")
    command.add_argument("--force", required=True, metavar="CODE", help="small letters, such as kent")
    command.add_argument("--name", required=True, metavar="NAME", help='such as "Kent Police"')
    command.set_defaults(does="setup.init")

    command = commands.add_parser("check-setup", help="say whether settings, lists and store fit together")
    command.set_defaults(does="setup.check")

    command = commands.add_parser("admit", help="let the figures of one more force into this store")
    command.add_argument("force", metavar="CODE", help="a code of forces.csv")
    command.set_defaults(does="setup.admit")

    command = commands.add_parser("verify", help="say whether everything in the store is as it was written")
    command.add_argument(
        "--deep", action="store_true", help="work the rows out again of the saved copies of their tables"
    )
    command.add_argument(
        "--binder",
        type=Path,
        metavar="FILE.zip",
        help="of a binder instead: its hashes, and its figures worked out again",
    )
    _unnamed(command)
    command.set_defaults(does="maintenance.verify")

    command = commands.add_parser("backup", help="write the store into one file, while others go on accepting")
    command.add_argument("--to", type=Path, required=True, metavar="FILE.zip")
    command.set_defaults(does="maintenance.backup")

    command = commands.add_parser("recover", help="make a store of a backup")
    command.add_argument("file", type=Path, metavar="FILE.zip")
    command.add_argument("--store", type=Path, metavar="DIR", help="PEELBOARD_STORE if left out; must be empty")
    command.set_defaults(does="maintenance.recover")

    command = commands.add_parser("drill", help="recover a backup on trial and compare its answers with the store's")
    command.add_argument("file", type=Path, metavar="FILE.zip")
    command.add_argument(
        "--beside", type=Path, metavar="DIR", help="where there is room for it; the usual place if left out"
    )
    command.set_defaults(does="maintenance.drill")

    command = commands.add_parser("reduce", help="save of files from earlier versions only the tables that were taken")
    command.set_defaults(does="maintenance.reduce")

    command = commands.add_parser("serve", help="start the server, until Ctrl-C")
    command.add_argument("--address", default="127.0.0.1", metavar="ADDRESS", help="127.0.0.1 if left out")
    command.add_argument("--port", type=int, default=8501, metavar="N", help="8501 if left out")
    command.set_defaults(does="serving.serve")

    command = commands.add_parser("template", help="write a workbook to fill in for a dataset")
    command.add_argument("dataset", metavar="DATASET")
    command.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx")
    command.set_defaults(does="files.template")
    command = commands.add_parser("pack", help="write the board pack to a folder: slides, workbook, what changed")
    command.add_argument("--out", type=Path, required=True, metavar="DIR")
    _of_an_edition(command)
    command.add_argument(
        "--section", action="append", default=[], metavar="NAME", help="repeat for more; all if left out"
    )
    command.add_argument("--appendix", action="store_true", help="after the dozen slides for the board every other one")
    command.add_argument("--title", default="Performance board", metavar="TEXT")
    _released(command)
    command.set_defaults(does="packing.pack")

    command = commands.add_parser("paper", help="write a paper for a committee as a Word document")
    command.add_argument("form", choices=("committee", "engage", "brief"), metavar="committee|engage|brief")
    command.add_argument("--out", type=Path, required=True, metavar="FILE.docx")
    _of_an_edition(command)
    command.add_argument(
        "--part", action="append", default=[], metavar="NAME", help="repeat for more; every part if left out"
    )
    _released(command)
    command.set_defaults(does="packing.paper")

    command = commands.add_parser(
        "binder", help="write an edition's papers, figures, SQL, rows and history into one file"
    )
    command.add_argument("--out", type=Path, required=True, metavar="FILE.zip")
    _of_an_edition(command)
    command.set_defaults(does="packing.binder")
    return parser


def _about_a_file(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--dataset", default="", metavar="NAME", help="detected from the headings if left out")
    command.add_argument("--sheet", default="", metavar="NAME", help="found if left out")
    command.add_argument(
        "--profile", default="", metavar="NAME", help="read it with this import profile; found if left out"
    )
    _answers(command)


def _answers(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--heading",
        action="append",
        default=[],
        type=arguments.answer,
        metavar='"THEIRS=OURS"',
        help="what a heading of the file means; nothing after the sign leaves its column out",
    )
    command.add_argument(
        "--allow",
        default=(),
        type=arguments.allowed,
        metavar="gone,emptied",
        help="what may happen unasked: rows that the file leaves out go, values that it leaves empty are emptied",
    )
    command.add_argument(
        "--answer",
        action="append",
        default=[],
        type=arguments.answer,
        metavar='"QUESTION=ANSWER"',
        help='an answer to a question about the file, such as "order of dates=month first"',
    )


def _profile_commands(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def named(name: str, about: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=about)
        command.add_argument("name", metavar="NAME")
        return command

    def signed(command: argparse.ArgumentParser, does: str) -> None:
        _signed(command)
        command.add_argument("--reason", required=True, metavar="TEXT")
        command.set_defaults(does=does)

    command = commands.add_parser("list", help="the profiles in use")
    command.add_argument("--all", action="store_true", help="every version there ever was, those retired too")
    command.set_defaults(does="profile.listed")
    named("show", "print a profile as its file has it").set_defaults(does="profile.show")
    command = named("export", "write the file of a profile, for another store")
    command.add_argument("--out", type=Path, required=True, metavar="FILE.toml")
    command.set_defaults(does="profile.export")
    command = named("make", "make a profile, or the next version of one")
    for option, about in (
        ("--about", "what it is for, in a sentence"),
        ("--dataset", "the dataset of its files"),
        ("--file", "what the names of its files are like, such as marac*.xlsx"),
        ("--sheet", "what the names of its sheets are like"),
    ):
        command.add_argument(option, default="", metavar="TEXT", help=about)
    command.add_argument(
        "--needs", action="append", default=[], metavar="WORDS", help="words that must be in the sheet"
    )
    _answers(command)
    signed(command, "profile.make")
    command = commands.add_parser("import", help="take a profile in from a file")
    command.add_argument("file", type=Path, metavar="FILE.toml")
    signed(command, "profile.bring_in")
    signed(named("retire", "use a profile no longer"), "profile.retire")


def _signed(command: argparse.ArgumentParser) -> None:
    command.add_argument("--by", default=user(), required=user() is None, metavar="WHO")


def _unnamed(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--unnamed", action="store_true", help="say nothing from a file, not even its name: for a log that others read"
    )


def _of_an_edition(command: argparse.ArgumentParser) -> None:
    command.add_argument("--as-at", type=arguments.day, metavar="DATE", help="the newest date recorded if left out")
    command.add_argument("--edition", type=int, metavar="N", help="the newest if left out")
    command.add_argument(
        "--since",
        type=arguments.day,
        metavar="DATE",
        help="compare with; if left out the last board, of a paper the last meeting of its own",
    )


def _released(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--suppress-under",
        type=int,
        default=0,
        metavar="N",
        help="for a release outside the force: hold back counts under N",
    )


if __name__ == "__main__":
    sys.exit(main())
