"""Markup from templates. Whatever comes from data is escaped there, and nowhere else."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from jinja2.environment import TemplateModule

_TEMPLATES = Path(__file__).with_name("templates")


@cache
def _template(name: str) -> TemplateModule:
    loader = FileSystemLoader(_TEMPLATES)
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template(f"{name}.html").module


def markup(template: str, macro: str, *values: Any, **named: Any) -> str:
    """What a macro of a template writes. A value is text and is escaped, unless the macro asks for markup."""
    return str(getattr(_template(template), macro)(*values, **named))
