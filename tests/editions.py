"""The edition that a first start makes: one for each published file. Tests count on from it."""

from src.settings import PROJECT

FIRST = len(list((PROJECT / "data" / "published").glob("*.csv")))
