"""The inside of WeasyPrint and pydyf that plates lean on; for the versions in `toolkit.versions` and for no other.

What is used of it, and for what:

- boxes, from `element_to_box` to `iter_line_boxes`: to break the lines of a block anew in the place that it has;
- `Stream`, `draw_text`, `get_pango_font_key`: to draw a line anew, and to learn what each text makes of the fonts;
- `generate_pdf`, `build_fonts_dictionary`, `get_html_metadata`: to make the fonts and the metadata of a letter;
- the numbers of a `pydyf.PDF` and of its objects: to put new ones in the place of those of the plate.

A plate proves itself before it prints: what changed here without being noticed shows as other bytes, and there is
no plate.
"""

from __future__ import annotations

import pydyf  # type: ignore[import-untyped]
from weasyprint.document import DocumentMetadata
from weasyprint.draw.text import draw_text
from weasyprint.formatting_structure import boxes
from weasyprint.formatting_structure.build import element_to_box, inline_in_block
from weasyprint.html import get_html_metadata
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.inline import iter_line_boxes
from weasyprint.pdf import VARIANTS, generate_pdf
from weasyprint.pdf.fonts import build_fonts_dictionary
from weasyprint.pdf.stream import Stream
from weasyprint.text.fonts import get_pango_font_key

__all__ = [
    "VARIANTS",
    "AbsolutePlaceholder",
    "DocumentMetadata",
    "Stream",
    "boxes",
    "build_fonts_dictionary",
    "draw_text",
    "element_to_box",
    "generate_pdf",
    "get_html_metadata",
    "get_pango_font_key",
    "inline_in_block",
    "iter_line_boxes",
    "pydyf",
]
