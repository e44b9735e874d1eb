"""Workbooks written by hand: the smallest files that Excel and LibreOffice would open."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

Cell = str | int | float | bool | date | None
Sheet = Sequence[Sequence[Cell]]

HIDDEN = ' state="hidden"'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def xlsx(path: Path, sheets: dict[str, Sheet], hidden: Sequence[str] = ()) -> Path:
    """Write an Excel workbook; dates get a number format, as Excel does it."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET_KIND}.styles+xml"/>'
        + "".join(
            f'<Override PartName="/xl/s{n}.xml" ContentType="{_SHEET_KIND}.worksheet+xml"/>'
            for n in range(len(sheets))
        )
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
        + "".join(
            f'<sheet name={quoteattr(name)} sheetId="{n + 1}" r:id="r{n}"{HIDDEN if name in hidden else ""}/>'
            for n, name in enumerate(sheets)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rs" Type="{_RELATIONS}/styles" Target="styles.xml"/>'
        + "".join(
            f'<Relationship Id="r{n}" Type="{_RELATIONS}/worksheet" Target="s{n}.xml"/>'
            for n in range(len(sheets))
        )
        + "</Relationships>",
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
    }
    for number, rows in enumerate(sheets.values()):
        lines = (
            f'<row r="{r}">'
            + "".join(_cell(f"{chr(65 + c)}{r}", cell) for c, cell in enumerate(row))
            + "</row>"
            for r, row in enumerate(rows, start=1)
        )
        parts[f"xl/s{number}.xml"] = (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'
        )
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return path


def _cell(place: str, cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return f'<c r="{place}" t="b"><v>{int(cell)}</v></c>'
        case datetime():
            days = (cell - datetime(1899, 12, 30)).total_seconds() / 86400  # noqa: DTZ001 - a workbook has no time zones
            return f'<c r="{place}" s="1"><v>{days!r}</v></c>'
        case date():
            return f'<c r="{place}" s="1"><v>{(cell - date(1899, 12, 30)).days}</v></c>'
        case int() | float():
            return f'<c r="{place}"><v>{cell!r}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'


def ods(path: Path, rows: Sheet) -> Path:
    """Write an OpenDocument spreadsheet with one sheet."""
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    body = f'<office:spreadsheet><table:table table:name="Blad1">{lines}</table:table></office:spreadsheet>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with ZipFile(path, "w") as file:
        file.writestr("mimetype", kind)
        file.writestr("META-INF/manifest.xml", manifest)
        file.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {names} office:version="1.2"><office:body>{body}'
            "</office:body></office:document-content>",
        )
    return path


def _ods_cell(cell: Cell) -> str:
    match cell:
        case None:
            return "<table:table-cell/>"
        case date():
            return f'<table:table-cell office:value-type="date" office:date-value="{cell.isoformat()}"/>'
        case int() | float():
            return f'<table:table-cell office:value-type="float" office:value="{cell!r}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(cell))}</text:p></table:table-cell>'


def xls(path: Path, rows: Sheet, hidden: Sequence[int] = ()) -> Path:
    """Write an old Excel workbook (BIFF8 without its compound file); `hidden` are row numbers from 1."""

    def record(kind: int, data: bytes = b"") -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    def cell(row: int, column: int, value: Cell) -> bytes:
        match value:
            case None:
                return b""
            case date():
                days = float((value - date(1899, 12, 30)).days)
                return record(0x203, struct.pack("<HHHd", row, column, 16, days))
            case int() | float():
                return record(0x203, struct.pack("<HHHd", row, column, 15, value))
        data = str(value).encode("utf-16-le", "replace")
        return record(0x204, struct.pack("<HHHHB", row, column, 15, len(data) // 2, 1) + data)

    font = record(0x31, struct.pack("<HHHHHBBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0, 1) + b"\0A") * 5
    looks = (struct.pack("<HHHBBBBIiH", 0, 14 if n == 16 else 0, 0, 0, 0, 0, 0, 0, 0, 0) for n in range(17))
    head = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + font
    head += b"".join(record(0xE0, look) for look in looks)
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    for number, row in enumerate(rows):
        flags = 0x20 if number + 1 in hidden else 0
        sheet += record(0x208, struct.pack("<HHHHHHHH", number, 0, len(row), 255, 0, 0, flags, 0))
        sheet += b"".join(cell(number, column, value) for column, value in enumerate(row))
    listed = struct.pack("<IBBBB", len(head) + 4 + 8 + 5 + 4, 0, 0, 5, 0) + b"Blad1"
    path.write_bytes(head + record(0x85, listed) + record(0xA) + sheet + record(0xA))
    return path


def xlsb(path: Path, rows: Sheet, hidden: Sequence[int] = (), at: Sequence[int] = ()) -> Path:
    """Write a binary Excel workbook; `at` are the numbers of the rows where they are not 1, 2, 3 …"""

    def record(kind: int, data: bytes = b"") -> bytes:
        number = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
        size, length = len(data), b""
        while size > 0x7F:
            size, length = size >> 7, length + bytes([size & 0x7F | 0x80])
        return number + length + bytes([size]) + data

    def wide(text: str) -> bytes:
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    def cell(column: int, value: Cell) -> bytes:
        head = struct.pack("<II", column, 0)
        match value:
            case None:
                return b""
            case int() | float():
                return record(5, head + struct.pack("<d", value))
        return record(6, head + wide(str(value)))

    places = at or range(1, len(rows) + 1)
    body = b"".join(
        record(0, struct.pack("<IIHBBBI", place - 1, 0, 300, 0, 0x10 if place in hidden else 0, 0, 0))
        + b"".join(cell(column, value) for column, value in enumerate(row))
        for place, row in zip(places, rows, strict=True)
    )
    extent = struct.pack("<IIII", 0, max(places, default=1) - 1, 0, 9)
    sheet = record(129) + record(148, extent) + record(145) + body + record(146) + record(130)
    book = record(131) + record(143) + record(156, struct.pack("<II", 0, 1) + wide("r0") + wide("Blad1"))
    links = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r0" '
        f'Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>'
    )
    with ZipFile(path, "w") as file:
        file.writestr("xl/workbook.bin", book + record(144) + record(132))
        file.writestr("xl/_rels/workbook.bin.rels", links)
        file.writestr("xl/worksheets/sheet1.bin", sheet)
    return path
