"""A column that is absent says nothing, an empty cell empties, and a part leaves the rest of its date as it is."""

import dataclasses

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from src.settings import Settings
from src.store.acceptance import accept, accept_checked, check, pending, withdraw
from src.store.preview_edition import Trial
from src.store.upload import Supplied
from tests.store.files import BY, cases, ledger, marac, opened

BOTH = b"As at,Area,Cases awaiting,Longest wait\n2024-02-01,Dudley,8,13\n2024-02-01,Walsall,13,19\n"
NAMES = "cases_awaiting_count", "longest_wait_working_days"


def file(content: bytes) -> Supplied:
    return Supplied(name="m.csv", content=content, dataset="marac_backlog")


def figures(edition: object) -> dict[str, tuple[int | None, ...]]:
    rows = edition.ask("select * from marac_backlog", ("marac_backlog",))  # type: ignore[attr-defined]
    return {row["area_code"]: tuple(row[name] for name in NAMES) for row in rows}


def accept_part(store: Settings, supplied: Supplied) -> None:
    accept_checked(store, [(supplied, dataclasses.replace(check(store, supplied), part="part"))], **BY)


def test_an_absent_column_leaves_what_is_there_and_an_empty_cell_empties_it(empty: Settings) -> None:
    accept(empty, [file(BOTH)], **BY)
    accept(empty, [marac("2024-02-01,Dudley,9", "2024-02-01,Walsall,13")], **BY)
    assert figures(opened(empty)) == {"dudley": (9, 13), "walsall": (13, 19)}
    assert figures(opened(empty, 1)) == {"dudley": (8, 13), "walsall": (13, 19)}
    accept(empty, [file(BOTH.replace(b",13\n2024", b",\n2024"))], **BY)
    assert figures(opened(empty)) == {"dudley": (8, None), "walsall": (13, 19)}
    withdraw(empty, ledger(empty)[0].extract_id, **BY)
    assert figures(opened(empty)) == {"dudley": (8, None), "walsall": (13, 19)}


def test_a_preview_counts_what_is_emptied_apart_from_what_is_restated(empty: Settings) -> None:
    accept(empty, [file(BOTH)], **BY)
    for content, counts in (
        (b"As at,Area,Cases awaiting\n2024-02-01,Dudley,8\n2024-02-01,Walsall,14\n", (1, 0, 0)),
        (BOTH.replace(b"8,13", b"8,"), (1, 1, 0)),
        (BOTH.replace(b"2024-02-01,Walsall,13,19\n", b""), (0, 0, 1)),
    ):
        tried = Trial(empty, adding=[pending(file(content), check(empty, file(content)))])
        (changes,) = tried.changes()
        assert (changes.restated, changes.emptied, changes.gone) == counts


def test_a_part_corrects_its_rows_and_a_later_whole_takes_the_place_of_all(empty: Settings) -> None:
    accept(empty, [file(BOTH)], **BY)
    accept_part(empty, marac("2024-02-01,Dudley,9"))
    assert figures(opened(empty)) == {"dudley": (9, 13), "walsall": (13, 19)}
    accept_part(empty, marac("2024-02-01,Solihull,3"))
    assert cases(empty) == {
        ("2024-02-01", area): count for area, count in (("dudley", 9), ("walsall", 13), ("solihull", 3))
    }
    accept(empty, [marac("2024-02-01,Coventry,20")], **BY)
    assert cases(empty) == {("2024-02-01", "coventry"): 20}


Rows = dict[str, tuple[int | None, int | None]]
STEPS = st.lists(
    st.tuples(
        st.booleans(),
        st.sampled_from(["both", "first", "second"]),
        st.dictionaries(
            st.sampled_from(["Dudley", "Walsall", "Solihull"]),
            st.tuples(st.none() | st.integers(0, 9), st.none() | st.integers(0, 9)),
            min_size=1,
        ),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=5, derandomize=True, deadline=None, phases=[Phase.explicit, Phase.generate])
@example(
    steps=[
        (False, "both", {"Dudley": (1, 2)}),
        (True, "both", {"Walsall": (3, 4)}),
        (False, "first", {"Dudley": (5, 6)}),
    ]
)
@given(steps=STEPS)
def test_any_order_of_wholes_and_parts_gives_what_reading_them_in_turn_gives(
    steps: list[tuple[bool, str, Rows]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("parts")
    store = Settings(store=folder / "store", published=folder)
    wanted: dict[str, list[int | None]] = {}
    given_before: dict[str, list[int | None]] = {}
    for number, (is_part, columns, rows) in enumerate(steps):
        headings = {"both": "Cases awaiting,Longest wait", "first": "Cases awaiting", "second": "Longest wait"}[columns]
        lines = [f"As at,Area,{headings},Note"]
        now: dict[str, list[int | None]] = {}
        for area, values in rows.items():
            old = given_before.get(area.lower(), [None, None])
            kept = [values[at] if columns in ("both", ("first", "second")[at]) else old[at] for at in (0, 1)]
            shown = [values[at] for at in (0, 1) if columns in ("both", ("first", "second")[at])]
            lines.append(
                f"2024-02-01,{area},{','.join('' if value is None else str(value) for value in shown)},n{number}"
            )
            now[area.lower()] = given_before[area.lower()] = kept
        supplied = file("\n".join(lines).encode())
        (accept_part if is_part else lambda store, one: accept(store, [one], **BY))(store, supplied)
        wanted = {**wanted, **now} if is_part else now
    assert figures(opened(store)) == {area: tuple(values) for area, values in wanted.items()}
