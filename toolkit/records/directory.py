"""A table of customers, joined to a ledger that has no addresses: on the customer number, else on name and postcode."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from toolkit.records import columns
from toolkit.records.grouping import Entry, name_of
from toolkit.records.layout import Layout
from toolkit.records.rowlog import RowLog
from toolkit.records.stops import ROLES
from toolkit.records.table import Row, read_table
from toolkit.wording import worded

_JOINED = ("customer.", "address.", *ROLES)
_WHOLE = ("address.street", "address.postcode", "address.town")


@dataclass(frozen=True, slots=True)
class Directory:
    """Customers by number and by name with postcode; None where two differ, so that nobody is taken for another."""

    name: str
    by_number: Mapping[str, Mapping[str, str] | None]
    by_name: Mapping[tuple[str, str], Mapping[str, str] | None]


def read_customers(path: Path, layout: Layout) -> Directory:
    """Return the customers in a table (CSV or workbook); raises RecordError for a file that is none."""
    known = partial(columns.known, own=layout.names)
    if path.suffix.lower() in (".csv", ".tsv", ".txt"):
        table = read_table(path, known)
    else:
        from toolkit.records.excel import read_workbook

        table = read_workbook(path, known, hidden=True)
    found = columns.match(table.header, layout.own, [row.cells for row in table.rows], layout.ready)
    numbers: dict[str, Mapping[str, str] | None] = {}
    names: dict[tuple[str, str], Mapping[str, str] | None] = {}
    for row in table.rows:
        if row.problem or len(row.cells) < len(table.header):
            continue
        cells = {
            field: row.cells[place]
            for field, place in found.places.items()
            if field.startswith(_JOINED) and row.cells[place]
        }
        if number := cells.get("customer.id", "").casefold():
            numbers[number] = cells if numbers.get(number, cells) == cells else None
        if key := _name_key(cells):
            names[key] = cells if names.get(key, cells) == cells else None
    return Directory(path.name, numbers, names)


def join_customers(entries: Sequence[Entry], directory: Directory, log: RowLog) -> tuple[list[Entry], bool]:
    """Return the rows with what the directory adds, and whether some row has a whole address from it.

    Who is not found there, or only under another name, is told.
    """
    out, whole = [], False
    for entry in entries:
        cells = _found(entry.cells, directory)
        if cells is None:
            log.notice(
                entry.row,
                None,
                worded("deze klant staat niet (of niet één keer) in {name}", name=directory.name),
            )
            out.append(entry)
            continue
        skip = "address." if any(field.startswith("address.") for field in entry.cells) else "\0"
        added = {field: text for field, text in cells.items() if not field.startswith(skip)}
        whole = whole or all(field in added for field in _WHOLE)
        out.append(replace(entry, cells={**added, **entry.cells}))
    return out, whole


def _found(cells: Mapping[str, str], directory: Directory) -> Mapping[str, str] | None:
    number = cells.get("customer.id", "").casefold()
    if number:
        found = directory.by_number.get(number)
    else:
        key = _name_key(cells)
        found = directory.by_name.get(key) if key else None
    return found if found and _may_be_one(cells, found) else None


def _may_be_one(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two names share a word, or one of them is not known."""
    words = [set(_name(cells).casefold().replace(".", " ").split()) for cells in (one, other)]
    long = [{word for word in each if len(word) > 2} for each in words]
    return not all(words) or bool(long[0] & long[1]) or words[0] == words[1]


def _name(cells: Mapping[str, str]) -> str:
    fields = ("customer.company", "customer.name", "customer.first_name", "customer.last_name")
    return " ".join(cells[field] for field in fields if field in cells)


def _name_key(cells: Mapping[str, str]) -> tuple[str, str] | None:
    name = name_of(Entry(Row(0, 0, ()), cells))
    postcode = "".join(cells.get("address.postcode", "").split()).casefold()
    return (name, postcode) if name and postcode else None
