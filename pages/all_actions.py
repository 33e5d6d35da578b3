"""All actions: every action of every finding in a list to filter, sort and download."""

from src.web import all_actions

all_actions.show()
