"""Reads OpenDocument texts (.odt) as their reader sees them: body, tables, text boxes, headers, footers and notes.

The format is OASIS OpenDocument 1.3, part 3. Words that a tracked change took out, and hidden text, are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from toolkit.reading.archive import Archive
from toolkit.reading.rendition import LONGEST_CELL, Rendition, Writer
from toolkit.reading.word_styles import child, local
from toolkit.wording import worded

_WHITE = re.compile(r"[ \t\r\n]+")
_SKIPPED = frozenset(
    ("tracked-changes", "annotation", "annotation-end", "hidden-text", "forms", "sequence-decls", "variable-decls",
     "user-field-decls", "ruby-text", "script", "event-listeners", "title", "desc", "meta", "dde-connection-decls",
     "alphabetical-index-auto-mark-file", "note-citation", "soft-page-break")
)  # fmt: skip

_BLOCKS = frozenset(("section", "index-body", "table-of-content", "index-title", "numbered-paragraph"))
_BOX = frozenset(("frame", "g", "a", "custom-shape", "rect"))
_FIELDS = frozenset(
    ("database-display", "database-name", "database-next", "user-defined", "user-field-get", "user-field-input",
     "variable-get", "variable-set", "variable-input", "text-input", "expression", "conditional-text", "drop-down",
     "date", "time", "page-number", "page-count", "page-continuation", "author-name", "author-initials", "chapter",
     "creation-date", "modification-date", "print-date", "file-name", "sender-firstname", "sender-lastname",
     "sender-company", "sender-email", "sender-phone-work", "sender-street", "sender-city", "sender-postal-code",
     "subject", "title", "creator", "sequence", "get-variable", "template-name")
)  # fmt: skip
"""Fields, whose text is a value."""


def read_opendocument(content: bytes, name: str) -> Rendition:
    """Return what an OpenDocument text holds, called `name` in errors.

    Raises TextError for a file that is damaged, protected, too large or no text.
    """
    archive = Archive(content, name)
    if "content.xml" not in archive:
        raise archive.refusal(worded("is no OpenDocument text, whatever its name says"))
    if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise archive.protected()
    root = archive.xml("content.xml")
    styles = archive.xml("styles.xml") if "styles.xml" in archive else None
    body = child(root, "body", "text")
    if body is None:
        raise archive.refusal(worded("is no OpenDocument text, whatever its name says"))
    try:
        reader = _Reader(root, styles)
        reader.read(body)
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise archive.damaged() from error
    return reader.writer.rendition()


def _get(element: Any, name: str) -> str:
    """Return an attribute by its name without the namespace; empty where there is none."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


class _Reader:
    """Writes headers, body, notes and footers."""

    def __init__(self, root: Any, styles: Any) -> None:
        self.writer = Writer()
        self._hidden: set[str] = set()
        self._breaks: set[str] = set()
        self._bold: set[str] = set()
        self._lists: dict[str, set[str]] = {}
        self._masters: dict[str, str] = {}
        self._pages: list[Any] = []
        self._notes: list[tuple[str, Any]] = []
        self._boxes: list[Any] = []
        self._is_blank = True
        for part in (styles, root):
            for style in part.iter() if part is not None else ():
                self._learn(style)

    def _learn(self, style: Any) -> None:
        """Take from a style what it says of the words: hidden, a page of its own, a list of numbers."""
        kind, name = local(style), _get(style, "name") if isinstance(style.tag, str) else ""
        if kind == "style":
            parts = {local(part): part for part in style}
            text, paragraph = parts.get("text-properties"), parts.get("paragraph-properties")
            section = parts.get("section-properties")
            if any(part is not None and _get(part, "display") == "none" for part in (text, section)):
                self._hidden.add(name)
            if paragraph is not None and _get(paragraph, "break-before") == "page":
                self._breaks.add(name)
            if text is not None and _get(text, "font-weight") == "bold":
                self._bold.add(name)
            if master := _get(style, "master-page-name"):
                self._masters[name] = master
        elif kind == "list-style":
            self._lists[name] = {
                _get(level, "level") for level in style if local(level) == "list-level-style-number"
            }
        elif kind == "master-page":
            self._pages.append(style)

    def read(self, body: Any) -> None:
        """Write all that a reader sees."""
        masters = self._shown_masters(body)
        self._margins(masters, ("header", "header-left", "header-first"), worded("header"))
        if any(local(each) == "soft-page-break" for each in body.iter()):
            self.writer.where.page = 1
        start = self.writer.at
        self._blocks(body)
        self.writer.main(start)
        notes, self._notes = self._notes, []
        counts = {"footnote": 0, "endnote": 0}
        for kind, note in notes:
            counts[kind] += 1
            self.writer.where.part = (
                worded("footnote {number}", number=counts[kind])
                if kind == "footnote"
                else worded("endnote {number}", number=counts[kind])
            )
            self._blocks(note)
            self.writer.where.part = ""
        self._margins(masters, ("footer", "footer-left", "footer-first"), worded("footer"))

    def _shown_masters(self, body: Any) -> list[Any]:
        """Return the kinds of pages that the text has: that of its start, those it asks for, and what follows them."""
        known = {_get(page, "name"): page for page in self._pages}
        used = {_get(each, "style-name") for each in body.iter() if isinstance(each.tag, str)}
        names = [self._masters[name] for name in sorted(used) if name in self._masters]
        if not names or "Standard" in known:
            names.insert(0, "Standard" if "Standard" in known else next(iter(known), ""))
        for name in names:
            following = _get(known[name], "next-style-name") if name in known else ""
            if following and following not in names:
                names.append(following)
        return [known[name] for name in dict.fromkeys(names) if name in known]

    def _margins(self, masters: list[Any], kinds: tuple[str, ...], where: str) -> None:
        seen: set[str] = set()
        for master in masters:
            for part in master:
                words = " ".join("".join(part.itertext()).split())
                if local(part) in kinds and _get(part, "display") != "false" and words not in seen:
                    seen.add(words)
                    self.writer.where.part = where
                    self._blocks(part)
                    self.writer.where.part = ""

    # Blocks.

    def _blocks(self, parent: Any, mark: str = "") -> None:
        for element in parent:
            kind = local(element)
            if kind in ("p", "h"):
                self._paragraph(element, "## " if kind == "h" else mark)
                mark = "" if kind == "p" else mark
            elif kind == "list":
                self._list(element, "", 1)
            elif kind == "table":
                self._table(element)
            elif kind == "soft-page-break":
                self.writer.turn()
            elif kind in _BLOCKS and _get(element, "style-name") not in self._hidden:
                if _get(element, "display") != "none" and _get(element, "is-hidden") != "true":
                    self._blocks(element)
            elif kind in _BOX:
                self._boxes.append(element)
                self._text_boxes()

    def _paragraph(self, element: Any, mark: str) -> None:
        style = _get(element, "style-name")
        if style in self._hidden or any(local(each) == "hidden-paragraph" for each in element):
            return
        if style in self._breaks or (style in self._masters and self.writer.at):
            self.writer.turn()
        self.writer.begin(mark)
        self._is_blank = True
        self._inline(element)
        self.writer.end()
        self._text_boxes()

    def _text_boxes(self) -> None:
        boxes, self._boxes = self._boxes, []
        for inner in (inner for box in boxes for inner in _texts_of(box)):
            part = self.writer.where.part
            self.writer.where.part = part or worded("text box")
            self._blocks(inner)
            self.writer.where.part = part

    def _list(self, element: Any, style: str, level: int) -> None:
        style = _get(element, "style-name") or style
        is_numbered = str(level) in self._lists.get(style, ())
        number = 0
        for item in element:
            if local(item) not in ("list-item", "list-header"):
                continue
            number += 1
            mark = (f"{number}. " if is_numbered else "- ") if local(item) == "list-item" else ""
            for each in item:
                if local(each) == "list":
                    self._list(each, style, level + 1)
                else:
                    self._blocks((each,), mark)
                    mark = ""

    def _table(self, table: Any) -> None:
        where = self.writer.where
        outer, is_inner = where.row, where.row is not None
        where.table += 0 if is_inner or where.part else 1
        rows = list(_rows(table))
        is_layout = _is_layout(rows)
        for number, row in enumerate(rows, 1):
            where.row = outer if is_inner else number
            cells = [cell for cell in row if local(cell) == "table-cell"]
            if is_layout:
                for cell in cells:
                    self._blocks(cell)
                continue
            self.writer.begin("| ")
            for at, cell in enumerate(cells):
                if at:
                    self.writer.space(" | ")
                for paragraph in cell:
                    if local(paragraph) in ("p", "h"):
                        self._is_blank = True
                        self._inline(paragraph)
            self.writer.end(" |\n")
            self._text_boxes()
        where.row = outer
        if rows and not is_layout:
            self.writer.mark("\n")

    # What stands in a paragraph: text before, in and after elements.

    def _inline(self, parent: Any) -> None:
        self._text(parent.text)
        for element in parent:
            self._element(local(element), element)
            self._text(element.tail)

    def _element(self, kind: str, element: Any) -> None:
        writer = self.writer
        if kind == "soft-page-break":
            writer.turn()
        elif kind == "s":
            self._put(" " * min(int(_get(element, "c") or 1), 100))
        elif kind in ("tab", "line-break"):
            writer.space("\t" if kind == "tab" else "\n")
            self._is_blank = True
        elif kind == "a":
            start = writer.at
            self._inline(element)
            writer.link(start, _get(element, "href"))
        elif kind == "note":
            note = child(element, "note-body")
            if note is not None:
                self._notes.append(
                    ("endnote" if _get(element, "note-class") == "endnote" else "footnote", note)
                )
        elif kind == "placeholder":
            start = writer.at
            self._inline(element)
            writer.blank(start)
        elif kind in _FIELDS:
            start = writer.at
            self._inline(element)
            writer.value(start, f"{kind} {_get(element, 'column-name') or _get(element, 'name')}".rstrip())
        elif kind in _BOX:
            self._boxes.append(element)
        elif kind not in _SKIPPED and _get_style(element) not in self._hidden:
            start = writer.at
            self._inline(element)
            if _get_style(element) in self._bold:
                writer.strong(start)

    def _text(self, text: str | None) -> None:
        """Write text as it is shown: white space counts once, and not at the start of a line."""
        if not text:
            return
        shown = _WHITE.sub(" ", text)
        self._put(shown[1:] if self._is_blank and shown.startswith(" ") else shown)

    def _put(self, text: str) -> None:
        if text:
            self.writer.put(text)
            self._is_blank = text.endswith(" ")


def _texts_of(box: Any) -> Iterator[Any]:
    """Yield what holds the text of a frame or a shape."""
    if local(box) in ("text-box", "custom-shape", "rect"):
        yield box
        return
    for each in box:
        yield from _texts_of(each)


def _get_style(element: Any) -> str:
    return _get(element, "style-name") if isinstance(element.tag, str) else ""


def _rows(table: Any) -> Iterator[Any]:
    for element in table:
        kind = local(element)
        if kind == "table-row" and _get(element, "visibility") in ("", "visible"):
            yield element
        elif kind in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(element)


def _is_layout(rows: list[Any]) -> bool:
    """Say whether a table only lays out a page: one column, a table or list in a cell, or much text in one."""
    widest = 0
    for row in rows:
        cells = [cell for cell in row if local(cell) == "table-cell"]
        widest = max(widest, len(cells))
        for cell in cells:
            texts = ["".join(part.itertext()) for part in cell if local(part) in ("p", "h")]
            is_full = sum(bool(text.strip()) for text in texts) > 1 or sum(map(len, texts)) > LONGEST_CELL
            if is_full or any(local(part) in ("table", "list") for part in cell):
                return True
    return widest < 2
