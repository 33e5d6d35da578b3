"""Which words name somebody, whom a number is of, and what names nobody."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from src.ingest import privacy


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Ring 0121 496 0000", "a phone number"),
        ("+44 7700 900123", "a phone number"),
        ("lives at ZZ1 1ZZ", "a postcode"),
        ("b1 1aa", "a postcode"),
        ("DOB 01/02/1990", "a date of birth"),
        ("born 3 May 1991", "a date of birth"),
        ("crime 20/000001/24", "a crime number"),
        ("20CR/123456A/24", "a crime number"),
        ("Incident ref: 1234567", "a crime number"),
        ("PNC 12/123456X", "a PNC number"),
        ("QQ123456C".replace("QQ", "AB"), "a National Insurance number"),
        ("943 476 5919", "an NHS number"),
        ("ｊａｎｅ＠example.police.uk", "an email address"),
        ("j\u0430ne@ex\u0430mple.uk", "an email address"),
        ("ja\u200bne@example.uk", "an email address"),
        ("jane [at] example.police.uk", "an email address"),
        ("owned by PC 12345", "a number of an officer"),
        ("collar no. 4521", "a number of an officer"),
        ("visited 14 Acacia Avenue", "an address"),
        ("2a St Mary's Road", "an address"),
        ("see log 1234 of 03/02/24", "a crime number"),
    ],
)
def test_what_is_of_a_person_is_told(text: str, what: str) -> None:
    assert what in privacy.find(text)


@pytest.mark.parametrize(
    "text",
    [
        *("2024-01-02", "01-02-2024 10:11", "WMP-2023-R-03a", "paras 26-51", "2023/24", "943 476 5918", "1,234,567"),
        *(
            "page 12/2023",
            "Level 2",
            "crime number 2023",
            "8.15%",
            "E1 is good",
            "20/21/22",
            "0.0842",
            "2024-02-27T06:00:00Z",
            "12 findings to close",
            "3 serious road collisions",
            "DI 2 of 3",
            "log of 2024",
        ),
    ],
)
def test_what_is_of_nobody_is_let_be(text: str) -> None:
    assert privacy.find(text) == ()


_SPELT_OUT = st.one_of(
    st.tuples(st.just("a phone number"), st.from_regex(r"(0|\+44)7[0-9]{9}|0[1238][0-9]{9}", fullmatch=True)),
    st.tuples(st.just("a National Insurance number"), st.from_regex(r"AB[0-9]{6}[A-D]", fullmatch=True)),
    st.tuples(st.just("a postcode"), st.from_regex(r"ZZ[1-9][0-9][A-BD-H]{2}", fullmatch=True)),
)
"""What is of a person, with every digit or letter to be written apart."""


@given(_SPELT_OUT, st.sampled_from([" ", "  ", "-", ".", " - ", "_"]), st.sampled_from(["", "a ", "ring: ", "(see "]))
@settings(derandomize=True, max_examples=200, deadline=None)
def test_what_is_of_a_person_is_told_where_it_is_written_one_by_one(
    drawn: tuple[str, str], apart: str, before: str
) -> None:
    what, together = drawn
    text = before + apart.join(together) + (" now" if before else "")
    if before != "a " or what == "a phone number":  # a letter before letters may be one of them
        assert what in privacy.find(text)
        assert re.search(privacy.ANY, text.lower()), "cells that this passes over are not looked into"


@pytest.mark.parametrize("text", ["scored 0 1 2 3 4 5 6 7 8 9", "3 4 0 2 1 5 0 0 2 1", "A B C D E F", "1.1.1.1.1"])
def test_a_scale_and_figures_in_a_row_are_nobody(text: str) -> None:
    assert privacy.find(text) == ()


@given(st.text(alphabet="0123456789-/ .,:%", max_size=14))
@settings(derandomize=True, max_examples=300)
def test_numbers_and_dates_of_less_than_ten_digits_are_never_a_phone_number(text: str) -> None:
    if sum(map(str.isdigit, text)) < 10:
        assert "a phone number" not in privacy.find(text)


@pytest.mark.parametrize(
    ("role", "is_person"),
    [
        ("T/ACC Alex Example", True),
        ("Ch Supt Sam Sample", True),
        ("DCI Smith", True),
        ("Robin Testcase", True),
        ("TESTCASE Robin", True),
        ("R. Testcase", True),
        ("Testcase R", True),
        ("MARAC lead", False),
        ("Team B", False),
        ("OCSET Manager", False),
        ("ACC (Crime)", False),
        ("Head of Criminal Justice", False),
        ("Internal audit", False),
        ("internal audit", False),
        ("Director of Mental Wellbeing, Public Protection", False),
        ("Head of Fleet, Robin Testcase", True),
        ("Head of Fleet Xanthe Testcase", True),
        ("Head of Fleet Upkeep Testcase Sample", True),
        ("Lead for Robin Testcase", True),
        ("Manager for DCI Testcase", True),
        ("Inspection liaison, Strategy, Delivery and Assurance", False),
        ("Detective Superintendent, Public Protection", False),
        ("Deputy Chief Constable", False),
        ("DCC", False),
    ],
)
def test_a_role_that_names_somebody_is_told_from_one_that_does_not(role: str, is_person: bool) -> None:
    assert privacy.names_a_person(role) is is_person


@given(
    st.sampled_from(("Head of", "Director of", "lead for", "Manager for", "Adviser of", "Secretary for")),
    st.lists(st.from_regex(r"[A-Z][a-z]{3,9}", fullmatch=True), min_size=1, max_size=2),
)
@settings(derandomize=True, max_examples=40, deadline=None)
def test_a_role_with_what_it_is_of_in_up_to_two_words_names_nobody(role: str, subject: list[str]) -> None:
    names_one = subject[0].lower() in privacy._GIVEN
    assert privacy.names_a_person(f"{role} {' '.join(subject)}") is (names_one and len(subject) > 1)


@pytest.mark.parametrize(
    ("words", "is_somebody"),
    [
        ("Spoke with Mrs Testcase", True),
        ("Victim is Robin Testcase", True),
        ("the victim Robin Testcase withdrew", True),
        ("Suspect: Robin Testcase", True),
        ("Victim Needs Assessment", False),
        ("Child Online Abuse", False),
        ("victims of Domestic Abuse", False),
        ("Spoke to DS Testcase about the plan", True),
        ("Chief Superintendent Alex Example chaired", True),
        ("HM Inspector will revisit", False),
        ("the Superintendent, Public Protection, leads", False),
        ("ds Delta tables", False),
        ("Robin Testcase", True),
        ("Testcase Delta", False),
    ],
)
def test_words_that_name_somebody_are_told_from_those_that_name_a_rank_or_a_subject(
    words: str, is_somebody: bool
) -> None:
    assert privacy.names_somebody(words) is is_somebody
