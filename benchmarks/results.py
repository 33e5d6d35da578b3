"""The file of results: each benchmark has a section of its own in it and leaves the others as they are."""

import os
import re
from datetime import date
from pathlib import Path

import psutil

FILE = Path(__file__).resolve().parent / "results.md"


def keep(title: str, found: str) -> None:
    """Put what was found in place of the section of that title, or at the end where there is none."""
    gigabytes = psutil.virtual_memory().total / 1e9
    machine = f"Measured on {date.today().isoformat()}: {os.cpu_count()} cores, {gigabytes:.0f} GB of memory."
    section = f"# {title}\n\n{machine} {found}\n"
    stored = re.split(r"^(?=# )", FILE.read_text(encoding="utf-8"), flags=re.MULTILINE) if FILE.exists() else []
    sections = {part.partition("\n")[0]: part.strip() + "\n" for part in stored if part.strip()}
    sections[f"# {title}"] = section
    FILE.write_text("\n".join(sections.values()), encoding="utf-8")
