"""The stored form of a dataset: its columns and their types."""

import pyarrow

from src.contracts.column import Kind
from src.contracts.dataset import Dataset

_ARROW = {
    Kind.INTEGER: pyarrow.int64(),
    Kind.DECIMAL: pyarrow.float64(),
    Kind.DATE: pyarrow.date32(),
    Kind.YES_NO: pyarrow.bool_(),
}


def schema(dataset: Dataset) -> pyarrow.Schema:
    """The stored columns of a dataset: its own, then the extract and the row of the file."""
    return pyarrow.schema(
        [(column.name, _ARROW.get(column.kind, pyarrow.string())) for column in dataset.all_columns]
        + [("row_number", pyarrow.int64()), ("extract_id", pyarrow.string())]
    )
