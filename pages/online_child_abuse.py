"""Online child abuse: packages by stage and risk, the oldest against its timescale, and the forensics queue."""

from src.present.views import online_child_abuse
from src.web import view

view.show(online_child_abuse.VIEW)
