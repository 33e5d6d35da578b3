"""Headings and texts that look like people. PEELboard holds counts, grades and findings, never persons."""

import re
import string
import unicodedata
from functools import cache

_PERSON = (
    r"(victim|suspect|offender|perpetrator|perp|complainant|witness|nominal|detainee|defendant|survivor|injured party"
    r"|aggrieved|informant|reporting person|arrested person)"
)
_CASE = r"(crime|custody|investigation|incident|occurrence|case|log|intelligence)"
_NUMBER = r"(number|num|no|reference|references|ref|refs|id|ids|urn)"

_PERSONAL = {
    "a date of birth": r"\b(dob|d o b|dates? of birth|birth dates?|birthdays?|born)\b",
    "a person's next of kin": r"\bnext of kin\b|^nok$",
    "a National Insurance number": r"\bnational insurance\b|\bni (number|no)\b|\bnino\b",
    "an email address": r"\be ?mail\b|^e ?mails$",
    "an NHS number": r"\bnhs (number|no|id)\b",
    "a number of a document of a person": r"\b(passport|driving licence|driver number)\b",
    "a vehicle of a person": r"\bvrm\b|\b(vehicle|car) registration\b|\bnumber plate\b",
    "a number of an officer": rf"\b(collar|shoulder|warrant|epaulette|badge) {_NUMBER}\b",
    "a phone number": rf"\b(phone|telephone|mobile|tel|contact) {_NUMBER}\b|\b(phone|telephone|mobile)$",
    "an address": r"\baddress\b|^(home )?addresses$|\bpost ?codes?\b|\bstreet$|\bstreet name\b",
    "a reference to a person": rf"\b{_PERSON} {_NUMBER}\b|\bpnc\b",
    "a reference to a person's case": rf"\b{_CASE} (report )?{_NUMBER}\b",
    "a person's name": (
        rf"\b({_PERSON}|vic|susp|ip|person|child|officer|staff|parent|carer|mother|father|partner)s? (full )?names?\b"
        rf"|\bnames? of (the )?({_PERSON}|person|child|officer)"
        r"|\b(surname|forename|first name|last name|full name|middle name|given name|family name|maiden name|alias)"
    ),
    "a column of persons": (
        rf"\b{_PERSON}( (age|gender|sex|ethnicity|nationality|initials|details))?$|^{_PERSON}s( details)?$"
        rf"|\b(age|gender|sex|ethnicity|nationality|initials) of (the )?{_PERSON}$|^officer in (the )?case$|^oic$"
        r"|^(witnesses|nominals)$"
    ),
}
_COUNTED = r"\b(counts?|numbers? of|no of|how many|totals?|rate|per ?cent|percentage|share|average)\b"
"""Words that say a heading stands over how many, not over who."""
_COUNTED_IN_BRACKETS = r"\((number|no\.?|count|total|%)\)\s*$"


_CONFUSABLE = str.maketrans(
    "АВЕЅІЈКМНОРСТХУаеѕіјорсухһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧανορτυχıɡ‐‑‒–—―−＿․",
    "ABESIJKMHOPCTXYaesijopcyxhdqwABEZHIKMNOPTYXavoptuxig-------_.",
)
"""Letters of other alphabets that look like ours, and every kind of dash."""


def plain_letters(text: str) -> str:
    """A text as a reader sees it: zero-width characters left out, look-alikes of other alphabets made ours."""
    shown = "".join(letter for letter in text if letter.isascii() or unicodedata.category(letter) != "Cf")
    return unicodedata.normalize("NFKC", shown).translate(_CONFUSABLE)


def looks_like(heading: str) -> str | None:
    """What personal thing a heading looks like, or None.

    >>> looks_like("Victim name")
    "a person's name"
    >>> looks_like("Number of victims")
    """
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain_letters(heading))
    words = re.sub(r"'s\b|’s\b|['’]", "", apart.lower())
    if re.search(_COUNTED_IN_BRACKETS, words) or "%" in words:
        return None
    words = re.sub(r"[^a-z0-9]+", " ", words).strip()
    if re.search(_COUNTED, words) or words == "web address":
        return None
    for what, pattern in _PERSONAL.items():
        if re.search(pattern, words):
            return what
    return None


_AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK "
    "FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG "
    "NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR "
    "TS TW UB W WA WC WD WF WN WR WS WV YO ZE ZZ"
).split()
"""The letters that a British postcode begins with. ZZ is nobody's: made-up addresses use it."""

_PATTERNS = {
    "an email address": r"[\w.+'-]+ ?(@|[\[(] ?at ?[\])]) ?[a-z0-9-]+(\.[a-z0-9-]+)+",
    "a phone number": (
        r"(^|[^\w.,/+-])((\+|00)44 ?(\(0\) ?)?|\(?0)"
        r"(7\d{3}\)?[ .-]?\d{3}[ .-]?\d{3}|7\d{2}[ -]?\d{3}[ -]?\d{4}|[1238]\d{1,3}\)?[ -]?\d{3,4}[ -]?\d{3,4})($|[^\w/])"
    ),
    "a postcode": rf"\b({'|'.join(sorted(map(str.lower, _AREAS), reverse=True))})\d[\da-z]? ?\d[abd-hjlnp-uw-z]{{2}}\b",
    "a date of birth": (
        r"\b(d ?\.? ?o ?\.? ?b\b\.?|dates? of birth|birth ?dates?|born( on)?)\W{0,3}\d"
        r"|\b(victim|suspect|offender|perpetrator|witness|child|male|female) ?[(,:-]? ?\d{1,2}[/.-]\d{1,2}[/.-](19|20)\d{2}\b"
    ),
    "a crime number": (
        r"\b\d{2}[a-z]{0,3}/\d{5,7}[a-z]?/\d{2}\b"
        r"|\blog (no\.? |number )?\d+ (of|on) \d"
        r"|\b(crime|custody|incident|occurrence|cad|niche) (no|num|number|ref|reference|id|urn)\b\W{0,3}([a-z]*\d{5,}"
        r"|[a-z]{0,3}/?\d{1,6}/\d{2})"
    ),
    "a PNC number": r"\b((19|20)?\d{2}/\d{4,7}[a-z]|\d{4,6}/\d{2}[a-z])\b",
    "a number of an officer": (
        r"\b(pc|dc|ps|ds|wpc|tdc|pcso|sgt|insp|di|dci) ?\d{3,6}\b"
        r"|\b(collar|shoulder|warrant|epaulette) (no|num|number)\b\W{0,3}[a-z]?\d{2,}"
    ),
    "a reference to a person": r"\b(visor|niche person|nominal) (id|no|num|number|ref|reference)\b\W{0,3}[a-z]{0,3}\d{4,}",
    "a folder of a person": r"[/\\](users|personal)[/\\][a-z][\w.-]*",
    "a vehicle of a person": r"\b[a-z]{2}[0-7]\d [a-hj-pr-y]{3}\b",
    "an address": r"\b\d{1,4}[a-z]?,? ([a-z][a-z'-]+ ){1,2}(street|road|avenue|lane|close|crescent|terrace|grove|gardens)\b",
    "a National Insurance number": r"\b[a-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[a-d]\b",
    "an NHS number": r"\bnhs( no| num| number)?\W{0,3}\d{3}[ -]?\d{3}[ -]?\d{4}\b|\b\d{3}[ -]\d{3}[ -]\d{4}\b",
}
"""Written for small letters. No look-behind: Arrow's search knows none."""
_APART = r"(?: ?\(0\) ?|[ ._()-]{1,3})"
_SPELT_OUT = tuple(rf"{kind}({_APART}{kind}){{4,}}" for kind in (r"\d", r"[a-z\d]"))
"""Digits, or letters and digits, written one by one, as 0 7 9 0 0: closed up, they are searched as any text."""
ANY = "|".join(f"({pattern})" for pattern in (*_PATTERNS.values(), rf"(^|\W){_SPELT_OUT[-1]}($|\W)"))
_EACH = {what: re.compile(pattern) for what, pattern in _PATTERNS.items()}
_ADDRESS = re.compile(
    r"\b\d{1,4}[A-Za-z]?,? ([A-Z][a-z'-]+ ){1,2}(Street|Road|Avenue|Lane|Close|Crescent|Terrace|Grove|Gardens)\b"
)
_WITH_CAPITALS = {"an address": _ADDRESS, "a vehicle of a person": re.compile(r"\b[A-Z]{2}[0-7]\d [A-HJ-PR-Y]{3}\b")}
"""What is known by its capital letters: 12 findings to close is no street, and as24 per is no vehicle."""
A_NAME = "the name of a person"
_LONGEST_HEADING = 60


def find(text: str) -> tuple[str, ...]:
    """Everything of a person that a text holds, such as "an email address", each kind once.

    A name next to such a thing is among them; by itself it may be no name, and is asked about.
    """
    shown = plain_letters(text)
    plain = shown.lower()
    texts = dict.fromkeys((plain, *(_closed_up(plain, pattern) for pattern in _SPELT_OUT)))
    found = tuple(
        what for what, pattern in _EACH.items() if any(_is_found(what, pattern, text, shown) for text in texts)
    )
    return (*found, A_NAME) if found and names_somebody(text) else found


def _closed_up(text: str, spelt_out: str) -> str:
    """A text with what is written one by one closed up. Numbers that count up are a scale."""

    def closed(found: re.Match[str]) -> str:
        letters = re.sub(_APART, "", found[0])
        return found[0] if letters in string.digits else letters

    return re.sub(rf"(?<!\w)(\+[ ._-]{{0,3}})?{spelt_out}(?!\w)", closed, text)


def _is_found(what: str, pattern: re.Pattern[str], plain: str, shown: str) -> bool:
    if what in _WITH_CAPITALS and not _WITH_CAPITALS[what].search(shown):
        return False
    return any(what != "an NHS number" or _is_nhs_number(found[0]) for found in pattern.finditer(plain))


def _is_nhs_number(text: str) -> bool:
    """Whether the last digit checks the nine before it, as in every NHS number."""
    digits = [int(digit) for digit in re.sub(r"\D", "", text)]
    check = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    return check % 11 == digits[9] and check != 10


@cache
def heading(text: str) -> str:
    """What of a person a heading says stands under it; nothing where it says none."""
    return (looks_like(text) or "") if len(text) <= _LONGEST_HEADING else ""


_GIVEN = frozenset(
    "aaron abdul abigail adam adrian ahmed aisha alan alex alexander alexandra alice alison amanda amelia amy andrea andrew "
    "angela anita ann anna anne annette anthony antony ashley barbara barry ben benjamin bernard beth beverley brenda brian "
    "bridget bryan callum cameron carl carol caroline catherine charles charlotte cheryl christina christine christopher "
    "claire clare clive colin connor craig daniel danielle darren david deborah debra denise dennis derek diana diane donald "
    "donna dorothy douglas edward eileen elaine eleanor elizabeth ellen emily emma eric eva evelyn fatima fiona frances "
    "francesca gareth gary gavin gemma geoffrey george georgina gerald gillian glenn gordon graham gregory hannah harpreet "
    "harriet harry hassan heather heidi helen henry holly hussain ian imran irene isabelle jacqueline jake james jamie jane "
    "janet janice jason jasmine jean jeffrey jennifer jeremy jessica jill joan joanna joanne joe john jonathan jordan joseph "
    "josephine joshua joyce judith julia julian julie karen kate katherine kathleen katie keith kelly kenneth kerry kevin "
    "kieran kim kirsty laura lauren lawrence leah leanne lee leonard leslie lewis liam linda lindsay lisa louise lucy luke "
    "lynn malcolm marc margaret maria marie marion martin mary matthew maureen megan melanie melissa michael michelle mike "
    "mohammed mohamed muhammad monica naomi natalie natasha nathan neil nicholas nicola nigel nina oliver olivia pamela "
    "patricia patrick paul paula pauline peter philip philippa phillip priya rachel raj rajesh rebecca richard robert robin "
    "roger ronald rosemary roy russell ruth ryan sally samantha samuel sandra sara sarah scott sean sharon sheila shirley "
    "simon sophie stacey stanley stella stephanie stephen steven stuart susan suzanne tanya teresa terence terry theresa "
    "thomas timothy tina tom toni tony tracey tracy trevor valerie vanessa vera veronica vincent wayne wendy william "
    "xanthe yasmin yvonne zahra zoe zara".split()
)
"""Common given names that are no words besides: with a name behind one, a text names somebody."""
_RANKS = frozenset(
    "cc dcc acc tcc tdcc tacc csupt supt csi ci insp di dci dcs ds dc ps pc sgt dsupt ddi dcsupt".split()
)
_ROLE_WORDS = _RANKS | frozenset(
    "acting adviser analyst and area areas arms assistant assurance audit auditor board business centre chief child children "
    "command commander communications constable contact control coordinator corporate crime criminal cyber data "
    "delivery department deputy detective development digital director division domestic engagement executive "
    "exploitation family finance force forensics governance harm head high homicide hub human improvement "
    "information inspection inspector intelligence internal investigation investigations it justice junior lead leader "
    "liaison local lpa lpu major manager management marac media missing neighbourhood neighbourhoods offender "
    "officer online operations operational outcomes owner partnerships people performance planning police "
    "policing portfolio prevention principal professional programme project protection public quality registered "
    "response resources review risk secretary senior sergeant service services sex sexual single specialist staff "
    "standards strategic strategy superintendent supervisor support tactical team temporary the training "
    "transformation unit victim victims vetting violence vulnerability vulnerable workforce youth north south "
    "east west central city".split()
)
_SUBJECT = re.compile(
    r"\b((?i:head|director|lead|leader|manager|adviser|coordinator|secretary) (?i:of|for)) "
    r"([A-Z][\w'’-]*) [A-Z][\w'’-]*(?![\w'’-])(?! [A-Z])"
)
"""A role that says of what it is in two words: Head of Occupational Health. A third word may be a name after one."""
_RANKS_WRITTEN = _RANKS | frozenset(("superintendent", "inspector", "constable", "sergeant"))
_TITLES = frozenset(("mr", "mrs", "ms", "miss", "mx"))
_A_PERSON = re.compile(rf"{_PERSON}s?|(mother|father|daughter|son|child|partner|wife|husband)s?", re.IGNORECASE)
_LOGIN = re.compile(
    r"\|membership\||^[\w.-]+\\[\w.-]+$|^[a-z]{1,2}[._][a-z]{3,}\d*$|^[a-z]{3,}\.[a-z]{3,}\d*$", re.IGNORECASE
)
"""What a system calls a person by: xm.surname, WMP\\xsurname, i:0#.f|membership|xsurname."""
_SMALL_WORDS = frozenset("of for the and in at by to with ict it hr".split())
_BETWEEN = frozenset(("is", "was", "named", "called", "are", "of"))
_ACRONYM = 4
"""The most capital letters of what is no surname in capitals."""
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def names_a_person(text: str, known: frozenset[str] = frozenset()) -> bool:
    """Whether the name of a role looks like that of a person: a rank with a name after it, or two names together.

    An initial, or a surname in capitals, is half a name. `known` are more small words that are nobody's name, those of
    areas and departments.
    """
    run, has_name, after_rank = 0, False, False
    if _LOGIN.search(text):
        return True
    if text.islower() or text.isupper():  # as a reader writes it who does not care for capitals
        words = _WORD.findall(text)
        if len(words) in (2, 3) and not {word.lower() for word in words} & (_ROLE_WORDS | known | _SMALL_WORDS):
            return min(map(len, words)) > 1
    shown = re.sub(r"[(\[].*?[)\]]", " ", plain_letters(text).replace("/", ""))
    for word in _WORD.findall(_SUBJECT.sub(_first_word_of_subject, shown)):
        is_name, is_half = _is_name(word, known), _is_half_a_name(word, known)
        run, has_name = (run + 1, has_name or is_name) if is_name or is_half else (0, False)
        if (run == 2 and has_name) or (is_name and after_rank):
            return True
        after_rank = word.lower() in _RANKS_WRITTEN
    return False


def _first_word_of_subject(found: re.Match[str]) -> str:
    """A role with one word of its subject, which by itself is no name; as it is where a given name begins it."""
    return found[0] if found[2].lower() in _GIVEN | _RANKS_WRITTEN else f"{found[1]} {found[2]}"


def names_somebody(text: str, known: frozenset[str] = frozenset()) -> bool:
    """Whether words of any kind hold a name: after a rank, a title or a given name, or two after a word for a person.

    DS Whitfield; Mrs Patel; Anna Kowalska; victim is Zofia Kowalska. `known` as above.
    """
    before, after_person, run = "", False, 0
    for word in _WORD.findall(plain_letters(text).replace(":", " is ")):
        is_name = _is_name(word, known)
        if is_name and before[:1].isupper() and before.lower() in _GIVEN:
            return True
        if is_name and before[:1].isupper() and before.lower() in _RANKS_WRITTEN | _TITLES:
            return True
        run = run + 1 if is_name else 0
        if run > 1 and after_person:
            return True
        is_linked = word in _BETWEEN and (after_person or bool(_A_PERSON.fullmatch(before)))
        # Victim Needs Assessment is a title: a capital letter tells a person only with "is" behind it.
        is_person = word.islower() and bool(_A_PERSON.fullmatch(word))
        after_person = is_linked or is_person or (after_person and is_name)
        before = word
    return False


_OF_PERSONS = re.compile(
    r"(?:officer|oic|user|owner|supervisor|investigator|manager|author|worker|sergeant|inspector|(?:assigned|allocated)[ _]?to"
    r"|(?:created|modified)[ _]?by|surname|forename|(?:first|last|full|given|family)[ _]?name|victim|suspect|offender"
    r"|perpetrator|nominal|(?<![\w ])(?<!\w )name)s?(?:[ _]?(?:name|id))?s?[\])]?"
    r" ?(?:is not|is|not in|in|does not contain|contains|starts with|equals|not equal to|<>|!=|=|:) ?[\"'(\[]*([^;,|\n]{2,60})",
    re.IGNORECASE,
)
_VALUES_OF_FILTERS = frozenset(
    "yes no all any none true false blank female male adult unknown not select selected and or".split()
)


def names_in_filter(text: str) -> bool:
    """Whether a filter is of a column of persons and of a value that may be a name: Owner is Whitfield."""
    values = [_WORD.findall(found[1])[:2] for found in _OF_PERSONS.finditer(plain_letters(text))]
    return any(
        word[:1].isupper() and word.lower() not in _ROLE_WORDS | _VALUES_OF_FILTERS
        for words in values
        for word in words
    )


def _is_name(word: str, known: frozenset[str]) -> bool:
    return word[:1].isupper() and not word.isupper() and word.lower() not in _ROLE_WORDS | known


def _is_half_a_name(word: str, known: frozenset[str]) -> bool:
    return word.isupper() and (len(word) == 1 or len(word) > _ACRONYM) and word.lower() not in _ROLE_WORDS | known
