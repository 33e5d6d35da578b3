"""A plain text is read by column, by several threads at once, in this process.

Plain is UTF-8 with every line as wide as the first, and with quotation marks around whole cells of one line or
not at all: what its cells are is then beyond doubt, and no reader can take it for anything else. It is bounded as
it stands: by the size of the file, and by the room its cells take. Whatever is not plain is left to the careful
reader of delimited.py. Blank lines may stand among the others: they are rows of empty cells.
"""

import csv
from concurrent.futures import ThreadPoolExecutor

import numpy
import pyarrow
import pyarrow.compute
import pyarrow.csv

from src.extracts import delimited
from src.extracts.cells import Read, Sheet, Texts
from src.extracts.kinds import MEGABYTE
from src.extracts.stages import Told, quiet
from src.settings import Limits

_MOST_BYTES = 150 * MEGABYTE
"""What the text and the places of its cells may take together."""
_LONGEST_LINE = 1 << 20
_THREADS = 2
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read(file: str, content: bytes, limits: Limits, told: Told = quiet) -> Read | None:
    """The one sheet of a plain text within the limits; None where the text is not plain, or may not be."""
    if b"\0" in content:
        return None
    if b"\r" in content and content.count(b"\r") != content.count(b"\r\n"):
        return None
    first = content[: content.find(b"\n", 0, _LONGEST_LINE) + 1]
    try:
        separator = delimited.separator_of(content, "utf-8-sig")
        width = len(next(csv.reader([first.decode()], delimiter=separator), []))
    except (UnicodeDecodeError, csv.Error):
        return None
    height = content.count(b"\n") + (not content.endswith(b"\n"))
    cells = width * height
    if width == 0 or height > limits.rows or width > limits.columns or cells > limits.cells:
        return None
    if len(content) + 8 * cells > _MOST_BYTES:
        return None
    is_quoted = b'"' in content
    if is_quoted and not _is_well_quoted(content, separator.encode()):
        return None
    names = [str(number) for number in range(width)]
    try:
        table = pyarrow.csv.read_csv(
            pyarrow.py_buffer(content),
            read_options=pyarrow.csv.ReadOptions(column_names=names, block_size=_LONGEST_LINE),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=separator, quote_char='"' if is_quoted else False, ignore_empty_lines=False
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pyarrow.string()), strings_can_be_null=False
            ),
        )
    except pyarrow.ArrowInvalid:  # a line is wider or narrower than the first, or very long, or no UTF-8
        return None
    if table.num_rows != height:
        return None
    columns = []
    with ThreadPoolExecutor(_THREADS) as threads:
        for texts in threads.map(lambda name: _column(table[name], limits), names):
            told("")
            if texts is None:
                return None
            columns.append(texts)
    sheet = Sheet(
        columns=tuple(columns), height=height, widths=numpy.full(height, width, numpy.int32), separator=separator
    )
    return Read(file=file, sheets=(sheet,), handlings=(delimited.decided(file, "utf-8-sig", separator),))


def _is_well_quoted(content: bytes, separator: bytes) -> bool:
    """Whether every quotation mark is at the beginning or the end of a cell that ends in its line."""
    around = {separator, b"\n", b"\r"}
    begin = len(_BYTE_ORDER_MARK) if content.startswith(_BYTE_ORDER_MARK) else 0
    while begin < len(content):
        end = content.rfind(b"\n", begin, begin + _LONGEST_LINE) + 1
        if end == 0:
            return False
        pieces = content[begin:end].split(b'"')
        # Every second piece stood within quotation marks; an even number of pieces is a mark too many.
        if len(pieces) % 2 == 0 or b"\n" in b"".join(pieces[1::2]):
            return False
        before = {piece[-1:] for piece in pieces[:-1:2]} - ({b""} if content[begin:begin + 1] == b'"' else set())
        begin = end
    return True


def _column(cells: pyarrow.ChunkedArray, limits: Limits) -> Texts | None:
    """A column as it is kept; None where a cell of it may be longer than the limit."""
    encoded = pyarrow.compute.dictionary_encode(cells).combine_chunks()
    words, places = encoded.dictionary, encoded.indices.to_numpy()
    ends = numpy.frombuffer(words.buffers()[1], numpy.int32)[: len(words) + 1]
    if len(words) and int(numpy.diff(ends).max()) > limits.cell_characters:
        return None
    # The empty word comes first, whether or not a cell holds it.
    empty = int(pyarrow.compute.index(words, ""))
    if empty != 0:
        others = words if empty < 0 else pyarrow.concat_arrays([words[:empty], words[empty + 1 :]])
        words = pyarrow.concat_arrays([pyarrow.array([""]), others])
        places = places + 1 if empty < 0 else numpy.where(places == empty, 0, places + (places < empty))
    texts = Texts(words, places.astype(numpy.int32))
    return texts.changed(str.strip) if _has_odd_edges(words) else texts


def _has_odd_edges(words: pyarrow.StringArray) -> bool:
    """Whether a word begins or ends with something that could be a space of some kind."""
    starts = numpy.frombuffer(words.buffers()[1], numpy.int32)[: len(words) + 1]
    letters = numpy.frombuffer(words.buffers()[2], numpy.uint8)
    filled = numpy.diff(starts) > 0
    edges = letters[numpy.concatenate([starts[:-1][filled], starts[1:][filled] - 1])]
    return bool(((edges <= ord(" ")) | (edges > ord("~"))).any())
