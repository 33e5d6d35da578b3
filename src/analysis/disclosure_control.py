"""Small counts hidden, for a release outside the force: those under a number, and what would give one away.

Each column says on its card what it could give away. Counts of zero stay: they tell of nobody. A count can be worked
out from a total next to the other counts it is made of, so enough of the others is hidden for no hidden count to
follow from what is shown, in all results of the release together. What is derived from a hidden count, such as its
share or its change, is hidden with it, and so is a number whose card does not say what it is.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from math import inf
from typing import Any, TypeVar

from src.contracts.column import Column, Role
from src.contracts.metric import NOT_SHOWN, Result, Row

ALSO = "not shown"
Key = TypeVar("Key", bound=Hashable)
Cell = tuple[str, str, frozenset[tuple[str, Any]]]
"""One count, wherever it is shown: the dataset it is of, its column, and what it is about."""
Equation = dict[Cell, int]
"""Cells that come to zero together, each with its sign."""


def hide_small_counts(results: Mapping[Key, Result], under: int) -> dict[Key, Result]:
    """The results of one release with their small counts hidden. Their rows say what stands in their place."""
    if under < 2:
        return dict(results)
    release = _Release(under=under)
    for result in results.values():
        release.add(result)
    release.protect()
    return {key: _without_hidden(result, release) for key, result in results.items()}


def is_small(value: Any, under: int) -> bool:
    """Whether a value is a count that is hidden under a number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < abs(value) < under


def is_hidden(result: Result) -> bool:
    """Whether anything of a result is hidden."""
    return any(NOT_SHOWN in row for row in result.rows)


@dataclass
class _Release:
    """The counts of a release, what a reader knows of how they add up, and which of them are hidden."""

    under: int
    values: dict[Cell, float] = field(default_factory=dict)
    equations: list[Equation] = field(default_factory=list)
    hidden: dict[Cell, str] = field(default_factory=dict)
    unpublished: dict[Cell, float] = field(default_factory=dict)
    """Counts that no table shows but that two shown ones would give: of 100, how many are not among the 97."""

    def add(self, result: Result) -> None:
        """Take in the counts of a result, their totals in the row and over rows."""
        groups: dict[Cell, dict[Cell, None]] = {}
        for row in result.rows:
            for column in result.card.columns:
                cell = cell_of(result, row, column)
                value = row.get(column.name)
                if cell is not None and value is not None:
                    self.values.setdefault(cell, value)
                    if column.disclosure and column.disclosure.role is not Role.EARLIER and not column.disclosure.over:
                        for whole in _wholes(cell):
                            groups.setdefault(whole, {})[cell] = None
                self._add_row_total(result, row, column)
        self.equations += [{whole: -1, **dict.fromkeys(parts, 1)} for whole, parts in groups.items()]

    def _add_row_total(self, result: Result, row: Row, column: Column) -> None:
        role = column.disclosure
        if role is None or role.over:
            return
        if role.role is Role.TOTAL:
            total, parts, is_whole = column.name, role.of, role.is_whole
        elif role.role is Role.DERIVED and column.suffix and len(role.of) == 2:  # a share: its rest is a count as well
            (part, total), is_whole = role.of, False
            parts = (part,)
        else:
            return
        known = {name: cell for name in (total, *parts) if (cell := self._known(result, row, name)) is not None}
        if total not in known or len(known) < 2:
            return
        equation = {known[name]: -1 if name == total else 1 for name in known}
        if not is_whole:
            key = max((cell[2] for cell in known.values()), key=len)
            rest: Cell = (known[total][0], f"{total} without {', '.join(parts)}", key)
            self.unpublished[rest] = row[total] - sum(row[name] for name in known if name != total)
            equation[rest] = 1
        self.equations.append(equation)

    def _known(self, result: Result, row: Row, name: str) -> Cell | None:
        column = result.card.column(name)
        return None if column is None or row.get(name) is None else cell_of(result, row, column)

    def protect(self) -> None:
        """Hide every small count, and then what else would let one be worked out."""
        label = f"under {self.under}" if self.under > 2 else ALSO  # "under 2" would say that it is one
        self.hidden = {cell: label for cell, value in self.values.items() if is_small(value, self.under)}
        # A total of one part that no table shows is that part under another name: nobody knows it.
        known = self.values.keys() | self.unpublished.keys()
        waiting = _connected(each for each in self.equations if len(each) > 2 or each.keys() <= known)
        while waiting:
            waiting = [equations for equations in waiting if self._hide_more(equations)]

    def _hide_more(self, equations: Sequence[Equation]) -> bool:
        """Hide another count in each group of equations that give a hidden one away. Returns whether any was hidden."""
        more: set[Cell] = set()
        for giving in self._giving_away(equations):
            cells = {cell for equation in giving for cell in equation}
            shown = (cells & self.values.keys()) - self.hidden.keys()
            if shown and not cells & more:
                more.add(min(shown, key=self._cost))
        self.hidden |= dict.fromkeys(more, ALSO)
        return bool(more)

    def _cost(self, cell: Cell) -> tuple[bool, float, str]:
        """The smallest first, a zero last, so that as little as possible is lost."""
        value = self.values[cell]
        return value == 0, abs(value), repr(sorted(cell[2], key=repr))

    def _giving_away(self, equations: Sequence[Equation]) -> Iterator[Sequence[Equation]]:
        """For each hidden count that can be worked out, the equations to hide another one in."""
        unknown = [{cell: sign for cell, sign in equation.items() if self._is_unknown(cell)} for equation in equations]
        found: set[Cell] = set()
        for equation, left in zip(equations, unknown, strict=True):
            for cell in left:
                # Where a sum has nothing left to hide, the other sums that the count is in are looked at below.
                if self._needs_protection(cell) and self._shown(equation) and self._is_fixed(cell, equation, left):
                    found.add(cell)
                    yield [equation]
        for cell in _solved(unknown):
            if self._needs_protection(cell) and cell not in found:
                touching = [each for each, left in zip(equations, unknown, strict=True) if cell in left]
                yield touching if any(self._shown(each) for each in touching) else equations

    def _shown(self, equation: Equation) -> bool:
        return any(cell in self.values and cell not in self.hidden for cell in equation)

    def _is_unknown(self, cell: Cell) -> bool:
        return cell in self.hidden or cell in self.unpublished

    def _needs_protection(self, cell: Cell) -> bool:
        return cell in self.hidden or is_small(self.unpublished.get(cell), self.under)

    def _is_fixed(self, cell: Cell, equation: Equation, left: Equation) -> bool:
        """Whether the sum leaves a hidden count no choice, given that small ones lie from 1 to the number."""
        known = sum(sign * self._value(other, equation) for other, sign in equation.items() if other not in left)
        low, high = -known, -known
        for other, sign in left.items():
            if other != cell:
                least, most = self._range(other)
                low, high = (low - most, high - least) if sign > 0 else (low + least, high + most)
        low, high = (low, high) if left[cell] > 0 else (-high, -low)
        least, most = self._range(cell)
        return max(low, least) == min(high, most)

    def _value(self, cell: Cell, equation: Equation) -> float:
        """A known count. A total that no table shows is taken to be known to somebody."""
        if cell in self.values:
            return self.values[cell]
        return sum(self.values.get(other, 0) for other, sign in equation.items() if sign > 0)

    def _range(self, cell: Cell) -> tuple[float, float]:
        """What a reader knows of a hidden count."""
        if self.hidden.get(cell, ALSO) == ALSO:
            return 0, inf
        return (1, self.under - 1) if self.values[cell] > 0 else (-inf, inf)


def cell_of(result: Result, row: Row, column: Column) -> Cell | None:
    """The count that a column of a row shows; None where it is no count."""
    role = column.disclosure
    if role is None or role.role in (Role.SAFE, Role.DERIVED):
        return None
    key = {name: row[name] for name in result.card.one_row_per}
    key |= {"as_at_on": row["as_at_on"]} if "as_at_on" in row else {} if _dates(key) else {"as_at": result.as_at}
    if role.role is Role.EARLIER:
        if not role.date or row.get(role.date) is None:
            return None
        key |= {"as_at_on": row[role.date]}
    name = role.of[0] if role.over or role.role is Role.EARLIER else column.name
    key.pop(role.over, None)
    return result.card.reads[0], name, frozenset(key.items())


def _dates(key: Mapping[str, Any]) -> bool:
    return any(isinstance(value, date) for value in key.values())


def _wholes(cell: Cell) -> Iterator[Cell]:
    """The totals that a count is part of: over each part of its key in turn, but for its date."""
    for part in cell[2]:
        if not isinstance(part[1], date):
            yield cell[0], cell[1], cell[2] - {part}


def _connected(equations: Iterable[Equation]) -> list[list[Equation]]:
    """The equations in groups that have no count in common."""
    group_of: dict[Cell, list[Equation]] = {}
    for equation in equations:
        merged = [equation]
        for group in {id(group_of[cell]): group_of[cell] for cell in equation if cell in group_of}.values():
            merged += group
        group_of |= {cell: merged for equation in merged for cell in equation}
    return list({id(group): group for group in group_of.values()}.values())


def _solved(equations: Iterable[Equation]) -> list[Cell]:
    """The unknowns that the equations leave no choice, by elimination."""
    rows: dict[Cell, dict[Cell, Fraction]] = {}
    for equation in equations:
        row = {cell: Fraction(sign) for cell, sign in equation.items()}
        for pivot, other in rows.items():
            _subtract(row, other, pivot)
        if not row:
            continue
        pivot = next(iter(row))
        scale = row[pivot]
        row = {cell: value / scale for cell, value in row.items()}
        for other in rows.values():
            _subtract(other, row, pivot)
        rows[pivot] = row
    return [pivot for pivot, row in rows.items() if len(row) == 1]


def _subtract(row: dict[Cell, Fraction], other: Mapping[Cell, Fraction], pivot: Cell) -> None:
    """Take another row off a row so often that the row no longer holds the pivot."""
    times = row.get(pivot)
    if times:
        for cell, value in other.items():
            left = row.get(cell, Fraction(0)) - times * value
            if left:
                row[cell] = left
            else:
                row.pop(cell, None)


def _without_hidden(result: Result, release: _Release) -> Result:
    """A result without what is hidden of it; the same result where nothing is."""
    before = _rows_before(result)
    rows: list[Row] = []
    for row in result.rows:
        gone: dict[str, str] = {}
        for name, value in row.items():
            column = result.card.column(name)
            if value is None or isinstance(value, bool) or not isinstance(value, (int, float)):
                continue
            if column is None or column.disclosure is None:
                gone[name] = ALSO
            elif label := _label(result, row, column, release, before):
                gone[name] = label
        # A note may say in words what a figure no longer says.
        rows.append({**row, **dict.fromkeys(gone), "note": None, NOT_SHOWN: gone} if gone else row)
    shown = replace(result, rows=tuple(rows))
    return shown if is_hidden(shown) else result


def _label(
    result: Result, row: Row, column: Column, release: _Release, before: Mapping[int, Row], depth: int = 3
) -> str:
    """What stands in the place of a number; empty where it is shown."""
    role = column.disclosure
    if role is None or depth == 0:
        return ALSO
    cell = cell_of(result, row, column)
    if cell is not None:
        return release.hidden.get(cell, "")
    if role.role is Role.SAFE:
        return ""
    if role.role is Role.EARLIER:
        earlier = before.get(id(row))
        if earlier is None:
            return ALSO
        row = earlier
    for name in role.of:
        other = result.card.column(name)
        if row.get(name) is not None and (other is None or _label(result, row, other, release, before, depth - 1)):
            return ALSO
    return ""


def _rows_before(result: Result) -> dict[int, Row]:
    """For each row, by its identity, the row of the date before with the same key."""
    newest: dict[tuple[Any, ...], Row] = {}
    found: dict[int, Row] = {}
    parts = [name for name in result.card.one_row_per if name != "as_at_on"]
    for row in sorted(result.rows, key=lambda row: row.get("as_at_on") or date.min):
        key = tuple(row[name] for name in parts)
        if key in newest:
            found[id(row)] = newest[key]
        newest[key] = row
    return found
