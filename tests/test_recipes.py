"""The recipes are true: a metric is three files of one folder, a dataset with a page six, and everything knows them."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from src.settings import PROJECT

SQL = """-- One row per local policing area at the newest date up to the as-at date: its share of the cases awaiting.
with

newest as (

    select max(as_at_on) as newest_on
    from marac_backlog
    where as_at_on <= $as_at

)

select
    marac_backlog.as_at_on,
    areas.area_code,
    areas.area_name,
    marac_backlog.cases_awaiting_count as area_count,
    sum(marac_backlog.cases_awaiting_count) over () as force_count
from marac_backlog
join newest
    on marac_backlog.as_at_on = newest.newest_on
join areas
    on areas.area_code = marac_backlog.area_code
order by areas.sort_order
"""
WORDING = '''

def shares(rows: Sequence[Row], as_at: date) -> str:
    """The area with the largest share."""
    most = max(rows, key=lambda row: row["area_count"] or 0)
    return f"{most['area_name']} has the most of the cases awaiting a MARAC."
'''
CARD = """
    _metric(
        wording.shares,
        name="marac_share_by_area",
        title="Share of MARAC cases by area",
        definition="The share of the force's cases awaiting a MARAC that each local policing area has.",
        why="It shows where the work is.",
        **figures("per cent", Better.NEUTRAL, Kind.SHARE),
        figure="share_percent",
        one_row_per=("as_at_on", "area_code"),
        columns=columns(
            MARAC_BACKLOG,
            "as_at_on area_code area_name",
            count("area_count", "Cases in the area", "Cases awaiting in the area.", "cases", COUNT),
            count("force_count", "Cases in the force", "Cases in all areas.", "cases", total_of("area_count", over="area_code")),
            share("Share", "The area's share of the force's cases.", "area_count", "force_count"),
        ),
        reads=("marac_backlog", "areas"),
        share_of=("area_count", "force_count"),
    ),
)
"""
SUBJECT = {
    "src/metrics/custody/dataset.py": '''"""Custody: visits to suites."""

from src.contracts.dataset import Dataset
from src.contracts.shared_columns import AS_AT, AS_AT_PRECISION, count, text

CUSTODY_VISITS = Dataset(
    name="custody_visits",
    title="Visits to custody suites",
    one_row_is="one custody suite at one as-at date",
    owner="Head of Criminal Justice",
    system="Visits book",
    expected_every="month",
    key=("as_at_on", "suite"),
    columns=(
        AS_AT,
        AS_AT_PRECISION,
        text("suite", "Suite", "The custody suite.", required=True),
        count("visits_count", "Visits", "Visits in the month.", "visits"),
    ),
)
''',
    "src/metrics/custody/custody_visits_by_suite.sql": """-- One row per custody suite and date, up to the as-at date.
select as_at_on, as_at_precision, suite, visits_count, source_id, place
from custody_visits
where as_at_on <= $as_at
order by as_at_on, suite
""",
    "src/metrics/custody/wording.py": '''"""Visits to custody suites in a sentence."""

from collections.abc import Sequence
from datetime import date

from src.contracts.metric import Row
from src.wording import count_of


def visits(rows: Sequence[Row], as_at: date) -> str:
    """How many visits there were to all suites."""
    return f"There were {count_of(sum(row['visits_count'] for row in rows), 'visit')} to custody suites."
''',
    "src/metrics/custody/cards.py": '''"""The cards of custody."""

from pathlib import Path

from src.contracts.metric import Better, Kind
from src.metrics.columns import columns
from src.metrics.common import figures, metric
from src.metrics.custody import wording
from src.metrics.custody.dataset import CUSTODY_VISITS

PAGE = "custody"

METRICS = (
    metric(
        Path(__file__).parent,
        wording.visits,
        name="custody_visits_by_suite",
        title="Visits to custody suites by suite",
        definition="The number of visits to each custody suite in a month.",
        why="A suite that nobody visits is a suite that nobody sees.",
        **figures("visits", Better.HIGHER, Kind.FLOW),
        figure="visits_count",
        one_row_per=("as_at_on", "suite"),
        columns=columns(CUSTODY_VISITS, "as_at_on as_at_precision suite visits_count source_id place"),
        reads=("custody_visits",),
        owner="Head of Criminal Justice",
    ),
)
''',
    "pages/custody.py": '''"""Custody: visits to suites."""

from src.present.views.view import TableOf, View
from src.web import view

VISITS = "custody_visits_by_suite"

view.show(View(title="Custody", headline=(VISITS,), items=(TableOf(metric=VISITS, subtitle="Visits in the month"),)))
''',
}
"""A dataset with its metric and page: five new files. The sixth, page_shell.py, gets a line in its list of pages."""
LOOK = """
import contextlib, io, json, sys
from datetime import date
from pathlib import Path
from streamlit.testing.v1 import AppTest
from src import settings
from src.__main__ import main
from src.services import build_pack
from src.store import editions

found = {"printed": []}
for command in json.loads(sys.argv[1]):
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        assert main(command) == 0, command
    found["printed"].append(printed.getvalue())
for page in ("marac", "custody", "what_changed", "measures", "definitions_and_sources", "board_pack"):
    app = AppTest.from_file(str(Path("app.py").resolve()), default_timeout=300)
    app.query_params["as_at"] = "2024-02-27"
    app.run()
    app.switch_page(f"pages/{page}.py").run()
    html = "\\n".join(block.proto.body for block in app.get("html"))
    found[page] = {
        "fails": bool(app.exception) or "could not be drawn" in html,
        "shows": "Share of MARAC cases by area" in html,
        "visits": "There were 19 visits" in html and "Perry Barr" in html,
        "defines": "Visits to custody suites by suite" in html,
    }
chosen = settings.from_environment()
edition = editions.open_edition(chosen)
pack = build_pack.pack_data(chosen, edition, date(2024, 2, 27), under=10)
result = pack.after["marac_share_by_area"]
found["rows"] = [{k: row[k] for k in ("area_name", "area_count", "force_count", "share_percent")} for row in result.rows]
found["sentence"] = result.sentence
found["suites"] = {row["suite"]: row["visits_count"] for row in pack.after["custody_visits_by_suite"].rows}
print("FOUND" + json.dumps(found))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The product with one metric more in the folder of its subject, and with one subject more, by the recipes."""
    folder = tmp_path_factory.mktemp("recipe")
    for name in ("src", "pages", "data", "static", "app.py", ".streamlit", "pyproject.toml"):
        of = PROJECT / name
        if of.is_dir():
            shutil.copytree(of, folder / name, ignore=shutil.ignore_patterns(*(["store"] if name == "data" else [])))
        elif of.exists():
            shutil.copy(of, folder / name)
    subject = folder / "src" / "metrics" / "marac"
    (subject / "marac_share_by_area.sql").write_text(SQL, encoding="utf-8")
    wording, cards = subject / "wording.py", subject / "cards.py"
    wording.write_text(wording.read_text(encoding="utf-8") + WORDING, encoding="utf-8")
    text = cards.read_text(encoding="utf-8").rstrip()
    assert text.endswith(")")
    needed = "from src.contracts.column import COUNT, total_of\nfrom src.metrics.columns import columns, count, share\n"
    text = text[:-1].rstrip() + CARD
    cards.write_text(text.replace("\nfrom src.contracts", f"\n{needed}from src.contracts", 1), encoding="utf-8")
    for name, content in SUBJECT.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    shell = folder / "src" / "web" / "page_shell.py"
    pages = shell.read_text(encoding="utf-8")
    last = '        ("online_child_abuse", "Online child abuse"),\n'
    assert last in pages
    shell.write_text(pages.replace(last, last + '        ("custody", "Custody"),\n'), encoding="utf-8")
    assert len(SUBJECT) + 1 <= 6
    return folder


def test_a_metric_and_a_dataset_of_the_recipes_are_on_their_pages_in_the_pack_and_on_the_command_line(
    copy: Path,
) -> None:
    file = copy / "visits.csv"
    file.write_text(
        "As at,Suite,Visits\n2024-02-01,Perry Barr,12\n2024-02-01,Coventry,4\n2024-02-01,Solihull,3\n", encoding="utf-8"
    )
    commands = (
        ["metric", "marac_share_by_area", "--as-at", "2024-02-27", "--format", "json"],
        ["accept", str(file), "--by", "Head of Criminal Justice", "--reason", "Monthly return"],
        ["metric", "custody_visits_by_suite"],
        ["pack", "--out", str(copy / "pack"), "--as-at", "2024-02-27", "--suppress-under", "10"],
    )
    environment = {**os.environ, "PEELBOARD_STORE": str(copy / "store"), "PYTHONPATH": str(copy)}
    done = subprocess.run(
        [sys.executable, "-c", LOOK, json.dumps(commands)], cwd=copy, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout.split("FOUND", 1)[1])

    answer = json.loads(found["printed"][0])
    assert [column["name"] for column in answer["columns"]] == list(answer["rows"][0])
    by_area = {row["area_name"]: row["share_percent"] for row in answer["rows"]}
    assert by_area["Birmingham"] == pytest.approx(100 * 65 / 144)
    assert "There were 19 visits to custody suites." in found["printed"][2]
    assert (copy / "pack" / "pack.xlsx").stat().st_size

    assert [page for page, of in found.items() if isinstance(of, dict) and of.get("fails")] == []
    assert found["custody"]["visits"]
    assert found["definitions_and_sources"]["defines"]
    assert found["suites"] == {"Coventry": None, "Perry Barr": 12, "Solihull": None}
    assert found["marac"]["shows"]
    assert found["definitions_and_sources"]["shows"]

    rows = {row["area_name"]: row for row in found["rows"]}
    assert rows["Birmingham"] == {
        "area_name": "Birmingham",
        "area_count": 65,
        "force_count": 144,
        "share_percent": pytest.approx(100 * 65 / 144),
    }
    for area in ("Dudley", "Solihull", "Wolverhampton"):  # 8, 3 and 8 cases
        assert (rows[area]["area_count"], rows[area]["share_percent"]) == (None, None)
    assert found["sentence"] == "Share of MARAC cases by area at 1 February 2024. Counts under 10 are not shown."
