"""Every colour of the product, once: charts, pages, slides and paper read them from here.

The Analysis Function's colours on white, with a dark set of their own. A colour has one meaning everywhere:
blue is what stands now (an open finding, the newest figure), teal what is finished, plum what is being waited for or
aimed at, grey and pale what came before or is no figure of ours, and orange what needs attention.
"""

import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache

from src.analysis.spc import Mark


class Look(StrEnum):
    """Light or dark."""

    LIGHT = "light"
    DARK = "dark"
    AUTO = "auto"
    """Each colour twice, of which the browser takes the one for its reader's theme: for markup, and for no file."""


class Shade(StrEnum):
    """A colour by its name in the palette."""

    BLUE = "blue"
    TEAL = "teal"
    PLUM = "plum"
    ORANGE = "orange"
    GREY = "grey"
    PALE = "pale"
    INK = "ink"


OPEN, DONE_NOT_SENT, AWAITING, CLOSED, UNEXPLAINED = Shade.BLUE, Shade.GREY, Shade.PLUM, Shade.TEAL, Shade.PALE
"""How findings stand."""
NOW, BEFORE, TARGET, ATTENTION = Shade.BLUE, Shade.GREY, Shade.PLUM, Shade.ORANGE


@dataclass(frozen=True, kw_only=True)
class Palette:
    """The colours of one look. Each drawn one has 3:1 or more on its card, each written one 4.5:1.

    No two of the dark look are the same, so that a dark picture can be printed in the light colours of the same names.
    """

    ink: str
    soft: str
    line: str
    hair: str
    card: str
    blue: str
    teal: str
    plum: str
    orange: str
    grey: str
    pale: str
    written_teal: str
    written_orange: str
    wash: str
    good_back: str
    warn_back: str
    none_back: str
    outline: str
    """Around a mark of variation."""

    def of(self, name: str) -> str:
        """The colour of a name."""
        return str(getattr(self, name))


PALETTES = {
    Look.LIGHT: Palette(
        ink="#14202b", soft="#4a5866", line="#cdd5dd", hair="#e4e9ee", card="#ffffff",
        blue="#12436d", teal="#28a197", plum="#801650", orange="#f46a25", grey="#5b6670", pale="#c3cfda",
        written_teal="#12645c", written_orange="#b5420a", wash="#eef2f6",
        good_back="#dcefe9", warn_back="#fdeee3", none_back="#eef2f6", outline="#1f2933",
    ),
    Look.DARK: Palette(
        ink="#e9eef4", soft="#a9b8c8", line="#33455a", hair="#243344", card="#15202d",
        blue="#7fb8e8", teal="#4cc9be", plum="#f09cc6", orange="#ff9f66", grey="#a9b8c9", pale="#43566b",
        written_teal="#4cc9bf", written_orange="#ff9f67", wash="#1b2836",
        good_back="#123a35", warn_back="#43260f", none_back="#1f2c3a", outline="#e9eef5",
    ),
}  # fmt: skip
PALETTES[Look.AUTO] = Palette(
    **{
        name: f"light-dark({of_light}, {PALETTES[Look.DARK].of(name)})"
        for name, of_light in asdict(PALETTES[Look.LIGHT]).items()
    }
)

_BOTH = re.compile(r"light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
MARKS = {Mark.COMMON: "#a6a6a6", Mark.IMPROVEMENT: "#00b0f0", Mark.CONCERN: "#e46c0a", Mark.NEITHER: "#490092"}
"""The published colours of variation. On white they are too pale to stand alone, so each has an outline and a shape."""
_MARKS_ON_DARK = {"#490092": "#c9a3ff"}
SHAPES = {Mark.COMMON: "circle", Mark.IMPROVEMENT: "triangle", Mark.CONCERN: "square", Mark.NEITHER: "diamond"}

FONT_FACE = (
    "@font-face { font-family: Inter; font-weight: 100 900; font-display: swap; "
    'src: url(app/static/inter.woff2) format("woff2"); }'
)
"""The typeface of the site, for what the browser shows by itself; Streamlit reads it from its configuration."""

GRADES = {
    "O": ("#0b3a5e", "#ffffff"),
    "G": ("#3b78a8", "#ffffff"),
    "A": ("#d3e0ea", "#14202b"),
    "RI": ("#f6c493", "#14202b"),
    "I": ("#9c3a06", "#ffffff"),
    "plain": ("#eef2f6", "#4a5866"),
}
"""Each grade's fill and ink, in steps that stay apart without colour sight; its name is always next to it."""
ON_BLUE = "#d3e0ea"
"""Quiet words on the blue ground of a slide."""
OUT_OF_FIVE = tuple(GRADES[grade][0] for grade in ("I", "RI", "A", "G", "O"))
"""The fills of the grades from 1, the lowest, to 5."""


def colour(shade: Shade, look: Look) -> str:
    """The colour of a shade."""
    return PALETTES[look].of(shade.value)


def own_colour(hue: str, look: Look) -> str:
    """A colour that is none of the palette's, in the form that can be seen on a look."""
    on_dark = _MARKS_ON_DARK.get(hue, hue)
    return {Look.LIGHT: hue, Look.DARK: on_dark, Look.AUTO: f"light-dark({hue}, {on_dark})"}[look]


def written_on(fill: str) -> str:
    """White or dark words, whichever stands out more on a colour; of a colour given twice each for its own."""
    if both := _BOTH.fullmatch(fill):
        return f"light-dark({written_on(both[1])}, {written_on(both[2])})"
    red, green, blue = (int(fill.lstrip("#")[start : start + 2], 16) / 255 for start in (0, 2, 4))
    light = sum(
        share * (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4)
        for share, part in zip((0.2126, 0.7152, 0.0722), (red, green, blue), strict=True)
    )
    return "#ffffff" if 1.05 / (light + 0.05) > (light + 0.05) / 0.063 else PALETTES[Look.LIGHT].ink


def light_of_dark() -> dict[str, str]:
    """The colour on white of each colour that a picture has on a dark screen, for printing."""
    light, dark = (asdict(PALETTES[look]) for look in (Look.LIGHT, Look.DARK))
    return {dark[name]: light[name] for name in light} | {on_dark: hue for hue, on_dark in _MARKS_ON_DARK.items()}


@cache
def style_variables() -> str:
    """The palette as variables of a style sheet that follow the reader's light or dark theme.

    A page writes words far more often than it draws, so --orange and --teal are the colours words can be read in.
    """
    light, dark = (asdict(PALETTES[look]) for look in (Look.LIGHT, Look.DARK))
    names = {"orange": "written_orange", "teal": "written_teal"}
    lines = [
        f"--{name.replace('_', '-')}: light-dark({light[names.get(name, name)]}, {dark[names.get(name, name)]});"
        for name in light
        if not name.startswith("written_")
    ]
    lines += [f"--grade-{name}: {fill}; --on-grade-{name}: {ink};" for name, (fill, ink) in GRADES.items()]
    lines.append(f"--grade-edge: light-dark({GRADES['O'][0]}, {PALETTES[Look.DARK].blue});")
    return ":root { " + " ".join(lines) + " }"
