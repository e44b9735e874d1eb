"""Reads HTML as word processors put it on the clipboard: with its bold words, its lists and its tables of data.

Word writes a list as paragraphs that say `mso-list`, each with its bullet or number in a span that says
`mso-list:Ignore`. Every word processor writes a paragraph in each cell of a table, and bold words as elements or
styles.
"""

from __future__ import annotations

import re

from toolkit.compose.sourcemap import Source
from toolkit.reading.html import Event, HtmlReader, written
from toolkit.reading.rendition import Rendition

_INLINE = frozenset(("b", "strong", "span", "font"))
_WEIGHT = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:(bold|[6-9]00)|[\w-]+)", re.IGNORECASE)
_ITEM = re.compile(r"mso-list\s*:\s*l\d+", re.IGNORECASE)
_BULLET = re.compile(r"mso-list\s*:\s*Ignore", re.IGNORECASE)
_NUMBER = re.compile(r"\s*\w{1,4}[.)]")
_EMPTY = "o:p"
"""What Word writes at the end of each paragraph, and in an empty one."""

Attributes = list[tuple[str, str | None]]


def html_rendition(source: Source) -> Rendition:
    """Return an HTML text as characters, with what is bold and what its writer wrote."""
    reader = _Pasted(source)
    writer = written(source, reader)
    text = "".join(writer.out)
    literal = tuple((run.at, run.at + run.length) for run in writer.runs)
    bold = [
        (run.at, run.at + run.length)
        for run in writer.runs
        if any(low <= run.start < high for low, high in reader.bold)
    ]
    return Rendition(text, literal, (), (), tuple(writer.links), (), bold=_joined(bold), body=(0, len(text)))


class _Pasted(HtmlReader):
    """Makes events that show the lists and tables of word processors; `bold` are the (start, end) of bold source."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self.bold: list[tuple[int, int]] = []
        self._weights: list[tuple[str, bool | None]] = []
        self._list = ""
        self._began = -1
        self._cell_has_text = False

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Note an element; a paragraph that is an item begins one, and the first in a cell is that cell."""
        values = {name: value or "" for name, value in attrs}
        style, kind = values.get("style", ""), values.get("class", "")
        if tag in _INLINE:
            found = _WEIGHT.search(style)
            self._weights.append((tag, bool(found[1]) if found else True if tag in ("b", "strong") else None))
        if tag in ("td", "th"):
            self._cell_has_text = False
        if tag == _EMPTY or _BULLET.search(style):
            attrs = [*attrs, ("hidden", "")]
        if tag == "p" and self._tables and not self._cell_has_text and not self._unseen:
            self._cell_has_text = True
            return
        is_item = tag == "p" and (_ITEM.search(style) or kind.startswith("MsoListParagraph"))
        if not is_item and tag in ("p", "h1", "h2", "h3", "table", "ul", "ol"):
            self._end_list()
        super().handle_starttag("h1" if kind == "MsoTitle" else tag, attrs)
        if is_item and not self._unseen:
            self._begin_item()

    def handle_endtag(self, tag: str) -> None:
        """Note the end of an element."""
        if tag in _INLINE:
            at = next((at for at, (name, _) in reversed(list(enumerate(self._weights))) if name == tag), None)
            if at is not None:
                del self._weights[at:]
        if tag != "p" or not self._tables or self._unseen:
            super().handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        """Note text; that of a bullet says whether its list counts."""
        if self._unseen and self._began >= 0 and _NUMBER.match(data):
            self._list = "ol"
            self.events[self._began] = Event("ol", self.events[self._began].start)
            self._began = -1
        super().handle_data(data)

    def close(self) -> None:
        """End what is still open."""
        super().close()
        self._end_list()

    def _text(self, text: str, end: int) -> None:
        if next((weight for _, weight in reversed(self._weights) if weight is not None), False):
            self.bold.append((self._at(), end))
        super()._text(text, end)

    def _begin_item(self) -> None:
        if self._list:
            self._began = -1
        else:
            self._list, self._began = "ul", len(self.events)
            self._add("ul")
        self._add("li")

    def _end_list(self) -> None:
        if self._list:
            self._add(self._list, is_open=False)
        self._list, self._began = "", -1


def _joined(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    out: list[tuple[int, int]] = []
    for low, high in sorted(spans):
        if out and low <= out[-1][1]:
            out[-1] = (out[-1][0], max(high, out[-1][1]))
        else:
            out.append((low, high))
    return tuple(out)
