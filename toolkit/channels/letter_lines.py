"""Lines of text of letters, broken and drawn once and used by every letter of a press.

Most lines of a letter stand in all letters of a run: headings, choices, the greeting, the address of the creditor.
Pango shapes each of them twice a letter, once to break it and once to draw it, and WeasyPrint then writes it glyph
by glyph: a third of the time of a letter. Here a line of the same words, in the same style and for the same width
is broken once, and drawn once: what was drawn is kept as the calls that draw it again.

A letter with kept lines has the same bytes as one without. What cannot be sure of that is not kept: a line with a
glyph that no font has, pictures as glyphs, an ellipsis, and a glyph that another line of the letter made wider.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from operator import itemgetter
from typing import Any

from toolkit.channels.letter_engine import FontConfiguration
from toolkit.channels.letter_inside import (
    TextLayout,
    draw_first_line,
    ffi,
    gobject,
    patched,
    split_first_line,
)

MOST = 600
"""Lines, some 4 kB each, after which a press forgets those that no letter asked for since the last so many."""

_read = itemgetter(
    "font_family",
    "font_style",
    "font_stretch",
    "font_weight",
    "font_size",
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
    "font_variation_settings",
    "font_language_override",
    "lang",
    "letter_spacing",
    "word_spacing",
    "white_space",
    "overflow_wrap",
    "word_break",
    "hyphens",
    "hyphenate_character",
    "hyphenate_limit_chars",
    "hyphenate_limit_zone",
    "tab_size",
    "direction",
)
"""What breaking or drawing a line reads from its style, beside its decoration."""


class _Recent(dict[Any, Any]):
    """What letters asked for lately: the lines of one customer are forgotten, those of all letters stay."""

    def __init__(self) -> None:
        self.earlier: dict[Any, Any] = {}

    def __missing__(self, key: Any) -> Any:
        value = self[key] = self.earlier[key]
        return value

    def __setitem__(self, key: Any, value: Any) -> None:
        if len(self) >= MOST:
            self.earlier = dict(self)
            self.clear()
        super().__setitem__(key, value)


class Lines:
    """The lines that one font configuration has broken and drawn."""

    def __init__(self) -> None:
        self.broken = _Recent()
        self.drawn = _Recent()


class _Line(TextLayout):  # type: ignore[misc]
    """A broken line that Pango need not see again, unless it has to be drawn in the usual way."""

    def reactivate(self, style: Any) -> None:
        """Remember how to become a layout of Pango."""
        self.waiting = style

    def wake(self) -> None:
        """Become a layout of Pango."""
        TextLayout.reactivate(self, self.waiting)

    def deactivate(self) -> None:
        """Give Pango's objects back."""
        for name in ("layout", "language", "style", "waiting"):
            self.__dict__.pop(name, None)


class LearningFont:
    """Stands for a font of a document while a line is drawn, to learn what the line alone makes of it."""

    def __init__(self, font: Any) -> None:
        self.hash = font.hash
        self.plain = not (font.bitmap or font.png or font.svg or font.colr)
        self.bitmap = self.png = self.svg = self.colr = False
        self.widths: dict[int, int] = {}
        self.to_unicode: dict[int, str] = {}

    def get_unused_glyph_id(self, _codepoint: int) -> int:
        """Tell that a glyph is missing: a line with it is not kept."""
        self.plain = False
        return 0


class _Drawing:
    """The calls that draw a line."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.ink_rect, self.logical_rect = stream.ink_rect, stream.logical_rect
        self.calls: list[tuple[str, Any]] = []
        self.fonts: list[tuple[Any, LearningFont]] = []

    def set_text_matrix(self, *_values: float) -> None:
        """Pass over the place of the line: it is another one each time."""

    def add_font(self, pango_font: Any) -> tuple[LearningFont, float]:
        """Give a font that knows no glyph yet."""
        font, size = self._stream.add_font(pango_font)
        held = ffi.gc(gobject.g_object_ref(pango_font), gobject.g_object_unref)
        self.fonts.append((held, LearningFont(font)))
        return self.fonts[-1][1], size

    def set_font_size(self, name: str, size: float) -> None:
        """Keep the call."""
        self.calls.append(("set_font_size", (name, size)))

    def show_text(self, text: str) -> None:
        """Keep the call."""
        self.calls.append(("show_text", (text.encode(),)))

    def set_text_rise(self, rise: float) -> None:
        """Keep the call."""
        self.calls.append(("set_text_rise", (rise,)))

    def ended(self) -> _Drawing | None:
        """Return the drawing without its stream; None when a line cannot be drawn by its calls."""
        del self._stream, self.ink_rect, self.logical_rect
        return self if all(font.plain for _, font in self.fonts) else None

    def draw(self, stream: Any, matrix: Any) -> bool:
        """Draw the line; return False, with nothing drawn, when its glyphs have other widths in this document."""
        for pango_font, line in self.fonts:
            font, _ = stream.add_font(pango_font)
            if not line.widths.items() <= font.widths.items():
                if any(font.widths.get(glyph, width) != width for glyph, width in line.widths.items()):
                    return False
                font.widths.update(line.widths)
            if not line.to_unicode.keys() <= font.to_unicode.keys():
                for glyph, text in line.to_unicode.items():
                    font.to_unicode.setdefault(glyph, text)
        stream.set_text_matrix(*matrix.values)
        for name, given in self.calls:
            getattr(stream, name)(*given)
        return True


def _key(style: Any) -> tuple[Any, ...]:
    return (_read(style), str(style["text_decoration_line"]))


def broken_line(
    text: str,
    style: Any,
    context: Any,
    max_width: Any,
    justification_spacing: Any,
    is_line_start: bool = True,
    minimum: bool = False,
) -> Any:
    """Return what WeasyPrint's `split_first_line` returns, broken once for a font configuration that keeps lines."""
    given = (text, style, context, max_width, justification_spacing, is_line_start, minimum)
    lines: Lines | None = getattr(style.font_config, "lines", None)
    if lines is None:
        return split_first_line(*given)
    key = (text, *_key(style), max_width, justification_spacing, is_line_start, minimum)
    try:
        first, *rest = lines.broken[key]
    except KeyError:
        first, *rest = lines.broken[key] = split_first_line(*given)
    except TypeError:  # a style sheet may hold a value that cannot be part of a key
        return split_first_line(*given)
    line = _Line.__new__(_Line)
    line.__dict__.update(first.__dict__)
    return (line, *rest)


def drawn_line(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:
    """Do what WeasyPrint's `draw_first_line` does, and return what it returns."""
    line = textbox.pango_layout
    given = (textbox, text_overflow, block_ellipsis, matrix)
    if not isinstance(line, _Line):
        return draw_first_line(stream, *given)
    if text_overflow == "clip" and block_ellipsis == "none" and textbox.text.strip():
        lines: Lines = textbox.style.font_config.lines
        key = (line.text, *_key(textbox.style), line.justification_spacing)
        try:
            kept = lines.drawn[key]
        except KeyError:
            line.wake()
            fresh = _Drawing(stream)
            draw_first_line(fresh, *given)
            kept = lines.drawn[key] = fresh.ended()
        if kept is not None and kept.draw(stream, matrix):
            return []
    line.wake()
    return draw_first_line(stream, *given)


def keep_lines(fonts: FontConfiguration) -> None:
    """Keep the lines of this font configuration from now on, wherever `quick_paths` is at work."""
    fonts.lines = Lines()


def quick_paths() -> AbstractContextManager[None]:
    """Take the quick paths through WeasyPrint as long as this context lasts."""
    return patched(broken_line, drawn_line)
