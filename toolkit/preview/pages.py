"""Letters as pictures: a PNG for each page, and where each word stands on it. One thread at a time (PDFium)."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from toolkit.preview.align import align
from toolkit.preview.words import Word

COLOURS = 255
"""Colours of a page picture: a page is paper, ink and one accent, and a small PNG is there sooner."""

_NARROW = 420
_IS_PAPER = [255 if level > 252 else 0 for level in range(256)]
_WORD = re.compile(r"[^\s\x00]+")

Box = tuple[int, float, float, float, float]
"""Page from 0, and left, top, width and height as shares of the page, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its PNG and its size in pixels."""

    png: bytes
    width: int
    height: int


class Printer:
    """Draws pages. The palette is chosen once a look (`look` is any text that names it) and then kept."""

    def __init__(self) -> None:
        self._palettes: dict[str, Image.Image] = {}

    def pages(self, pdf: bytes, width: int, look: str, only: int | None = None) -> Iterator[Page]:
        """Yield the pages of a PDF, `width` pixels wide; `only` the first so many."""
        with pypdfium2.PdfDocument(pdf) as document:
            count = len(document) if only is None else min(only, len(document))
            for number in range(count):
                image = picture(document[number], width)
                yield Page(self._png(image, look), image.width, image.height)

    def _png(self, image: Image.Image, look: str) -> bytes:
        if look not in self._palettes:
            if len(self._palettes) > 16:
                self._palettes.clear()
            small = image.resize((_NARROW, max(1, image.height * _NARROW // image.width)))
            self._palettes[look] = _palette(small)
        out = BytesIO()
        flat = image.quantize(palette=self._palettes[look], dither=Image.Dither.NONE)
        # The nearest colour is found roughly, and paper has to be quite white.
        flat.paste(COLOURS, mask=image.convert("L").point(_IS_PAPER, "1"))
        flat.save(out, "PNG", compress_level=1)
        return out.getvalue()


def _palette(image: Image.Image) -> Image.Image:
    """Return a palette image with the colours of a page; the last is the white of paper."""
    found = image.quantize(COLOURS).getpalette() or []
    out = Image.new("P", (1, 1))
    out.putpalette([*found[: 3 * COLOURS], *([255] * (3 * 256 - min(len(found), 3 * COLOURS)))])
    return out


def picture(page: Any, width: int) -> Image.Image:
    """Return a page of a PDF as an RGB image, `width` pixels wide."""
    image: Image.Image = page.render(scale=width / page.get_width(), rev_byteorder=True).to_pil()
    return image.convert("RGB")


def page_pictures(pdf: bytes, width: int) -> Iterator[Image.Image]:
    """Yield the pages of a PDF as RGB images, `width` pixels wide."""
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(len(document)):
            yield picture(document[number], width)


def boxes(pdf: bytes, words: Sequence[Word]) -> list[list[Box]]:
    """Return for each word where it stands on the pages: one box, two when a line breaks it, none if not found."""
    found: list[tuple[str, int, list[tuple[float, float, float, float]]]] = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(len(document)):
            page = document[number]
            found += ((text, number, rectangles) for text, rectangles in _page_words(page))
            page.close()
    places = align([word.text for word in words], [text for text, _, _ in found])
    return [
        [(found[place][1], *rectangle) for rectangle in found[place][2]] if place is not None else []
        for place in places
    ]


def _page_words(page: Any) -> Iterator[tuple[str, list[tuple[float, float, float, float]]]]:
    width, height = page.get_size()
    text_page = page.get_textpage()
    count = text_page.count_chars()
    raw = text_page.raw
    characters = "".join(chr(pdfium.FPDFText_GetUnicode(raw, at)) for at in range(count))
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for found in _WORD.finditer(characters):
        lines: list[list[float]] = []
        for at in range(*found.span()):
            pdfium.FPDFText_GetCharBox(raw, at, left, right, bottom, top)
            x0, x1, y0, y1 = left.value, right.value, height - top.value, height - bottom.value
            if x1 <= x0:
                continue
            if lines and x0 >= lines[-1][0] - 1 and abs(y0 - lines[-1][1]) < 12:
                line = lines[-1]
                line[1], line[2], line[3] = min(line[1], y0), max(line[2], x1), max(line[3], y1)
            else:
                lines.append([x0, y0, x1, y1])
        yield (
            found.group(),
            [
                (
                    round(x / width, 5),
                    round(y / height, 5),
                    round((r - x) / width, 5),
                    round((b - y) / height, 5),
                )
                for x, y, r, b in lines
            ],
        )
    text_page.close()
