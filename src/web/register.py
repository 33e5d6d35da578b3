"""The register on screen: its list, filtered and sorted as the address says, or one finding on a page of its own."""

import streamlit

from src.metrics.findings.choices import STANDINGS
from src.web import components, one_finding, page_shell, whole_list
from src.web.whole_list import WholeList

FINDINGS = WholeList(
    name="register",
    noun="finding",
    filters={
        "Level": "level_name",
        "Owner": "owner_role",
        "Board": "governance_board",
        "Local rating": "local_rating_name",
        "Type": "finding_type_name",
        "Status": "status_name",
        "Theme": "theme_name",
        "Report": "source_report",
    },
    standings=STANDINGS,
    searched=("title", "finding_id", "reference", "source_report"),
    usual_order="Newest report first",
)


def show() -> None:
    """The register, or the finding that the address asks for."""
    context = page_shell.open_page("Register")
    listed = context.result("findings_register")
    asked = streamlit.query_params.get(one_finding.ADDRESS)
    if asked and one_finding.show(context, listed, asked):
        return
    page_shell.headline(context, listed.sentence, [listed])
    if asked:
        text = f'The address asks for the finding "{asked[:40]}", which is not held at the date shown.'
        streamlit.html(components.note(text, calm=True))
    whole_list.draw(context, listed, FINDINGS)
    page_shell.close_page(context, [listed])
