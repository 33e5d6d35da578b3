"""One figure everywhere: tile, slide, workbook, papers and command give each headline alike, in both stores."""

import json
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from html import unescape
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest

from demo import weeks
from src.__main__ import main
from src.contracts.baseline import Baseline
from src.contracts.headline import Headline
from src.metrics import METRICS
from src.present.pack import Pack
from src.present.papers.forms import PAPERS
from src.present.sections import overview
from src.present.slide import PackData, Slide
from src.present.theme import Look
from src.present.views.grades import GRADES
from src.present.views.tiles import Tile
from src.present.xlsx.workbook import workbook
from src.services import build_pack, build_paper
from src.services.headlines import NEEDED
from src.settings import PROJECT, Settings
from src.store.editions import open_edition
from src.web import baselines, headlines
from src.web.page_context import PageContext

DEMONSTRATION_DATES = [*weeks.WEEKS[::13], weeks.WEEKS[-1]]
"""A week of each quarter, and the last."""
PUBLISHED_DATES = [*(date(year, 7, 1) for year in range(2016, 2024)), date(2024, 2, 27), date(2024, 9, 18)]
"""Each year of the papers, the day of the paper on Engage and the newest."""
WORDS_OF_A_PAPER = re.compile(r"word/(document|header\d|footer\d|charts/.*)\.xml$")
Command = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """What the command says of a store, by the name of each headline."""

    def asked(settings: Settings, *arguments: str) -> list[dict[str, Any]]:
        monkeypatch.setenv("PEELBOARD_STORE", str(settings.store))
        monkeypatch.setenv("PEELBOARD_PUBLISHED", str(settings.published))
        capsys.readouterr()
        assert main(["headlines", "--format", "json", *arguments]) == 0
        lines: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
        return lines

    return asked


def look(settings: Settings, as_at: date) -> PageContext:
    edition = open_edition(settings)
    return PageContext(settings=settings, edition=edition, as_at=as_at, look=Look.LIGHT, page="Overview")


def slide_of(context: PageContext, baseline: Baseline) -> tuple[PackData, Slide]:
    """The slide of the headline figures, from results asked for by name as a pack asks for them."""
    then = baselines.before(context, baseline)
    data = PackData(
        as_at=context.as_at,
        edition=context.edition.number,
        baseline=baseline,
        after={name: context.result(name) for name in (*NEEDED, GRADES)},
        before={name: then.result(name) for name in NEEDED},
        force="A force",
    )
    return data, next(slide for slide in overview.slides(data) if slide.sheet == "Headline figures")


def tiles_of(context: PageContext, figures: Sequence[Headline]) -> list[list[str]]:
    """The words of each tile, without its markup: title, figure with its scale, note."""
    html = headlines.side_by_side(context, [Tile(figure=figure) for figure in figures])
    return [
        [unescape(re.sub("<[^>]*>", "", part)) for part in re.findall(r'<span class="\w+">.*?</span>', tile)]
        for tile in html.split("<a ")[1:]
    ]


def sheet_of(data: PackData, slide: Slide) -> list[dict[str, Any]]:
    """The rows of the sheet, read back from the file."""
    book = openpyxl.load_workbook(BytesIO(workbook(Pack(title="A pack", data=data, slides=(slide,)))))
    lines = [list(line) for line in book["Headline figures"].iter_rows(values_only=True)]
    start = next(at for at, line in enumerate(lines) if line[0] == "Measure")
    return [dict(zip(lines[start], line, strict=True)) for line in lines[start + 1 :] if line[1] or line[8]]


def papers_of(data: PackData) -> dict[str, tuple[list[list[str]], list[str]]]:
    """The table and the sentences of the headline figures in each paper, read back from its file."""
    found = {}
    for name in ("committee", "brief"):  # the paper on Engage has the same part as the committee's
        document = docx.Document(BytesIO(build_paper.file_of(name, data, ("figures",))))
        table = next(table for table in document.tables if table.rows[0].cells[0].text == "Measure")
        rows = [[cell.text.replace("\xa0", " ") for cell in row.cells] for row in table.rows[1:]]
        found[name] = rows, [each.text for each in document.paragraphs if each.style.name == "Lettered point"]
    return found


def check_alike(settings: Settings, as_at: date, ask: Command) -> list[dict[str, Any]]:
    """Hold the five against one another, and the command against the rule of the baseline. Gives the command's."""
    context = look(settings, as_at)
    baseline = baselines.usual(context)
    asked = ask(settings, "--as-at", as_at.isoformat())
    figures = headlines.figures(context, baseline)
    data, slide = slide_of(context, baseline)
    tiles, sheet = tiles_of(context, figures), sheet_of(data, slide)
    cells = [[cell.text for cell in row] for row in slide.body.rows]  # type: ignore[union-attr]
    for name, (rows, sentences) in papers_of(data).items():
        assert [[row[0], row[1], row[3]] for row in rows] == [[row[0], row[1], row[3]] for row in cells], name
        stated = [each["sentence"] for each in asked if each["value"] is not None]
        assert sentences == ([] if PAPERS[name].is_one_page else stated), name
    assert len(asked) == len(tiles) == len(cells) == len(sheet) == len({each["name"] for each in asked})
    for each, (title, figure, note), cell, line in zip(asked, tiles, cells, sheet, strict=True):
        about = f"{each['name']} at {as_at}"
        value, before = each["value"], each["baseline_value"]
        assert title == each["title"] == line["Measure"], about
        assert cell[0].startswith(title), about
        assert line["Figure"] == value, about
        assert line["Before"] == before, about
        assert line["In words"] == each["sentence"], about
        assert cell[3] in (note, note.split(", ", 1)[-1], note.split("; ", 1)[-1], note[:1].lower() + note[1:]), about
        if value is None:
            assert figure == "–", about
            continue
        # The number in the words of the tile and of the slide, read back without the rules that wrote it.
        number = re.fullmatch(r"[>≤<]?(?:about )?([\d,.]+)(?: of 5)?", figure)
        assert number is not None, about
        assert round(float(number[1].replace(",", "")), 2) == round(value, 2), about
        assert cell[1] == figure.removesuffix(" of 5"), about
        assert date.fromisoformat(each["as_at"]) <= as_at, about
        if before is None:
            assert each["baseline_on"] is None, about
            continue
        assert date.fromisoformat(each["baseline_on"]) <= baseline.since, about
        if each["baseline_on"] == each["as_at"]:
            assert "nothing newer since" in note, about
        else:
            assert date.fromisoformat(each["as_at"]) > baseline.since, about
            was = re.search(r"was [>≤<]?(?:about )?([\d,.]+?) (?:on|in) ", note)
            assert was is not None, about
            assert round(float(was[1].replace(",", "")), 2) == round(before, 2), about
    return asked


@pytest.mark.parametrize("as_at", DEMONSTRATION_DATES, ids=str)
def test_the_demonstration_has_one_figure_everywhere(as_at: date, demonstration: Settings, ask: Command) -> None:
    asked = {each["name"]: each for each in check_alike(demonstration, as_at, ask)}
    # What was is the metric's own newest row on or before the board, and not the first nor the row before.
    tasks = look(demonstration, as_at).result("sex_offender_tasks_outstanding").rows
    board = max(day for day in boards() if day < as_at)
    known = [row for row in tasks if row["as_at_on"] <= board and row["all_tasks_count"] is not None]
    expected = known[-1]["all_tasks_count"] if known else None
    assert asked["sex_offender_tasks_outstanding"]["baseline_value"] == expected


def boards() -> list[date]:
    """The first Tuesday of each month, counted another way than the demonstration's."""
    days = (date(year, month, day) for year in range(2024, 2027) for month in range(1, 13) for day in range(1, 8))
    return [day for day in days if day.strftime("%A") == "Tuesday" and day >= date(2024, 10, 1)]


@pytest.mark.parametrize("as_at", PUBLISHED_DATES, ids=str)
def test_the_papers_have_one_figure_everywhere(as_at: date, published: Settings, ask: Command) -> None:
    check_alike(published, as_at, ask)


def test_every_declared_headline_is_shown_and_leads_to_its_page(published: Settings, ask: Command) -> None:
    asked = ask(published, "--as-at", "2024-02-27", "--since", "2024-01-04")
    declared = {rule.name for metric in METRICS.values() for rule in metric.card.headlines}
    assert {each["name"] for each in asked} == declared
    keys = "name title value unit as_at baseline_value baseline_on limit state sentence metric url"
    for each in asked:
        assert list(each) == keys.split()
        page = re.fullmatch(r"/(\w+)\?as_at=2024-02-27&since=2024-01-04", each["url"])
        assert page is not None
        assert (PROJECT / "pages" / f"{page[1]}.py").exists()


def test_a_figure_that_is_not_released_is_nowhere_in_the_slide_the_sheet_or_a_paper(published: Settings) -> None:
    data = build_pack.pack_data(published, open_edition(published), date(2024, 2, 27), under=150)
    slide = next(slide for slide in overview.slides(data) if slide.sheet == "Headline figures")
    cells = {row[0].text: [cell.text for cell in row] for row in slide.body.rows}  # type: ignore[union-attr]
    assert cells["Cases awaiting a MARAC"][1:] == ["under 150", "1 Feb 2024", "was 178 on 4 January 2024"]
    (line,) = [line for line in sheet_of(data, slide) if line["Measure"] == "Cases awaiting a MARAC"]
    assert (line["Figure"], line["Before"], line["State"]) == ("under 150", 178, "not shown")
    assert line["In words"] == "Cases awaiting a MARAC: under 150 on 1 February 2024."
    # 144 cases, 34 fewer than the 178; 138 sex offender management tasks.
    written = " ".join(str(part) for row in [*cells.values(), *map(dict.values, sheet_of(data, slide))] for part in row)
    assert not {"144", "34", "138"} & set(re.findall(r"\d+", written))
    for name in PAPERS:
        texts = everything_in(build_paper.file_of(name, data))
        assert not {"144", "34", "138"} & set(re.findall(r"\d+", texts)), name
        assert "Counts of 1 to 149, and what would give one away, are not shown." in texts


def everything_in(file: bytes) -> str:
    """Every word of a Word document, and of the charts in it with their sheets of figures."""
    with zipfile.ZipFile(BytesIO(file)) as parts:
        texts = [re.sub("<[^>]*>", " ", parts.read(n).decode()) for n in parts.namelist() if WORDS_OF_A_PAPER.match(n)]
        books = [openpyxl.load_workbook(BytesIO(parts.read(n))) for n in parts.namelist() if n.endswith(".xlsx")]
    cells = [str(cell) for book in books for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    return " ".join([*texts, *cells])
