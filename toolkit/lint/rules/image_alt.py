"""Images without a text for who cannot see them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.lint.model import Hit, Options, Rule, Say, Severity
from toolkit.reading.document import Document
from toolkit.text.late import late

_MARKDOWN = late(r"!\[\s*\]\([^)\n]*\)")
_HTML = late(r"<img\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
_ALT = late(r"\balt\s*=", re.IGNORECASE)


def check(document: Document, _options: Options) -> Iterator[Hit]:
    """Yield each image of Markdown without a text, and each image of HTML without `alt`."""
    for found in _MARKDOWN.finditer(document.text):
        yield Hit(found.start(), found.end())
    for found in _HTML.finditer(document.text):
        if not _ALT.search(found[0]):
            yield Hit(found.start(), found.end())
    for start, tag in document.tags:
        if not _ALT.search(tag):
            yield Hit(start, start + len(tag), in_file=True)


RULE = Rule(
    name="image-alt",
    code="K06",
    group="channel",
    severity=Severity.WARNING,
    title=Say("Beeld zonder tekst", "Image without text"),
    message=Say(
        "Dit beeld heeft geen tekst voor wie het niet ziet.", "This image has no text for who cannot see it."
    ),
    why=Say(
        "Veel mailprogramma's tonen beelden pas na een klik, en een schermlezer leest alleen de tekst.",
        "Many mail programs show images after a click only, and a screen reader reads just the text.",
    ),
    advice=Say(
        'Beschrijf het beeld in ‘alt’; leeg (alt="") als het alleen versiert.',
        "Describe the image in 'alt'; empty (alt=\"\") when it only decorates.",
    ),
    source="WCAG 2.2, succescriterium 1.1.1: niet-tekstuele content",
    reads="text",
    check=check,
    good=("![Logo van de bakker](logo.png)", '<img src="a.png" alt="">'),
    bad=("![](logo.png)", '<img src="a.png">'),
)
