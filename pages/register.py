"""Register: every finding in a list to filter, sort and download, and each finding on a page of its own."""

from src.web import register

register.show()
