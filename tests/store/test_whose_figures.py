"""Two forces in one store: each is answered as if it had the store for itself, and no third gets in."""

import csv
import io
import json
import shutil
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from src.__main__ import main
from src.contracts.problem import Refused
from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.settings import PROJECT, Settings, from_environment
from src.store import binding, lists, published
from src.store.acceptance import accept
from src.store.binding import OtherForce
from src.store.disk_check import CannotStore
from src.store.editions import Edition, open_edition
from src.store.ledger import Ledger
from src.store.published import accept_published
from src.store.upload import Supplied
from src.store.verification import verify
from src.web import page_context
from tests.pages.conftest import TITLES, words
from tests.pages.test_pages import FULL
from tests.store.files import BY, cases, ledger, marac

AS_AT = date(2024, 2, 27)
AREAS = ["north", "south", "east", "west", "coast", "downs", "marsh"]
OURS = ["birmingham", "coventry", "solihull", "sandwell", "dudley", "walsall", "wolverhampton"]


def rewritten(path: Path, to: Path) -> None:
    """A published file as Kent's: its own areas, the last row left out, a hundred more cases awaiting in each area."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    chosen = rows if path.stem in ("sources", "discrepancies", "marac_backlog") else rows[:-1]
    for row in chosen:
        row["force_code"] = "kent"
        row.update({name: AREAS[OURS.index(code)] for name, code in row.items() if code in OURS})
        if count := row.get("cases_awaiting_count"):
            row["cases_awaiting_count"] = str(int(count) + 100)
    with to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(chosen)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published figures of Kent, and lists that name the areas of both forces."""
    folder = tmp_path_factory.mktemp("kent")
    (folder / "published").mkdir()
    for path in (PROJECT / "data" / "published").glob("*.csv"):
        rewritten(path, folder / "published" / path.name)
    own = folder / "lists"
    own.mkdir()
    product = (lists.PRODUCT / "areas.csv").read_text(encoding="utf-8").splitlines()
    both = [f"{product[0]},force_code"]
    both += [f"{line}," if line.startswith("force,") else f"{line},wmp" for line in product[1:]]
    both += [f"{code},{code.title()} Kent,no,{at},kent" for at, code in enumerate(AREAS, 1)]
    (own / "areas.csv").write_text("\n".join(both) + "\n", encoding="utf-8")
    forces = (lists.PRODUCT / "forces.csv").read_text(encoding="utf-8")
    (own / "forces.csv").write_text(forces + "kent,Kent Police,3\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def kent(folder: Path) -> Settings:
    """Kent alone."""
    settings = Settings(
        store=folder / "kent", published=folder / "published", reference=folder / "lists", force_code="kent"
    )
    accept_published(settings)
    return settings


@pytest.fixture(scope="module")
def both(folder: Path, published: Settings) -> tuple[Settings, Settings]:
    """The published figures of West Midlands, and Kent's in the same store, as each of the two starts it."""
    shutil.copytree(published.store, folder / "both")
    wmp = replace(published, store=folder / "both", reference=folder / "lists")
    accept_published(wmp)
    binding.admit(wmp, "kent")
    kent = replace(wmp, published=folder / "published", force_code="kent")
    accept_published(kent)
    return replace(wmp, published=folder / "none"), replace(kent, published=folder / "none")


def answers(edition: Edition) -> dict[str, object]:
    """What every metric says, without the ids of the extracts that it was output by."""
    return {name: _plain(calculate(metric, edition, AS_AT)) for name, metric in METRICS.items()}


def _plain(result: object) -> object:
    found = vars(result)
    rows = [{name: value for name, value in row.items() if name != "extract_id"} for row in found["rows"]]
    return (rows, result.sentence, [(source.title, source.place) for source in found["sources"]], found["caveats"])


def test_every_metric_answers_each_of_two_forces_as_if_the_store_were_its_own(
    both: tuple[Settings, Settings], published: Settings, kent: Settings
) -> None:
    # A hundred more cases in each of Kent's seven areas.
    for shared, alone, awaiting in zip(both, (published, kent), ("144", "844"), strict=True):
        found = answers(open_edition(shared))
        assert found == answers(open_edition(alone)), shared.force_code
        assert f": {awaiting}," in str(found["marac_cases_awaiting"])


def test_every_page_shows_each_of_two_forces_its_own(
    both: tuple[Settings, Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    kents = FULL | {page: [] for page in FULL} | {"marac": ["844 cases await a MARAC at 1 February 2024"]}
    for settings, name, says in zip(both, ("West Midlands Police", "Kent Police"), (FULL, kents), strict=True):
        for setting in ("store", "published", "reference", "force_code"):
            monkeypatch.setenv(f"PEELBOARD_{setting.upper()}", str(getattr(settings, setting)))
        page_context.started.cache_clear()
        app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=300)
        app.query_params["as_at"] = AS_AT.isoformat()
        app.run()
        for page in TITLES:
            app.switch_page(f"pages/{page}.py").run()
            assert not app.exception, (name, page)
            html = unescape(words(app))
            assert name in html, page
            if page not in ("extracts", "audit"):  # their counts are of the store
                assert [text for text in says[page] if text not in html] == [], (name, page)
    page_context.started.cache_clear()


def test_a_store_refuses_the_start_and_the_rows_of_a_force_it_is_not_for(
    empty: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wmp = replace(empty, reference=folder / "lists")
    accept(wmp, [marac("2024-01-04,Dudley,4")], **BY)
    kent = replace(wmp, force_code="kent")
    with pytest.raises(OtherForce, match='is the store of wmp, and PEELBOARD_FORCE_CODE is "kent"'):
        accept_published(kent)
    with pytest.raises(OtherForce):
        accept(kent, [marac("2024-01-04,Coast Kent,5")], **BY)
    rows = b"Force,As at,Area,Cases awaiting\nkent,2024-02-01,Dudley,8\n"
    with pytest.raises(Refused) as refused:
        accept(wmp, [Supplied(name="m.csv", content=rows, dataset="marac_backlog")], **BY)
    assert refused.value.problems[0].sentence().startswith('m.csv, cell A2: found "kent"; expected a value of the list')
    monkeypatch.setenv("PEELBOARD_STORE", str(wmp.store))
    monkeypatch.setenv("PEELBOARD_REFERENCE", str(wmp.reference))
    monkeypatch.setenv("PEELBOARD_PUBLISHED", str(wmp.published))
    monkeypatch.setenv("PEELBOARD_FORCE_CODE", "kent")
    assert main(["metric", "marac_cases_awaiting"]) == 1
    assert "let that force in: python -m src admit kent, started as wmp." in capsys.readouterr().err
    monkeypatch.setenv("PEELBOARD_FORCE_CODE", "wmp")
    assert main(["admit", "gmp"]) == 2
    assert main(["admit", "kent"]) == 0
    monkeypatch.setenv("PEELBOARD_FORCE_CODE", "kent")
    assert main(["metric", "marac_cases_awaiting"]) == 0
    assert len(ledger(wmp)) == 1


def test_forces_let_in_behind_the_record_are_told_by_verify(empty: Settings, folder: Path) -> None:
    wmp = replace(empty, reference=folder / "lists")
    accept(wmp, [marac("2024-01-04,Dudley,4")], **BY)
    binding.admit(wmp, "kent")
    assert verify(wmp).wrong == ()
    (wmp.store / "store.json").write_text('{"form": 1, "forces": ["wmp", "kent", "syn"]}')
    assert verify(wmp).wrong == (
        f"{wmp.store / 'store.json'} does not hold what the audit record says was last saved in it.",
    )


def test_a_published_row_without_a_force_is_of_the_force_of_the_store_whoever_looks_first(
    empty: Settings, folder: Path
) -> None:
    wmp = replace(empty, reference=folder / "lists")
    binding.bind(wmp)
    binding.admit(wmp, "kent")
    (wmp.published / "marac_backlog.csv").write_bytes(marac("2024-01-04,Dudley,4").content)
    accept_published(replace(wmp, force_code="kent"))
    assert cases(replace(wmp, force_code="kent")) == {}
    assert cases(wmp) == {("2024-01-04", "dudley"): 4}


def test_the_published_figures_of_another_force_stay_out(tmp_path: Path, folder: Path) -> None:
    kent = Settings(store=tmp_path / "store", reference=folder / "lists", force_code="kent")
    assert accept_published(kent) == ()
    assert binding.of(kent) == ("kent",)


def test_a_store_of_a_newer_version_is_refused_in_a_sentence(
    empty: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    accept(empty, [marac("2024-01-04,Dudley,4")], **BY)
    (empty.store / "store.json").write_text('{"form": 2, "forces": ["wmp"], "more": {}}')
    with pytest.raises(CannotStore, match=r"was written by a newer PEELboard, in form 2; this one knows form 1\."):
        accept(empty, [marac("2024-02-01,Dudley,8")], **BY)
    monkeypatch.setenv("PEELBOARD_STORE", str(empty.store))
    assert main(["metrics"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


# Lists


@pytest.fixture
def own(empty: Settings, tmp_path: Path) -> Settings:
    """A store of one extract, with a limit of the force's own for the wait for a MARAC."""
    (tmp_path / "lists").mkdir()
    settings = replace(empty, reference=tmp_path / "lists")
    set_value(settings, "limits", "marac_wait", "20")
    accept(settings, [marac("2024-01-04,Dudley,4")], **BY)
    return settings


def set_value(settings: Settings, name: str, code: str, value: str, column: str = "value") -> None:
    """Give one row of a list another value, in a file of the force's own."""
    path = settings.reference / f"{name}.csv"
    text = (path if path.exists() else lists.PRODUCT / f"{name}.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    for row in rows:
        row[column] = value if row[next(iter(row))] == code else row[column]
    written = io.StringIO()
    writer = csv.DictWriter(written, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(written.getvalue(), encoding="utf-8")


def start(settings: Settings) -> None:
    """A start of another process."""
    published._LISTS_SEEN.clear()
    lists.texts.cache_clear()
    accept_published(settings)


def limit(settings: Settings, edition: int) -> float:
    (row,) = Edition(settings, edition).ask("select value from limits where limit_code = 'marac_wait'", ("limits",))
    return float(row["value"])


def test_an_edition_answers_with_the_lists_it_had_and_a_changed_list_is_a_new_edition(
    own: Settings, tmp_path: Path
) -> None:
    start(own)
    assert [event.event for event in ledger(own)] == ["accepted"]
    set_value(own, "limits", "marac_wait", "60")
    start(own)
    taken = ledger(own)[-1]
    assert (taken.sequence, taken.event, taken.changed) == (2, "taken in", "limits")
    assert (limit(own, 1), limit(own, 2)) == (20, 60)
    accept(own, [marac("2024-02-01,Dudley,8")], **BY)
    shutil.rmtree(own.reference)  # a backup brings its lists along
    own.reference.mkdir()
    lists.texts.cache_clear()
    assert [limit(own, edition) for edition in (1, 2, 3)] == [20, 60, 60]
    assert verify(own).wrong == ()
    stored = next((own.store / "lists").glob("*.json"))
    stored.write_text(stored.read_text().replace("20", "21", 1))
    (output,) = verify(own).wrong
    assert (
        output
        == f"{stored}, the code lists of an edition, is not as it was written. Bring the store back from a backup."
        or ("is missing or cannot be read" in output)
    )


def test_a_store_from_before_lists_were_part_of_it_notes_them_at_the_next_start(tmp_path: Path) -> None:
    shutil.copytree(Path(__file__).parent / "older" / "before_hashes", tmp_path / "store")
    (tmp_path / "published").mkdir()
    older = Settings(store=tmp_path / "store", published=tmp_path / "published")
    start(older)
    assert (ledger(older)[-1].event, Ledger(older.store).edition()) == ("taken in", 8)
    start(older)
    assert Ledger(older.store).edition() == 8
    assert verify(older).wrong == ()


LISTS = sorted(path.stem for path in lists.PRODUCT.glob("*.csv"))


@pytest.mark.parametrize("name", LISTS)
def test_whatever_is_wrong_with_a_list_is_a_sentence_at_start(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    product = (lists.PRODUCT / f"{name}.csv").read_text(encoding="utf-8")
    heading, *rows = product.splitlines(keepends=True)
    harm = {
        "empty": "",
        "a column less": product.replace(heading.strip().rsplit(",", 1)[-1], "else", 1),
        "a cell less": heading + "a\n",
        "not UTF-8": "\udcff",
    }
    if rows and heading.split(",")[0].endswith("_code"):
        harm["a code twice"] = product + rows[-1]
    monkeypatch.setenv("PEELBOARD_REFERENCE", str(tmp_path))
    monkeypatch.setenv("PEELBOARD_STORE", str(tmp_path / "store"))
    for what, text in harm.items():
        (tmp_path / f"{name}.csv").write_bytes(text.encode("utf-8", "surrogateescape"))
        lists.texts.cache_clear()
        assert main(["metrics"]) == 2, what
        assert (
            f"Mend the lists in {tmp_path}" in (output := capsys.readouterr().err) or "not written in UTF-8" in output
        )
    lists.texts.cache_clear()


def test_a_code_that_is_gone_but_stands_in_rows_or_is_reckoned_with_is_named(own: Settings) -> None:
    accept(own, [marac("2024-01-11,Walsall,5")], **BY)
    product = (lists.PRODUCT / "areas.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    areas = own.reference / "areas.csv"
    areas.write_text("".join(line for line in product if "walsall" not in line), encoding="utf-8")
    with pytest.raises(lists.WrongLists) as wrong:
        start(own)
    assert str(wrong.value) == "areas.csv lacks walsall, which rows of MARAC cases awaiting hold. Put it back."
    areas.write_text("".join(line for line in product if not line.startswith("force,")), encoding="utf-8")
    with pytest.raises(lists.WrongLists, match=r"areas\.csv lacks force, which PEELboard reckons with"):
        start(own)
    assert len(ledger(own)) == 2


# A force's own folder


def test_a_force_begins_with_one_folder_and_one_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kent = tmp_path / "kent"
    assert main(["init", str(kent), "--force", "kent", "--name", "Kent Police"]) == 0
    assert main(["init", str(kent), "--force", "kent", "--name", "Kent Police"]) == 2
    assert main(["init", str(tmp_path / "no"), "--force", "Kent Police", "--name", "x"]) == 2
    with (kent / "lists" / "areas.csv").open("a", encoding="utf-8") as file:
        file.write("north,North Kent,no,2\n")
    monkeypatch.setenv("PEELBOARD_FOLDER", str(kent))
    chosen = from_environment()
    assert (chosen.store, chosen.reference, chosen.force_code) == (kent / "store", kent / "lists", "kent")
    capsys.readouterr()
    assert main(["check-setup"]) == 0
    output = capsys.readouterr().out
    assert "for Kent Police (kent)." in output
    assert "Areas: North Kent." in output
    accept(chosen, [marac("2024-01-04,North Kent,4")], **BY)
    assert main(["metric", "marac_cases_awaiting", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"][-1]["cases_awaiting_count"] == 4
    (kent / "lists" / "areas.csv").write_text("area_code\n", encoding="utf-8")
    lists.texts.cache_clear()
    assert main(["check-setup"]) == 2
    assert "areas.csv has no column area_name" in capsys.readouterr().err
    lists.texts.cache_clear()
