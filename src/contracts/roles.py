"""When two texts name one role, however each is written. Python and SQL read the same list."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a declaration is read at every start; pandas is needed only to check an extract
    import pandas

_WRITTEN = (
    (r"&", " and "),
    (r"[^a-z0-9]+", " "),
    (r"^ +| +$", ""),
    (r"^(the|a|an) ", ""),
    (r"\bdeputy chief constable\b", "dcc"),
    (r"\bassistant chief constable\b", "acc"),
    (r"\bchief constable\b", "cc"),
)
"""What is replaced by what, one after the other, in small letters: marks, the article, ranks written out."""


def as_one(roles: "pandas.Series") -> "pandas.Series":
    """Roles so that two texts for one role are the same."""
    written = roles.str.lower()
    for pattern, by in _WRITTEN:
        written = written.str.replace(pattern, by, regex=True)
    return written


def as_one_in_sql(role: str) -> str:
    """The same, as SQL over a column."""
    written = f"lower({role})"
    for pattern, by in _WRITTEN:
        written = f"regexp_replace({written}, '{pattern}', '{by}', 'g')"
    return written
