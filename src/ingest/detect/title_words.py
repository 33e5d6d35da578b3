"""What the words above a table and the name of its sheet say that it counts, and whether they contradict its headings."""

import re
from collections.abc import Iterator, Mapping, Sequence

from src.contracts.column import Kind
from src.contracts.dataset import Dataset
from src.contracts.date_formats import date_in
from src.contracts.problem import Problem, Question, Settled
from src.ingest.cells import Cells, Sheet, letters
from src.ingest.detect.header_matching import Answers, meaning, names, plain
from src.ingest.detect.row_filter import is_furniture

HEADINGS_ARE_RIGHT = "the headings are right"
_SAY_NOTHING = frozenset(
    "a all and area areas as at by each figure figures for force in lpa lpas local month monthly months number numbers of on "
    "per police policing position sheet sum table the total totals type types week weekly weeks west midlands wmp "
    "analysis analytics analyst annex annual appendix board breakdown briefing command constabulary copy daily dashboard data "
    "directorate draft edition executive export extract final fortnightly from governance graph headline headlines "
    "information insight intelligence latest management meeting mi monitoring official overview pack page performance "
    "period prepared produced qlik quarter quarterly report reporting results scorecard section sensitive slide snapshot "
    "statistics strategy summary tab team template to tracker trend trends unit update v version view worksheet year "
    "current currently present volume volumes level levels per are is still hmicfrs inspectorate "
    "taken run ran printed generated extracted exported refreshed updated created downloaded compiled checked made correct "
    "source system power bi qlik excel sharepoint business objects sap niche author owner user date time see note notes below "
    "band bands january february march april may june july august september october november december".split()
)
"""Words that a table of anything may have over it."""
_SAY_LITTLE = frozenset(
    "our this that these who which their with without was were been or correct accurate true taken recorded held shown since "
    "until up date day days outstanding backlog queue".split()
)
"""Words that alter no figure."""
_OF_ANY_WORK = frozenset(
    "age arising awaiting case cases closed completed heard in longest new number numbers of oldest open outstanding package "
    "packages pending queue received referral referrals task tasks the to total unallocated wait waiting week weeks".split()
)
"""Words of headings that a list of any work could have: what is awaited, the words over it say."""
_BY_WHOM = re.compile(
    r"\b(?:annex|board|bureau|command|committee|constabulary|contact|department|directorate|force|governance|group|hub|office"
    r"|paper|police|programme|team|unit|wmp)\b"
)
"""Words of a title that says who made a table and for whom, not what it counts."""
_PART = r"(?:fe)?males?|(?:wo)?men|children|juveniles?|adults?|youths?|repeats?|excl(?:ud\w*)?|only"
"""Words that make a part of a figure, in a filter too."""
_LEAVES_ALL = re.compile(
    r"\bexcl(?:ud\w*|\.)? ?:?[ (]*(?:(?:and|or|any|all|the|values?|rows?|records?|entries|lines?|blanks?|nulls?|none|empty"
    r"|missing|tests?|dummy|duplicates?|deleted|(?:sub-?)?totals?)\b[ )]*)+(?=$|[.,;|)\n])",
    re.IGNORECASE,
)
"""What leaves no part of the figures out, such as blanks and test records."""
_NARROWS = re.compile(
    rf"\b({_PART}|over|under|above|below|more than|less than|fewer than|exceed\w*|breach\w*|within|outside|averages?|mean|median"
    r"|per ?cent\w*|rates?|proportions?|shares?|rolling|cumulative|forecasts?|projected|projections?|predicted|targets?"
    r"|except|arrests?|stops?|search\w*|complet\w*|closed|cancelled|rejected|withdrawn"
    r"|changes?|differences?|variance|year to date|ytd|to date|previous|prior|last (?:year|month|quarter|week)|baseline"
    r"|tests?|dummy|mock ?up|fictitious|illustrative|sample data|training data|superseded|(?:do )?not (?:for )?use"
    r"|000s?|thousands|hundreds|millions|peak|highest|lowest|index|ratio|adjusted"
    r"|very high risk|medium risk|standard risk|low risk|overdue|out of \d+"
    r"|nation(?:al|ally|wide)|region(?:al)?|england|msf|msg|most similar"
    r"|per \d[\d ]*|per (?:population|capita|head|officer)|unallocated)\b"
    r"(?! (?:operating|programme|project|portfolio|board|committee|group|team|unit|hub|directorate|strategy|plan|log)\b)"
)
"""Words that make of a figure another one, or a part of it, where they are no part of a name: a target operating model."""


def named(sheet: Sheet, row: int, dataset: Dataset, known: Mapping[str, str]) -> str:
    """The nearest words above a table, or the name of its sheet, that say what is counted.

    Words that say nothing of it, such as a date, a filter or who made the file, are passed over; any others decide.
    """
    above = [cell for at in range(row - 1, -1, -1) for cell in sheet.row(at) if cell]
    for text in (*above, sheet.name):
        if number_named(text, dataset, known, {}):
            return text
        if text in above and not is_furniture(text) and telling(text, dataset):
            return text
    return next((text for text in above if re.search(r"[A-Za-z]", date_in(text)[1])), "")


_PROGRAMMES = re.compile(r"\b(?:target operating model|change (?:board|programme|project|portfolio|team|plan|log))\b")
"""Names of programmes and boards, which say who a table is for."""


def telling(text: str, dataset: Dataset) -> set[str]:
    """The words of a text that say more than every such table, the title of the dataset and the lists of its values do."""
    words = plain(dataset.title).split()
    initials = {"".join(word[0] for word in words[:many]) for many in range(2, len(words) + 1)}
    by = [word for column in dataset.columns if column.kind is Kind.CODE for word in plain(column.heading).split()]
    title = {*words, *_singular(plain(dataset.title)), *initials, *by}
    left = set(_PROGRAMMES.sub(" ", _plain(date_in(text)[1])).split()) - _SAY_NOTHING
    return {word for word in left if not word.isdigit() and not title & {word, *_singular(word)}}


def number_named(text: str, dataset: Dataset, known: Mapping[str, str], answers: Answers) -> str:
    """The column of numbers that some words name, and nothing else beside what every such table says; "" for none."""
    name = meaning(text, dataset, known, answers)
    if name and dataset.column(name).is_number:
        return name
    words = _singular(plain(date_in(text)[1]))
    for spelling, column in sorted(known.items(), key=lambda pair: -len(pair[0])):
        parts = _singular(spelling)
        for start in range(len(words) - len(parts) + 1):
            if words[start : start + len(parts)] == parts and dataset.column(column).is_number:
                left = " ".join([*words[:start], *words[start + len(parts) :]])
                if not telling(left, dataset):
                    return column
    return ""


def contradictions(
    cells: Cells, sheet: Sheet, above: int, dataset: Dataset, answers: Answers, settled: Settled
) -> Iterator[Problem]:
    """Words over a table, in its first `above` rows, or the name of its sheet that make other figures of its headings.

    They narrow them (over 28 days only), or name another figure of the dataset. None where it was answered what some
    such words mean.
    """
    known = names(dataset)
    present = {meaning(heading, dataset, known, answers) for heading in cells.headings}
    numbers = [column.name for column in dataset.columns if column.is_number and column.name in present]
    if not numbers or any(plain(date_in(text)[1]) in answers for text, _ in (*_above(sheet, above), (sheet.name, ""))):
        return
    own = _words_of(dataset)
    headings = {plain(heading) for heading in cells.headings}
    texts = [pair for pair in (*_above(sheet, above), (sheet.name, "")) if not is_furniture(pair[0])]
    is_named = _is_named([cells.file, cells.says, *cells.headings, *(text for text, _ in texts)], dataset)
    for text, cell in texts:
        words = plain(date_in(text)[1])
        narrowing = [
            found[0] for found in _NARROWS.finditer(_plain(date_in(text)[1])) if not set(_singular(found[0])) <= own
        ]
        other = number_named(text, dataset, known, {})
        narrowing += sorted(_narrows_its_figure(text, dataset, numbers, own))
        if cell and not is_named and len(words.split()) > 1 and not _BY_WHOM.search(words):
            narrowing += [word for word in telling(text, dataset) if word.isalpha() and not set(_singular(word)) <= own]
        key = f"words above: {words[:80]}"
        if words in headings or not (narrowing or (other and other not in numbers)) or settled.get(key):
            continue
        yield Question(
            file=cells.file,
            sheet=cells.sheet,
            cells=(cell,) if cell else (),
            found=f'"{text[:100]}" {"above the table" if cell else "as the name of the sheet"}',
            expected=f"words that go with its {'heading' if len(numbers) == 1 else 'headings'} "
            + " and ".join(f'"{dataset.column(name).heading}"' for name in numbers),
            todo="Say that the headings are right, or pass the table over: its figures may be others.",
            key=key,
            options=(HEADINGS_ARE_RIGHT,),
        )


_PARTS_OF_A_TITLE = re.compile(r" [-\u2013\u2014|] |[:;|]| \(|, ")


def _narrows_its_figure(text: str, dataset: Dataset, numbers: Sequence[str], own: set[str]) -> set[str]:
    """The words beside those of a figure of the table that say it is another: charge, before rate.

    Only the part of a title that speaks of the figure is looked at: others say who made it, and for whom.
    """
    figures = {word for name in numbers for word in _singular(plain(dataset.column(name).heading))}
    figures -= {*_SAY_NOTHING, *_SAY_LITTLE}
    found: set[str] = set()
    for part in _PARTS_OF_A_TITLE.split(text):
        if figures & set(_singular(plain(part))):
            found |= {word for word in telling(part, dataset) if not set(_singular(word)) <= own}
    return found - _SAY_LITTLE


def _is_named(texts: Sequence[str], dataset: Dataset) -> bool:
    """Whether words about a table name what its dataset is of, or its figures have headings that nothing else has."""
    figures = {word for column in dataset.columns if column.is_number for word in _singular(plain(column.heading))}
    own = {word for text in (dataset.title, dataset.name.replace("_", " ")) for word in _singular(plain(text))}
    own -= {*figures, *_SAY_NOTHING, *_SAY_LITTLE}
    is_of_any_work = figures <= {*_OF_ANY_WORK, *_SAY_NOTHING, *_SAY_LITTLE, *_singular(" ".join(_OF_ANY_WORK))}
    return not is_of_any_work or any(own & set(_singular(plain(text))) for text in texts)


def parts_in_filters(cells: Cells, dataset: Dataset, settled: Settled) -> Iterator[Problem]:
    """Filters that leave a part of the figures, such as those of repeat victims."""
    own = _words_of(dataset)
    met = {
        found[0] for found in re.finditer(rf"\b({_PART})\b", _plain(cells.says)) if not set(_singular(found[0])) <= own
    }
    key = f"filters: {', '.join(sorted(met))}"
    if met and settled.get(key) != HEADINGS_ARE_RIGHT:
        yield Question(
            file=cells.file,
            sheet=cells.sheet,
            found=f'filters that leave a part of the figures: "{cells.says[:100]}"',
            expected="the whole figures",
            todo="Export it without that filter, or say that the headings are right.",
            key=key,
            options=(HEADINGS_ARE_RIGHT,),
        )


def _plain(text: str) -> str:
    """The plain words of a text that may say which part of the figures there is."""
    return plain(_LEAVES_ALL.sub(" ", text))


def _above(sheet: Sheet, rows: int) -> Iterator[tuple[str, str]]:
    """The texts of the first rows of a sheet, each with its cell."""
    for row in range(rows):
        for column, text in enumerate(sheet.row(row)):
            if text:
                yield text, f"{letters(column)}{row + 1}"


def _words_of(dataset: Dataset) -> set[str]:
    """Every word of the dataset's own: of its title, its headings and what they mean, and their initials (DA)."""
    texts = [dataset.name, dataset.title, dataset.one_row_is, dataset.owner]
    for column in dataset.columns:
        texts += [column.heading, column.meaning, column.unit, *column.also]
    found = [_singular(plain(text)) for text in texts]
    little = {*_SAY_NOTHING, *_SAY_LITTLE}
    runs = [words[at : at + many] for words in found for many in (2, 3) for at in range(len(words) - many + 1)]
    initials = {
        "".join(word[0] for word in run) for run in runs if all(len(word) > 2 for word in run) and not little & {*run}
    }
    return {word for words in found for word in words} | initials


def _singular(words: str) -> list[str]:
    return [word.removesuffix("s") for word in words.split()]
