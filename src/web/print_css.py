"""What stands in the margins of every printed sheet, and light colours for what was drawn dark.

A browser that knows margin boxes (Chromium 131 and newer) prints them. The marking stands at the
head and the foot of the page itself as well, for one that does not.
"""

from collections.abc import Sequence

from src.contracts.source import Source, in_brief
from src.present import theme

PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ,.")
"""What may stand in a string of a stylesheet as it is; everything else is written by its number."""

NOT_OFFICIAL = "Management information, not official statistics"
"""What the figures are, on every sheet."""
_BOX = "font: 7.5pt/1.35 Inter, Arial, sans-serif; color: #4a5866; white-space: pre-line"
_MARKING = f"{_BOX}; font-weight: 700; color: #14202b"


def sheets(
    *, title: str, force: str, marking: str, notice: str, as_at: str, edition: int, sources: Sequence[Source]
) -> str:
    """The margins of each sheet as a stylesheet: marking top and bottom, title, dates, source and sheet n of m.

    The top of the first sheet is left to the page itself, which begins with the same.
    """
    marked = _text(f"{marking}\n{notice}" if notice else marking)
    boxes = {
        "top-left": (_text(title), f"{_BOX}; width: 40%; text-align: left"),
        "top-center": (marked, f"{_MARKING}; width: 20%"),
        "top-right": (_text(force), f"{_BOX}; width: 40%; text-align: right"),
        "bottom-left": (_text(f"{said_of(sources)}\n{NOT_OFFICIAL}".strip()), f"{_BOX}; width: 40%; text-align: left"),
        "bottom-center": (marked, f"{_MARKING}; width: 20%"),
        "bottom-right": (
            f'{_text(f"As at {as_at}, edition {edition}")} "\\A Sheet " counter(page) " of " counter(pages)',
            f"{_BOX}; width: 40%; text-align: right",
        ),
    }
    each = "".join(f"@{place} {{ content: {content}; {looks} }}" for place, (content, looks) in boxes.items())
    first = "".join(f"@{place} {{ content: none }}" for place in boxes if place.startswith("top"))
    return f"@page {{ {each} }} @page :first {{ {first} }}"


def said_of(sources: Sequence[Source]) -> str:
    """The sources of a page in one line: the first by name, the others by their number."""
    if not sources:
        return ""
    return f"Source: {in_brief(sources, has_place=False)}{', listed at the end' if len(sources) > 1 else ''}"


def _text(text: str) -> str:
    """A string of a stylesheet. No character of it can end the string, the rule or the element it stands in."""
    return '"' + "".join(letter if letter in PLAIN else f"\\{ord(letter):x} " for letter in text) + '"'


def light() -> str:
    """What was drawn for a dark screen, in the light colours of the same meaning.

    The browser writes the colours that plotly gave a shape into its style, and those of a hatching into the
    attributes of its pattern; there they can be found by name.
    """
    painted = "".join(
        f'.main-svg [style*="{part}: {_as_written(dark)}"], .main-svg pattern [{part}="{_as_written(dark)}"] '
        f"{{ {part}: {light} !important }}\n"
        for dark, light in theme.light_of_dark().items()
        for part in ("fill", "stroke")
    )
    # A small drawing is an image, whose inside no stylesheet reaches: its lightness is turned round, its hues kept.
    return f"@media print {{ {painted} img.pb-drawing, img.pb-icon {{ filter: invert(1) hue-rotate(180deg) }} }}"


def _as_written(colour: str) -> str:
    """A colour such as #7fb8e8 as browsers write it: rgb(127, 184, 232)."""
    return f"rgb({', '.join(str(part) for part in bytes.fromhex(colour.removeprefix('#')))})"
