"""The page on security names settings, commands and tests that exist."""

import re
from dataclasses import fields

import pytest

from src.settings import PROJECT, Limits, Settings

PAGE = (PROJECT / "docs" / "security.md").read_text(encoding="utf-8")


def test_every_setting_it_names_is_read_somewhere() -> None:
    settings = {field.name.upper() for field in fields(Settings)}
    limits = {f"LIMIT_{field.name.upper()}" for field in fields(Limits)}
    access = set(
        re.findall(r'"([A-Z_]+)"', (PROJECT / "src" / "access" / "sign_in_config.py").read_text(encoding="utf-8"))
    )
    named = set(re.findall(r"PEELBOARD_([A-Z_]+)", PAGE))
    assert len(named) > 15
    assert named - settings - limits - access == set()


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:tests|src|deploy)/[\w./]+)`", PAGE))))
def test_every_file_it_names_is_there(path: str) -> None:
    assert (PROJECT / path).exists()


def test_what_it_says_of_the_policy_is_what_is_sent() -> None:
    source = (PROJECT / "src" / "serving" / "headers.py").read_text(encoding="utf-8")
    assert "\"default-src 'none'\"" in source
    assert "unsafe-eval" not in source
    assert re.findall(r'"(\S+) [^"]*\'unsafe-inline\'', source) == ["style-src"]
