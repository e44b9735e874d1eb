"""The inside of WeasyPrint, which only its known versions (`toolkit.versions`) are used by: import this for no other.

All that it shows to no one and that makes letters quick comes in here, and what is put in its place is put back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from weasyprint import DEFAULT_OPTIONS
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
from weasyprint.images import get_image_from_uri
from weasyprint.layout import LayoutContext, inline, preferred
from weasyprint.svg import TAGS
from weasyprint.svg.path import path as draw_path
from weasyprint.text.ffi import ffi, fontconfig, gobject, pangoft2
from weasyprint.text.line_break import Layout as TextLayout
from weasyprint.text.line_break import split_first_line

from toolkit.channels.letter_engine import FontConfiguration

__all__ = [
    "DEFAULT_OPTIONS",
    "INHERITED",
    "TAGS",
    "AnonymousStyle",
    "ComputedStyle",
    "CounterStyle",
    "InitialStyle",
    "LayoutContext",
    "StyleFor",
    "TargetCollector",
    "TextLayout",
    "declaration_precedence",
    "draw_first_line",
    "draw_path",
    "drawing",
    "drawn_modules",
    "ffi",
    "find_stylesheets",
    "get_image_from_uri",
    "gobject",
    "hermetic_fonts",
    "inline",
    "patched",
    "preferred",
    "split_first_line",
]

_MODULES = re.compile(r"M([0-9]+) ([0-9]+\.5)((?:h[0-9]+|m-?[0-9]+ [0-9]+)+)")
_STEP = re.compile(r"([hm])(-?[0-9]+)(?: ([0-9]+))?")


_lock = Lock()
_inside: list[list[tuple[Any, str, Any]]] = []
"""What stood there before, once for each who is at work: the first puts in, the last puts back."""


@contextmanager
def patched(broken: Any, drawn: Any) -> Iterator[None]:
    """Let WeasyPrint break and draw lines in our way, and the rows of modules of a QR code at once, for a while.

    It reads a path letter by letter, which for the thousand strokes of a QR code is a tenth of the time of a
    letter. Any other path is drawn as before. Afterwards everything is as it was.
    """
    with _lock:
        _inside.append([] if _inside else _put(broken, drawn))
    try:
        yield
    finally:
        with _lock:
            before = _inside.pop()
            if before and _inside:
                _inside[0] = before
            elif before:
                for holder, name, value in before:
                    setattr(holder, name, value)
                TAGS["path"] = draw_path


def _put(broken: Any, drawn: Any) -> list[tuple[Any, str, Any]]:
    places = ((inline, "split_first_line"), (preferred, "split_first_line"), (drawing, "draw_first_line"))
    before = [(holder, name, getattr(holder, name)) for holder, name in places]
    inline.split_first_line = preferred.split_first_line = broken
    drawing.draw_first_line = drawn
    TAGS["path"] = _draw_path
    return before


def _draw_path(svg: Any, node: Any, font_size: float) -> None:
    drawn = drawn_modules(node.get("d", ""))
    if drawn is None or any(node.get(f"marker{place}") for place in ("", "-start", "-mid", "-end")):
        draw_path(svg, node, font_size)
        return
    svg.stream.stream.append(drawn)


def drawn_modules(path: str) -> bytes | None:
    """Return the path of the modules of a QR code as WeasyPrint draws it; None for a path of another kind."""
    rows = _MODULES.fullmatch(path)
    if rows is None:
        return None
    x, y = int(rows[1]), int(rows[2].partition(".")[0])
    drawn = ["0 0 m", f"{x} {y}.5 m"]
    for kind, right, down in _STEP.findall(rows[3]):
        x += int(right)
        y += int(down or 0)
        drawn.append(f"{x} {y}.5 {'l' if kind == 'h' else 'm'}")
    return "\n".join(drawn).encode()


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
