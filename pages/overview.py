"""Overview: where the force stands, the headline figures, what needs the board, what comes next."""

from src.present.views import overview
from src.web import view

view.show(overview.VIEW)
