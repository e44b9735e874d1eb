"""Dated tables of law: one TOML file each under tables/, one row for each change, no gap and no overlap.

A row has `from` and, unless it is open-ended, `until` (both inclusive), `value`, `source` and `grade`: V
official text read, S independent secondary sources agree, 1 one source. What is not verified is not in a
table. Numbers are written as text ("0.5"), so that they stay exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import pairwise
from typing import Any, Generic, TypeVar

from toolkit.errors import NoRateKnown, Place, SettingsError
from toolkit.wording import worded

V = TypeVar("V")

GRADES = ("V", "S", "1", "V/1")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Row(Generic[V]):
    """One value of law and the days it holds: `first` to `last`, both inclusive; None while it lasts."""

    value: V
    first: date
    last: date | None
    source: str
    grade: str


@dataclass(frozen=True, slots=True)
class Table(Generic[V]):
    """The rows of one table, oldest first, each starting on the day after the one before it."""

    name: str
    title: str
    rows: tuple[Row[V], ...]

    def on(self, day: date) -> Row[V]:
        """Return the row that covers `day`; raises NoRateKnown when none does."""
        for row in reversed(self.rows):
            if row.first <= day:
                if row.last is None or day <= row.last:
                    return row
                break
        raise self._unknown(day)

    def changes(self, first: date, end: date) -> Iterator[date]:
        """Yield the days after `first` and before `end` on which a row starts, or the last row is over."""
        over = [self.rows[-1].last + _DAY] if self.rows[-1].last else []
        return (day for day in (*(row.first for row in self.rows), *over) if first < day < end)

    def _unknown(self, day: date) -> NoRateKnown:
        last = self.rows[-1].last
        if day < self.rows[0].first:
            known = worded("it starts on {day}", day=self.rows[0].first)
        else:
            known = worded("it ends on {day}", day=last)
        return NoRateKnown(
            worded(
                "the table '{title}' has no row for {day}: {known}", title=self.title, day=day, known=known
            ),
            hint=worded(
                "add a [[row]] that covers {day}, with its source, to toolkit/law/tables/{name}.toml",
                day=day,
                name=self.name,
            ),
        )


@cache
def load(name: str, read: Callable[[Any], V]) -> Table[V]:
    """Return the shipped table `name`; `read` turns a row's raw `value` into what the table holds.

    Raises SettingsError, with the file and the row, when the table is not in order.
    """
    from importlib.resources import files

    text = files("toolkit.law").joinpath("tables", f"{name}.toml").read_text("utf-8")
    return parse(name, text, read)


def ending(on: date, within: int = 60) -> Iterator[Table[Any]]:
    """Yield the shipped tables that have no row after a day at most `within` days from `on`, or have none left."""
    from importlib.resources import files

    for file in sorted(files("toolkit.law").joinpath("tables").iterdir(), key=lambda each: each.name):
        table = load(file.name.removesuffix(".toml"), _any)
        last = table.rows[-1].last
        if last is not None and (last - on).days <= within:
            yield table


def _any(raw: Any) -> Any:
    return raw


def parse(name: str, text: str, read: Callable[[Any], V]) -> Table[V]:
    """Return the table that the TOML `text` holds; raises SettingsError when it is not in order."""
    import tomllib

    place = Place(f"{name}.toml")
    try:
        raw = tomllib.loads(text)
        keys(raw, {"title", "row"})
    except ValueError as error:  # a TOMLDecodeError is one
        raise SettingsError(str(error), place=place) from error
    if not isinstance(raw["title"], str) or not isinstance(raw["row"], list) or not raw["row"]:
        raise SettingsError("needs a title and at least one [[row]]", place=place)
    rows: list[Row[V]] = []
    for number, item in enumerate(raw["row"], start=1):
        try:
            row = _row(item, read)
            _follows(rows[-1] if rows else None, row)
        except ValueError as error:
            raise SettingsError(
                worded("row {number}: {error}", number=number, error=str(error)), place=place
            ) from error
        rows.append(row)
    return Table(name, raw["title"], tuple(rows))


def keys(raw: Any, needed: set[str], optional: frozenset[str] = frozenset()) -> None:
    """Check that `raw` is a TOML table with the needed keys and no unknown ones; raises ValueError."""
    if not isinstance(raw, Mapping):
        raise ValueError(f"{raw!r} must be a table of {', '.join(sorted(needed))}")
    missing, unknown = needed - raw.keys(), raw.keys() - needed - optional
    if missing or unknown:
        what = [f"'{key}' is missing" for key in sorted(missing)] + [
            f"'{key}' is unknown" for key in sorted(unknown)
        ]
        raise ValueError(", ".join(what))


def decimal(raw: Any) -> Decimal:
    """Return a number written as text; raises ValueError for anything else, so for a binary float too."""
    if not isinstance(raw, str):
        raise ValueError(f"a number must be text in quotes, not {raw!r}")
    try:
        value = Decimal(raw)
    except InvalidOperation:
        raise ValueError(f"{raw!r} is not a number") from None
    if not value.is_finite() or value < 0:
        raise ValueError(f"{raw!r} is not a number of zero or more")
    return value


def whole(raw: Any) -> int:
    """Return a whole number written as text; raises ValueError for anything else."""
    value = decimal(raw)
    if value != value.to_integral_value():
        raise ValueError(f"{raw!r} is not a whole number")
    return int(value)


def entries(raw: Mapping[str, Any], name: str) -> list[Any]:
    """Return the list `name` of a TOML table; raises ValueError when it is no list."""
    items = raw[name]
    if not isinstance(items, list):
        raise ValueError(f"'{name}' must be a list")
    return items


def check_bounds(bounds: Sequence[Decimal | None]) -> None:
    """Check the upper bounds of slices: rising, None for the last only; raises ValueError."""
    if not bounds or bounds[-1] is not None or None in bounds[:-1]:
        raise ValueError("every slice but the last needs 'up_to'")
    if any(lower >= upper for lower, upper in pairwise(bound for bound in bounds if bound is not None)):
        raise ValueError("the slices are not in rising order")


def _row(item: Any, read: Callable[[Any], V]) -> Row[V]:
    keys(item, {"from", "source", "grade", "value"}, frozenset({"until"}))
    first, last = _day(item["from"]), _day(item["until"]) if "until" in item else None
    if last is not None and last < first:
        raise ValueError(f"'until' {last} lies before 'from' {first}")
    source, grade = item["source"], item["grade"]
    if not isinstance(source, str) or not source.strip():
        raise ValueError("'source' is empty")
    if grade not in GRADES:
        raise ValueError(f"'grade' must be one of {', '.join(GRADES)}, not {grade!r}")
    return Row(read(item["value"]), first, last, source, grade)


def _follows(before: Row[Any] | None, row: Row[Any]) -> None:
    if before is None:
        return
    if before.last is None:
        raise ValueError("the row before it has no 'until'")
    if row.first <= before.last:
        raise ValueError(f"'from' {row.first} overlaps the row before it, which lasts until {before.last}")
    if row.first != before.last + _DAY:
        raise ValueError(f"there is a gap between {before.last} and {row.first}")


def _day(raw: Any) -> date:
    if not isinstance(raw, date) or isinstance(raw, datetime):
        raise ValueError(f"{raw!r} is not a date such as 2026-01-01")
    return raw
