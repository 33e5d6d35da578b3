"""Who may close a finding at each level: what the level does not allow is refused in the rule's words, at its status."""

import pytest

from tests.ingest.test_checking import checked, problems

HEADINGS = (
    "Finding,As at,Type,Level,Title,Report,Report published,Status,Status date,Closure letter,Verification inspection\n"
)


def finding(level: str, status: str, letter: str = "", verified_at: str = "") -> str:
    """A register of one finding."""
    kind = "cause of concern" if level == "none" else "recommendation"
    return (
        f"{HEADINGS}f1,2024-02-01,{kind},{level},One,A report,2023-03-01,{status},2023-12-01,{letter},{verified_at}\n"
    )


def test_a_level_1_finding_closed_by_the_force_is_refused() -> None:
    assert problems(finding("1", "archived"), "findings") == [
        'm.csv, cell H2: found "archived" in "Status"; expected rows that keep this rule: a Level 1 finding is closed '
        "by HMICFRS and by nobody else. Write HMICFRS agreed if HMICFRS has closed it, and otherwise the status it has."
    ]


def test_a_letter_does_not_let_the_force_close_a_level_1_finding() -> None:
    (text,) = problems(finding("1", "archived", letter="2023-11-30"), "findings")
    assert "by HMICFRS and by nobody else" in text


def test_a_level_2_finding_closed_without_a_letter_is_refused() -> None:
    assert problems(finding("2", "archived"), "findings") == [
        'm.csv, cell H2: found "archived" in "Status"; expected rows that keep this rule: a Level 2 finding is closed '
        "with a letter signed by the Chief Constable, and the letter has a date. Put the date of the letter into "
        '"Closure letter", or write the status the finding had before.'
    ]


@pytest.mark.parametrize("level", ["1", "2", "3", "4"])
def test_closed_by_the_force_without_a_letter_is_refused_at_every_level(level: str) -> None:
    assert len(problems(finding(level, "closed_by_force"), "findings")) == 1


@pytest.mark.parametrize(("level", "status"), [("1", "hmicfrs_agreed"), ("2", "archived"), ("3", "self_certified")])
def test_a_status_or_a_letter_from_after_the_day_of_the_statement_is_refused(level: str, status: str) -> None:
    row = finding(level, status, letter="2024-02-02")
    assert any(
        "A letter cannot be dated after" in text.replace("a letter", "A letter") for text in problems(row, "findings")
    )
    row = finding(level, status, letter="2024-02-01").replace("2023-12-01", "2024-02-02")
    (text,) = problems(row, "findings")
    assert "a status cannot be reached after the as-at date of the statement that gives it" in text
    assert checked(row.replace("2024-02-02", "2024-02-01"), "findings").rows.status_code.tolist() == [status]


def test_a_status_known_by_its_month_may_be_reached_on_any_day_of_it() -> None:
    headings = HEADINGS.replace("Status date,", "Status date,Status date precision,")
    row = finding("1", "hmicfrs_agreed").splitlines()[1].replace("2023-12-01", "2024-02-29,month")
    assert len(checked(f"{headings}{row}\n", "findings").rows) == 1
    assert len(problems(f"{headings}{row.replace('2024-02-29', '2024-03-31')}\n", "findings")) == 1


def test_one_id_for_findings_of_two_reports_is_refused() -> None:
    rows = finding("1", "open") + finding("1", "open").splitlines()[1].replace("A report", "B report").replace(
        "2024-02-01", "2024-02-08"
    )
    assert any("a finding belongs to one report" in text for text in problems(f"{rows}\n", "findings"))


def test_a_level_3_finding_closed_before_hmicfrs_verified_it_is_refused() -> None:
    assert problems(finding("3", "archived", letter="2023-11-30"), "findings") == [
        'm.csv, cell H2: found "archived" in "Status"; expected rows that keep this rule: a Level 3 finding is closed '
        'only when HMICFRS has verified it at an inspection. Name the inspection in "Verification inspection", or '
        "write Self-certified until HMICFRS has verified it."
    ]


def test_a_level_3_finding_self_certified_without_a_letter_is_refused() -> None:
    assert problems(finding("3", "self_certified"), "findings") == [
        'm.csv, cell H2: found "self_certified" in "Status"; expected rows that keep this rule: a Level 3 finding is '
        "self-certified with a letter signed by the Chief Constable, and the letter has a date. Put the date of the "
        'letter into "Closure letter", or write Force says done until it is signed.'
    ]


@pytest.mark.parametrize("status", ["archived", "self_certified", "closed_by_force"])
def test_a_level_4_finding_closed_or_certified_by_the_force_is_refused(status: str) -> None:
    assert problems(finding("4", status, letter="2023-11-30", verified_at="PEEL 2023-25"), "findings") == [
        f'm.csv, cell H2: found "{status}" in "Status"; expected rows that keep this rule: a Level 4 finding can be '
        "neither self-certified nor closed by the force: HMICFRS closes it after fieldwork. Write Force says done "
        "until HMICFRS has agreed, and HMICFRS agreed once it has."
    ]


@pytest.mark.parametrize(
    ("level", "status", "letter", "verified_at"),
    [
        ("1", "hmicfrs_agreed", "", ""),
        ("1", "force_says_done", "", ""),
        ("2", "archived", "2023-11-30", ""),
        ("2", "closed_by_force", "2023-11-30", ""),
        ("2", "hmicfrs_agreed", "", ""),
        ("3", "self_certified", "2023-11-30", ""),
        ("3", "archived", "", "PEEL 2023-25"),
        ("3", "hmicfrs_agreed", "", ""),
        ("4", "hmicfrs_agreed", "", ""),
        ("4", "force_says_done", "", ""),
        ("4", "superseded", "", ""),
        ("before_levels", "archived", "", ""),
        ("none", "archived", "", ""),
        ("", "archived", "", ""),
    ],
)
def test_what_a_level_allows_is_accepted(level: str, status: str, letter: str, verified_at: str) -> None:
    assert checked(finding(level, status, letter, verified_at), "findings").rows.status_code.tolist() == [status]


def test_every_break_of_every_rule_is_said_at_once() -> None:
    rows = [finding(level, "archived").splitlines()[1].replace("f1", f"f{level}") for level in "124"]
    text = problems(HEADINGS + "\n".join(rows) + "\n", "findings")
    assert [sentence.split(":")[0] for sentence in text] == ["m.csv, cell H2", "m.csv, cell H3", "m.csv, cell H4"]


def test_a_date_whose_rows_are_partly_of_a_whole_register_is_refused() -> None:
    headings = "Finding,As at,Coverage,Type,Title,Report,Status\n"
    rows = "f1,2024-02-01,whole,recommendation,One,A report,open\nf2,2024-02-01,,recommendation,Two,A report,open\n"
    assert problems(headings + rows, "findings") == [
        'm.csv, cell C3: found "" in "Coverage"; expected rows that keep this rule: the rows of one as-at date are all '
        "of a whole register, or none of them is. Write whole in every row of that date if nothing is left out, and in "
        "none if something is."
    ]


def test_whole_registers_and_parts_of_different_dates_may_stand_in_one_file() -> None:
    headings = "Finding,As at,Coverage,Type,Title,Report,Status\n"
    rows = "f1,2024-02-01,Whole register,recommendation,One,A report,open\nf1,2024-02-09,,recommendation,One,A report,open\n"
    assert checked(headings + rows, "findings").rows.coverage_code.fillna("").tolist() == ["whole", ""]
