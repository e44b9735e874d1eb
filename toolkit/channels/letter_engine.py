"""WeasyPrint as letters use it, loaded without its warning where a machine has no fonts: a letter needs none."""

from __future__ import annotations

import re
import warnings
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from weasyprint import CSS, DEFAULT_OPTIONS, HTML, Attachment, Document
    from weasyprint.css import (
        AnonymousStyle,
        ComputedStyle,
        InitialStyle,
        StyleFor,
        declaration_precedence,
        find_stylesheets,
    )
    from weasyprint.css.counters import CounterStyle
    from weasyprint.css.properties import INHERITED
    from weasyprint.css.targets import TargetCollector
    from weasyprint.draw import text as drawing
    from weasyprint.draw.text import draw_first_line
    from weasyprint.formatting_structure.boxes import BlockBox, LineBox
    from weasyprint.images import get_image_from_uri
    from weasyprint.layout import LayoutContext, inline, preferred
    from weasyprint.svg import TAGS
    from weasyprint.svg.path import path as draw_path
    from weasyprint.text.ffi import ffi, fontconfig, gobject, pangoft2
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.text.line_break import Layout as TextLayout
    from weasyprint.text.line_break import split_first_line
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

__all__ = [
    "CSS",
    "DEFAULT_OPTIONS",
    "HTML",
    "INHERITED",
    "AnonymousStyle",
    "Attachment",
    "BlockBox",
    "ComputedStyle",
    "CounterStyle",
    "Document",
    "FatalURLFetchingError",
    "FontConfiguration",
    "InitialStyle",
    "LayoutContext",
    "LineBox",
    "StyleFor",
    "TargetCollector",
    "TextLayout",
    "URLFetcher",
    "URLFetcherResponse",
    "declaration_precedence",
    "draw_first_line",
    "drawing",
    "ffi",
    "find_stylesheets",
    "get_image_from_uri",
    "gobject",
    "hermetic_fonts",
    "inline",
    "preferred",
    "quick_paths",
    "split_first_line",
]

_MODULES = re.compile(r"M([0-9]+) ([0-9]+\.5)((?:h[0-9]+|m-?[0-9]+ [0-9]+)+)")
_STEP = re.compile(r"([hm])(-?[0-9]+)(?: ([0-9]+))?")


def quick_paths() -> None:
    """Make WeasyPrint draw the rows of modules of a QR code at once, to the same bytes.

    It reads a path letter by letter, which for the thousand strokes of a QR code is a tenth of the time of a
    letter. Any other path is drawn as before.
    """
    TAGS["path"] = _draw_path


def _draw_path(svg: Any, node: Any, font_size: float) -> None:
    rows = _MODULES.fullmatch(node.get("d", ""))
    if rows is None or any(node.get(f"marker{place}") for place in ("", "-start", "-mid", "-end")):
        draw_path(svg, node, font_size)
        return
    x, y = int(rows[1]), int(rows[2].partition(".")[0])
    drawn = ["0 0 m", f"{x} {y}.5 m"]
    for kind, right, down in _STEP.findall(rows[3]):
        x += int(right)
        y += int(down or 0)
        drawn.append(f"{x} {y}.5 {'l' if kind == 'h' else 'm'}")
    svg.stream.stream.append("\n".join(drawn).encode())


def hermetic_fonts() -> FontConfiguration:
    """Return a font configuration that knows no font of the machine, only those of @font-face rules."""
    configuration = FontConfiguration()
    if not hasattr(fontconfig, "FcConfigCreate"):
        ffi.cdef("FcConfig * FcConfigCreate (void);")
    if not hasattr(gobject, "g_object_ref"):
        ffi.cdef("gpointer g_object_ref (gpointer object);")
    empty = fontconfig.FcConfigCreate()
    font_map = ffi.cast("PangoFcFontMap *", configuration.font_map)
    pangoft2.pango_fc_font_map_set_config(font_map, empty)
    fontconfig.FcConfigDestroy(empty)  # the font map holds its own reference
    configuration._config = empty
    return configuration
