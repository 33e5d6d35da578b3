"""SVG drawings as images of a page: they flow on a phone, print sharp, and have their text alternative with them.

On a page of Streamlit's they are images, as it shows no markup of a drawing.
"""

from urllib.parse import quote

from src.analysis.spc import Mark
from src.present.html.markup import markup
from src.present.model import Curve, Multiples, Panel
from src.present.svg.picture import SMALL_CURVE, SMALL_LINES, drawing, mark_icon
from src.present.theme import Look


def image(svg: str, alternative: str, kind: str = "pb-drawing", look: Look = Look.LIGHT) -> str:
    """An SVG drawing with its text alternative: an image, or part of the markup where it follows the reader's theme."""
    if look is Look.AUTO:
        return markup("slides", "inline", svg, alternative, kind)
    return markup("slides", "image", quote(svg), alternative, kind)


def icon(mark: Mark, look: Look) -> str:
    """A mark of variation next to its word; it says nothing of its own to who hears the page."""
    return image(mark_icon(mark, look), "", "pb-icon", look)


def multiples(chart: Multiples, look: Look) -> str:
    """Small charts side by side, as many in a row as there is room for."""
    widest = max(_size(panel)[0] for panel in chart.panels)
    panels = [
        (panel, icon(panel.mark, look) if panel.mark is not None else "", _drawing(panel, look))
        for panel in chart.panels
    ]
    return markup("slides", "multiples", panels, f"{widest:.0f}")


def _size(panel: Panel) -> tuple[float, float, float]:
    return SMALL_CURVE if isinstance(panel.chart, Curve) else SMALL_LINES


def _drawing(panel: Panel, look: Look) -> str:
    return image(drawing(panel.chart, *_size(panel), look, is_small=True), panel.alternative, look=look)
