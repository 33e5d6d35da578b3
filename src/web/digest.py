"""The digest of an owner before the next board, on screen: what is sent to the role where alerts are configured."""

import streamlit

from src.present import digest
from src.web import components
from src.web.page_context import PageContext


def draw(context: PageContext) -> None:
    """The choice of an owner, kept in the address, and what that role is to know; nothing where nobody owns anything."""
    owners = digest.owners(context.result)
    if not owners:
        return
    with streamlit.container(key="panel-digest"):
        streamlit.html(
            components.panel_head(
                digest.before(digest.next_board(context.result)),
                "What an owner is to know: findings past the deadline and due, actions, and updates that are due",
            )
        )
        role = streamlit.selectbox(
            "Owner", owners, index=None, placeholder="Choose an owner", key="digest", bind="query-params", width=420
        )
        if role:
            streamlit.html(
                "".join(
                    components.paragraph(part.title) + components.bullets(part.lines)
                    for part in digest.parts(context.result, role)
                )
            )
