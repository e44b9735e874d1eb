"""Excel and OpenDocument workbooks (.xlsx, .xlsm, .xlsb, .xls, .ods) as the table that a CSV file would be.

The cells keep what they say: a date is a date whatever its format, a number is exact to the fifteen digits
that a workbook has, and text stays text. From there on the rows are read as those of a CSV file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from toolkit.errors import Place, RecordError
from toolkit.records.books import open_sheets
from toolkit.records.files import empty
from toolkit.records.messages import quote
from toolkit.records.table import HEADER_WITHIN, Row, Table


def read_workbook(path: Path, known: Callable[[Sequence[str]], int]) -> Table:
    """Return the table in a workbook: the visible sheet, and the row in it, that name most columns we know.

    In: `known` counts the column names it knows in a row; rows above the header are left out. Line numbers
    are the row numbers of the sheet. Raises RecordError, in Dutch, for a file that is no workbook or holds no
    table, SettingsError when the package that reads workbooks is not installed.
    """
    sheets = open_sheets(path)
    best: tuple[int, int, int] = (0, 0, 0)
    for place, sheet in enumerate(sheets):
        for number, row in islice(sheet.rows(), HEADER_WITHIN):
            best = max(best, (known(row), -place, -number))
    score, place, number = (abs(each) for each in best)
    if not any(any(row) for sheet in sheets for _, row in sheet.rows()):
        raise empty(path)
    if not score:
        raise RecordError("geen rij in deze werkmap heeft kolomnamen die wij kennen", place=Place(str(path)))
    header: tuple[str, ...] = ()
    rows = []
    for at, cells in sheets[place].rows():
        if at == number:
            header = _trimmed(cells)
        elif at > number and any(cells):
            rows.append(Row(at, at, _padded(cells, len(header))))
    if not rows:
        raise empty(path, f"op het blad {quote(sheets[place].name)} staat alleen een kopregel", number)
    return Table(header, tuple(rows), whole=True)


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    count = len(cells)
    while count and not cells[count - 1]:
        count -= 1
    return cells[:count]


def _padded(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    """Return a row as wide as the header; what stands beyond it stays, so that it is noticed."""
    cells = cells + ("",) * (width - len(cells))
    return cells if any(cells[width:]) else cells[:width]
