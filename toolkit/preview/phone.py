"""A text message as a phone would show it, cut where its segments end, with the characters that make it dear."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from toolkit.channels.rendering import Rendering
from toolkit.preview.align import align
from toolkit.preview.words import Word
from toolkit.text import gsm7
from toolkit.wording import in_both


def on_phone(made: Rendering, words: Sequence[Word]) -> dict[str, Any]:
    """Return an SMS as JSON, with the words of its message.

    `room` is what the last segment holds, `cuts` are the offsets where a new segment begins, `places` where each
    word stands.

    `dear` are the characters outside GSM-7 with their offsets, `double` the offsets of those of two septets.
    All offsets count UTF-16 code units, as a browser does.
    """
    text = made.content.decode()
    size = gsm7.measure(text)
    found = list(re.finditer(r"\S+", text))
    places = align([gsm7.normalise(word.text) for word in words], [each.group() for each in found])
    return {
        "text": text,
        "sender": made.measures["sender"],
        "encoding": size.encoding,
        "units": size.units,
        "segments": size.segments,
        "left": size.left,
        "room": (gsm7.WHOLE if size.segments < 2 else gsm7.SPLIT)[size.encoding],
        "cuts": [_units(text, span.start) for span in gsm7.split(text)][1:],
        "dear": [
            {"character": each.character, "offsets": [_units(text, at) for at in each.offsets]}
            for each in size.foreign
        ],
        "double": [_units(text, at) for at, char in enumerate(text) if char in gsm7.EXTENSION],
        "warnings": [in_both(text) for text in made.warnings],
        "words": [word.json() for word in words],
        "texts": [word.text for word in words],
        "places": [
            [_units(text, found[place].start()), _units(text, found[place].end())]
            if place is not None
            else None
            for place in places
        ],
    }


def _units(text: str, offset: int) -> int:
    return len(text[:offset].encode("utf-16-le")) // 2
