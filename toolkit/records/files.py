"""The bytes of an input file, and the text in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from toolkit.errors import Place, RecordError
from toolkit.wording import worded

EXTRACTED = "attachments"
"""The folder, within that of a command or a run, for the PDF files inside electronic invoices."""

LARGEST_FILE = 50_000_000
"""The most bytes an input file may have."""

_FOREIGN = {
    b"PK\x03\x04": worded("is een Excel-werkmap (of een zip)"),
    b"\xd0\xcf\x11\xe0": worded("is een oude Excel-werkmap"),
    b"%PDF": worded("is een PDF"),
}


def xml_files(folder: Path) -> list[Path]:
    """Return the XML files in a folder, at any depth and whatever the case of `.xml`, in the order of their names."""
    return sorted(path for path in _within(folder) if path.suffix.lower() == ".xml")


def other_files(folder: Path) -> list[str]:
    """Return the names of all other files in a folder, as seen from there."""
    return sorted(
        path.relative_to(folder).as_posix() for path in _within(folder) if path.suffix.lower() != ".xml"
    )


def _within(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file that can hold text.

    Raises RecordError, in Dutch, for a file that is missing, unreadable, empty, larger than `LARGEST_FILE`
    or of another kind (a workbook, a PDF).
    """
    place = Place(str(path))
    try:
        if not path.is_file():
            what = "is een map, geen bestand" if path.is_dir() else "bestaat niet"
            raise RecordError(what, place=place)
        if path.stat().st_size > LARGEST_FILE:
            raise RecordError(
                worded("is groter dan {most} MB", most=LARGEST_FILE // 1000000),
                place=place,
                hint="splits het bestand",
            )
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise RecordError("kan niet gelezen worden", place=place) from error
    for magic, what in _FOREIGN.items():
        if data.startswith(magic):
            raise RecordError(what, place=place, hint="bewaar het eerst als CSV (UTF-8)")
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise empty(path)
    return data


def empty(path: Path, what: str = "", line: int | None = None) -> RecordError:
    """Return what is said of every file without data; `what` tells what it does hold, in Dutch."""
    return RecordError(
        worded("het bestand is leeg{colon}{what}", colon=what and ": ", what=what),
        place=Place(str(path), line),
    )


def decode_utf8(data: bytes, path: Path) -> str:
    """Return UTF-8 bytes, with or without byte-order mark, as text; raises RecordError with the line."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RecordError(
            "is geen UTF-8", place=Place(str(path), line), hint="bewaar het als UTF-8"
        ) from error


def decode_any(data: bytes, path: Path) -> str:
    """Return the text of a file that Excel wrote: UTF-8, UTF-16 with byte-order mark, or Windows-1252.

    Raises RecordError for NUL bytes and for bytes that are none of these encodings.
    """
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _no_text(data.count(b"\n", 0, error.start) + 1, path) from error
    if "\0" in text:
        raise _no_text(text.count("\n", 0, text.index("\0")) + 1, path)
    return text


def _no_text(line: int, path: Path) -> RecordError:
    return RecordError(
        "is geen tekst: er staan tekens in die niet in een tekstbestand horen",
        place=Place(str(path), line),
        hint="bewaar het in Excel als CSV UTF-8",
    )
