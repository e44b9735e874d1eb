"""Reads HTML as the customer sees it: plain text in which every character knows its place in the file."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from toolkit.compose.sourcemap import Composed, Run, Source
from toolkit.reading.document import Document, LinkSpan

_UNSEEN = frozenset(("script", "style", "template", "title", "svg", "math"))
# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "head", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))
# fmt: on
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
_ENDS_ITSELF = frozenset(("li", "td", "th", "tr", "dt", "dd", "p", "option"))
"""Elements that the next one of their kind ends, where their own end is left out."""

_HIDDEN = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)(?!\w)", re.IGNORECASE
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SPACE = re.compile(r"[ \t\n\f\r]+")
_LONGEST_CELL = 120
"""Characters of a cell; a table with a longer one lays out a page and is no table to its reader."""


def written(source: Source, reader: HtmlReader) -> HtmlWriter:
    """Return the writer that has all that a new reader finds in an HTML text."""
    reader.feed(source.text)
    reader.close()
    writer = HtmlWriter(source)
    for event in reader.events:
        writer.write(event)
    return writer


def html_document(source: Source, tag: str) -> Document:
    """Return the document of an HTML text; script, style, comments and what is hidden are not in it.

    Blocks end paragraphs; headings, list items and cells are marked as in Markdown. A table that only lays
    out the page (one with blocks or much text in a cell) leaves no marks.
    """
    reader = HtmlReader(source)
    writer = written(source, reader)
    text = "".join(writer.out)
    return Document(
        text,
        tag,
        source=Composed(text, tuple(writer.runs)),
        pieces=((0, len(text), 0),) if text else (),
        links=tuple(writer.links),
        tags=tuple(reader.images),
        from_elsewhere=True,
    )


@dataclass(slots=True)
class Table:
    """A table while it is read; `is_layout` when it shows no table."""

    is_layout: bool = False
    cell: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """What the reader met at `start`: text (as seen: `text`), or the begin or end of an element."""

    kind: str
    start: int
    end: int = 0
    text: str = ""
    is_open: bool = True
    table: Table | None = None


@dataclass(slots=True)
class _List:
    ordered: bool
    number: int = 0


class HtmlReader(HTMLParser):
    """Makes a list of events; a table is judged before anything of it is written."""

    def __init__(self, source: Source) -> None:
        super().__init__(convert_charrefs=False)
        self.events: list[Event] = []
        self.images: list[tuple[int, str]] = []
        self._source = source
        self._unseen: list[str] = []
        self._tables: list[Table] = []

    def _at(self) -> int:
        line, column = self.getpos()
        return self._source.lines.offset(line, column + 1)

    def _add(self, kind: str, *, end: int = 0, text: str = "", is_open: bool = True) -> None:
        if not self._unseen:
            table = self._tables[-1] if self._tables else None
            self.events.append(Event(kind, self._at(), end, text, is_open, table))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, its links and images."""
        values = dict(attrs)
        inner = self._unseen[-1] if self._unseen else ""
        if (inner == tag and tag in _ENDS_ITSELF) or (inner == "p" and tag in _BLOCKS):
            self._unseen.pop()
            inner = ""
        if tag in _UNSEEN or (tag not in _VOID and (inner == tag or _is_hidden(values))):
            self._unseen.append(tag)
        if self._unseen:
            return
        if tag == "img":
            self.images.append((self._at(), self.get_starttag_text() or "<img>"))
        elif tag == "table":
            if self._tables:
                self._tables[-1].is_layout = True
            self._tables.append(Table(is_layout=values.get("role") == "presentation"))
        elif self._tables and tag in ("td", "th"):
            self._tables[-1].cell = 0
        elif self._tables and tag in _BLOCKS - {"tr", "thead", "tbody", "tfoot", "caption"}:
            self._tables[-1].is_layout = True
        if tag == "a":
            self._add("a", text=values.get("href") or "")
        elif tag in _BLOCKS or tag == "br":
            self._add(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that is closed at once; only of an unseen one is that certain to be its end."""
        self.handle_starttag(tag, attrs)
        if tag in _UNSEEN:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note the end of an element."""
        if tag in self._unseen:
            while self._unseen.pop() != tag:
                pass
            return
        if tag == "a" or tag in _BLOCKS:
            self._add(tag, is_open=False)
        if tag == "table" and self._tables and not self._unseen:
            self._tables.pop()

    def handle_data(self, data: str) -> None:
        """Note text that stands for itself."""
        self._text(data, self._at() + len(data))

    def handle_entityref(self, name: str) -> None:
        """Note a character that has a name."""
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        """Note a character that has a number."""
        self._reference(f"&#{name}")

    def _reference(self, written: str) -> None:
        end = self._at() + len(written)
        if self._source.text.startswith(";", end):
            written, end = f"{written};", end + 1
        self._text(html.unescape(written), end)

    def _text(self, text: str, end: int) -> None:
        self._add("text", end=end, text=text)
        if self._tables:
            table = self._tables[-1]
            table.cell += len(text.strip())
            table.is_layout |= table.cell > _LONGEST_CELL

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """Pass over `<![…]>`, which mail programs write and the parser of Python refuses."""
        del report
        end = self.rawdata.find(">", i)
        return end + 1 if end >= 0 else -1


def _is_hidden(values: dict[str, str | None]) -> bool:
    """Say whether an element with these attributes is shown to nobody."""
    return "hidden" in values or _HIDDEN.search(values.get("style") or "") is not None


@dataclass
class HtmlWriter:
    """Writes the text that is seen, and a map of it."""

    source: Source
    out: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    links: list[LinkSpan] = field(default_factory=list)
    _at: int = 0
    _space: tuple[int, int] | None = None
    _lists: list[_List] = field(default_factory=list)
    _link: tuple[int, str] | None = None
    _is_pre: bool = False

    def write(self, event: Event) -> None:
        """Write one event."""
        match event.kind:
            case "text":
                self._text(event)
            case "br":
                self._space = None
                self._mark("\n")
            case "a":
                self._end_link()
                if event.is_open:
                    self._link = (-1, event.text)
            case _:
                self._block(event)

    def _block(self, event: Event) -> None:
        kind, table = event.kind, event.table
        self._space = None
        if kind == "pre":
            self._is_pre = event.is_open
        if kind in ("ul", "ol"):
            if event.is_open:
                self._lists.append(_List(kind == "ol"))
            elif self._lists:
                self._lists.pop()
        if table and not table.is_layout and kind in ("td", "th", "tr", "tbody", "thead", "tfoot"):
            if kind in ("td", "th") and event.is_open:
                self._mark(" | " if self._at and not self.out[-1][-1].isspace() else "| ")
            elif kind in ("td", "th"):
                self._mark(" ")
            elif kind == "tr" and not event.is_open:
                self._mark("|\n" if self._at and self.out[-1][-1] == " " else " |\n")
            return
        self._paragraph()
        if not event.is_open:
            return
        if kind in _HEADINGS:
            self._mark("## ")
        elif kind == "li":
            inner = self._lists[-1] if self._lists else _List(ordered=False)
            inner.number += 1
            self._mark(f"{inner.number}. " if inner.ordered else "- ")

    def _paragraph(self) -> None:
        """End what stands before with an empty line."""
        text = "".join(self.out[-3:])
        if self._at and not text.endswith("\n\n"):
            self._mark("\n" if text.endswith("\n") else "\n\n")

    def _text(self, event: Event) -> None:
        if self._is_pre or event.end - event.start != len(event.text):
            self._put(event.text, event.start, event.end)
            return
        at = 0
        for found in _SPACE.finditer(event.text):
            self._put(event.text[at : found.start()], event.start + at, event.start + found.start())
            self._space = self._space or (event.start + found.start(), event.start + found.end())
            at = found.end()
        self._put(event.text[at:], event.start + at, event.end)

    def _put(self, text: str, start: int, end: int) -> None:
        if not text:
            return
        if self._space and self._at and not self.out[-1].endswith(("\n", "| ", "## ", "- ")):
            self._run(" ", *self._space)
        self._space = None
        if self._link and self._link[0] < 0:
            self._link = (self._at, self._link[1])
        self._run(text, start, end)

    def _run(self, text: str, start: int, end: int) -> None:
        self.runs.append(Run(self._at, len(text), self.source, start, end))
        self._mark(text)

    def _mark(self, text: str) -> None:
        self.out.append(text)
        self._at += len(text)

    def _end_link(self) -> None:
        if self._link and self._link[0] >= 0:
            self.links.append(LinkSpan(self._link[0], self._at, self._link[1]))
        self._link = None
