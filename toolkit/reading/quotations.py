"""What somebody else said, in a text: between quotation marks with a speaker, or on lines that begin with ">"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.text.late import late

_SAYS = late(
    r"(?::|\b(?:schreef|schrijft|schreven|schrijven|zei|zeiden|zegt|zeggen|mailde|vroeg|vraagt|antwoordde|antwoordt"
    r"|meldde|meldt|stelt|stelde|luidt|luidde|aldus|volgens|staat|noemde|noemt)\b[^.?!\n]{0,40})\s*\Z",
    re.IGNORECASE,
)
_SAID = late(
    r"[,.]?\s*(?:,\s*)?(?:schreef|schrijft|schreven|zei|zeiden|zegt|aldus|vroeg|antwoordde|volgens|staat er)\b",
    re.IGNORECASE,
)
_QUOTATION = late(
    r"[“„«]([^“”„«»]{2,2000}?)[”»“]|\"([^\"\n]{2,1000})\"|(?<!\w)[‘']([^‘’'\n]{2,500})[’'](?!\w)"
)
_QUOTED_LINE = late(r"^[ \t]*>.*$", re.MULTILINE)


def quotations(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each quotation, in the order of the text."""
    return sorted(_quotations(text))


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    for line in _QUOTED_LINE.finditer(text):
        yield line.span()
    for found in _QUOTATION.finditer(text):
        before = text[max(0, found.start() - 80) : found.start()]
        if _SAYS.search(before) or _SAID.match(text, found.end()):
            yield found.span()
