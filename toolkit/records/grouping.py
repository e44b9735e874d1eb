"""Which rows of a table are about the same customer. Two people are never taken for one.

With customer numbers: rows of one number are one customer. Without: rows of one name are one customer when
their address, e-mail address or mobile number is the same, and two customers when none of these is the same
and at least one differs. When nothing can be compared, nobody can tell, and that is reported instead of
guessed. Rows of one customer that contradict each other are reported too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from toolkit.records.stops import COLUMNS, METHOD, ROLES
from toolkit.records.table import Row

_OWN = ("customer.", "address.", "record.", *ROLES)
# Columns in which the rows of one customer may differ.
_PER_ROW = ("customer.remarks", *COLUMNS, METHOD)
_NAME = (
    "customer.name",
    "customer.company",
    "customer.initials",
    "customer.first_name",
    "customer.prefix",
    "customer.last_name",
)
MARKS = ("customer.name", "customer.company", "customer.last_name", "customer.email")
"""The fields that show that a row without a customer number may be about a customer."""

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row with its cells by field; fields with an empty cell are absent."""

    row: Row
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Merged:
    """What the rows of one customer say together, and the rows that contradict each other, per field."""

    cells: Mapping[str, str]
    origins: Mapping[str, Entry]
    contradictions: tuple[tuple[str, Entry, Entry], ...]


def by_customer(entries: Sequence[Entry]) -> tuple[list[list[Entry]], list[tuple[Entry, Entry]]]:
    """Return the rows of each customer, and the pairs of rows of which nobody can tell.

    In: rows that have a name; either all of them have a customer number or none has.
    """
    numbered: dict[str, list[Entry]] = {}
    named: dict[str, list[Entry]] = {}
    for entry in entries:
        number = entry.cells.get("customer.id")
        known, key = (numbered, number.casefold()) if number else (named, name_of(entry))
        known.setdefault(key, []).append(entry)
    groups, doubts = list(numbered.values()), []
    for same_name in named.values():
        people = _people(same_name)
        groups += people
        doubts += list(_doubts(people))
    return sorted(groups, key=lambda group: group[0].row.line), doubts


def merge(entries: Sequence[Entry]) -> Merged:
    """Return what the rows of one customer say about it: of each field the first that is not empty."""
    origins: dict[str, Entry] = {}
    contradictions = []
    for entry in entries:
        for field, cell in entry.cells.items():
            if not field.startswith(_OWN):
                continue
            first = origins.setdefault(field, entry)
            if field not in _PER_ROW and not _same(field, first.cells[field], cell):
                contradictions.append((field, first, entry))
    cells = {field: entry.cells[field] for field, entry in origins.items()}
    return Merged(cells, origins, tuple(contradictions))


def name_of(entry: Entry) -> str:
    """Return the name in a row, to compare; empty without one."""
    return " ".join(bare for field in _NAME if (bare := _bare(entry.cells.get(field, ""))))


def mentions(lost: Iterable[tuple[int, Iterable[str]]]) -> dict[str, list[int]]:
    """Return the lines that may be about a customer, by what their cells say, to look up with `marks`.

    In: the lines of which the customer is not known, each with the cells that may name one.
    """
    found: dict[str, list[int]] = {}
    for line, cells in lost:
        for text in {_bare(cell) for cell in cells}:
            found.setdefault(text, []).append(line)
    return found


def marks(entries: Iterable[Entry]) -> set[str]:
    """Return what shows that a row is about the customer of these rows: its number, names and e-mail address."""
    fields = ("customer.id", *MARKS)
    return {text for entry in entries for field in fields if (text := _bare(entry.cells.get(field, "")))}


def _people(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Return rows of one name, apart for each person: rows that share a key belong together."""
    leader = list(range(len(entries)))

    def first(place: int) -> int:
        while leader[place] != place:
            leader[place] = place = leader[leader[place]]
        return place

    holder: dict[Key, int] = {}
    for place, entry in enumerate(entries):
        for key in _keys(entry):
            one, other = sorted((first(place), first(holder.setdefault(key, place))))
            leader[other] = one
    people: dict[int, list[Entry]] = {}
    for place, entry in enumerate(entries):
        people.setdefault(first(place), []).append(entry)
    return list(people.values())


def _doubts(people: Sequence[Sequence[Entry]]) -> Iterator[tuple[Entry, Entry]]:
    """Yield a pair of rows for every two groups of one name that have no kind of key in common."""
    by_kinds: dict[frozenset[str], list[Entry]] = {}
    for person in people:
        kinds = frozenset(kind for entry in person for kind, _ in _keys(entry))
        by_kinds.setdefault(kinds, []).append(person[0])
    for kinds, first_rows in by_kinds.items():
        if not kinds:
            yield from ((first_rows[0], other) for other in first_rows[1:])
    for (kinds, some), (other_kinds, others) in combinations(by_kinds.items(), 2):
        if not kinds & other_kinds:
            pairs = [(some[0], other) for other in others] + [(one, others[0]) for one in some[1:]]
            yield from pairs


def _keys(entry: Entry) -> list[Key]:
    keys = {
        kind: _as_key(f"customer.{kind}", entry.cells.get(f"customer.{kind}", ""))
        for kind in ("email", "mobile")
    }
    keys["address"] = _address(entry.cells)
    return [(kind, key) for kind, key in keys.items() if key]


def _address(cells: Mapping[str, str]) -> str:
    """Return an address to compare; with a Dutch postcode the name of the street adds nothing."""
    postcode, town = _bare(cells.get("address.postcode", "")), _bare(cells.get("address.town", ""))
    parts = ("street", "house_number", "house_addition", "box")
    street = " ".join(cells[f"address.{part}"] for part in parts if f"address.{part}" in cells)
    number = re.search(r"[0-9].*", street)
    if re.fullmatch(r"[0-9]{4}[a-z]{2}", postcode) and number:
        return f"{postcode} {_as_key('', number[0])}"
    return f"{postcode or town} {_as_key('', street)}" if street and (postcode or town) else ""


def _same(field: str, one: str, other: str) -> bool:
    return one == other or _as_key(field, one) == _as_key(field, other)


def _as_key(field: str, cell: str) -> str:
    """Return a cell without what people write in different ways: capitals, spaces, dots, a country code."""
    if field in ("customer.mobile", "customer.phone"):
        return re.sub(r"^(?:00)?3[12]", "0", "".join(char for char in cell if char.isdigit()))
    if field in ("customer.email", "customer.id"):
        return cell.casefold()
    return re.sub(r"[\s.]+", "", cell.casefold())


def _bare(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
