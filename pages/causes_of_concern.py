"""Causes of concern: each with its recommendations, owner, next step and measures, then the Engage story."""

from src.present.views import causes
from src.web import view

view.show(causes.VIEW)
