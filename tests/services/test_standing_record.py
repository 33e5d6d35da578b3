"""A correction typed in: what is left empty stays as it is held; and a commentary for a day without a board is asked about."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from src.contracts.column import Kind
from src.contracts.problem import Question, Refused
from src.metrics.datasets import DATASETS
from src.services.standing_record import about_people, with_what_stands
from src.settings import PROJECT, Settings
from src.store import lists
from src.store.acceptance import accept
from src.store.upload import Supplied
from tests.store.files import BY, opened

REGISTER = (
    "Finding,As at,Type,Level,Title,Report,Report published,Status\n"
    "two,2026-01-05,recommendation,2,Two,A report,2025-01-01,open\n"
)
BOARDS = "Meeting,Board,Kind\n2026-03-03,HMICFRS Board,force\n"
ASKED = {
    "commentary_id": "c1", "meeting_on": "2026-03-03", "finding_id": "two", "by_role": "Head of Crime",
    "comment_text": "Slow", "ask_text": "Two posts", "note": "Said aloud",
}  # fmt: skip


def file(dataset: str, record: dict[str, str], settled: dict[str, str] | None = None) -> Supplied:
    written = io.StringIO()
    csv.writer(written).writerows([record.keys(), record.values()])
    name = f"{dataset}.csv"
    return Supplied(name=name, content=written.getvalue().encode(), dataset=dataset, settled=settled or {})


@pytest.fixture
def board(empty: Settings) -> Settings:
    """A register with one finding, and one board."""
    texts = (("findings", REGISTER), ("board_meetings", BOARDS))
    accept(empty, [Supplied(name=f"{n}.csv", content=text.encode(), dataset=n) for n, text in texts], **BY)
    return empty


def record_of(settings: Settings, dataset: str, **typed: str) -> dict[str, str]:
    return with_what_stands(settings, DATASETS[dataset], typed, lists.newest(settings))


def test_a_decision_is_recorded_with_the_commentary_as_it_was(board: Settings) -> None:
    accept(board, [file("commentary", ASKED)], **BY)
    decided = {"decision_text": "Agreed", "decided_on": "3 March 2026"}
    record = record_of(board, "commentary", commentary_id="c1", **decided)
    assert record == {name: text for name, text in {**ASKED, **decided}.items() if name != "note"}
    accept(board, [file("commentary", record)], **BY)
    (row,) = opened(board).ask("select * from commentary", ("commentary",))
    assert (row["comment_text"], row["ask_text"], row["decision_text"]) == ("Slow", "Two posts", "Agreed")
    assert (row["by_role"], row["decided_on"]) == ("Head of Crime", date(2026, 3, 3))


def test_a_new_record_has_what_was_typed_alone(board: Settings) -> None:
    accept(board, [file("commentary", ASKED)], **BY)
    assert record_of(board, "commentary", commentary_id="c2", ask_text="A room", by_role="") == {
        "commentary_id": "c2", "ask_text": "A room",
    }  # fmt: skip
    assert record_of(board, "commentary", ask_text="A room") == {"ask_text": "A room"}


def test_of_a_key_of_several_columns_each_has_to_be_the_same_and_a_new_date_has_its_own_precision(
    board: Settings,
) -> None:
    action = {
        "action_id": "a1", "as_at_on": "2026-02-02", "as_at_precision": "month", "finding_id": "two",
        "action_title": "Train", "action_status_code": "in_progress", "milestones_count": "4", "milestones_done_count": "0",
    }  # fmt: skip
    accept(board, [file("actions", action)], **BY)
    typed = {"action_id": "a1", "milestones_done_count": "1"}
    same = record_of(board, "actions", as_at_on="2 February 2026", **typed)
    assert same == {
        **{name: text for name, text in action.items() if name != "as_at_precision"},
        **typed,
        "as_at_on": "2 February 2026",
    }
    assert record_of(board, "actions", as_at_on="3 February 2026", **typed) == {**typed, "as_at_on": "3 February 2026"}
    step = {"finding_id": "two", "taken_on": "2026-01-20", "step_code": "work_done", "by_role": "Head of Crime"}
    accept(board, [file("closure_steps", step)], **BY)
    typed = {"finding_id": "two", "taken_on": "2026-01-20", "step_code": "Work done", "reference": "Minute 4"}
    assert record_of(board, "closure_steps", **typed) == {**step, **typed}


def test_a_day_that_is_no_board_of_the_list_is_asked_about_and_let_in_where_that_is_said(board: Settings) -> None:
    other = {**ASKED, "meeting_on": "2026-03-04"}
    with pytest.raises(Refused) as refused:
        accept(board, [file("commentary", other)], **BY)
    (question,) = refused.value.problems
    assert isinstance(question, Question)
    assert question.sentence() == (
        'commentary.csv, cell B2: found "2026-03-04" in "Meeting"; expected rows that keep this rule: what is said to a '
        "board is said on the day of a board of the list. Write the day of the board, or say that this board is still to be "
        'listed. Answers to "board of 2026-03-04": "it is still to be listed".'
    )
    another = {"board of 2026-03-05": "it is still to be listed"}
    with pytest.raises(Refused):
        accept(board, [file("commentary", other, another)], **BY)
    accept(board, [file("commentary", other, {question.key: question.options[0]})], **BY)
    # What was let in once is not asked about again.
    accept(board, [file("commentary", {**other, "by_role": "Head of Custody"})], **BY)


def test_without_a_list_of_boards_no_day_is_in_doubt(empty: Settings) -> None:
    accept(empty, [Supplied(name="findings.csv", content=REGISTER.encode(), dataset="findings")], **BY)
    accept(empty, [file("commentary", ASKED)], **BY)


OF_PEOPLE = {
    "an email address": "Ask ann@example.uk.",
    "a phone number": "Ring 07700 900123.",
    "a crime number": "See crime 20/000001/24.",
    "a postcode": "Near ZZ1 1ZZ.",
}
NAMED = "Mrs Patel was seen."
PROSE = [column for column in DATASETS["actions"].columns if column.kind is Kind.TEXT and column.name != "action_id"]
LISTS = lists.of_folder(PROJECT / "data" / "reference")


@given(
    st.dictionaries(
        st.sampled_from([column.name for column in PROSE]),
        st.tuples(st.sets(st.sampled_from(sorted(OF_PEOPLE))), st.booleans()),
        max_size=4,
    )
)
@tries(derandomize=True, max_examples=60, deadline=None)
def test_every_kind_of_thing_about_people_in_every_field_is_said_at_once(
    holds: dict[str, tuple[set[str], bool]],
) -> None:
    typed = {
        name: " ".join([OF_PEOPLE[kind] for kind in sorted(kinds)] + [NAMED] * has_name) or "Train the teams."
        for name, (kinds, has_name) in holds.items()
    }
    sentences = about_people(DATASETS["actions"], typed, LISTS)
    if not any(kinds for kinds, _ in holds.values()):
        assert sentences == [], "a name alone is asked about"
        return
    expected = {
        DATASETS["actions"].column(name).heading: kinds | ({"the name of a person"} if has_name else set())
        for name, (kinds, has_name) in holds.items()
        if kinds or has_name
    }
    assert len(sentences) == len(expected)
    for heading, kinds in expected.items():
        (sentence,) = [text for text in sentences if text.startswith(f'"{heading}" holds')]
        assert all(kind in sentence for kind in kinds)
