"""The command that feeds broken files to every reader meets each of them, and finds nothing in a second."""

import json

import pytest

from tests import fuzz


def test_every_reader_is_fed_and_none_is_surprised(capsys: pytest.CaptureFixture[str]) -> None:
    assert fuzz.main(2, seed=1) == 0
    output = json.loads(capsys.readouterr().out)
    assert {name.partition(":")[0] for name in output} - {"seed", "findings"} <= set(fuzz.READERS)
    assert output["findings"] == 0
