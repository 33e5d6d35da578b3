"""An empty Streamlit app: as many pages as PEELboard, one with a bare chart and the others with only a title."""

from collections.abc import Callable

import plotly.graph_objects as go
import streamlit


def chart() -> None:
    """A title and a bar chart of seven bars."""
    streamlit.title("Chart")
    streamlit.plotly_chart(go.Figure(go.Bar(x=list("ABCDEFG"), y=[7, 6, 5, 4, 3, 2, 1])))


def titled(name: str) -> Callable[[], None]:
    """A page that shows its title."""

    def page() -> None:
        streamlit.title(name)

    return page


names = [f"Title {number}" for number in range(1, 10)]
streamlit.set_page_config(layout="wide")
streamlit.navigation(
    {
        "Titles": [
            streamlit.Page(titled(name), title=name, url_path=name.lower().replace(" ", "_"), default=name == names[0])
            for name in names
        ],
        "Charts": [streamlit.Page(chart, title="Chart", url_path="chart")],
    },
    position="top",
).run()
