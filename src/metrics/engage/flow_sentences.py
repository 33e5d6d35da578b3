"""What the flows behind the Engage backlogs say, by rule. Every number is worked out from the rows."""

from collections.abc import Sequence
from datetime import date

from src.metrics.clearing import weeks_to_clear
from src.metrics.contract import Row
from src.wording import count_of, day, inside, listed, number, paragraph


def _newest(rows: Sequence[Row]) -> list[Row]:
    """The rows of the newest date."""
    return [row for row in rows if row["as_at_on"] == rows[-1]["as_at_on"]]


def _beside(came: int, out: int, verb: str = "came in") -> str:
    """Which of the two was more."""
    if came == out:
        return f", as many as {verb}"
    return f", {number(abs(came - out))} {'fewer' if out < came else 'more'} than {verb}"


def marac(rows: Sequence[Row], as_at: date) -> str:
    """What came in and went out of late, and how long the backlog takes to clear."""
    newest = rows[-1]
    came, heard = newest["referrals_received_count"], newest["cases_heard_count"]
    on = day(newest["as_at_on"])
    if came is None or heard is None:
        first = f"Not every area reported referrals and cases heard at {on}, so the force's cannot be added up."
    else:
        first = (
            f"{count_of(came, 'referral')} came in and {count_of(heard, 'case')} {'was' if heard == 1 else 'were'} "
            f"heard in the period to {on}{_beside(came, heard)}."
        )
    flows = [(row["as_at_on"], row["referrals_received_count"], row["cases_heard_count"]) for row in rows]
    return paragraph([first, weeks_to_clear("cases awaiting a MARAC", newest["cases_awaiting_count"], flows).said])


def marac_areas(rows: Sequence[Row], as_at: date) -> str:
    """In which areas more came in than was heard."""
    newest = _newest(rows)
    on = day(newest[0]["as_at_on"])
    known = [row for row in newest if row["net_count"] is not None]
    if not known:
        return f"No area reported both referrals and cases heard at {on}."
    behind = [row for row in known if row["net_count"] > 0]
    missing = [row["area_name"] for row in newest if row["net_count"] is None]
    rest = "other area" if missing else "area"
    return paragraph(
        [
            f"No figure from {listed(missing)}." if missing else "",
            f"More came in than was heard in {listed(row['area_name'] for row in behind)} in the period to {on}."
            if behind
            else f"In no {rest} did more come in than was heard in the period to {on}.",
        ]
    )


def tasks(rows: Sequence[Row], as_at: date) -> str:
    """All four kinds of task together, those that fell behind, and how long the backlog takes to clear."""
    newest = _newest(rows)
    on = day(newest[0]["as_at_on"])
    came, done, waiting = (_summed(newest, name) for name in ("arising_count", "completed_count", "outstanding_count"))
    if came is None or done is None:
        return (
            f"Not every kind of task was reported at {on}, so the tasks falling due and completed cannot be added up."
        )
    said = [
        f"{count_of(came, 'task')} fell due and {number(done)} were completed in the period to "
        f"{on}{_beside(came, done, 'fell due')}."
    ]
    behind = [inside(row["task_name"]) for row in newest if row["net_count"] > 0]
    if behind:
        said.append(f"More fell due than {'was' if len(behind) == 1 else 'were'} completed of {listed(behind)}.")
    dates = sorted({row["as_at_on"] for row in rows})
    by_date: dict[date, list[Row]] = {each: [] for each in dates}
    for row in rows:
        by_date[row["as_at_on"]].append(row)
    flows = [
        (each, _summed(of_date, "arising_count"), _summed(of_date, "completed_count"))
        for each, of_date in by_date.items()
    ]
    said.append(weeks_to_clear("tasks outstanding", waiting, flows).said)
    return paragraph(said)


def _summed(rows: Sequence[Row], name: str) -> int | None:
    """The sum of a column; None where a row has none."""
    values = [row[name] for row in rows]
    return None if any(value is None for value in values) else sum(values)


def tasks_by_area(rows: Sequence[Row], as_at: date) -> str:
    """Where most tasks are outstanding, and where they rose."""
    newest = _newest(rows)
    on = day(newest[0]["as_at_on"])
    known = [row for row in newest if row["outstanding_count"] is not None]
    if not known:
        return f"No area reported every kind of task at {on}."
    most = max(known, key=lambda row: row["outstanding_count"])
    rose = [row["area_name"] for row in known if row["change_count"] is not None and row["change_count"] > 0]
    return paragraph(
        [
            f"{most['area_name']} has the most tasks outstanding at {on}: {number(most['outstanding_count'])}.",
            f"They rose since {day(known[0]['previous_on'])} in {listed(rose)}." if rose else "",
        ]
    )


def tasks_of_areas(rows: Sequence[Row], as_at: date) -> str:
    """In which areas more fell due than was completed, all kinds of task together."""
    newest = _newest(rows)
    on = day(newest[0]["as_at_on"])
    areas = dict.fromkeys(row["area_name"] for row in newest)
    net = {name: _summed([row for row in newest if row["area_name"] == name], "net_count") for name in areas}
    behind = [name for name, count in net.items() if count is not None and count > 0]
    missing = [name for name, count in net.items() if count is None]
    rest = "other area" if missing else "area"
    return paragraph(
        [
            f"Not every kind of task was reported by {listed(missing)}." if missing else "",
            f"More fell due than was completed in {listed(behind)} in the period to {on}."
            if behind
            else f"In no {rest} did more fall due than was completed in the period to {on}.",
        ]
    )


def packages(rows: Sequence[Row], as_at: date) -> str:
    """What came to enforcement and was enforced in the week, and how long the backlog takes to clear."""
    of_stage = [row for row in rows if row["stage_code"] == "awaiting_enforcement"]
    newest = of_stage[-1]
    came, done = newest["received_count"], newest["enforced_count"]
    on = day(newest["as_at_on"])
    if came is None or done is None:
        first = f"Packages received and enforced are not both known for the week to {on}."
    else:
        first = (
            f"{count_of(came, 'package')} came to enforcement and {number(done)} {'was' if done == 1 else 'were'} "
            f"enforced in the week to {on}{_beside(came, done)}."
        )
    flows = [(row["as_at_on"], row["received_count"], row["enforced_count"]) for row in of_stage]
    cleared = weeks_to_clear("packages awaiting enforcement", newest["packages_count"], flows, days_counted=7)
    return paragraph([first, cleared.said])
