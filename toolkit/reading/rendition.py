"""A file of a word processor as characters: what its reader sees, and where each of them stands in the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from toolkit.compose.sourcemap import Composed, Run, Source
from toolkit.reading.document import Document, FileText, LinkSpan
from toolkit.wording import worded

LONGEST_CELL = 120
"""Characters of a cell; a table with a longer one lays out a page and is no table to its reader."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where characters stand in an XML part: those from `at` on are those of `element.text` from `index` on.

    `holder` is an element of the body beside which the characters are seen, for those that do not stand in the body.
    """

    at: int
    length: int
    element: Any
    index: int
    part: str
    holder: Any = None


@dataclass(frozen=True)
class Rendition:
    """What a reader sees, with headings, items and cells marked as in Markdown.

    `literal` are the (start, end) of what the writer wrote, `values` those of fields, each with what fills it in, and
    `blanks` those of what the file itself shows as not filled in. `spots` say in words where each offset is.
    `bold` are the (start, end) of bold words, and `body` that of all that stands in no header, footer or note. `unread`
    names what the file shows and nobody reads here.
    """

    text: str
    literal: tuple[tuple[int, int], ...]
    values: tuple[tuple[int, int, str], ...]
    blanks: tuple[tuple[int, int], ...]
    links: tuple[LinkSpan, ...]
    spots: tuple[tuple[int, str], ...]
    anchors: tuple[Anchor, ...] = ()
    bold: tuple[tuple[int, int], ...] = ()
    body: tuple[int, int] = (0, 0)
    unread: tuple[str, ...] = ()

    def file_text(self, name: str, tag: str) -> FileText:
        """Return the text to lint, in the language `tag`; findings call the file `name`."""
        source = Source(name, self.text, self.spots)
        runs = [Run(start, end - start, source, start, end) for start, end in self.literal]
        runs += [Run(start, end - start, source, start, end, what) for start, end, what in self.values]
        document = Document(
            self.text,
            tag,
            source=Composed(self.text, tuple(sorted(runs, key=lambda run: run.at))),
            pieces=((0, len(self.text), 0),) if self.text else (),
            links=self.links,
            from_elsewhere=True,
            blanks=self.blanks,
        )
        return FileText(document, source, unread=self.unread)


@dataclass
class Where:
    """Says where a paragraph is as a writer finds it: page, paragraph, table and row, or the part it stands in."""

    page: int | None = None
    paragraph: int = 0
    table: int = 0
    row: int | None = None
    part: str = ""

    def following(self) -> str:
        """Return where the paragraph is that begins now."""
        if not self.part and self.row is None:
            self.paragraph += 1
        return self.here()

    def here(self) -> str:
        """Return where the paragraph is that began last."""
        if self.part:
            return self.part
        if self.row is not None:
            here = worded("table {table}, row {row}", table=self.table, row=self.row)
        else:
            here = worded("paragraph {number}", number=self.paragraph)
        return worded("page {page}, {place}", page=self.page, place=here) if self.page else here


@dataclass
class Writer:
    """Writes a rendition: paragraph after paragraph, each with its mark and its place once it has words."""

    where: Where = field(default_factory=Where)
    part: str = ""
    holder: Any = None
    at: int = 0
    _out: list[str] = field(default_factory=list)
    _literal: list[tuple[int, int]] = field(default_factory=list)
    _values: list[tuple[int, int, str]] = field(default_factory=list)
    _blanks: list[tuple[int, int]] = field(default_factory=list)
    _links: list[LinkSpan] = field(default_factory=list)
    _spots: list[tuple[int, str]] = field(default_factory=list)
    _anchors: list[Anchor] = field(default_factory=list)
    _bold: list[tuple[int, int]] = field(default_factory=list)
    _body: tuple[int, int] | None = None
    _pending: str | None = None
    _is_open: bool = False

    def begin(self, mark: str = "") -> None:
        """Begin a paragraph: `mark` is written, and its place noted, before its first characters."""
        self._pending = mark

    def spot(self) -> None:
        """Note that the characters from here on stand where `where` says now."""
        self._spots.append((self.at, self.where.here()))

    def end(self, mark: str = "\n\n") -> None:
        """End a paragraph; one without characters leaves nothing."""
        if self._is_open:
            self.mark(mark)
        self._pending, self._is_open = None, False

    def mark(self, text: str) -> None:
        """Write what the layout adds and no writer wrote."""
        self._out.append(text)
        self.at += len(text)

    def put(self, text: str, element: Any = None, index: int = 0) -> None:
        """Write characters of the file; those of an `element` can be changed there, from `index` on."""
        if not text:
            return
        self._open()
        end = self.at + len(text)
        if self._literal and self._literal[-1][1] == self.at:
            self._literal[-1] = (self._literal[-1][0], end)
        else:
            self._literal.append((self.at, end))
        if element is not None:
            self._anchors.append(Anchor(self.at, len(text), element, index, self.part, self.holder))
        self.mark(text)

    def space(self, text: str) -> None:
        """Write white space that stands for something else in the file, such as a tab or a line break."""
        if self._is_open:
            self.mark(text)

    def turn(self) -> None:
        """Go to the next page, if pages are known; it may begin inside a paragraph."""
        if self.where.page is not None:
            self.where.page += 1
            if self._is_open:
                self.spot()

    def value(self, start: int, what: str) -> None:
        """Make all characters from `start` on one value, that of the field `what`."""
        first, last = self._cut(start)
        if first < last:
            self._values.append((first, last, what))

    def blank(self, start: int) -> None:
        """Note that the characters from `start` on are not filled in; they are a place and no words."""
        first, last = self._cut(start)
        if first < last:
            self._literal.append((first, last))
            self._blanks.append((first, last))

    def strong(self, start: int) -> None:
        """Note that the characters from `start` on are bold."""
        if self._bold and self._bold[-1][1] == start < self.at:
            self._bold[-1] = (self._bold[-1][0], self.at)
        elif start < self.at:
            self._bold.append((start, self.at))

    def main(self, start: int) -> None:
        """Note that what was written from `start` on is the body."""
        self._body = (start, self.at)

    def link(self, start: int, href: str) -> None:
        """Note that the characters from `start` on are a link."""
        if start < self.at:
            self._links.append(LinkSpan(start, self.at, href))

    def has_words(self, start: int) -> bool:
        """Say whether anything but white space was written from `start` on."""
        at = self.at
        for text in reversed(self._out):
            at -= len(text)
            if text[max(0, start - at) :].strip():
                return True
            if at <= start:
                break
        return False

    def rendition(self) -> Rendition:
        """Return what was written."""
        return Rendition(
            "".join(self._out),
            tuple(self._literal),
            tuple(self._values),
            tuple(self._blanks),
            tuple(self._links),
            tuple(self._spots),
            tuple(self._anchors),
            tuple(self._bold),
            self._body or (0, self.at),
        )

    def _open(self) -> None:
        if self._pending is not None:
            self._spots.append((self.at, self.where.following()))
            self.mark(self._pending)
            self._pending, self._is_open = None, True

    def _cut(self, start: int) -> tuple[int, int]:
        """Take all that is literal or a value from `start` on away, and return where that began and ended."""
        taken: list[tuple[int, int]] = []
        while self._literal and self._literal[-1][1] > start:
            first, last = self._literal.pop()
            if first < start:
                self._literal.append((first, start))
            taken.append((max(first, start), last))
            if first < start:
                break
        while self._values and self._values[-1][0] >= start:
            first, last, _ = self._values.pop()
            taken.append((first, last))
        self._blanks = [blank for blank in self._blanks if blank[0] < start]
        return (min(taken)[0], max(last for _, last in taken)) if taken else (start, start)
