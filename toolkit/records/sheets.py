"""How far the sheets of a workbook reach and which rows are hidden, found before a library lays them out whole.

A library lays a sheet out as a rectangle up to its last cell, so one stray cell at XFD1048576 would ask for more
memory than a machine has, and that cannot be caught. Here only the cells that are there are counted.
"""

from __future__ import annotations

import posixpath
import struct
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO, Any
from zipfile import ZipFile

from lxml import etree

from toolkit.errors import Place, RecordError
from toolkit.records.messages import quote
from toolkit.wording import worded
from toolkit.xml import SAFE, xml_root

LARGEST_CONTENT = 400_000_000
"""The most bytes that the parts of a workbook may have when they are unpacked."""

EMPTY_CELLS = 1_000_000
"""The most empty cells that may stand between the cells of a sheet."""

UNREADABLE = worded("is geen werkmap die gelezen kan worden")

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_WIDEST, _TALLEST = 2**14, 2**20
_LAST_DAY = 2_958_465  # 31 December 9999
# Records of [MS-XLSB]: a sheet in the list, a row, and the kinds of cells that hold something.
_SHEET, _ROW, _CELLS = 156, 0, range(2, 12)


@dataclass(slots=True)
class Survey:
    """What one sheet holds: its number of `cells` in use, and the rows (from 1) in use that nobody sees.

    `low` and `far` are a cell (row, column) in its last row and one in its last column. `late` holds, for a
    row that has one, its largest number that is after the last day a workbook knows, and the column.
    """

    cells: int = 0
    low: tuple[int, int] = (0, 0)
    far: tuple[int, int] = (0, 0)
    hidden: set[int] = field(default_factory=set)
    late: dict[int, tuple[float, int]] = field(default_factory=dict)
    _rows: int = 0

    def put(self, row: int, column: int, *, hidden: bool, day: float = 0) -> None:
        """Count a cell that holds something."""
        self.cells += 1
        if day > _LAST_DAY:
            self.late[row] = max(self.late.get(row, (day, column)), (day, column))
        if row > self.low[0]:
            self.low, self._rows = (row, column), self._rows + 1
        if column > self.far[1]:
            self.far = (row, column)
        if hidden:
            self.hidden.add(row)

    @property
    def stray(self) -> tuple[int, int] | None:
        """The cell (row, column) that stands so far from the others that it cannot belong to their table."""
        if self.low[0] * self.far[1] - self.cells <= EMPTY_CELLS:
            return None
        return self.low if self.low[0] > 2 * self._rows else self.far


def cell_name(row: int, column: int) -> str:
    """Return what a spreadsheet calls a cell, both from 1: `A1`, `XFD1048576`."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return f"{name}{row}"


@contextmanager
def refusing(place: Place) -> Iterator[None]:
    """Turn whatever a library raises on a damaged workbook into a RecordError at `place`."""
    try:
        yield
    except RecordError:
        raise
    except Exception as error:
        raise RecordError(UNREADABLE, place=place) from error


def survey(content: bytes, place: Place) -> Mapping[str, Survey]:
    """Return what each sheet of a zipped workbook (.xlsx, .xlsm, .xlsb, .ods) holds, by its name.

    Raises RecordError, in Dutch, for a file that is damaged or unpacks to more than `LARGEST_CONTENT` bytes, and
    for a sheet with a cell far from its table.
    """
    with refusing(place), ZipFile(BytesIO(content)) as archive:
        _check(archive, place)
        found = _surveyor(archive)(archive)
    for name, sheet in found.items():
        if stray := sheet.stray:
            raise RecordError(
                worded(
                    "op het blad {name} staat cel {cell} ver buiten de tabel",
                    name=quote(name),
                    cell=cell_name(*stray),
                ),
                place=place,
                hint="wis wat daar staat, of verwijder die rijen en kolommen, en bewaar de werkmap opnieuw",
            )
    return found


def _check(archive: ZipFile, place: Place) -> None:
    """Refuse an archive with damaged parts, two parts of one name, or more than fits in memory."""
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > LARGEST_CONTENT:
        raise RecordError(
            worded("is uitgepakt groter dan {most} MB", most=LARGEST_CONTENT // 1000000),
            place=place,
        )
    if len({part.filename.casefold() for part in parts}) < len(parts) or archive.testzip():
        raise RecordError(UNREADABLE, place=place)


def _office_sheets(archive: ZipFile, book: str, listed: Callable[[bytes], Iterator[tuple[str, str]]]) -> Iterator[
    tuple[str, str]
]:  # fmt: skip
    """Yield the name of each sheet and of the part it stands in."""
    parts = {name.casefold(): name for name in archive.namelist()}
    folder, _, name = book.rpartition("/")
    links = xml_root(archive.read(parts[f"{folder}/_rels/{name}.rels"]), bare=True)
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for title, link in listed(archive.read(parts[book])):
        part = posixpath.normpath(posixpath.join("/", folder, targets[link])).removeprefix("/").casefold()
        if part in parts:
            yield title, parts[part]


def _xlsx(archive: ZipFile) -> dict[str, Survey]:
    def listed(content: bytes) -> Iterator[tuple[str, str]]:
        for sheet in xml_root(content).iter("{*}sheet"):
            yield sheet.get("name", ""), sheet.get(_RELATION) or sheet.get(_STRICT_RELATION)

    out: dict[str, Survey] = {}
    for title, part in _office_sheets(archive, "xl/workbook.xml", listed):
        with archive.open(part) as file:
            out[title] = _xlsx_sheet(file)
    return out


def _xlsx_sheet(file: IO[bytes]) -> Survey:
    out, number = Survey(), 0
    for row in _each(file, "{*}row"):
        number = int(row.get("r") or number + 1)
        column = 0
        for cell in row.iterchildren("{*}c"):
            name = cell.get("r")
            column = _column(name) if name else column + 1
            if any(part.text or len(part) for part in cell):
                _within(number, column)
                hidden = row.get("hidden") in ("1", "true")
                value = (cell.findtext("{*}v") or "") if cell.get("t", "n") == "n" else ""
                out.put(number, column, hidden=hidden, day=abs(float(value)) if len(value) > 3 else 0)
    return out


def _xlsb(archive: ZipFile) -> dict[str, Survey]:
    def listed(content: bytes) -> Iterator[tuple[str, str]]:
        for kind, data in _records(content):
            if kind == _SHEET:
                link, after = _wide_text(data, 8)
                yield _wide_text(data, after)[0], link

    out: dict[str, Survey] = {}
    for title, part in _office_sheets(archive, "xl/workbook.bin", listed):
        sheet, number, hidden = out.setdefault(title, Survey()), 0, False
        for kind, data in _records(archive.read(part)):
            if kind == _ROW:
                number, hidden = struct.unpack_from("<I", data)[0] + 1, bool(data[11] & 0x10)
            elif kind in _CELLS:
                column = struct.unpack_from("<I", data)[0] + 1
                _within(number, column)
                sheet.put(number, column, hidden=hidden)
    return out


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a binary part: a number of one or two bytes, a length of one to four, the data."""
    at = 0
    while at < len(content):
        kind, at = content[at], at + 1
        if kind & 0x80:
            kind, at = (kind & 0x7F) | (content[at] & 0x7F) << 7, at + 1
        size = 0
        for place in range(4):
            byte, at = content[at], at + 1
            size |= (byte & 0x7F) << 7 * place
            if not byte & 0x80:
                break
        yield kind, content[at : at + size]
        at += size


def _wide_text(data: bytes, at: int) -> tuple[str, int]:
    end = at + 4 + 2 * int(struct.unpack_from("<I", data, at)[0])
    return data[at + 4 : end].decode("utf-16-le"), end


def _ods(archive: ZipFile) -> dict[str, Survey]:
    out: dict[str, Survey] = {}
    with archive.open("content.xml") as file:
        sheet, number, table = Survey(), 0, None
        for row in _each(file, f"{_TABLE}table-row"):
            above = next(row.iterancestors(f"{_TABLE}table"))
            if above is not table:
                table, number = above, 0
                sheet = out.setdefault(above.get(f"{_TABLE}name", ""), Survey())
            times = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
            hidden = row.get(f"{_TABLE}visibility", "visible") != "visible"
            column = 0
            for cell in row:
                width = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
                column += width
                if cell.get(f"{_OFFICE}value-type") or len(cell):
                    _within(number + times, column)
                    sheet.put(number + times, column, hidden=hidden)
                    sheet.hidden |= set(range(number + 1, number + times)) if hidden else set()
            number += times
    return out


def _each(file: IO[bytes], tag: str) -> Iterator[Any]:
    """Yield the elements of a name one by one, and forget each when it is done."""
    rows = etree.iterparse(file, tag=tag, **SAFE)
    for _, row in rows:
        yield row
        row.clear()
        while (before := row.getprevious()) is not None:
            row.getparent().remove(before)


def _column(name: str) -> int:
    column = 0
    for char in name.rstrip("0123456789").upper():
        if not "A" <= char <= "Z" or column > _WIDEST:
            raise ValueError("no cell")
        column = 26 * column + ord(char) - 64
    return column


def _within(row: int, column: int) -> None:
    if not (0 < row <= _TALLEST and 0 < column <= _WIDEST):
        raise ValueError("no cell of a sheet")


def _surveyor(archive: ZipFile) -> Callable[[ZipFile], dict[str, Survey]]:
    """Return what reads this kind of workbook, whatever its file is called."""
    kinds = {"xl/workbook.xml": _xlsx, "xl/workbook.bin": _xlsb, "content.xml": _ods}
    names = {name.casefold() for name in archive.namelist()}
    return next(read for part, read in kinds.items() if part in names)
