"""Headings that look like people, and headings of the field that must not be taken for them."""

import pytest

from src.extracts import privacy
from src.extracts.datasets import DATASETS


@pytest.mark.parametrize(
    ("heading", "what"),
    [
        ("Victim name", "a person's name"),
        ("Victim", "a person's name"),
        ("Suspect", "a person's name"),
        ("Suspect's name", "a person's name"),
        ("Offender name", "a person's name"),
        ("SURNAME", "a person's name"),
        ("Forename", "a person's name"),
        ("first_name", "a person's name"),
        ("Officer name", "a person's name"),
        ("Child name", "a person's name"),
        ("Nominal", "a person's name"),
        ("DOB", "a date of birth"),
        ("Date of birth", "a date of birth"),
        ("Victim date-of-birth", "a date of birth"),
        ("Address", "an address"),
        ("Home address", "an address"),
        ("Postcode", "an address"),
        ("Post code", "an address"),
        ("Phone number", "a phone number"),
        ("Mobile", "a phone number"),
        ("Telephone", "a phone number"),
        ("Email", "an email address"),
        ("E-mail", "an email address"),
        ("Crime reference", "a reference to a person's case"),
        ("Crime number", "a reference to a person's case"),
        ("Custody ref", "a reference to a person's case"),
        ("PNC ID", "a reference to a person's case"),
    ],
)
def test_a_heading_about_a_person_is_recognised(heading: str, what: str) -> None:
    assert privacy.looks_like(heading) == what


@pytest.mark.parametrize(
    "heading",
    [
        "Victim focus",
        "Crime group",
        "Suspect management",
        "Supervisor review",
        "Investigation standards",
        "Victim-based crime",
        "Executive owner",
        "Cases awaiting",
        "Custody",
        "Offender management tasks",
        "Reference",
        "Number assessed",
        "Measure name",
    ],
)
def test_a_heading_of_the_field_is_not_taken_for_a_person(heading: str) -> None:
    assert privacy.looks_like(heading) is None


def test_no_heading_of_a_dataset_looks_like_a_person_but_the_web_address_of_a_source() -> None:
    taken = {
        (dataset.name, column.heading)
        for dataset in DATASETS.values()
        for column in dataset.all_columns
        if privacy.looks_like(column.heading)
    }
    assert taken <= {("sources", "Address"), ("marac_referrals", "Male victims")}
