"""Reads the text of a PDF: its lines as they stand on the pages, put together to paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from toolkit import install_line
from toolkit.errors import Place, SettingsError, TextError
from toolkit.reading.archive import LARGEST_FILE, protected
from toolkit.reading.rendition import Rendition, Writer
from toolkit.wording import worded

MOST_PAGES = 200
"""The most pages that are read; a letter has fewer."""

_GAP, _WIDEST = 1.3, 1.75
"""A new paragraph stands lower than this many times the narrowest step between lines of its size, or their height."""

_BULLETS = str.maketrans("\uf0b7\uf0a7\uf0d8\uf0fc\uf02d", "•••••")
"""Bullets of the fonts Symbol and Wingdings, as Unicode has them."""

_HYPHENS = ("\ufffe", "\x02")
"""What PDFium gives for a hyphen that only breaks a word at the end of a line."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page: its text, and where it begins, in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    height: float


def read_pdf(content: bytes, name: str) -> Rendition:
    """Return the text of a PDF, called `name` in errors.

    Raises TextError for a file that is damaged, protected, too large or without text, SettingsError without the
    package that reads PDFs.
    """
    try:
        import pypdfium2
    except ImportError as error:
        raise SettingsError(
            "PDFs cannot be read yet", place=Place(name), hint=install_line("word")
        ) from error
    if len(content) > LARGEST_FILE:
        raise TextError(worded("is larger than {most} MB", most=LARGEST_FILE // 1_000_000), place=Place(name))
    try:
        pages = _pages(pypdfium2.PdfDocument(content), name)
    except (pypdfium2.PdfiumError, ValueError, IndexError) as error:
        if "password" in str(error).lower():
            raise protected(name) from error
        hint = "open it in the program that made it, and save it again"
        raise TextError("is damaged", place=Place(name), hint=hint) from error
    if not any(pages):
        raise TextError(
            "holds no text, only pictures of it",
            place=Place(name),
            hint="name the file that it was made from, such as the Word document",
        )
    return _written(pages)


def _pages(document: Any, name: str) -> list[list[_Line]]:
    """Return the lines of each page, and close the document."""
    try:
        if len(document) > MOST_PAGES:
            raise TextError(worded("has more than {most} pages", most=MOST_PAGES), place=Place(name))
        return [_lines(document[number]) for number in range(len(document))]
    finally:
        document.close()


def _lines(page: Any) -> list[_Line]:
    """Return the lines of a page, from its text in the order in which it was written."""
    found: list[_Line] = []
    text_page = page.get_textpage()
    at = 0
    for line in text_page.get_text_range().split("\r\n"):
        text = line.rstrip()
        if text.strip():
            first = at + len(text) - len(text.lstrip())
            left, bottom, _, top = text_page.get_charbox(first, loose=True)
            found.append(_Line(text.strip().translate(_BULLETS), left, bottom, top - bottom))
        at += len(line) + 2
    text_page.close()
    page.close()
    return found


def _written(pages: list[list[_Line]]) -> Rendition:
    writer = Writer()
    for number, lines in enumerate(pages, 1):
        where = _Place(number)
        for paragraph in _paragraphs(lines):
            for at, line in enumerate(paragraph):
                writer.where.part = where.following()
                if at == 0:
                    writer.begin()
                else:
                    writer.spot()
                _put(writer, line, is_last=at == len(paragraph) - 1)
            writer.end()
    return writer.rendition()


@dataclass(slots=True)
class _Place:
    """Counts the lines of a page."""

    page: int
    line: int = 0

    def following(self) -> str:
        """Return where the next line is."""
        self.line += 1
        return worded("page {page}, line {line}", page=self.page, line=self.line)


def _put(writer: Writer, line: _Line, *, is_last: bool) -> None:
    """Write a line; a word that was broken at its end goes on without its hyphen."""
    if line.text.endswith(_HYPHENS) and not is_last:
        writer.put(line.text[:-1])
        return
    text = line.text
    for hyphen in _HYPHENS:
        text = text.replace(hyphen, "-")
    writer.put(text)
    if not is_last:
        writer.space("\n")


def _paragraphs(lines: list[_Line]) -> Iterator[list[_Line]]:
    """Yield lines that belong together: no wider step between them than lines of that size have, and none upwards."""
    narrowest: dict[int, float] = {}
    for above, below in pairwise(lines):
        step, size = above.bottom - below.bottom, round(below.height)
        if step > below.height * 0.8:
            narrowest[size] = min(step, narrowest.get(size, step))
    part: list[_Line] = []
    for line in lines:
        if part:
            step = part[-1].bottom - line.bottom
            usual = narrowest.get(round(line.height), line.height) * _GAP
            is_same_row = abs(step) <= line.height / 2
            if not is_same_row and not 0 < step <= min(usual, line.height * _WIDEST):
                yield part
                part = []
        part.append(line)
    if part:
        yield part
