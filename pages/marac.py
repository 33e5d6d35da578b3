"""MARAC: how many high-risk cases wait, where the number rose, and how long the longest wait is."""

from src.present.views import marac
from src.web import view

view.show(marac.VIEW)
