"""Pages of the documents' site made from the project: one a dataset, and the contributor's guide."""

import re
import sys
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent


def on_files(files: Any, config: Any) -> Any:
    """Add the pages. Called by mkdocs."""
    from mkdocs.structure.files import File

    for place, text in pages().items():
        files.append(File.generated(config, place, content=text))
    return files


def pages() -> dict[str, str]:
    """The text of each page by its place."""
    sys.path.insert(0, str(PROJECT))  # mkdocs knows only its own
    from src.metrics.datasets import DATASETS

    text = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    created = {"contributing.md": re.sub(r"\(docs/([\w-]+\.md)", r"(\1", text)}
    rows = [f"| [{dataset.title}]({name}.md) | {dataset.one_row_is} |" for name, dataset in DATASETS.items()]
    created["datasets/index.md"] = "\n".join(["# Datasets", "", "| dataset | one row is |", "|---|---|", *rows, ""])
    for name, dataset in DATASETS.items():
        columns = [
            f"| {_cell(column.heading)} | {_cell(column.meaning)} | {column.kind}{f', {column.unit}' if column.unit else ''} | "
            f"{'yes' if column.required else ''} | {f'`{column.codes}`' if column.codes else ''} |"
            for column in dataset.all_columns
        ]
        lines = [
            f"# {dataset.title}",
            "",
            f"One row is {dataset.one_row_is}. Its name on the command line: `{name}`.",
            "",
        ]
        lines += [f"A template to fill in: `python -m src template {name} --out {name}.xlsx`.", ""]
        lines += ["| heading | meaning | kind | must be filled | list |", "|---|---|---|---|---|", *columns, ""]
        created[f"datasets/{name}.md"] = "\n".join(lines)
    return created


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
