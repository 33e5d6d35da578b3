"""What stands behind the figures: their sources, and what is known not to hold in them."""

from collections.abc import Iterator, Sequence

from src import wording
from src.analysis.cautions import known_in_sources
from src.contracts.metric import Result
from src.contracts.source import each_once
from src.present.slide import Layout, PackData, Slide
from src.present.tables import Heading, Table, plain

SOURCES, KNOWN = "Sources", "Known discrepancies"
A_PAGE = 11
MOST_PAGES = 2
_GRAVE = ("A",)
"""The grades of discrepancy that have room on slides: a figure contradicts another figure."""


def sources(pack: PackData, results: Sequence[Result]) -> Iterator[Slide]:
    """Every source of the figures in the pack, each once."""
    shown, data = source_tables(results)
    verb = wording.verb(len(shown.rows), "stands", "stand")
    title = f"{wording.count_of(len(shown.rows), 'source')} {verb} behind the figures of this pack"
    yield from _paged(pack, SOURCES, shown, data, title, "Newest first; the places stand in the workbook")


def source_tables(results: Sequence[Result]) -> tuple[Table, Table]:
    """The sources of some results, each once and the newest first: as they are listed, and with places and extracts."""
    found = each_once(source for result in results for source in result.sources)
    every = sorted(found, key=lambda item: item.dated_on, reverse=True)
    rows = [(item.title, item.publisher, wording.capital(item.when)) for item in every]
    columns = [
        Heading(heading="Source"),
        Heading(heading="Publisher"),
        Heading(heading="Published"),
    ]
    data = plain(
        [*columns, Heading(heading="Place"), Heading(heading="Address"), Heading(heading="Extract")],
        [(*row, item.place, item.url, item.extract_id) for row, item in zip(rows, every, strict=True)],
    )
    return plain(columns, rows), data


def discrepancies(pack: PackData) -> Iterator[Slide]:
    """Where the sources contradict themselves, the gravest on slides and all in the workbook."""
    every = list(pack.discrepancies)
    grave = [row for row in every if row["grade_code"] in _GRAVE] or every
    if not every:
        return
    columns = [
        Heading(heading="What does not hold"),
        Heading(heading="As printed"),
        Heading(heading="What is done about it"),
    ]
    shown = plain(columns, [(row["title"], row["printed"], row["handling"]) for row in grave])
    data = plain(
        [
            Heading(heading="Number"),
            *columns,
            Heading(heading="Why"),
            Heading(heading="Source"),
            Heading(heading="Place"),
        ],
        [
            (
                row["discrepancy_id"],
                row["title"],
                row["printed"],
                row["handling"],
                row["does_not_hold"],
                row["source_title"],
                row["place"],
            )
            for row in every
        ],
    )
    title = known_in_sources(len(every))
    subtitle = "Where a figure contradicts another figure. Every figure stands as printed"
    if len(grave) < len(every):
        subtitle += f"; the workbook lists all {len(every)}"
    yield from _paged(pack, KNOWN, shown, data, title, subtitle, size=7)


def _paged(
    pack: PackData, section: str, shown: Table, data: Table, title: str, subtitle: str, size: int = A_PAGE
) -> Iterator[Slide]:
    pages = shown.pages(size)
    for at, page in enumerate(pages[:MOST_PAGES]):
        lines = f" ({at + 1} of {min(len(pages), MOST_PAGES)})" if len(pages) > 1 else ""
        left = len(shown.rows) - size * MOST_PAGES
        more = f"{left} more are in the workbook." if left > 0 and at + 1 == MOST_PAGES else ""
        yield Slide(
            section=section,
            layout=Layout.TABLE,
            title=title,
            subtitle=f"{subtitle}{lines}",
            body=page,
            remark=more,
            alternative=f"Table: {title[:1].lower()}{title[1:]}{lines}.",
            source=wording.paragraph(["Source: the sources named here.", pack.rule_of_release]),
            sheet=section if at == 0 else "",
            data=data if at == 0 else None,
        )
