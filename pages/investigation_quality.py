"""Investigation quality: the grade of the work beside the steps done."""

from src.present.views import investigations
from src.web import view

view.show(investigations.VIEW)
