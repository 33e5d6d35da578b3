"""How much room words take, near enough to lay them out before anything draws them. Errs to the wide."""

_WIDTHS = {
    0.26: "ijlI",
    0.31: " .,:;·'|!",
    0.34: "t",
    0.39: "fr()[]/*†‡",
    0.50: "-–sJ",
    0.57: "avxkzy7L?",
    0.61: "cehnuF25E+><=~",
    0.65: "bdgopq0134689RSTPBZ",
    0.70: "AKXVYC",
    0.77: "DGHNOQU",
    0.84: "w",
    0.91: "mM",
    1.02: "W%",
}
"""Widths of Inter's letters as shares of their size, each group by its widest. Arial is narrower."""
_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHERS = 0.75
_PLAIN, _BOLD = 0.98, 1.025
"""What whole texts come to beside the widths of their letters, with about two in a hundred to spare."""


def width(text: str, size: float, *, is_bold: bool = False) -> float:
    """How wide a text is on one line."""
    return sum(_OF.get(letter, _OTHERS) for letter in text) * size * (_BOLD if is_bold else _PLAIN)


def broken(text: str, room: float, size: float, *, is_bold: bool = False) -> list[str]:
    """A text as the lines it takes in a room, a word never divided."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for word in part.split(" "):
            longer = f"{line} {word}" if line else word
            if line and width(longer, size, is_bold=is_bold) > room:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines
