"""Actions and updates: who does what by when, what is overdue, and what was done about each finding."""

from src.present.views import improvement
from src.web import view

view.show(improvement.ACTIONS_AND_UPDATES)
