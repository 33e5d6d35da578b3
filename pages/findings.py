"""Findings: how they stand and at which level, whose they are, what is late or falls due, and how they close."""

from src.present.views import findings
from src.web import view

view.show(findings.VIEW)
