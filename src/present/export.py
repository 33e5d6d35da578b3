"""A pack written out: the deck, the workbook and the text of what changed, by file name."""

from collections.abc import Callable, Mapping

from src.present import change_lines
from src.present.pack import Choice, Pack, pack
from src.present.slide import PackData

DECK, WORKBOOK, CHANGES = "pack.pptx", "pack.xlsx", "changes.txt"
TYPES = {
    DECK: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    WORKBOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CHANGES: "text/plain",
}
"""The files of a pack and what they are."""
ProgressCallback = Callable[[str], None]


def written(
    contents: PackData,
    choice: Choice,
    report_progress: ProgressCallback = lambda sentence: None,
    failed: tuple[str, ...] = (),
) -> Mapping[str, bytes]:
    """Every file of a pack by its name. `failed` are the checks that held last time and fail now."""
    # Loaded as files are made: most that gathers what a pack is made from makes no file.
    from src.present.pptx.slides import deck
    from src.present.xlsx.workbook import workbook

    created: Pack = pack(contents, choice, report_progress)
    return {
        DECK: deck(created, report_progress),
        WORKBOOK: workbook(created, report_progress),
        CHANGES: change_lines.text(contents, failed).encode("utf-8"),
    }
