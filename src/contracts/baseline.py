"""What figures are compared with: one date, or one earlier edition, for a page, a pack, a paper and a command."""

from dataclasses import dataclass
from datetime import date

from src import wording


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """An earlier date, or the same date as an earlier edition had it."""

    since: date
    edition: int | None = None
    reason: str = ""
    """Why this date, where nobody chose it."""

    @property
    def label(self) -> str:
        """The baseline in a few words, such as follow the word since."""
        return wording.day(self.since) if self.edition is None else f"edition {self.edition}"

    @property
    def explanation(self) -> str:
        """The sentence for a reader: what is compared with, and why."""
        return f"Compared with {self.label}{f', {self.reason}' if self.reason else ''}."

    def period(self, until: date) -> str:
        """The time from the baseline to a date in words, with why it begins where it does."""
        return f"from {self.label}{f' ({self.reason})' if self.reason else ''} to {wording.day(until)}"
