"""The palette: every colour has the contrast it needs, and no other file has colours of its own."""

import re

import pytest

from src.present.theme import GRADES, PALETTES, Look, style_variables, written_on
from src.settings import PROJECT

DRAWN = ("blue", "teal", "plum", "orange", "grey")
WRITTEN = ("ink", "soft", "blue", "plum", "written_teal", "written_orange")
MAY_NAME_COLOURS = {"theme.py"}


def luminance(colour: str) -> float:
    """The relative luminance of a colour, as WCAG 2 has it."""
    parts = [part / 255 for part in bytes.fromhex(colour[1:])]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", [Look.LIGHT, Look.DARK])  # AUTO is either, as the browser chooses
def test_what_is_drawn_and_what_is_written_stand_out_from_their_card(look: Look) -> None:
    palette = PALETTES[look]
    for name in DRAWN:
        assert contrast(getattr(palette, name), palette.card) >= 3 or name == "orange", name
    for name in WRITTEN:
        assert contrast(getattr(palette, name), palette.card) >= 4.5, name


def test_a_grade_and_a_figure_on_a_colour_can_be_read() -> None:
    for name, (fill, ink) in GRADES.items():
        assert contrast(fill, ink) >= 4.5, name
        assert contrast(fill, written_on(fill)) >= 4.5, name


def test_the_style_sheet_has_a_variable_for_every_colour() -> None:
    css = style_variables()
    assert "--blue: light-dark(#12436d, #7fb8e8);" in css
    assert "--orange: light-dark(#b5420a, #ff9f67);" in css
    used = {
        name for path in (PROJECT / "src").rglob("*.css") for name in re.findall(r"var\((--[\w-]+)", path.read_text())
    }
    defined = set(re.findall(r"(--[\w-]+):", css))
    local = {name for path in (PROJECT / "src").rglob("*.css") for name in re.findall(r"(--[\w-]+):", path.read_text())}
    from_markup = {
        "--size",
        "--wide",
        "--title",
        "--body",
        "--small",
        "--high",
        "--panel",
        "--tag",
        "--left",
        "--right",
    }
    assert used - defined - local - from_markup == set()


def test_no_picture_has_a_colour_of_its_own() -> None:
    """A colour is named in the theme and nowhere else among what draws."""
    offenders = [
        f"{path.relative_to(PROJECT)}: {found}"
        for path in (PROJECT / "src" / "present").rglob("*.py")
        if path.name not in MAY_NAME_COLOURS
        for found in re.findall(r'"(#[0-9a-fA-F]{6})"', path.read_text(encoding="utf-8"))
        if found.lower() not in ("#ffffff",)
    ]
    assert offenders == []
