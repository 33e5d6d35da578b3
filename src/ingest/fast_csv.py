"""A plain text is read by column, by two threads at once, in this process.

Plain is UTF-8 with every line as wide as the first, and with quotation marks around whole cells of one line or
not at all: what its cells are is then beyond doubt, and no reader can take it for anything else. It is bounded as
it stands: by the size of the file, the number of its cells and the room their distinct texts take. Whatever is
not plain is left to the careful reader of delimited.py. Blank lines are rows of empty cells.
"""

import csv
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy
import pyarrow
import pyarrow.compute
import pyarrow.csv

from src.ingest import csv_file
from src.ingest.cells import Read, Sheet, Texts
from src.ingest.file_type import MEGABYTE
from src.ingest.progress import ProgressCallback, quiet
from src.settings import Limits

_LONGEST_LINE = 1 << 20
_PART = 2 * _LONGEST_LINE
"""How much of a text each thread has in hand at a time."""
_MOST_WORDS = 24 * MEGABYTE
"""What the distinct texts may take, as they are found part by part. Putting them together takes a few times that."""
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class _NotPlain(Exception):
    """The text is not plain, or larger than is read here."""


def read(file: str, content: bytes, limits: Limits, report_progress: ProgressCallback = quiet) -> Read | None:
    """The one sheet of a plain text within the limits; None where the text is not plain, or may not be."""
    threads = ThreadPoolExecutor(2)
    try:
        sheet = _sheet(content, limits, threads, report_progress)
    except _NotPlain:
        return None
    finally:
        threads.shutdown(cancel_futures=True)
        pyarrow.default_memory_pool().release_unused()
    return Read(file=file, sheets=(sheet,), handlings=(csv_file.decided(file, "utf-8-sig", sheet.separator),))


def _sheet(content: bytes, limits: Limits, threads: ThreadPoolExecutor, report_progress: ProgressCallback) -> Sheet:
    if b"\0" in content or (b"\r" in content and content.count(b"\r") != content.count(b"\r\n")):
        raise _NotPlain
    first = content[: content.find(b"\n", 0, _LONGEST_LINE) + 1]
    try:
        separator = csv_file.separator_of(content, "utf-8-sig")
        width = len(next(csv.reader([first.decode()], delimiter=separator), []))
    except (UnicodeDecodeError, csv.Error):
        raise _NotPlain from None
    height = content.count(b"\n") + (not content.endswith(b"\n"))
    if width == 0 or height > limits.rows or width > limits.columns or width * height > limits.cells:
        raise _NotPlain
    is_quoted = b'"' in content
    if is_quoted and not _is_well_quoted(content, separator.encode()):
        raise _NotPlain
    found: list[list[pyarrow.DictionaryArray]] = [[] for _ in range(width)]
    words = 0
    for part in threads.map(lambda lines: _part(lines, separator, width, is_quoted), _parts(content)):
        report_progress("")
        words += sum(column.dictionary.nbytes for column in part)
        if words > _MOST_WORDS:
            raise _NotPlain
        for stored, column in zip(found, part, strict=True):
            stored.append(column)
    columns = []
    for texts in threads.map(lambda parts: _column(parts, limits), found):
        report_progress("")
        columns.append(texts)
    if len(columns[0]) != height:
        raise _NotPlain
    widths = numpy.full(height, width, numpy.int32)
    return Sheet(columns=tuple(columns), height=height, widths=widths, separator=separator)


def _parts(content: bytes) -> Iterator[memoryview]:
    """The text in parts of whole lines."""
    begin = 0
    while begin < len(content):
        end = content.rfind(b"\n", begin, begin + _PART) + 1 or len(content)
        yield memoryview(content)[begin:end]
        begin = end


def _part(lines: memoryview, separator: str, width: int, is_quoted: bool) -> list[pyarrow.DictionaryArray]:
    """Some lines by column, each distinct text once."""
    names = [str(number) for number in range(width)]
    try:
        table = pyarrow.csv.read_csv(
            pyarrow.py_buffer(lines),
            read_options=pyarrow.csv.ReadOptions(column_names=names, block_size=_LONGEST_LINE, use_threads=False),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=separator, quote_char='"' if is_quoted else False, ignore_empty_lines=False
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pyarrow.string()), strings_can_be_null=False
            ),
        )
    except pyarrow.ArrowInvalid:  # a line is narrower, wider or longer than it may be, or is not UTF-8
        raise _NotPlain from None
    return [pyarrow.compute.dictionary_encode(column).combine_chunks() for column in table.columns]


def _is_well_quoted(content: bytes, separator: bytes) -> bool:
    """Whether every quotation mark is at the beginning or the end of a cell that ends in its line."""
    around = {separator, b"\n", b"\r"}
    begin = len(_BYTE_ORDER_MARK) if content.startswith(_BYTE_ORDER_MARK) else 0
    while begin < len(content):
        end = content.rfind(b"\n", begin, begin + _LONGEST_LINE) + 1 or len(content)
        if end - begin > _LONGEST_LINE:
            return False
        # Every second piece stands within quotation marks; an even number of pieces is a mark too many.
        pieces = (b"\n%b\n" % content[begin:end]).split(b'"')
        outside, inside = pieces[::2], pieces[1::2]
        if len(outside) == len(inside) or b"\n" in b"".join(inside):
            return False
        if not {piece[-1:] for piece in outside[:-1]} | {piece[:1] for piece in outside[1:]} <= around:
            return False
        begin = end
    return True


def _column(found: list[pyarrow.DictionaryArray], limits: Limits) -> Texts:
    """A column as it is kept. What was found of it is given up."""
    chunks = pyarrow.chunked_array(found).unify_dictionaries().chunks
    found.clear()
    words = chunks[0].dictionary
    places = numpy.concatenate([chunk.indices.to_numpy() for chunk in chunks])
    del chunks
    ends = numpy.frombuffer(words.buffers()[1], numpy.int32)[: len(words) + 1]
    if numpy.diff(ends).max() > limits.cell_characters:
        raise _NotPlain
    # The empty word comes first, whether or not a cell holds it.
    empty = int(pyarrow.compute.index(words, ""))
    if empty != 0:
        others = words if empty < 0 else pyarrow.concat_arrays([words[:empty], words[empty + 1 :]])
        words = pyarrow.concat_arrays([pyarrow.array([""]), others])
        places = places + 1 if empty < 0 else numpy.where(places == empty, 0, places + (places < empty))
    texts = Texts(words, places.astype(numpy.int32, copy=False))
    return texts.changed(str.strip) if _has_odd_edges(words) else texts


def _has_odd_edges(words: pyarrow.StringArray) -> bool:
    """Whether a word begins or ends with something that could be a space of some kind."""
    starts = numpy.frombuffer(words.buffers()[1], numpy.int32)[: len(words) + 1]
    filled = numpy.diff(starts) > 0
    if not filled.any():
        return False
    letters = numpy.frombuffer(words.buffers()[2], numpy.uint8)
    edges = letters[numpy.concatenate([starts[:-1][filled], starts[1:][filled] - 1])]
    return bool(((edges <= ord(" ")) | (edges > ord("~"))).any())
