"""Excel and OpenDocument workbooks (.xlsx, .xlsm, .xlsb, .xls, .ods) as the table that a CSV file would be.

The cells keep what they say: a date is a date whatever its format, a number is exact to the fifteen digits
that a workbook has, and text stays text. From there on the rows are read as those of a CSV file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit import install_line
from toolkit.errors import Place, RecordError, SettingsError
from toolkit.records.cells import clean
from toolkit.records.files import LARGEST_FILE
from toolkit.records.messages import quote
from toolkit.records.table import Row, Table

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_HEADER_WITHIN = 20
_DIGITS = 15


def read_workbook(path: Path, known: Callable[[Sequence[str]], int]) -> Table:
    """Return the table in a workbook: the visible sheet, and the row in it, that name most columns we know.

    In: `known` counts the column names it knows in a row; rows above the header are left out. Line numbers
    are the row numbers of the sheet. Raises RecordError, in Dutch, for a file that is no workbook or holds no
    table, SettingsError when the package that reads workbooks is not installed.
    """
    workbook = _opened(path)
    best: tuple[int, str, int] = (0, "", 0)
    for name in _visible(workbook):
        head = islice(_rows(workbook, name), _HEADER_WITHIN)
        for number, row in head:
            best = max(best, (known(row), name, -number))
    score, name, number = best
    if not score:
        raise RecordError("geen rij in deze werkmap heeft kolomnamen die wij kennen", place=Place(str(path)))
    header: tuple[str, ...] = ()
    rows = []
    for at, cells in _rows(workbook, name):
        if at == -number:
            header = _trimmed(cells)
        elif at > -number and any(cells):
            rows.append(Row(at, at, _padded(cells, len(header))))
    if not rows:
        raise RecordError(
            f"het blad {quote(name)} heeft alleen een kopregel", place=Place(str(path), -number)
        )
    return Table(header, tuple(rows), whole=True)


def _opened(path: Path) -> CalamineWorkbook:
    place = Place(str(path))
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError as error:
        raise SettingsError(
            "werkmappen lezen kan nog niet", place=place, hint=install_line("excel")
        ) from error
    if not path.is_file():
        raise RecordError("is een map, geen bestand" if path.is_dir() else "bestaat niet", place=place)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise RecordError(f"is groter dan {LARGEST_FILE // 1_000_000} MB", place=place)
        return CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError, ValueError) as error:
        raise RecordError("is geen werkmap die gelezen kan worden", place=place) from error


def _visible(workbook: CalamineWorkbook) -> list[str]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
    ]


def _rows(workbook: CalamineWorkbook, name: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    sheet = workbook.get_sheet_by_name(name)
    first = sheet.start[0] + 1 if sheet.start else 1
    # `to_python` begins at the first cell that is used, wherever that is on the sheet.
    for number, row in enumerate(sheet.to_python(skip_empty_area=True), start=first):
        yield number, tuple(_text(cell) for cell in row)


def _text(cell: Any) -> str:
    """Return a cell as a Dutch spreadsheet would show it, with all its digits."""
    match cell:
        case bool():
            return "ja" if cell else "nee"
        case str():
            return clean(cell)
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
        case date():
            return cell.isoformat()
        case float() if cell.is_integer() and abs(cell) < 10**_DIGITS:
            return str(int(cell))
        case float():
            return f"{cell:.{_DIGITS}G}".replace(".", ",")
    return str(cell)


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    count = len(cells)
    while count and not cells[count - 1]:
        count -= 1
    return cells[:count]


def _padded(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    """Return a row as wide as the header; what stands beyond it stays, so that it is noticed."""
    cells = cells + ("",) * (width - len(cells))
    return cells if any(cells[width:]) else cells[:width]
