"""Plain words: old-fashioned or private phrases do not come back, and what is left of them only shrinks."""

import ast
import re
import subprocess
from collections import Counter

from src.settings import PROJECT

USUAL_WORD = {
    r"\b(is|are|was|were|be|been) told\b": "reported, shown, known from",
    r"\btold (from|by|apart|of|again)\b": "detected from, distinguished",
    r"\bnought\b": "zero",
    r"\blet (go|be)\b": "removed, released, ignored",
    r"\bis well\b": "is healthy",
    r"\b(taken|took|take|takes) (back|away)\b": "undone, withdrawn, downloaded",
    r"\b(is|are|was|were) had\b": "is available",
    r"\bstands? (beside|in the page)\b": "is next to",
    r"\bholds? on to\b": "keeps",
    r"\bby the same door\b": "the same way",
    r"\blast said\b": "last reported",
    r"\bwork(ed|s)? nothing out\b": "calculates nothing",
    r"\bput there\b": "added",
    r"\bgives? way to\b": "is replaced by",
    r"\bas ever\b": "as usual",
    r"\bis no news\b": "is not reported",
    r"\bhanded in\b": "passed in",
    r"\bwhoever (supplied|looks|acts|asked|runs)\b": "the person who",
}
"""Phrases that nobody would search for, and the usual word."""

LEFT = 0
"""How many of these phrases are still to be rewritten. Lower it with each one that goes; it never grows."""

BANNED_NAMES = {"on", "said", "told", "held", "kept", "one", "put", "made"}
"""Names that say nothing about what they stand for."""

NAMES_LEFT = 0
"""How many such names are still to be changed."""

TEXTS = ("src", "pages", "demo", "docs", "README.md", "CONTRIBUTING.md", "SECURITY.md")


def _tracked(*places: str, suffixes: tuple[str, ...]) -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *places],
        cwd=PROJECT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [name for name in listed.stdout.split("\n") if name.endswith(suffixes) and (PROJECT / name).exists()]


def test_old_phrases_only_become_fewer() -> None:
    found = [
        f"{name}:{number}: {match[0]!r}: say {usual}"
        for name in _tracked(*TEXTS, suffixes=(".py", ".md", ".sql"))
        for number, line in enumerate((PROJECT / name).read_text(encoding="utf-8").splitlines(), 1)
        for phrase, usual in USUAL_WORD.items()
        if name != "docs/decisions.md" and (match := re.search(phrase, line, re.IGNORECASE))
    ]
    assert len(found) <= LEFT, "use the usual word:\n" + "\n".join(found)


def test_names_say_what_they_stand_for() -> None:
    found: Counter[str] = Counter()
    for name in _tracked("src", "pages", "demo", suffixes=(".py",)):
        for node in ast.walk(ast.parse((PROJECT / name).read_text(encoding="utf-8"))):
            bound = (
                node.arg if isinstance(node, ast.arg)
                else node.id if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
                else node.name.strip("_") if isinstance(node, ast.FunctionDef | ast.ClassDef)
                else ""
            )  # fmt: skip
            if bound in BANNED_NAMES:
                found[f"{name}:{node.lineno}: {bound}"] += 1  # type: ignore[attr-defined]
    assert len(found) <= NAMES_LEFT, "a noun for a thing, a verb for an action:\n" + "\n".join(found)
