"""How long an SMS is: the GSM-7 alphabet, septets, segments, and the characters that make a message dear.

Source: 3GPP TS 23.038, sections 6.2.1 (alphabet and extension table) and 6.2.3 (UCS-2); 3GPP TS 23.040,
section 9.2.3.24.1 (a part of a longer message gives 6 octets to its header).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from toolkit.text.spans import Span

Encoding = Literal["GSM-7", "UCS-2"]

ALPHABET = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The characters of one septet: the default alphabet, without its escape code."""

EXTENSION = frozenset("\f^{}\\[~]|€")
"""The characters of two septets: the escape code and a place in the extension table."""

_KNOWN = ALPHABET | EXTENSION

WHOLE: dict[Encoding, int] = {"GSM-7": 160, "UCS-2": 70}
"""What one SMS holds by itself, in septets or UTF-16 code units."""

SPLIT: dict[Encoding, int] = {"GSM-7": 153, "UCS-2": 67}
"""What each segment of a longer message holds, in septets or UTF-16 code units."""

_HARMLESS = str.maketrans(
    {
        **dict.fromkeys("\t\u00a0\u1680\u202f\u205f\u3000", " "),
        **{chr(space): " " for space in range(0x2000, 0x200B)},
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff", ""),
        **dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", ""),
        **dict.fromkeys("\u0085\u2028\u2029", "\n"),
        **dict.fromkeys("‘’‚‛‹›′`´", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−•", "-"),
        "…": "...",
        "×": "x",
    }
)


@dataclass(frozen=True, slots=True)
class Foreign:
    """A character outside GSM-7 and the offsets where it stands, in characters from 0."""

    character: str
    offsets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """What a text takes as an SMS: `units` and `left` (free in the last segment), septets or code units."""

    encoding: Encoding
    units: int
    segments: int
    left: int
    foreign: tuple[Foreign, ...]


def foreign(text: str) -> tuple[Foreign, ...]:
    """Return the characters outside GSM-7, in order of appearance; each of them forces UCS-2 on the text."""
    if _KNOWN.issuperset(text):
        return ()
    found: dict[str, list[int]] = {}
    for offset, char in enumerate(text):
        if char not in ALPHABET and char not in EXTENSION:
            found.setdefault(char, []).append(offset)
    return tuple(Foreign(char, tuple(offsets)) for char, offsets in found.items())


def septets(text: str) -> int:
    """Return the septets of a GSM-7 text: one a character, two for an extension character such as €.

    Raises ValueError when a character is outside GSM-7.
    """
    if outside := foreign(text):
        raise ValueError(f"not in GSM-7: {' '.join(repr(each.character) for each in outside)}")
    return _septets(text)


def measure(text: str) -> Size:
    """Return encoding, units and segments of `text`; an empty text takes no segment."""
    outside = foreign(text)
    encoding: Encoding = "UCS-2" if outside else "GSM-7"
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2 if outside else _septets(text)
    if units <= WHOLE[encoding]:
        return Size(encoding, units, min(units, 1), WHOLE[encoding] - units, outside)
    if units == len(text):  # no pair to keep together: every segment but the last is full
        segments, rest = divmod(units - 1, SPLIT[encoding])
        return Size(encoding, units, segments + 1, SPLIT[encoding] - rest - 1, outside)
    parts = [units for _, units in _fill(text, encoding)]
    return Size(encoding, units, len(parts), SPLIT[encoding] - parts[-1], outside)


def split(text: str) -> tuple[Span, ...]:
    """Return the segments of `text`; none cuts an escape pair or a surrogate pair."""
    size = measure(text)
    if size.segments < 2:
        return (Span(0, len(text)),) if text else ()
    return tuple(span for span, _ in _fill(text, size.encoding))


def normalise(text: str) -> str:
    """Return `text` with harmless characters (spaces, quotes, dashes, ellipsis, soft hyphen) in GSM-7 form.

    The words stay as they are: a letter outside GSM-7, such as ë, is never replaced. A letter written as a
    base and an accent becomes one character (Unicode form NFC).
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).translate(_HARMLESS))


def _septets(text: str) -> int:
    return len(text) + sum(map(text.count, EXTENSION))


def _cost(char: str, encoding: Encoding) -> int:
    if encoding == "GSM-7":
        return 2 if char in EXTENSION else 1
    return 2 if ord(char) > 0xFFFF else 1


def _fill(text: str, encoding: Encoding) -> Iterator[tuple[Span, int]]:
    start = used = 0
    for offset, char in enumerate(text):
        cost = _cost(char, encoding)
        if used + cost > SPLIT[encoding]:
            yield Span(start, offset), used
            start, used = offset, 0
        used += cost
    yield Span(start, len(text)), used
