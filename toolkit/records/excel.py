"""Excel and OpenDocument workbooks (.xlsx, .xlsm, .xlsb, .xls, .ods) as the table that a CSV file would be.

The cells keep what they say: a date is a date whatever its format, a number is exact to the fifteen digits
that a workbook has, and text stays text. From there on the rows are read as those of a CSV file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from toolkit.errors import Place, RecordError
from toolkit.records.books import Sheet, open_sheets
from toolkit.records.files import empty
from toolkit.records.messages import quote
from toolkit.records.table import HEADER_WITHIN, Row, Table
from toolkit.wording import worded


def read_workbook(path: Path, known: Callable[[Sequence[str]], int], *, hidden: bool = False) -> Table:
    """Return the table in a workbook: the visible sheet, and the row in it, that name most columns we know, and
    the rows of every other visible sheet with the same head.

    In: `known` counts the column names it knows in a row; rows above the header are left out. Line numbers
    are the row numbers of the sheet; those of a further sheet go on from the next thousand. Rows that the sheet
    hides are left out and told, unless `hidden`. Raises RecordError, in Dutch, for a file that is no workbook or
    holds no table, SettingsError when the package that reads workbooks is not installed.
    """
    opened = open_sheets(path)
    sheets = [(sheet, list(sheet.rows())) for sheet in opened if sheet.visible]
    best: tuple[int, int, int] = (0, 0, 0)
    for place, (_, rows) in enumerate(sheets):
        for number, row in rows[:HEADER_WITHIN]:
            best = max(best, (known(row), -place, -number))
    score, place, number = (abs(each) for each in best)
    if not any(any(row) for _, rows in sheets for _, row in rows):
        raise empty(path)
    if not score:
        raise RecordError("geen rij in deze werkmap heeft kolomnamen die wij kennen", place=Place(str(path)))
    first, its_rows = sheets.pop(place)
    header = next(_trimmed(cells) for at, cells in its_rows if at == number)
    above = tuple(Row(at, at, cells) for at, cells in its_rows if at < number and any(cells))
    found, notes = _below(first, its_rows, header, number, 0, hidden=hidden)
    notes += (
        (
            Row(number, number, header),
            worded("het verborgen blad {name} is niet gelezen", name=quote(each.name)),
        )
        for each in opened
        if not each.visible
    )
    for sheet, rows in sheets:
        start = next((at for at, cells in rows[:HEADER_WITHIN] if _same(cells, header)), None)
        base = -(-max((row.line for row in found), default=number) // 1000) * 1000
        if start is not None:
            more, more_notes = _below(sheet, rows, header, start, base, hidden=hidden)
            told = worded(
                "het blad {name} is ook gelezen; zijn rij 1 heet hier regel {base}",
                name=quote(sheet.name),
                base=base + 1,
            )
            found, notes = [*found, *more], [*notes, (Row(base + start, start, header), told), *more_notes]
        elif any(any(cells) for _, cells in rows):
            notes.append(
                (
                    Row(number, number, header),
                    worded("het blad {name} is niet gelezen", name=quote(sheet.name)),
                )
            )
    if not found and not notes:
        raise empty(
            path, worded("op het blad {name} staat alleen een kopregel", name=quote(first.name)), number
        )
    return Table(header, tuple(found), whole=True, at=number, above=above, notes=tuple(notes))


def _below(
    sheet: Sheet,
    rows: Sequence[tuple[int, tuple[str, ...]]],
    header: tuple[str, ...],
    start: int,
    base: int,
    *,
    hidden: bool,
) -> tuple[list[Row], list[tuple[Row, str]]]:
    """Return the rows below the header of a sheet, and what is to be said of the ones that are left out."""
    found, notes = [], []
    for at, cells in rows:
        if at <= start or not any(cells):
            continue
        row = Row(base + at, at, _padded(cells, len(header)))
        if at in sheet.hidden and not hidden:
            notes.append((row, worded("verborgen rij, niet gelezen")))
        else:
            found.append(row)
    return found, notes


def _same(cells: Sequence[str], header: Sequence[str]) -> bool:
    return [cell.casefold() for cell in _trimmed(tuple(cells))] == [cell.casefold() for cell in header]


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    count = len(cells)
    while count and not cells[count - 1]:
        count -= 1
    return cells[:count]


def _padded(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    """Return a row as wide as the header; what stands beyond it stays, so that it is noticed."""
    cells = cells + ("",) * (width - len(cells))
    return cells if any(cells[width:]) else cells[:width]
