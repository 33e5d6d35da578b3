"""PEELboard. Start it with `make run`."""

from src.screen.frame import run_site

run_site()
