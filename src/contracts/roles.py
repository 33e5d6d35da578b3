"""When two texts name one role, however each is written. Python and SQL read the same list."""

from typing import TYPE_CHECKING

from src.contracts.dataset import Rule

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


def by_another_role(owner: str, column: str, *, sentence: str, todo: str) -> Rule:
    """The rule that another role than the owner, who stands in one column, stands in another, however it is written."""

    def is_owner(rows: "pandas.DataFrame") -> "pandas.Series":
        roles, owners = (as_one(rows[name]) for name in (column, owner))
        return roles.notna() & (roles == owners)

    return Rule(sentence=sentence, broken_by=is_owner, at=column, todo=todo)
