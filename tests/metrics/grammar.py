"""A small parser of the sentences that rules write: whether numbers, nouns and verbs agree, and nothing is left open.

It knows numbers, the nouns that PEELboard counts, and the verbs that follow them. It reads a count with the noun
after it ("12 findings", "one of them"), then the verb after that, and reports what does not agree.
"""

import re
from collections.abc import Iterator

NOUNS = (
    "action area assessment audit band case change closure count date day department event extract figure finding "
    "force grade group inspection kind level measure month package part period point question recommendation referral "
    "register report review rating section share source standard statement task thread time week year"
).split()
PLURALS = {"time": "times", **{noun: f"{noun}s" for noun in NOUNS}}
SINGULAR_OF = {plural: noun for noun, plural in PLURALS.items()} | {"recommendations": "recommendation"}
WORDS = {"one": 1, **dict.fromkeys("two three four five six seven eight nine".split(), 2)}
PLURAL_VERBS = {"are", "were", "have", "await", "belong", "fall", "take", "stand", "wait", "run", "become", "remain"}
SINGULAR_VERBS = {
    "is", "was", "has", "awaits", "belongs", "falls", "takes", "stands", "waits", "runs", "becomes", "remains"
}  # fmt: skip
TOKEN = re.compile(r"\d+-[a-z]+|\d[\d,]*(?:\.\d+)?%?|[A-Za-z][A-Za-z'-]*|[.,;:()]")
SMALL = dict(enumerate("one two three four five six seven eight nine".split(), 1))
COUNTED = r"[\d,]+|" + "|".join(SMALL.values())
ALIKE = "|".join(rf"(?<={word} of ){digit}" for digit, word in SMALL.items())
"""The figure of a number that is written as a word before it: two of 2."""
BROKEN = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), "a date as a computer writes it"),
    (re.compile(r"\bNone\b(?! (?:of|is|was|has))|\b(?:nan|NaN|null)\b"), "a value that is missing"),
    (re.compile(r"  | [.,;:]|\.\.|,,|\(\)|: ?\."), "an empty place"),
    (re.compile(r"\{|\}|_"), "a name of the code"),
    (
        re.compile(
            rf"(?i)\b({COUNTED}) of (?:all )?(?:\1|{ALIKE})\b(?![,.]?\d)(?! days?\b| [A-Z][a-z]+ \d)(?<!5 of 5)"
        ),
        "all of some as a part of them",
    ),
    (
        re.compile(rf"(?i)\b(?:{'|'.join(SMALL.values())}) of [1-9]\b(?![,.]?\d| [A-Z][a-z]+ \d)"),
        "one number in words, one in figures",
    ),
    (re.compile(r"\b(?!(?:that|had)\b)([a-z]+) \1\b"), "a word twice"),
    (re.compile(r"\bNo (?:are|is)\b"), "none of what is not said"),
    (re.compile(r"\band [1-9] more\b(?! than)"), "a small number in figures"),
    (re.compile(r"(?<![\d.,>-])-\d"), "a hyphen for a minus"),
    (re.compile(r"(?i)\b(?:2|two) [a-z][^.;:,]*, all of them\b"), "all of two"),
    (re.compile(r"\b(?:nought|is told|said to be awaiting|by hand)\b"), "a word that readers do not use"),
)


def faults(text: str) -> list[str]:
    """What is wrong with some sentences; empty where nothing is."""
    return [f"{why}: {found.group()!r}" for pattern, why in BROKEN for found in pattern.finditer(text)] + [
        *disagreements(text)
    ]


def disagreements(text: str) -> Iterator[str]:
    """Counts that do not agree with their noun, and subjects with their verb."""
    tokens = TOKEN.findall(text)
    for at, token in enumerate(tokens):
        count = count_of(token)
        if count is None or (at and tokens[at - 1].lower() in MONTHS_AND_LEVELS):
            continue
        noun_at = noun_after(tokens, at)
        if noun_at is None:
            continue
        noun = tokens[noun_at].lower()
        wants_one = count == 1
        if (wants_one and noun in SINGULAR_OF) or (not wants_one and noun in PLURALS):
            yield f"{token} with {noun}"
        if at and tokens[at - 1].lower() in PREPOSITIONS:
            continue
        next_word = tokens[noun_at + 1].lower() if noun_at + 1 < len(tokens) else ""
        if (wants_one and next_word in PLURAL_VERBS) or (not wants_one and next_word in SINGULAR_VERBS):
            yield f"{token} {noun} with {next_word}"


MONTHS_AND_LEVELS = {
    "level", "by", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
}  # fmt: skip
"""Words after which a number names something and counts nothing: Level 2, March 2024."""


PREPOSITIONS = "from of in to at on by with after within over than".split()
"""Words after which a count is no subject: 2 findings from 1 report are listed."""


def count_of(token: str) -> int | None:
    """The number a word says; None where it says none, or a share."""
    if token.lower() in WORDS:
        return WORDS[token.lower()]
    digits = token.replace(",", "")
    return int(digits) if digits.isdigit() else None


def noun_after(tokens: list[str], at: int) -> int | None:
    """The place of the noun that a count is of, past up to two words before it: 3 digital forensics cases."""
    for place in range(at + 1, min(at + 4, len(tokens))):
        word = tokens[place].lower()
        if word in SINGULAR_OF or word in PLURALS:
            return place
        if not word.isalpha() or word in NOT_BETWEEN or count_of(word) is not None:
            return None
    return None


NOT_BETWEEN = (
    "of to in and or at on by for since from is are was were has have the a an than more fewer out with each after "
    "before where no none that they it which who up down as accounts rose fell above below all inside stood came in"
).split()
"""Words that end the search for what a number counts."""
