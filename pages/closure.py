"""Closure: where findings wait on their way to closure, for how long, and what is to be signed next."""

from src.present.views import improvement
from src.web import view

view.show(improvement.CLOSURE)
