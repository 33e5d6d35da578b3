"""Sex offender management: tasks outstanding, then and now."""

from src.present.views import sex_offenders
from src.web import view

view.show(sex_offenders.VIEW)
