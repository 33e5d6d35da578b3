"""PEELboard. Start it with `make run`."""

from src.web.page_shell import run_site

run_site()
