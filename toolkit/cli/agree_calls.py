"""The calls of a day as a table: one row for each agreement, as `tact agree --calls` reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from toolkit.errors import Place, RecordError, RecordErrors
from toolkit.wording import joined, worded

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "customer": ("klant", "klantnummer", "klantnaam", "customer"),
        "kind": ("soort", "afspraak", "kind"),
        "pay_by": ("betaalt op", "betaalt uiterlijk", "pay by"),
        "amount": ("bedrag", "bedrag per deel", "amount"),
        "parts": ("delen", "aantal delen", "termijnen", "parts"),
        "first": ("eerste dag", "eerste deel", "first"),
        "every": ("ritme", "per", "every"),
        "subject": ("onderwerp", "subject"),
        "answer_by": ("antwoord op", "antwoord uiterlijk", "answer by"),
        "customer_says": ("klant zegt", "customer says"),
        "we_say": ("wij zeggen", "we say"),
        "actions": ("acties", "actie", "actions"),
        "invoices": ("facturen", "factuur", "factuurnummer", "invoices"),
        "agreed_on": ("afgesproken op", "datum", "op", "agreed on"),
        "agreed_with": ("met", "met wie", "with"),
        "agreed_by": ("door", "door wie", "collega", "by"),
        "how": ("hoe", "via", "how"),
    }
)
"""The names that a column may have, by the field of a `Said`."""

_SEVERAL = ("customer_says", "we_say", "actions", "invoices")
_PARTED = re.compile(r"\s*[;|\n]\s*")
_WITH_COMMAS = re.compile(r"\s*[,;|\n]\s*")


@dataclass(frozen=True, slots=True)
class Call:
    """One row: the fields of a `Said`, or what is wrong with the row; `place` is where it stands, None off the
    command line.
    """

    place: Place | None
    said: Mapping[str, Any]
    problem: RecordError | None = None


def read_calls(path: Path) -> list[Call]:
    """Return the rows of a CSV file with calls, in their order.

    Raises RecordErrors for a file that is no table, for a column that nobody knows and for one that is missing: a
    cell that is left out would be an agreement that was not made.
    """
    from toolkit.records.table import read_table, square

    try:
        table = read_table(path, lambda header: sum(_field(name) is not None for name in header))
    except RecordError as error:
        raise RecordErrors([error]) from error
    fields = _fields(table.header, Place(str(path), table.at))
    calls = []
    for row in square(table, len(table.header))[0]:
        place = Place(str(path), row.line)
        if row.problem:
            calls.append(Call(place, {}, RecordError(row.problem, place=place)))
            continue
        cells = {field: cell for field, cell in zip(fields, row.cells, strict=True) if cell}
        calls.append(Call(place, {field: _value(field, cell) for field, cell in cells.items()}))
    return calls


def _fields(header: Sequence[str], place: Place) -> list[str]:
    """Return the field of each column. Raises RecordErrors for all that is wrong with the names."""
    from toolkit.records.messages import quote, suggestion

    found = [_field(name) for name in header]
    every = [name for names in COLUMNS.values() for name in names]
    problems = [
        RecordError(
            worded(
                "the column {name} is unknown{near}",
                name=quote(name),
                near=suggestion(name.casefold(), every),
            ),
            place=place,
            hint=worded("there is: {known}", known=tuple(names[0] for names in COLUMNS.values())),
        )
        for name, field in zip(header, found, strict=True)
        if field is None
    ]
    known = [field for field in found if field]
    if twice := sorted({field for field in known if known.count(field) > 1}):
        names = joined([COLUMNS[field][0] for field in twice])
        problems.append(RecordError(worded("two columns say the same: {names}", names=names), place=place))
    for field in ("customer", "kind"):
        if field not in known and not problems:
            problems.append(
                RecordError(worded("there is no column {name}", name=quote(COLUMNS[field][0])), place=place)
            )
    if problems:
        raise RecordErrors(problems)
    return known


def _field(name: str) -> str | None:
    wanted = " ".join(name.casefold().replace("_", " ").split())
    return next((field for field, names in COLUMNS.items() if wanted in names), None)


def _value(field: str, cell: str) -> Any:
    if field not in _SEVERAL:
        return cell
    mark = _WITH_COMMAS if field == "invoices" else _PARTED
    return tuple(part for part in mark.split(cell) if part)
