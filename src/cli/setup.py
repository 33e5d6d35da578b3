"""The commands that set PEELboard up for a force: a folder of its own, whether all fits, one more force in the store."""

import argparse
import csv
import re
import sys
from pathlib import Path

from src import wording
from src.access import sign_in_config
from src.cli.words import Mistaken
from src.settings import SETTINGS_FILE, Settings, version
from src.store import binding, lists, verification
from src.store.ledger import Ledger

_SETTINGS = """\
# The settings of PEELboard for {name}. PEELBOARD_FOLDER names this folder; places are counted from it.
PEELBOARD_FORCE_CODE={code}
PEELBOARD_STORE=store
PEELBOARD_REFERENCE=lists
PEELBOARD_PUBLISHED=published
"""


def init(asked: argparse.Namespace, chosen: Settings) -> int:
    """Make the folder of a force. A folder that holds anything is left as it is."""
    folder: Path = asked.folder.resolve()
    if not re.fullmatch("[a-z][a-z0-9_]{1,39}", asked.force):
        raise Mistaken(f'Found the code "{asked.force}"; expected small letters, digits and _, such as kent.')
    if not asked.name.strip() or not asked.name.isprintable():
        raise Mistaken("Found no name; expected the force's, such as Kent Police.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Mistaken(f"{folder} is not empty. Nothing was written. Name a folder that is empty or not there yet.")
    for name in ("lists", "published", "store", "backups"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / SETTINGS_FILE).write_text(_SETTINGS.format(name=asked.name, code=asked.force), encoding="utf-8")
    product = lists.of_folder(lists.PRODUCT)
    rows = {
        "forces": [
            [asked.force, asked.name, 1],
            *([row["force_code"], row["force_name"], 2] for row in product["forces"].rows),
        ],
        # Of the areas only the force as a whole: which there are, its own list says.
        "areas": [["force", asked.name, "yes", 1]],
    }
    for name, lines in rows.items():
        with (folder / "lists" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(product[name].columns)
            writer.writerows(line for place, line in enumerate(lines) if place == 0 or line[0] != asked.force)
    print(f"{folder} is ready for {asked.name}. Next:")
    print(
        f"1. Write its areas into {folder / 'lists' / 'areas.csv'}, one a row. Other lists: copy from {lists.PRODUCT}."
    )
    print(f"2. Set PEELBOARD_FOLDER to {folder} and ask: python -m src check-setup")
    print("3. python -m src serve")
    return 0


def check(asked: argparse.Namespace, chosen: Settings) -> int:
    """Say what is set and whether it fits. What does not was said before this is reached, or is said here: then 1."""
    lists_of_force = lists.of_folder(chosen.reference)
    print(f"PEELboard {version()} for {lists_of_force['forces'].names()[chosen.force_code]} ({chosen.force_code}).")
    own = sorted(path.stem for path in chosen.reference.glob("*.csv")) if chosen.reference != lists.PRODUCT else []
    count = wording.count_of(len(lists_of_force), "code list")
    print(
        f"{wording.capital(count)}, {len(own)} of them from {chosen.reference}."
        if own
        else f"{count}, PEELboard's own."
    )
    areas = [str(row["area_name"]) for row in lists_of_force["areas"].rows if not row["is_force_total"]]
    print(
        f"Areas: {wording.listed(areas)}." if areas else f"No areas yet: write them into {chosen.reference}/areas.csv."
    )
    edition = Ledger(chosen.store).edition()
    print(f"{chosen.store} is the store of {wording.listed(binding.of(chosen))}, at edition {edition}.")
    published = wording.count_of(len(list(chosen.published.glob("*.csv"))), "file")
    print(f"{published} of published figures in {chosen.published}.")
    print("Everybody signs in." if sign_in_config.from_environment().is_required else "Nobody signs in.")
    wrong = verification.verify(chosen).wrong if edition else ()
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    return 1 if wrong else 0


def admit(asked: argparse.Namespace, chosen: Settings) -> int:
    """Let one more force into the store."""
    forces = lists.of_folder(chosen.reference)["forces"].names()
    if asked.force not in forces:
        raise Mistaken(f'"{asked.force}" is no force of forces.csv: {wording.listed(list(forces))}.')
    print(f"{chosen.store} is now the store of {wording.listed(binding.admit(chosen, asked.force))}.")
    return 0
