"""What bandit finds in PEELboard's own code: each finding is mended, or stands here with the reason why it is none."""

import json
import subprocess
import sys

from src.settings import PROJECT

TELLS_THE_CHECKER = "the assertion tells the type checker what holds already; nothing rests on it"
STARTS_OURSELVES = "starts this Python with our own module, without a shell; no word of the command comes from outside"
OUR_OWN_NAMES = (
    "the names of tables and columns stand in src/metrics and the SQL in src/metrics; values are handed in "
    "apart from the text"
)

REASONED = {
    ("B101", "src/present/xlsx/workbook.py"): TELLS_THE_CHECKER,
    ("B101", "src/ingest/sandbox/run.py"): TELLS_THE_CHECKER,
    ("B101", "src/ingest/detect/wide_layout.py"): TELLS_THE_CHECKER,
    ("B101", "src/ingest/detect/row_filter.py"): TELLS_THE_CHECKER,
    ("B101", "src/ingest/detect/unpivot.py"): TELLS_THE_CHECKER,
    ("B101", "src/web/extracts/approval.py"): TELLS_THE_CHECKER,
    ("B101", "src/web/extracts/upload_view.py"): TELLS_THE_CHECKER,
    ("B105", "src/web/extracts/upload_view.py"): "PASS_OVER is what a person may choose for a sheet, and no password",
    ("B311", "demo/flows.py"): "figures of a force that does not exist, the same each time from one seed",
    ("B311", "demo/investigations.py"): "as above",
    ("B311", "demo/ordinary.py"): "as above",
    ("B311", "demo/packages.py"): "as above",
    ("B311", "demo/register.py"): "as above",
    ("B311", "demo/story.py"): "as above",
    ("B311", "src/analysis/forecast.py"): "past months drawn from one seed, so that a forecast is the same each time",
    (
        "B311",
        "src/analysis/time_to_clear.py",
    ): "blocks of weeks drawn from one seed, so that a range is the same each time",
    ("B404", "demo/__main__.py"): STARTS_OURSELVES,
    ("B404", "src/ingest/sandbox/run.py"): STARTS_OURSELVES,
    ("B404", "src/ingest/templates/marked_workbook.py"): STARTS_OURSELVES,
    ("B405", "src/ingest/xlsx/workbook_metadata.py"): "the error alone; the parser is defusedxml's",
    ("B603", "demo/__main__.py"): STARTS_OURSELVES,
    ("B603", "src/ingest/sandbox/run.py"): STARTS_OURSELVES,
    ("B603", "src/ingest/templates/marked_workbook.py"): STARTS_OURSELVES,
    ("B608", "src/metrics/calculate.py"): OUR_OWN_NAMES,
    ("B608", "src/store/gap_checks.py"): OUR_OWN_NAMES,
    ("B608", "src/store/editions.py"): OUR_OWN_NAMES,
    ("B608", "src/store/engines/duckdb.py"): OUR_OWN_NAMES,
    ("B608", "src/store/engines/spark.py"): OUR_OWN_NAMES,
    ("B608", "src/store/restatements.py"): OUR_OWN_NAMES,
    ("B608", "src/store/preview_edition.py"): OUR_OWN_NAMES,
}
"""Rule of bandit and file, with the reason why what it found there is no weakness."""


def test_every_weakness_that_bandit_finds_is_mended_or_reasoned() -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "bandit", "--quiet", "--recursive", "--format", "json", "src", "pages", "app.py"],
        cwd=PROJECT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    lines = json.loads(asked.stdout)
    assert lines["errors"] == []
    assert lines["metrics"]["_totals"]["loc"] > 10_000, "bandit has hardly looked at anything"
    found = {(item["test_id"], item["filename"]): item for item in lines["results"]}
    fresh = [
        f"{item['filename']}:{item['line_number']}: {item['issue_text']}"
        for key, item in found.items()
        if key not in REASONED
    ]
    assert fresh == [], "mend these, or say in REASONED why they are no weakness"
    assert REASONED.keys() - found.keys() == set(), "these are found no longer: take them out of REASONED"
