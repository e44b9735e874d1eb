"""What each column of a ledger is taken for, with some of its cells, for a person to check."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from toolkit.records import columns
from toolkit.records.grouping import Entry
from toolkit.records.invoices import AMOUNTS, DAYS
from toolkit.records.layout import Layout
from toolkit.records.unread import doubtful_columns

_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the file, the name we know it by, and three of its cells.

    `meaning` is empty for a column that says nothing about what is asked, None for one that nobody knows.
    """

    header: str
    meaning: str | None
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """All columns of a table in their order, and in Dutch what keeps it from being read."""

    columns: tuple[Column, ...]
    problems: tuple[str, ...]


def understand(path: Path, layout: Layout) -> Understood:
    """Return how the columns of a table are understood; raises RecordError for a file that is no table."""
    from toolkit.records import cells as cell
    from toolkit.records.readers import WORKBOOKS
    from toolkit.records.table import read_table

    known = partial(columns.known, own=layout.names)
    if path.suffix.lower() in WORKBOOKS:
        from toolkit.records.excel import read_workbook

        table = read_workbook(path, known, hidden=layout.hidden)
    else:
        table = read_table(path, known)
    rows = [row for row in table.rows if len(row.cells) == len(table.header)]
    found = columns.match(table.header, layout.own, [row.cells for row in rows], layout.ready)
    by_place = {place: field for field, place in found.places.items()}
    by_place |= dict.fromkeys(found.remarks, columns.REMARKS)
    entries = [
        Entry(row, {field: text for field, place in found.places.items() if (text := row.cells[place])})
        for row in rows
    ]
    texts = {name: [each.cells[name] for each in entries if name in each.cells] for name in (*AMOUNTS, *DAYS)}
    notation = cell.sniff(
        (text for name in AMOUNTS for text in texts[name]), (text for name in DAYS for text in texts[name])
    )
    shown = []
    for place, header in enumerate(table.header):
        field = by_place.get(place)
        meaning = columns.names()[field][0] if field else None if place in found.unread else ""
        examples = dict.fromkeys(row.cells[place] for row in rows if row.cells[place])
        shown.append(Column(header, meaning, tuple(examples)[:_EXAMPLES]))
    doubts = () if found.problems else tuple(doubtful_columns(found, entries, notation))
    return Understood(tuple(shown), (*found.problems, *doubts))
