"""Headings that look like people, and headings of the field that must not be taken for them."""

import pytest

from src.contracts.dataset import Dataset
from src.ingest import privacy
from src.metrics.datasets import DATASETS


@pytest.mark.parametrize(
    ("heading", "what"),
    [
        ("Victim name", "a person's name"),
        ("Victim names", "a person's name"),
        ("Victims' names", "a person's name"),
        ("VictimName", "a person's name"),
        ("Name of victim", "a person's name"),
        ("Suspect's name", "a person's name"),
        ("Offender name", "a person's name"),
        ("SURNAME", "a person's name"),
        ("Surnames", "a person's name"),
        ("Forename", "a person's name"),
        ("first_name", "a person's name"),
        ("Officer name", "a person's name"),
        ("Child name", "a person's name"),
        ("Alias", "a person's name"),
        ("Victim", "a column of persons"),
        ("Victims", "a column of persons"),
        ("Suspect", "a column of persons"),
        ("Suspects", "a column of persons"),
        ("Victim age", "a column of persons"),
        ("Victim details", "a column of persons"),
        ("Witnesses", "a column of persons"),
        ("Nominal", "a column of persons"),
        ("Nominals", "a column of persons"),
        ("Nominal ref", "a reference to a person"),
        ("Offender ID", "a reference to a person"),
        ("Victim number", "a reference to a person"),
        ("PNC ID", "a reference to a person"),
        ("DOB", "a date of birth"),
        ("D.O.B.", "a date of birth"),
        ("Date Of Birth", "a date of birth"),
        ("DateOfBirth", "a date of birth"),
        ("Victim date-of-birth", "a date of birth"),
        ("Next of kin", "a person's next of kin"),
        ("NINO", "a National Insurance number"),
        ("NI no.", "a National Insurance number"),
        ("National Insurance", "a National Insurance number"),
        ("Address", "an address"),
        ("Addresses", "an address"),
        ("Home address", "an address"),
        ("Postcode", "an address"),
        ("Post codes", "an address"),
        ("Street", "an address"),
        ("Phone number", "a phone number"),
        ("Mobile", "a phone number"),
        ("Victim's mobile", "a phone number"),
        ("Telephone", "a phone number"),
        ("Tel. no.", "a phone number"),
        ("Email", "an email address"),
        ("E-mail", "an email address"),
        ("Crime reference", "a reference to a person's case"),
        ("Crime number", "a reference to a person's case"),
        ("Crime ref", "a reference to a person's case"),
        ("Crime reference number", "a reference to a person's case"),
        ("Custody ref", "a reference to a person's case"),
        ("Custody no.", "a reference to a person's case"),
        ("Occurrence number", "a reference to a person's case"),
        ("Incident log no", "a reference to a person's case"),
        ("NHS No.", "an NHS number"),
        ("Passport number", "a number of a document of a person"),
        ("VRM", "a vehicle of a person"),
        ("Collar number", "a number of an officer"),
        ("Injured party", "a column of persons"),
        ("Perp", "a column of persons"),
        ("Age of suspect", "a column of persons"),
        ("OIC", "a column of persons"),
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
        "Referrals",
        "Cases",
        "Street robbery",
        "Mobile phones examined",
    ],
)
def test_a_heading_of_the_field_is_not_taken_for_a_person(heading: str) -> None:
    assert privacy.looks_like(heading) is None


@pytest.mark.parametrize(
    "heading",
    [
        "Male victims",
        "Victims count",
        "Victims (count)",
        "Suspects (number)",
        "Number of victims",
        "No. of suspects",
        "Victims %",
        "Total victims",
        "Repeat victims",
        "Share of offenders",
    ],
)
def test_a_count_of_persons_is_a_count(heading: str) -> None:
    assert privacy.looks_like(heading) is None


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=list(DATASETS))
def test_no_spelling_of_a_declared_heading_looks_like_a_person(dataset: Dataset) -> None:
    spellings = {s for column in dataset.all_columns for s in (column.name, column.heading, *column.also)}
    taken = {spelling for spelling in spellings if privacy.looks_like(spelling)}
    # The web address of a source; `sources` declares it, so it is never asked about there.
    assert taken == ({"address", "Address"} if dataset.name == "sources" else set())
