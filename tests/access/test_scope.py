"""A reader of one area or force: every way that is known of getting round it, tried."""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from src.__main__ import main
from src.access.roles import may
from src.contracts.baseline import Baseline
from src.metrics import METRICS
from src.metrics.calculate import as_csv, calculate
from src.present.export import written
from src.present.pack import Choice
from src.services import build_pack, preview
from src.settings import Actor, Scope, Settings, from_environment
from src.store.acceptance import accept, withdraw
from src.store.editions import Edition, open_edition
from src.store.preview_edition import Trial
from src.store.restatements import restated
from src.store.upload import Supplied
from src.web.session_auth import scope_said

OTHERS = ("Birmingham", "Coventry", "Solihull", "Sandwell", "Walsall", "Wolverhampton")
DUDLEY = Scope(areas=frozenset({"dudley"}))
ELSEWHERE = Scope(forces=frozenset({"syn"}))
FEBRUARY = date(2024, 2, 1)


def of(settings: Settings, scope: Scope) -> Settings:
    return replace(settings, scope=scope, actor=Actor(name="Ann", role="viewer", may=may("viewer", is_whole=False)))


@pytest.fixture(scope="module")
def dudley(published: Settings) -> Edition:
    """The published figures as a reader of Dudley has them."""
    return open_edition(of(published, DUDLEY))


@pytest.mark.parametrize("day", [date(2023, 10, 6), FEBRUARY, date(2024, 9, 18)])
@pytest.mark.parametrize("name", METRICS)
def test_no_other_area_is_named_by_a_metric_at_any_date(name: str, day: date, dudley: Edition) -> None:
    result = calculate(METRICS[name], dudley, day)
    sentences = json.dumps([result.rows, result.sentence, [vars(c) for c in result.checks]], default=str) + as_csv(
        result
    )
    assert not [other for other in OTHERS if other in sentences or f'"{other.lower()}"' in sentences]


def test_the_one_area_has_its_own_figures(dudley: Edition) -> None:
    rows = calculate(METRICS["marac_cases_awaiting_by_area"], dudley, FEBRUARY).rows
    assert [(row["as_at_on"].isoformat(), row["area_name"], row["cases_awaiting_count"]) for row in rows] == [
        ("2023-10-06", "Dudley", 91),
        ("2024-01-04", "Dudley", 4),
        ("2024-02-01", "Dudley", 8),
    ]
    assert [row["cases_awaiting_count"] for row in calculate(METRICS["marac_cases_awaiting"], dudley, FEBRUARY).rows] == [
        91, 4, 8,
    ]  # fmt: skip


def test_the_whole_is_what_it_was_for_a_reader_of_all(published: Settings, dudley: Edition) -> None:
    assert dudley is not open_edition(published)
    rows = calculate(METRICS["marac_cases_awaiting"], open_edition(published), FEBRUARY).rows
    assert [row["cases_awaiting_count"] for row in rows] == [768, 178, 144]


def test_a_figure_of_the_whole_force_in_a_table_by_area_is_not_shown(dudley: Edition) -> None:
    assert dudley.ask("select * from sex_offender_tasks", ("sex_offender_tasks",)) == []
    assert len(dudley.ask("select * from finding_counts", ("finding_counts",))) > 0


def test_sql_of_any_kind_finds_the_same_rows_only(dudley: Edition) -> None:
    every = dudley.every_statement("marac_backlog")
    asked = f"select distinct area_code from marac_backlog union select distinct area_code from {every}"
    assert dudley.ask(asked, ("marac_backlog",)) == [{"area_code": "dudley"}]
    assert dudley.ask("select area_code from areas", ("areas",)) == [{"area_code": "dudley"}]
    assert dudley.code_list("areas").names() == {"dudley": "Dudley"}


def test_a_known_discrepancy_that_tells_the_figures_of_others_is_not_told(dudley: Edition, edition: Edition) -> None:
    asked = "select discrepancy_id as id from discrepancies where discrepancy_id in ('D1', 'D22', 'D39') order by 1"
    assert [row["id"] for row in edition.ask(asked, ("discrepancies",))] == ["D1", "D22", "D39"]
    assert [row["id"] for row in dudley.ask(asked, ("discrepancies",))] == ["D1"]


def test_the_sources_are_of_the_rows_that_are_seen(published: Settings) -> None:
    nobody = open_edition(of(published, Scope(areas=frozenset({"walsall"}), forces=frozenset({"syn"}))))
    assert nobody.origins(("marac_backlog",), FEBRUARY) == []
    assert open_edition(published).origins(("marac_backlog",), FEBRUARY) != []


@pytest.mark.parametrize("name", METRICS)
def test_a_reader_of_another_force_is_shown_no_figure(name: str, published: Settings) -> None:
    result = calculate(METRICS[name], open_edition(of(published, ELSEWHERE)), date(2024, 9, 18))
    figures = [row[result.card.figure] for row in result.rows if result.card.figure and row[result.card.figure]]
    assert figures == []
    assert result.sources == ()


def test_a_scope_of_nothing_shows_nothing(published: Settings) -> None:
    edition = open_edition(of(published, Scope(forces=frozenset())))
    assert edition.ask("select * from marac_backlog", ("marac_backlog",)) == []


@pytest.fixture
def two(tmp_path: Path) -> Settings:
    """A store where a later extract of one date left Dudley out and gave Walsall otherwise."""
    (tmp_path / "published").mkdir()
    settings = Settings(store=tmp_path / "store", published=tmp_path / "published")
    head = "As at,Area,Cases awaiting\n"
    for rows in ("2024-03-07,Dudley,9\n2024-03-07,Walsall,13\n", "2024-03-07,Walsall,31\n"):
        file = Supplied(name="march.csv", content=(head + rows).encode(), dataset="marac_backlog")
        accept(settings, [file], by="an analyst", reason="weekly")
    return settings


def asked(edition: Edition) -> list[tuple[str, int]]:
    rows = edition.ask("select area_code, cases_awaiting_count as n from marac_backlog", ("marac_backlog",))
    return [(row["area_code"], row["n"]) for row in rows]


def test_a_row_that_a_newer_extract_took_away_is_not_seen_instead(two: Settings) -> None:
    assert asked(open_edition(of(two, DUDLEY))) == asked_of_all(two, "dudley")


def asked_of_all(settings: Settings, area: str) -> list[tuple[str, int]]:
    """What a reader of everything sees of an area."""
    return [each for each in asked(open_edition(settings)) if each[0] == area]


def test_an_earlier_edition_is_limited_as_the_newest_is(two: Settings) -> None:
    assert asked(open_edition(of(two, DUDLEY), 1)) == [("dudley", 9)]
    assert asked(open_edition(two, 1)) == [("dudley", 9), ("walsall", 13)]


def test_a_restatement_of_another_area_is_not_told(two: Settings) -> None:
    assert [(item.before, item.after) for item in restated(open_edition(two))] == [(13, 31)]
    assert restated(open_edition(of(two, DUDLEY))) == ()


def test_a_trial_is_limited_as_an_edition_is(two: Settings) -> None:
    (first, _) = open_edition(two).extracts
    withdraw(two, first.extract_id, by="an analyst", reason="wrong")
    back = Trial(of(two, DUDLEY), bringing_back=[first.extract_id])
    assert {area for area, _ in asked(back)} <= {"dudley"}
    found = preview.preview(of(two, DUDLEY), bringing_back=[first.extract_id])
    assert "alsall" not in " ".join([*found.sentences(), *map(str, found.rows)])


def test_a_pack_of_one_area_names_no_other_and_says_so_on_every_slide(published: Settings) -> None:
    limited = of(published, DUDLEY)
    limited = replace(limited, notice=scope_said(limited, limited.scope))
    edition = open_edition(limited)
    existing = build_pack.pack_data(limited, edition, FEBRUARY, Baseline(since=date(2024, 1, 4)))
    for name, content in written(existing, Choice(has_appendix=True)).items():
        parts = unpacked(content) if zipfile.is_zipfile(io.BytesIO(content)) else {name: content.decode()}
        for part, text in parts.items():
            assert not [other for other in OTHERS if other in text], (name, part)
            if part.startswith("ppt/slides/slide"):
                assert "Shown for Dudley only" in text, part


def unpacked(content: bytes) -> Mapping[str, str]:
    """The parts of a document as text, those of the workbooks inside it as well."""
    found: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.namelist():
            inside = archive.read(part)
            if zipfile.is_zipfile(io.BytesIO(inside)):
                found |= {f"{part}/{name}": text for name, text in unpacked(inside).items()}
            else:
                found[part] = inside.decode("utf-8", "replace")
    return found


@pytest.fixture
def service(published_copy: Settings, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The command line where sign-in is required, on the published store, for Dudley alone."""
    for name, value in (
        ("STORE", str(published_copy.store)),
        ("SIGN_IN", "required"),
        ("COMMAND_ROLE", "approver"),
        ("COMMAND_AREAS", "dudley"),
    ):
        monkeypatch.setenv(f"PEELBOARD_{name}", value)
    return monkeypatch


@pytest.mark.parametrize("extra", [[], ["--edition", "21"], ["--as-at", "2024-01-04"]])
def test_a_command_is_limited(
    extra: list[str], service: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["metric", "marac_cases_awaiting_by_area", "--format", "json", *extra]) == 0
    lines = json.loads(capsys.readouterr().out)
    assert {row["area_name"] for row in lines["rows"]} == {"Dudley"}


@pytest.mark.parametrize(
    "command",
    [
        ["editions"],
        ["check", "march.csv"],
        ["accept", "march.csv", "--by", "the Chief Constable", "--reason", "x"],
        ["watch", ".", "--once"],
        ["withdraw", "x", "--by", "y", "--reason", "z"],
        ["restore", "x", "--by", "y", "--reason", "z"],
        ["audit"],
    ],
    ids=lambda command: command[0],
)
def test_a_command_that_touches_the_rest_is_refused_in_one_sentence(
    command: list[str], service: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command) == 1
    text = capsys.readouterr()
    assert text.out == ""
    assert text.err.startswith("Commands see a part of the figures here, so you may not ")
    assert text.err.endswith("Nothing was done. PEELBOARD_COMMAND_FORCES and PEELBOARD_COMMAND_AREAS say which.\n")
    assert text.err.count("\n") == 1


def test_a_command_without_a_role_of_its_own_may_look_and_nothing_else(
    published_copy: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PEELBOARD_STORE", str(published_copy.store))
    monkeypatch.setenv("PEELBOARD_SIGN_IN", "required")
    assert main(["metric", "marac_cases_awaiting"]) == 0
    capsys.readouterr()
    assert main(["withdraw", "x", "--by", "y", "--reason", "z"]) == 1
    assert capsys.readouterr().err == (
        "You may not withdraw an extract as viewer. Nothing was done. "
        "Where sign-in is required a command has the role of PEELBOARD_COMMAND_ROLE; this one needs approver.\n"
    )


def test_a_scope_is_not_a_setting_that_the_environment_gives() -> None:
    found = from_environment({"PEELBOARD_SCOPE": "all", "PEELBOARD_ACTOR": "root", "PEELBOARD_LIMITS": "none"})
    assert (found.scope, found.actor) == (Scope(), Actor())


def test_what_is_limited_is_said_in_words(published: Settings) -> None:
    text = scope_said(published, Scope(areas=frozenset({"walsall", "dudley"}), forces=frozenset({"wmp"})))
    assert text == "Shown for Dudley and Walsall of West Midlands Police only"
    assert scope_said(published, Scope()) == ""


def test_a_person_is_not_in_mind_of_an_edition_that_others_share(published: Settings) -> None:
    ann = replace(published, actor=Actor(name="Ann", role="viewer", may=frozenset()))
    assert open_edition(ann) is open_edition(published)
