"""Reads a finished letter: where its glyphs stand, what a screen reader gets, which fonts are in it."""

from __future__ import annotations

import ctypes
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import page as checker
import pypdfium2 as pdfium
from pypdfium2 import raw

MM = 72 / 25.4
HEIGHT = 297.0


@dataclass(frozen=True)
class Glyph:
    """One visible character and its box in mm from the left and top edge of the sheet."""

    char: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)


def failures(content: bytes, profile: str = "ua1") -> list[str]:
    """Return what the checker of PDF/UA and PDF/A finds wrong."""
    report = checker.validate_pdf_bytes(content, profile=profile)
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def texts(content: bytes) -> list[str]:
    """Return the text of every sheet."""
    return [sheet.get_textpage().get_text_range() for sheet in pdfium.PdfDocument(content)]


def glyphs(content: bytes, sheet: int = 0, *, loose: bool = False) -> list[Glyph]:
    """Return the visible characters of a sheet in their order in the file.

    A `loose` box is as high as the font, so that it tells of lines that stand too close.
    """
    document = pdfium.PdfDocument(content)
    text = document[sheet].get_textpage()
    found = []
    for at in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text.raw, at))
        if not char.isspace():
            left, bottom, right, top = (value / MM for value in text.get_charbox(at, loose))
            found.append(Glyph(char, left, HEIGHT - top, right, HEIGHT - bottom))
    return found


def collisions(content: bytes, sheet: int = 0) -> list[tuple[Glyph, Glyph]]:
    """Return the pairs of characters of a sheet of which one stands over a third of the other or more.

    Neighbours in a word may touch.
    """
    found = []
    near: dict[tuple[int, int], list[tuple[int, Glyph]]] = {}
    for at, one in enumerate(glyphs(content, sheet, loose=True)):
        x, y = int(one.middle[0] // 4), int(one.middle[1] // 4)
        for place in ((x + across, y + down) for across in (-1, 0, 1) for down in (-1, 0, 1)):
            for before, other in near.get(place, ()):
                wide = min(one.right, other.right) - max(one.left, other.left)
                high = min(one.bottom, other.bottom) - max(one.top, other.top)
                if at - before > 1 and wide > 0 < high and 3 * wide * high > min(one.area, other.area):
                    found.append((one, other))
        near.setdefault((x, y), []).append((at, one))
    return found


def words_in(content: bytes, box: tuple[float, float, float, float]) -> str:
    """Return the visible characters whose middle lies in a box (left, top, width, height in mm), white left out."""
    left, top, width, height = box
    return "".join(
        glyph.char
        for glyph in glyphs(content)
        if left <= glyph.middle[0] <= left + width and top <= glyph.middle[1] <= top + height
    )


def lines(content: bytes, sheet: int = 0) -> list[tuple[float, float, float]]:
    """Return the thin level lines of a sheet as (left, top, length) in mm."""
    found = []
    document = pdfium.PdfDocument(content)
    for item in document[sheet].get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = (value / MM for value in item.get_bounds())
        if top - bottom < 1 < right - left:
            found.append((left, HEIGHT - (top + bottom) / 2, right - left))
    return found


def fonts(content: bytes) -> dict[str, bool]:
    """Return the base names of the fonts that draw text, and whether they are embedded."""
    return {
        item.get_font().get_base_name(): bool(item.get_font().is_embedded)
        for sheet in pdfium.PdfDocument(content)
        for item in sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
    }


def spoken(content: bytes, sheet: int = 0) -> list[tuple[str, str]]:
    """Return what a screen reader gets of a sheet, in its order: (role of the nearest element, text)."""
    document = pdfium.PdfDocument(content)
    page = document[sheet]
    words = _marked_words(page)
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    try:
        return [
            heard
            for at in range(raw.FPDF_StructTree_CountChildren(tree))
            for heard in _heard(raw.FPDF_StructTree_GetChildAtIndex(tree, at), words)
        ]
    finally:
        raw.FPDF_StructTree_Close(tree)


def unmarked(content: bytes, sheet: int = 0) -> str:
    """Return the text of a sheet that belongs to no element: artifacts."""
    document = pdfium.PdfDocument(content)
    return _marked_words(document[sheet]).get(-1, "")


def inflated(content: bytes) -> bytes:
    """Return every stream of a PDF that can be inflated, one after the other."""
    out = []
    for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            out.append(zlib.decompress(match[1]))
        except zlib.error:
            out.append(match[1])
    return b"\n".join(out)


def amounts(text: str) -> list[Decimal]:
    """Return the amounts in EUR in a text."""
    found = re.findall(r"(-?)€\s*([\d.]+,\d\d)", text)
    return [Decimal(sign + number.replace(".", "").replace(",", ".")) for sign, number in found]


def _marked_words(sheet: pdfium.PdfPage) -> dict[int, str]:
    text = sheet.get_textpage()
    words: dict[int, str] = {}
    for at in range(text.count_chars()):
        item = raw.FPDFText_GetTextObject(text.raw, at)
        mark = raw.FPDFPageObj_GetMarkedContentID(item)
        words[mark] = words.get(mark, "") + chr(raw.FPDFText_GetUnicode(text.raw, at))
    return words


def _heard(element: object, words: dict[int, str], role: str = "") -> Iterator[tuple[str, str]]:
    size = raw.FPDF_StructElement_GetType(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDF_StructElement_GetType(element, buffer, size)
    name = buffer.raw[:size].decode("utf-16-le").rstrip("\0")
    role = role if name in ("Span", "NonStruct") else name
    for at in range(raw.FPDF_StructElement_CountChildren(element)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, at)
        if child:
            yield from _heard(child, words, role)
            continue
        mark = raw.FPDF_StructElement_GetChildMarkedContentID(element, at)
        if mark >= 0 and mark in words:
            yield role, words[mark].strip()
