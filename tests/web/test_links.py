"""Links to findings."""

from src.web import links


def test_only_a_row_about_a_finding_leads_to_one() -> None:
    to_finding = links.to_finding("register?finding=")
    assert to_finding({"finding_id": "a/1 b"}) == "register?finding=a/1%20b"
    assert to_finding({"finding_id": None}) == ""
