"""A workbook as its sheets with their rows, whichever library reads it.

Zipped workbooks (.xlsx, .xlsm, .xlsb, .ods) are surveyed first and then read by calamine; old ones (.xls) are read
by xlrd. Which it is, the bytes say: programs give any of them any name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit import install_line
from toolkit.errors import Place, RecordError, SettingsError
from toolkit.records.cells import clean
from toolkit.records.files import LARGEST_FILE
from toolkit.records.messages import quote
from toolkit.records.sheets import UNREADABLE, Survey, cell_name, refusing, survey
from toolkit.wording import worded

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

Cells = tuple[str, ...]

_DIGITS = 15
_ZIP = b"PK\x03\x04"
_OLD = (b"\xd0\xcf\x11\xe0", b"\t\x00", b"\t\x02", b"\t\x04", b"\t\x08")  # a compound file, or BIFF alone
_HTML = re.compile(rb"<(?:html|table|!doctype html)[\s>]", re.IGNORECASE)
_LOCKED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: `rows` yields its rows with their numbers, from 1; `hidden` are the rows nobody sees.

    A sheet that nobody sees at all is not `visible`.
    """

    name: str
    rows: Callable[[], Iterator[tuple[int, Cells]]]
    hidden: frozenset[int] = frozenset()
    visible: bool = True


def open_sheets(path: Path) -> list[Sheet]:
    """Return the sheets of a workbook that hold anything.

    Raises RecordError, in Dutch, for a file that is no workbook, is damaged, or has a cell far from its table,
    also while the rows are read; SettingsError when the packages that read workbooks are not installed.
    """
    place = Place(str(path))
    content = _content(path, place)
    if _LOCKED in content:
        raise RecordError("is met een wachtwoord beveiligd", place=place, hint="bewaar het zonder wachtwoord")
    try:
        if content.startswith(_ZIP):
            return _zipped(content, place)
        if content.startswith(_OLD):
            return _old(content, place)
    except ImportError as error:
        raise SettingsError(
            "werkmappen lezen kan nog niet", place=place, hint=install_line("excel")
        ) from error
    if _HTML.search(content[:4096]):
        return _web_tables(content, place)
    raise RecordError(UNREADABLE, place=place)


def _content(path: Path, place: Place) -> bytes:
    if not path.is_file():
        raise RecordError("is een map, geen bestand" if path.is_dir() else "bestaat niet", place=place)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise RecordError(worded("is groter dan {most} MB", most=LARGEST_FILE // 1000000), place=place)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise RecordError("kan niet gelezen worden", place=place) from error


def _zipped(content: bytes, place: Place) -> list[Sheet]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    found = survey(content, place)
    with refusing(place):
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        names = {
            sheet.name: sheet.visible == SheetVisibleEnum.Visible
            for sheet in book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet
        }
    seen = {name: found.get(name, Survey()) for name in names}
    return [
        Sheet(name, partial(_zipped_rows, book, name, each, place), frozenset(each.hidden), names[name])
        for name, each in seen.items()
        if each.cells
    ]


def _zipped_rows(
    book: CalamineWorkbook, name: str, found: Survey, place: Place
) -> Iterator[tuple[int, Cells]]:
    with refusing(place):
        rows = book.get_sheet_by_name(name).iter_rows()
    number = 0
    while True:
        number += 1
        try:
            with refusing(place):
                row = next(rows, None)
                cells = () if row is None else tuple(map(text, row))
        except RecordError as error:
            if number not in found.late:
                raise
            cell = cell_name(number, found.late[number][1])
            raise RecordError(
                worded(
                    "op het blad {name} staat in cel {cell} een datum die niet bestaat",
                    name=quote(name),
                    cell=cell,
                ),
                place=place,
            ) from error
        if row is None:
            return
        yield number, cells


def _old(content: bytes, place: Place) -> list[Sheet]:
    import xlrd

    with refusing(place):
        book = xlrd.open_workbook(
            file_contents=content, logfile=StringIO(), ragged_rows=True, formatting_info=True
        )

    def rows(sheet: Any) -> Iterator[tuple[int, Cells]]:
        for at in range(sheet.nrows):
            with refusing(Place(place.file, at + 1)):
                cells = tuple(text(_old_cell(cell, book.datemode)) for cell in sheet.row(at))
            yield at + 1, cells

    return [
        Sheet(
            sheet.name,
            partial(rows, sheet),
            frozenset(at + 1 for at, row in sheet.rowinfo_map.items() if row.hidden),
            sheet.visibility == 0,
        )
        for sheet in book.sheets()
        if sheet.nrows
    ]


def _old_cell(cell: Any, datemode: int) -> Any:
    import xlrd

    match cell.ctype:
        case xlrd.XL_CELL_DATE:
            return xlrd.xldate_as_datetime(cell.value, datemode)
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return xlrd.error_text_from_code.get(cell.value, "#N/A")
    return cell.value


def _web_tables(content: bytes, place: Place) -> list[Sheet]:
    """Return the tables of a web page, which web portals like to call `.xls`."""
    from lxml import html

    out = []
    with refusing(place):
        page = html.document_fromstring(content, parser=html.HTMLParser(no_network=True, huge_tree=False))
        for number, table in enumerate(page.iter("table"), start=1):
            if table.find(".//table") is not None:
                continue  # only a frame around other tables
            rows, unseen = [], set()
            for at, row in enumerate(table.iter("tr"), start=1):
                rows.append((at, tuple(_web_cells(row))))
                if "display:none" in "".join(row.get("style", "").casefold().split()):
                    unseen.add(at)
            out.append(Sheet(f"tabel {number}", partial(iter, rows), frozenset(unseen)))
    return out


def _web_cells(row: Any) -> Iterator[str]:
    for cell in row.iterchildren("td", "th"):
        yield clean(" ".join(cell.text_content().split()))
        width = cell.get("colspan", "1")
        yield from [""] * (min(int(width), 100) - 1 if width.isdigit() else 0)


def text(cell: Any) -> str:
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
