"""PEEL grades: every question in every cycle, with its breaks, its basis and its blanks; peers; what stands around."""

from src.present.views import grades
from src.web import view

view.show(grades.VIEW)
