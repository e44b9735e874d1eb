"""A letter painted so that each of its texts can be painted again alone.

What a text draws follows from its box, from the state of the drawing when it begins, and from what it finds in the
fonts. So each text is drawn as if the fonts knew no glyph yet, and what it teaches them is kept beside it; taught in
the order of the letter, the fonts know what they know after the whole painting, in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from toolkit.channels.letter_lines import LearningFont
from toolkit.channels.plates.inside import Stream, draw_text, get_pango_font_key, pydyf
from toolkit.channels.plates.refusal import NoPlate

_SCALE = 0.75
"""Points in a CSS pixel."""

_NAMES = (
    "_current_color", "_current_color_stroke", "_current_alpha", "_current_alpha_stroke", "_current_font", "_old_font"
)  # fmt: skip
_state = attrgetter(*_NAMES)

Fonts = Mapping[Any, Any]
"""The fonts of a document by the key that WeasyPrint gives them."""


@dataclass(slots=True)
class Slot:
    """Where a text or picture stands in the drawing of its page, `begin` to `end`, and what it teaches the fonts.

    `opening`, `before` and `after` are the state of the drawing around it. `lead` is what is drawn between the slot
    before and this one, `drawing` what is drawn in it, as they stand in the file.
    """

    box: Any
    page: int
    begin: int
    end: int
    opening: Any
    before: Any
    after: Any
    taught: dict[Any, LearningFont]
    lead: bytes = b""
    drawing: bytes = b""


class Watch(Stream):  # type: ignore[misc]
    """A drawing that notes its slots."""

    def __init__(
        self, fonts: Fonts, rectangle: Any, page: int, resources: Any, profiles: Any, intent: Any
    ) -> None:
        super().__init__({}, rectangle, resources, {}, {}, profiles, intent)
        self.known, self.page = fonts, page
        self.slots: list[Slot] = []
        self.taught: dict[Any, LearningFont] | None = None

    @contextmanager
    def marked(self, box: Any, tag: Any) -> Iterator[None]:
        """Draw a text or a picture, and note where."""
        with super().marked(box, tag):
            begin, before, self.taught = len(self.stream), _state(self), {}
            yield
            slot = Slot(
                box,
                self.page,
                begin,
                len(self.stream),
                self.stream[begin - 1],
                before,
                _state(self),
                self.taught,
            )
            self.slots.append(slot)
            self.taught = None

    def add_font(self, pango_font: Any) -> tuple[LearningFont, float]:
        """Return a font that knows no glyph yet, for the text that is drawn now."""
        key, _, size = get_pango_font_key(pango_font)
        if self.taught is None or key not in self.known:
            raise NoPlate("a font that the letter has not")
        if key not in self.taught:
            self.taught[key] = LearningFont(self.known[key])
        return self.taught[key], size

    def clone(self, **_given: Any) -> Any:
        """Refuse what is drawn apart, as a group or a pattern: its texts would not be noted."""
        raise NoPlate("a drawing in the drawing")

    def again(self, slot: Slot, box: Any) -> tuple[bytes, dict[Any, LearningFont]]:
        """Return the drawing of `box` in the place of a slot, and what it teaches the fonts."""
        self.stream, self.taught = [slot.opening], {}
        for name, value in zip(_NAMES, slot.before, strict=True):
            setattr(self, name, value)
        draw_text(self, box, 0, "clip", "none")
        if _state(self) != slot.after:
            raise NoPlate("another state of the drawing")
        return joined(self.stream[1:]), self.taught


def painted(document: Any) -> list[Watch]:
    """Return the drawing of each page of a letter that was written once, as `generate_pdf` draws it."""
    drawn = []
    for number, page in enumerate(document.pages):
        bleed = page.bleed
        width = page.width + bleed["left"] + bleed["right"]
        height = page.height + bleed["top"] + bleed["bottom"]
        watch = Watch(
            document.fonts, (-bleed["left"], -bleed["top"], width, height), number,
            pydyf.Dictionary({name: pydyf.Dictionary() for name in ("ExtGState", "XObject", "Pattern", "Shading")}),
            document.color_profiles, document.output_intent,
        )  # fmt: skip
        watch.transform(d=-1, f=page.height * _SCALE)
        page.paint(watch, _SCALE)
        drawn.append(watch)
    return drawn


def taught(fonts: Fonts, lessons: Iterable[Mapping[Any, LearningFont]]) -> dict[Any, Any]:
    """Return the fonts as they are after what the texts of a letter teach them, one after the other.

    Raises NoPlate when they would be other fonts, or one glyph had two widths: then one text would change another.
    """
    known: dict[Any, Any] = {}
    for lesson in lessons:
        for key, learned in lesson.items():
            if not learned.plain:
                raise NoPlate("a glyph that no font has, or that is a picture")
            font = known.get(key)
            if font is None:
                font = known[key] = copy(fonts[key])
                font.widths, font.to_unicode = {}, {}
            if not learned.widths.items() <= font.widths.items():
                if any(font.widths.get(glyph, width) != width for glyph, width in learned.widths.items()):
                    raise NoPlate("a glyph with two widths")
                font.widths.update(learned.widths)
            if not learned.to_unicode.keys() <= font.to_unicode.keys():
                for glyph, text in learned.to_unicode.items():
                    font.to_unicode.setdefault(glyph, text)
    if list(known) != list(fonts) or not all(font.to_unicode for font in known.values()):
        raise NoPlate("other fonts")
    return known


def joined(drawing: Iterable[Any]) -> bytes:
    """Return a drawing as it stands in the file."""
    return b"\n".join(
        item
        if isinstance(item, bytes)
        else item.data
        if isinstance(item, pydyf.Object)
        else str(item).encode()
        for item in drawing
    )
