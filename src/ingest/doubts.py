"""What the cells of a table leave in doubt: each is a question to a person, never a guess."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

import numpy
import pyarrow.compute
from numpy.typing import NDArray

from src.contracts.code_lists import CodeList
from src.contracts.column import Column, Kind
from src.contracts.dataset import Dataset
from src.contracts.date_formats import MONTHS, as_date, shown
from src.contracts.problem import Notice, Problem, Question, Settled
from src.ingest import privacy
from src.ingest.cells import Cells, Sheet, Texts
from src.ingest.detect.header_matching import plain

AS_SHOWN, TIMES_100 = "as they stand", "times 100"
IDS, ROLES, NOBODY, NO_ROLES = "they are the ids", "they are roles", "it names nobody", "leave them out"
_MOST_FILLED = 2 / 3
"""Where more of a column is filled, what is empty was forgotten: groups of rows have two rows and more."""
_LONGEST_KEY = 120
_MOST_TEXTS = 50_000
"""A column with more different texts than this was written by a program."""
VALUE_ABOVE = "the value above goes on"
AS_IN_SOURCE = "they stand so in the source"
_SPOILT = (
    r"^#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!)$|^#{4,}$"
    r"|\x{FFFD}|\x{E2}\x{20AC}|\x{C3}[\x{80}-\x{BF}]|\x{C2}[\x{A0}-\x{BF}]"
)
"""Errors, cells too narrow for what they hold, and UTF-8 that was read as Windows letters."""
OUR_FORCE = "they are this force's own"
OUT_OF_SIGHT = "hidden rows and columns"
NUMBER_MEANT = "the number is meant"
_FORCE_NAMED = re.compile(r"\bforce(?: name| code)? ?(?:is|=|:|equals) ?([^;,|]{2,60})", re.IGNORECASE)
_FORCES = re.compile(
    r"\b(avon (?:and )?somerset|bedfordshire|cambridgeshire|cheshire|city of london|cleveland|cumbria|derbyshire"
    r"|devon (?:and )?cornwall|dorset|durham|dyfed powys|essex|gloucestershire|greater manchester|gmp|gwent|hampshire"
    r"|hertfordshire|humberside|kent|lancashire|leicestershire|lincolnshire|merseyside|metropolitan police|met police"
    r"|norfolk|north wales|north yorkshire|northamptonshire|northumbria|nottinghamshire|south wales|south yorkshire"
    r"|staffordshire|suffolk|surrey|sussex|thames valley|warwickshire|west mercia|west yorkshire|wiltshire"
    r"|police scotland|british transport police)\b"
)
"""The forces of England and Wales but this product's own, and two more, as plain words."""
_TURNED_ID = re.compile(
    rf"-?\d+\.\d+|\d{{1,2}}-[A-Za-z]{{3}}(-\d{{2,4}})?|{MONTHS}-\d{{2,4}}|\d(\.\d+)?[Ee]\+\d+|\d{{15}}0+", re.IGNORECASE
)


def shares(
    cells: Cells, at: int, column: Column, settled: Settled
) -> tuple[Callable[[str], str] | None, list[Problem]]:
    """How the texts of a share become per cent, where that is settled, and the question where it is not."""
    if column.unit != "per cent" or column.most != 100:
        return None, []
    key = f"shares in {column.heading}"
    texts = [
        shown(word)
        for word, count in zip(cells.columns[at].words, met_counts(cells.columns[at]), strict=True)
        if word and count
    ]
    signed = [text for text in texts if text.endswith("%")]
    bare = [text for text in texts if re.fullmatch(r"\d*\.?\d+", text)]
    is_bare = bool(bare) and len(bare) + len(signed) == len(texts)
    fractions = [text for text in bare if float(text) <= 1] if signed else bare
    if not is_bare or not fractions or float(max(fractions, key=float)) > 1 or {float(f) for f in fractions} <= {0, 1}:
        return None, []
    if key in settled:
        return (_times_100 if settled[key] == TIMES_100 else None), []
    largest = max(fractions, key=float)
    beside = "and nothing larger" if not signed else f'beside "{signed[0]}"'
    return None, [
        Question(
            file=cells.file,
            sheet=cells.sheet,
            cells=cells.addresses(at, cells.columns[at].filled),
            found=f'"{largest}" {beside} in "{column.heading}", which is in per cent',
            expected=f"shares from 0 to 100: {float(largest) * 100:.15g} or {largest}",
            todo=f"Say whether {largest} is {float(largest) * 100:.15g}%.",
            key=key,
            options=(TIMES_100, AS_SHOWN),
        )
    ]


def _times_100(text: str) -> str:
    """0.0842 as 8.42. What has its sign, or is larger, is per cent already."""
    is_fraction = bool(re.fullmatch(r"\d*\.?\d+", text)) and float(text) <= 1
    return f"{float(text) * 100:.15g}" if is_fraction else text


def met_counts(texts: Texts) -> NDArray[numpy.int64]:
    """For each word of a column, how many rows hold it."""
    return numpy.bincount(texts.places, minlength=len(texts.bank))


def ids(cells: Cells, columns: Mapping[str, int], dataset: Dataset, settled: Settled) -> Iterator[Problem]:
    """Ids that a spreadsheet seems to have turned into dates or numbers."""
    for column in dataset.columns:
        if column.kind is not Kind.TEXT or column.name not in dataset.key or column.name not in columns:
            continue
        at, texts = columns[column.name], cells.columns[columns[column.name]]
        # Whatever an id is turned into begins with a digit: of a million others none is looked at further.
        begins = pyarrow.compute.match_substring_regex(texts.bank, rf"(?i)^(?:[\pN-]|{MONTHS}-\d)").to_numpy(
            zero_copy_only=False
        )
        met = numpy.flatnonzero(begins & (met_counts(texts) > 0)).tolist()
        places = {texts.bank[place].as_py(): place for place in met}
        turned = [word for word in places if _TURNED_ID.fullmatch(word) or (not word.isdecimal() and as_date(word))]
        if turned:  # a bare number beside them has lost what stood before it
            turned += [word for word in places if word.isdecimal()]
        key = f"ids in {column.heading}: {_spelt(turned)}"  # an answer is about these ids and no others
        if turned and settled.get(key) != IDS:
            is_turned = numpy.isin(texts.places, [places[word] for word in turned])
            yield Question(
                file=cells.file,
                sheet=cells.sheet,
                cells=cells.addresses(at, is_turned),
                found=f'"{turned[0]}" in "{column.heading}", which looks like a date or a number that an id was turned into',
                expected="ids as the source gives them, such as 3-2 or 1.10",
                todo="Format the column as text and type them again, or say that they are right.",
                key=key,
                options=(IDS,),
            )


def spoilt(cells: Cells, columns: Mapping[str, int], dataset: Dataset, settled: Settled) -> Iterator[Problem]:
    """Texts that a program wrote in place of a value, such as #REF!, or whose letters it lost."""
    for name, at in columns.items():
        column, texts = dataset.column(name), cells.columns[at]
        key = f"letters in {column.heading}"
        if column.kind is not Kind.TEXT or settled.get(key) == AS_IN_SOURCE:
            continue
        is_spoilt = pyarrow.compute.match_substring_regex(texts.bank, _SPOILT).to_numpy(zero_copy_only=False)
        where = is_spoilt[texts.places]
        if where.any():
            yield Question(
                file=cells.file,
                sheet=cells.sheet,
                cells=cells.addresses(at, where),
                found=f'an error of a spreadsheet or lost letters in "{column.heading}"',
                expected="the words as the source has them",
                todo="Export the file again as UTF-8 and mend its errors, or say that the source has them so.",
                key=key,
                options=(AS_IN_SOURCE,),
            )


def _spelt(words: Sequence[str]) -> str:
    """Words in one order, or what only these words come to where they are many."""
    text = ", ".join(sorted(words))
    return text if len(text) <= _LONGEST_KEY else sha256(text.encode()).hexdigest()[:16]


def names_of_people(
    cells: Cells, columns: Mapping[str, int], dataset: Dataset, codes: Mapping[str, CodeList], settled: Settled
) -> Iterator[Problem]:
    """Columns of roles with what looks like a name, and other texts with what looks like one after a rank or a title."""
    places = words_of_places(codes)
    for name, at in columns.items():
        column = dataset.column(name)
        key, is_role = names_key(column), name.endswith("_role")
        texts = cells.columns[at]
        if column.kind is not Kind.TEXT or name in dataset.key or len(texts.bank) > _MOST_TEXTS:
            continue
        if settled.get(key) in (ROLES, NOBODY, NO_ROLES):
            continue
        named = [place for place, word in enumerate(texts.words) if word and names_in(column, word, places)]
        where = numpy.isin(texts.places, named)
        if where.any():
            expected = (
                "a role, such as Detective Superintendent, Public Protection" if is_role else "words that name nobody"
            )
            options = (ROLES if is_role else NOBODY, *(() if column.required else (NO_ROLES,)))
            yield Question(
                file=cells.file,
                sheet=cells.sheet,
                cells=cells.addresses(at, where),
                found=f'what looks like the name of a person in "{column.heading}"',
                expected=expected,
                todo=f"Write {'the role' if is_role else 'roles'}, {'' if column.required else 'leave them out, '}or say "
                f"that {'these are roles' if is_role else 'nobody is named'}.",
                key=key,
                options=options,
            )


def words_of_places(codes: Mapping[str, CodeList]) -> frozenset[str]:
    """The words of the names of areas and departments, which are nobody's name."""
    names = [full for of in ("areas", "departments") for full in codes[of].names().values()]
    return frozenset(word for full in names for word in full.lower().split())


def names_in(column: Column, text: str, places: frozenset[str]) -> bool:
    """Whether a text of a column names somebody: of a role the whole text may be a name."""
    is_named = privacy.names_a_person if column.name.endswith("_role") else privacy.names_somebody
    return is_named(text, places)


def names_key(column: Column) -> str:
    """What the answer is kept under that says whether a column names people."""
    return f"{'roles' if column.name.endswith('_role') else 'names'} in {column.heading}"


def without_names(cells: Cells, columns: Mapping[str, int], dataset: Dataset, settled: Settled) -> Cells:
    """The table without what stands in the columns of roles that were answered to be left out: nothing of it is read."""
    out = [at for name, at in columns.items() if settled.get(names_key(dataset.column(name))) == NO_ROLES]
    if not out:
        return cells
    notice = Notice(
        file=cells.file,
        sheet=cells.sheet,
        cells=tuple(map(cells.address_of_heading, out)),
        met="columns with what looks like names of persons",
        done="they were left out, as answered",
    )
    columns_left = tuple(Texts.same("", cells.height) if at in out else texts for at, texts in enumerate(cells.columns))
    return replace(cells, columns=columns_left, handlings=(*cells.handlings, notice))


def values_above(
    cells: Cells, columns: Mapping[str, int], dataset: Dataset, settled: Settled
) -> tuple[Cells, dict[str, Problem]]:
    """The table with empty cells under a value filled with it where that was answered, and by column what is asked.

    A pivot table, and many a table made for readers, writes a date or an area in the first of its rows alone.
    """
    filled, asked = list(cells.columns), dict[str, Problem]()
    for name, at in columns.items():
        column, is_filled = dataset.column(name), cells.columns[at].filled
        is_grouped = is_filled[:1].all() and is_filled.mean() <= _MOST_FILLED
        if not column.required or column.kind not in (Kind.DATE, Kind.CODE) or not is_grouped:
            continue
        key = f"empty cells in {column.heading}"
        if settled.get(key) == VALUE_ABOVE:
            rows = numpy.maximum.accumulate(numpy.where(is_filled, numpy.arange(cells.height), 0))
            filled[at] = cells.columns[at].take(rows)
            continue
        asked[name] = Question(
            file=cells.file,
            sheet=cells.sheet,
            cells=cells.addresses(at, ~is_filled),
            found=f'empty cells under a value in "{column.heading}", which may not be empty',
            expected="a value in each cell",
            todo="Say whether the value above goes on, or fill them in.",
            key=key,
            options=(VALUE_ABOVE,),
        )
    return replace(cells, columns=tuple(filled)), asked


def names_in_names(cells: Cells, settled: Settled) -> Iterator[Problem]:
    """The name of a file or a sheet that names somebody: both are kept in the history."""
    for what, name in (("file", cells.file), ("sheet", cells.sheet)):
        key = f"name of the {what}"
        if privacy.names_somebody(re.sub(r"[_.]", " ", name)) and settled.get(key) != NOBODY:
            yield Question(
                file=cells.file,
                sheet=cells.sheet,
                found=f"what looks like the name of a person as the name of the {what}",
                expected="a name that names nobody, as it is kept",
                todo=f"Give the {what} another name, or say that nobody is named.",
                key=key,
                options=(NOBODY,),
            )


def names_in_filters(cells: Cells, settled: Settled) -> Iterator[Problem]:
    """Filters that name somebody: their words are kept as a note of the extract."""
    key = "names in filters"
    if privacy.names_in_filter(cells.says) and settled.get(key) != NOBODY:
        yield Question(
            file=cells.file,
            sheet=cells.sheet,
            found="what looks like the name of a person in the filters",
            expected="filters that name nobody, as their words are kept",
            todo="Take the words out of the file, or say that nobody is named.",
            key=key,
            options=(NOBODY,),
        )


def of_another_force(
    cells: Cells, dataset: Dataset, forces: CodeList, force_code: str, settled: Settled
) -> Iterator[Problem]:
    """Filters, titles and names that name a force which is not the one that supplies the file."""
    own = {force_code.lower(), forces.names().get(force_code, "").lower()} - {""}
    own |= {name.removesuffix(suffix) for name in own for suffix in (" police", " constabulary")}
    filtered = (found[1].strip(" \"'[(") for found in _FORCE_NAMED.finditer(cells.says))
    named = next((" ".join(name.split()[:2]) for name in filtered if not name.lower().startswith(tuple(own))), "")
    what = f'figures filtered for "{named}"'
    if not named and not any("peer" in name for name in dataset.key) and "peer" not in dataset.name:
        is_ours = {plain(name) for name in (*own, *forces.names().values())}
        found = (name[1] for text in cells.around for name in _FORCES.finditer(plain(text)))
        named = next((name for name in found if name not in is_ours), "").title()
        what = f'"{named}" above the table or in a name'
    key = f"force {named}"
    if named and settled.get(key) != OUR_FORCE:
        yield Question(
            file=cells.file,
            sheet=cells.sheet,
            found=what,
            expected=f"figures of {forces.names().get(force_code, force_code)}",
            todo="Export it for the force alone, or say that the figures are its own.",
            key=key,
            options=(OUR_FORCE,),
        )


def brackets_key(column: Column) -> str:
    """What the answer is kept under that says what numbers in brackets are."""
    return f"brackets in {column.heading}"


def numbers_in_brackets(cells: Cells, at: int, column: Column, settled: Settled) -> Iterator[Problem]:
    """(12) is 12, or 12 less than nothing: accountants write the second, and nobody says which."""
    if not column.is_number:
        return
    words = cells.columns[at].words
    bracketed = [place for place, word in enumerate(words) if re.fullmatch(r"\(\d[\d,.]*\)", word)]
    where = numpy.isin(cells.columns[at].places, bracketed)
    if where.any() and settled.get(brackets_key(column)) != NUMBER_MEANT:
        yield Question(
            file=cells.file,
            sheet=cells.sheet,
            cells=cells.addresses(at, where),
            found=f'"{words[bracketed[0]]}" in "{column.heading}", which is a number in brackets',
            expected="a number, with a minus sign where it is below zero",
            todo="Say that the number is meant, or write it in the file as it is.",
            key=brackets_key(column),
            options=(NUMBER_MEANT,),
        )


def asked_about(cells: Cells) -> NDArray[numpy.bool_]:
    """For each row, whether it is out of sight and it is asked whether it counts."""
    asked = {
        cell
        for question in cells.questions
        if isinstance(question, Question) and question.key == OUT_OF_SIGHT
        for cell in question.cells
    }
    if not asked:
        return numpy.zeros(cells.height, bool)
    return numpy.array([address in asked for address in cells.addresses(0, slice(None))], bool)


def out_of_sight(cells: Cells, sheet: Sheet, settled: Settled) -> Cells:
    """The table with what is hidden, filtered out or struck through asked about, or left out as was answered."""
    rows = cells.hidden_rows(sheet)
    columns = [
        at for at, place in enumerate(cells.sheet_columns) if place in sheet.hidden_columns and cells.headings[at]
    ]
    if not rows.any() and not columns:
        return cells
    key, count, leave = OUT_OF_SIGHT, "count them", "leave them out"
    where = (*cells.addresses(0, rows), *map(cells.address_of_heading, columns))
    met = "rows or columns that are hidden, filtered out or struck through"
    if key not in settled:
        question = Question(
            file=cells.file,
            sheet=cells.sheet,
            cells=where,
            found=met,
            expected="everything in sight",
            todo="Say whether they count, or show them and take out what does not count.",
            key=key,
            options=(count, leave),
        )
        return replace(cells, questions=(*cells.questions, question))
    is_left = settled[key] == leave
    done = "they were left out, as answered" if is_left else "they were read like the others, as answered"
    notice = Notice(file=cells.file, sheet=cells.sheet, cells=where, met=met, done=done)
    found = cells.take(~rows).without(columns) if is_left else cells
    return replace(found, handlings=(*cells.handlings, notice))
