"""Tabs of a page, of which only the open one is drawn and printed."""

from collections.abc import Callable, Collection, Sequence

import streamlit

Tab = tuple[str, Collection[str], Callable[[], None]]
"""The label of a tab, the panels in it by the name that an address gives them, and what draws it."""


def draw(name: str, tabs: Sequence[Tab]) -> None:
    """The tabs, kept in the address under a name. Where the address asks for a panel, its tab is open at first."""
    panel = streamlit.query_params.get("panel")
    labels = [label for label, _, _ in tabs]
    asked = [label for label, inside, _ in tabs if panel in inside]
    drawn = streamlit.tabs(labels, default=asked[0] if asked else labels[0], key=name, bind="query-params")
    for tab, (_, _, body) in zip(drawn, tabs, strict=True):
        if tab.open:
            with tab:
                body()
