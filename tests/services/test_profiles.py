"""Import profiles: what was answered once is kept, shown and used; a file that does not fit waits for a person."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from src.contracts.problem import Refused
from src.ingest import profile as import_profile
from src.ingest.profile import Profile
from src.services import import_profiles
from src.services.answers import keep_answers
from src.services.folder_watch import Watched
from src.services.import_file import Choices, Intake, take_in
from src.settings import Settings
from src.store import profiles
from src.store.verification import verify
from tests.cli.test_file_commands import SIGNED, run, text
from tests.store.files import cases, ledger

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
OVER = "As at,LPA,Over 28 days"
ANSWER = ("--heading", "Over 28 days=Cases awaiting", "--dataset", "marac_backlog")


def month(folder: Path, name: str, *rows: str, heading: str = OVER) -> Path:
    return text(folder / name, heading, *rows)


@given(
    about=TEXTS,
    needs=st.lists(TEXTS, max_size=3),
    answers=st.dictionaries(TEXTS, TEXTS, max_size=3),
    headings=st.dictionaries(TEXTS, st.sampled_from(["Cases awaiting", "Area", "leave out"]), max_size=3),
)
def test_any_profile_reads_back_from_its_file_as_it_was_written(
    about: str, needs: list[str], answers: dict[str, str], headings: dict[str, str]
) -> None:
    profile = Profile(
        name="any one", about=about, dataset="marac_backlog", needs=tuple(needs), answers=answers, headings=headings
    )
    assert import_profile.read("p.toml", import_profile.write(profile)) == profile


def test_every_supplied_profile_is_one_and_its_file_is_named_after_it(empty: Settings) -> None:
    supplied = profiles.every(empty.store)
    assert {entry.profile.name for entry in supplied} == {
        "qlik", "power bi", "sharepoint list", "hmicfrs portal", "committee table",
    }  # fmt: skip
    assert {path.stem.replace("_", " ") for path in profiles.SUPPLIED.glob("*.toml")} == {
        entry.profile.name for entry in supplied
    }


def test_an_answered_file_becomes_a_profile_and_the_next_of_its_kind_needs_no_answer(
    empty: Settings, tmp_path: Path
) -> None:
    march = month(tmp_path, "marac march.csv", "2024-03-07,Dudley,5", "2024-03-07,The Black Country,6")
    answers = (*ANSWER, "--answer", "Area: The Black Country=Walsall")
    assert run(empty, "check", str(march))[0] == 3
    code, out, _ = run(empty, "accept", str(march), *answers, *SIGNED)
    assert code == 0
    assert out[-1] == (
        'The answers are kept as the profile "marac_backlog marac": the next file of this kind needs none.'
    )
    april = month(tmp_path, "marac april.csv", "2024-04-04,Dudley,7", "2024-04-04,The Black Country,8")
    assert run(empty, "accept", str(april), *SIGNED)[0] == 0
    assert cases(empty)[("2024-04-04", "walsall")] == 8
    entry = profiles.live(empty.store)["marac_backlog marac"]
    assert (entry.version, entry.by_whom, entry.edition) == (1, "an analyst", 1)
    assert ledger(empty)[1].profile == entry.title
    assert json.loads(ledger(empty)[0].answers)["cells"] == {"Area: The Black Country": "Walsall"}
    assert run(empty, "verify", "--deep")[0] == 0


def test_a_dataset_that_somebody_chose_is_kept_for_the_next_file_of_its_name(empty: Settings, tmp_path: Path) -> None:
    heading, row, left_out = "As at,Area,Task,Measure", "Whole force,Visits,masterclasses", ("--heading", "Measure=")
    march = month(tmp_path, "tasks march.csv", f"2024-03-07,{row}", heading=heading)
    code, out, err = run(empty, "check", str(march))
    assert code == 3
    assert "could be those of" in "".join((*out, *err))
    out = run(empty, "accept", str(march), "--dataset", "sex_offender_tasks", *left_out, *SIGNED)[1]
    assert 'the profile "sex_offender_tasks tasks"' in out[-1]
    april = month(tmp_path, "tasks april.csv", f"2024-04-04,{row}", heading=heading)
    assert run(empty, "accept", str(april), *SIGNED)[0] == 0
    assert [event.dataset for event in ledger(empty)] == ["sex_offender_tasks"] * 2
    for is_chosen in (True, False):
        known = ("sex_offender_tasks", ["As at", "Area", "Task"], {}, {}, None)
        created = import_profiles.from_answers("tasks may.csv", "", *known, is_chosen=is_chosen)
        assert (created is not None) is is_chosen
    sure = month(tmp_path, "marac may.csv", "2024-05-02,Dudley,8", heading="As at,LPA,Cases awaiting")
    assert run(empty, "accept", str(sure), "--dataset", "marac_backlog", *SIGNED)[0] == 0
    assert [name for name, entry in profiles.live(empty.store).items() if entry.version] == ["sex_offender_tasks tasks"]


def test_a_profile_exported_from_one_store_is_used_in_another(empty: Settings, tmp_path: Path) -> None:
    march = month(tmp_path, "march.csv", "2024-03-07,Dudley,5")
    run(empty, "accept", str(march), *ANSWER, *SIGNED)
    name = next(name for name, entry in profiles.live(empty.store).items() if entry.version)
    file = tmp_path / "over.toml"
    assert run(empty, "profile", "export", name, "--out", str(file))[0] == 0
    assert "\n".join(run(empty, "profile", "show", name)[1]) + "\n" == file.read_text()
    other = Settings(store=tmp_path / "other", published=empty.published)
    assert run(other, "check", str(march), "--dataset", "marac_backlog")[0] == 3
    assert run(other, "profile", "import", str(file), *SIGNED)[0] == 0
    assert run(other, "accept", str(march), "--profile", name, *SIGNED)[0] == 0
    assert cases(other) == {("2024-03-07", "dudley"): 5}


def test_a_file_that_does_not_fit_its_profile_waits_with_the_reason(empty: Settings, tmp_path: Path) -> None:
    made = ("--dataset", "marac_backlog", "--file", "marac*.csv", "--needs", "Force is WMP", *SIGNED)
    assert run(empty, "profile", "make", "weekly", *made)[0] == 0
    good = month(
        tmp_path, "marac 1.csv", "2024-03-07,Dudley,5", "", "Filters: Force is WMP", heading="As at,LPA,Cases awaiting"
    )
    bad = month(
        tmp_path, "marac 2.csv", "2024-03-14,Dudley,6", "", "Filters: Force is all", heading="As at,LPA,Cases awaiting"
    )
    assert run(empty, "check", str(good))[0] == 0
    code, out, _ = run(empty, "check", str(bad))
    assert (code, out) == (
        3,
        [
            'marac 2.csv: found a file that does not fit its profile "weekly": not the words "Force is WMP"; expected a '
            "file as the profile has it. Look at what has changed, and supply the right file, change the profile, or "
            'take it without one. Answers to "profile": "take it without a profile".'
        ],
    )
    without = ("--answer", "profile=take it without a profile")
    assert run(empty, "check", str(bad), *without)[1] == [
        'marac 2.csv: found figures filtered for "all"; expected figures of West Midlands Police. Export it for the force '
        'alone, or say that the figures are its own. Answers to "force all": "they are this force\'s own".'
    ]
    assert run(empty, "check", str(bad), *without, "--answer", "force all=they are this force's own")[0] == 0
    folder = tmp_path / "watched"
    folder.mkdir()
    for path in (good, bad):
        path.rename(folder / path.name)
    watched = Watched(empty, folder, by="the watcher", say=lambda line: None)
    watched.look()
    watched.look()
    assert (folder / "done" / "marac 1.csv").exists()
    assert 'does not fit its profile "weekly"' in (folder / "held" / "marac 2.csv.questions.txt").read_text()
    assert ledger(empty)[0].says == "Filters: Force is WMP"


def test_a_retired_profile_answers_nothing_and_its_history_stays(empty: Settings, tmp_path: Path) -> None:
    run(empty, "accept", str(month(tmp_path, "march.csv", "2024-03-07,Dudley,5")), *ANSWER, *SIGNED)
    april = month(tmp_path, "april.csv", "2024-04-04,Dudley,7")
    assert run(empty, "accept", str(april), *SIGNED)[0] == 0
    name = next(name for name, entry in profiles.live(empty.store).items() if entry.version)
    assert run(empty, "profile", "retire", name, *SIGNED)[0] == 0
    may = month(tmp_path, "may.csv", "2024-05-02,Dudley,8")
    assert run(empty, "check", str(may), "--dataset", "marac_backlog")[0] == 3
    assert name in ledger(empty)[1].profile
    states = [entry.state for entry in profiles.every(empty.store) if entry.profile.name == name]
    assert states == ["made", "retired"]
    assert verify(empty).wrong == ()


def test_what_may_happen_unattended_stands_in_the_profile(empty: Settings, tmp_path: Path) -> None:
    heading = "As at,LPA,Cases awaiting"
    whole = month(tmp_path, "marac a.csv", "2024-03-07,Dudley,5", "2024-03-07,Walsall,6", heading=heading)
    part = month(tmp_path, "marac b.csv", "2024-03-07,Dudley,9", heading=heading)
    run(empty, "accept", str(whole), *SIGNED)
    assert run(empty, "check", str(part))[0] == 3
    options = ("--dataset", "marac_backlog", "--file", "marac*.csv", "--allow", "gone", *SIGNED)
    assert run(empty, "profile", "make", "weekly", *options)[0] == 0
    assert run(empty, "accept", str(part), *SIGNED)[0] == 0
    assert cases(empty) == {("2024-03-07", "dudley"): 9}


def test_a_profile_lays_out_any_dataset_with_values_as_headings(empty: Settings, tmp_path: Path) -> None:
    file = tmp_path / "areas.toml"
    file.write_text(
        'name = "areas across"\ndataset = "marac_backlog"\nneeds = ["Force position"]\n\n[across]\n'
        'over = "Area"\nfigure = "Cases awaiting"\nvalues = ["Dudley", "Walsall"]\n'
    )
    assert run(empty, "profile", "import", str(file), *SIGNED)[0] == 0
    path = text(tmp_path / "m.csv", "Force position", "As at,Dudley,Walsall", "2024-03-07,5,6", "2024-04-04,7,8")
    assert run(empty, "accept", str(path), *SIGNED)[0] == 0
    assert cases(empty)[("2024-04-04", "walsall")] == 8
    assert len(cases(empty)) == 4


def test_the_committees_table_goes_in_with_the_date_of_its_title(empty: Settings, tmp_path: Path) -> None:
    path = text(
        tmp_path / "table.csv",
        "Findings at 12 June 2023",
        ",Open,Closed,Total",
        "Cause of concern,2,21,23",
        "Recommendation Level 2,45,0,45",
        "AFI Closed before levels,0,18,18",
        "Total,47,39,86",
    )
    assert run(empty, "accept", str(path), *SIGNED)[0] == 0
    (event,) = ledger(empty)
    assert (event.dataset, event.row_count, event.profile[:15]) == ("finding_counts", 3, "committee table")


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("name = 'A'", 'the name "A"'),
        ("name = 'a'\nother = 'x'", '"other"'),
        ("name = 'a'\nneeds = 'x'", '"needs" that is no list of texts'),
        ("name = 'a'\ndataset = 'marac'", 'the dataset "marac"'),
        ("name = 'a'\ndataset = 'marac_backlog'\n[headings]\nx = 'Waiting'", 'the heading "Waiting"'),
        ("name = 'a'\nallow = ['all']", "allow = ['all']"),
        ("name = 'a'\n[source]\naddress = 'https://x'", "source"),
    ],
)
def test_a_profile_that_is_none_is_met_with_a_sentence(written: str, found: str) -> None:
    with pytest.raises(Refused) as refused:
        import_profile.read("p.toml", written)
    assert [problem.found for problem in refused.value.problems] == [found]


PORTAL = {
    "Recommendation ID": "WMP-1", "Current status": "Open", "Recommendation type": "Recommendation",
    "Recommendation level": "Level 2", "Recommendation title": "Review all cases", "Inspection": "PEEL 2023",
    "Publication date": "2023-10-01", "Due date": "2024-10-01", "Extract date": "2024-03-01", "Full wording": "As published.",
}  # fmt: skip


@pytest.mark.parametrize("renamed", ["Recommendation ID", "Full wording"])
def test_a_portal_export_with_a_heading_renamed_is_known_asked_about_once_and_then_known_beside_the_old_one(
    renamed: str, empty: Settings
) -> None:
    column = dict(profiles.live(empty.store)["hmicfrs portal"].profile.meanings("findings"))[renamed.lower()]

    def take(name: str, heading: str, answered: bool = False) -> Intake:
        rows = {heading if own == renamed else own: value for own, value in PORTAL.items()}
        content = f"{','.join(rows)}\n{','.join(rows.values())}\n".encode()
        choices = Choices(headings={("findings", "name of late"): column} if answered else {})
        return take_in(empty, [(name, content)], choices)

    first = take("export of the portal.csv", "Name of late")
    (table,) = first.files[0].tables
    assert (table.file.dataset, [item.heading for item in table.found.unknown]) == ("findings", ["Name of late"])
    assert first.problems
    ((_, right),) = take("old.csv", renamed).to_accept
    answered = take("export of the portal.csv", "Name of late", answered=True)
    ((_, read),) = answered.to_accept
    assert read.rows.astype(str).values.tolist() == right.rows.astype(str).values.tolist()
    headings = {("findings", "name of late"): column}
    keep_answers(empty, answered.files[0].read, answered.files[0].tables, headings, "an analyst")
    for name, heading in (("another.csv", "Name of late"), ("old.csv", renamed)):
        ((_, again),) = take(name, heading).to_accept
        assert again.rows.astype(str).values.tolist() == right.rows.astype(str).values.tolist()


def test_a_table_with_few_headings_of_the_portal_is_not_read_as_its_export(empty: Settings) -> None:
    names = list(PORTAL)[:6]
    content = f"{','.join(names)}\n{','.join(PORTAL[name] for name in names)}\n".encode()
    found = take_in(empty, [("tracker.csv", content)])
    assert all(not table.applied.entries for table in found.files[0].tables)
    assert found.problems
