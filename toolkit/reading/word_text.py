"""Walks through one part of a Word document and writes what is seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from toolkit.reading.rendition import LONGEST_CELL, Writer
from toolkit.reading.word_styles import Numbering, Styles, attribute, child, is_on, local
from toolkit.wording import worded

_THROUGH = frozenset(("customXml", "ins", "moveTo", "smartTag", "dir", "bdo"))
"""Elements whose content is read as if they were not there; inserted words are read."""

_SHOWN_AS_WRITTEN = frozenset(("HYPERLINK", "TOC", "QUOTE", "INCLUDETEXT", "LISTNUM", "AUTONUM", "SEQ", ""))
"""Fields whose result is text of the writer and no value."""

_SHORT_VALUES = frozenset(("text", "date", "comboBox", "dropDownList", "checkbox"))
"""Content controls that hold one value; others hold text."""

_WHITE = str.maketrans("\t\n\r", "   ")
_ADDRESS = re.compile(r"\"([^\"]*)\"|(\S+)")
_BOX = frozenset(("drawing", "pict", "object"))


@dataclass
class Notes:
    """The notes that a text refers to: the kind, the id, and the run that refers to it."""

    found: list[tuple[str, str, Any]] = field(default_factory=list)


@dataclass
class _Field:
    """A field while it is read: what it says it is, and where its result began."""

    code: str = ""
    start: int | None = None

    @property
    def kind(self) -> str:
        return next(iter(self.code.split()), "").upper()


class Walker:
    """Writes the blocks of one part; `links` are the addresses that it refers to, by id."""

    def __init__(
        self, writer: Writer, styles: Styles, numbering: Numbering, links: Mapping[str, str], notes: Notes
    ) -> None:
        self._writer = writer
        self._styles = styles
        self._numbering = numbering
        self._links = links
        self._notes = notes
        self._fields: list[_Field] = []
        self._boxes: list[tuple[Any, Any]] = []
        self._paragraph: Any = None
        self._is_joined = False

    def blocks(self, parent: Any) -> None:
        """Write the paragraphs and tables in an element."""
        for element in parent:
            kind = local(element)
            if kind == "p":
                self._block(element)
            elif kind == "tbl":
                self._table(element)
            elif kind == "sdt":
                self._control(element, is_block=True)
            elif kind in _THROUGH:
                self.blocks(element)
            elif kind == "AlternateContent":
                self.blocks(_chosen(element))

    def _block(self, paragraph: Any) -> None:
        writer, properties = self._writer, child(paragraph, "pPr")
        if not self._is_joined:
            item = self._numbering.mark(properties)
            writer.begin("## " if self._styles.is_heading(properties) else item)
        self._paragraph = properties
        self._inlines(paragraph)
        # Two paragraphs are one when the mark between them was deleted.
        self._is_joined = child(properties, "rPr", "del") is not None
        if not self._is_joined:
            writer.end()
            self._text_boxes()

    def _text_boxes(self) -> None:
        boxes, self._boxes = self._boxes, []
        writer, fields, paragraph = self._writer, self._fields, self._paragraph
        for box, run in boxes:
            where, holder, self._fields = writer.where.part, writer.holder, []
            writer.where.part = where or worded("text box")
            writer.holder = holder if holder is not None else run
            self.blocks(box)
            writer.where.part, writer.holder = where, holder
        self._fields, self._paragraph = fields, paragraph

    # Tables.

    def _table(self, table: Any) -> None:
        where = self._writer.where
        outer, is_inner = where.row, where.row is not None
        rows = [row for row in _parts(table, "tr") if not _is_gone(row)]
        where.table += 0 if is_inner or where.part else 1
        is_layout = _is_layout(rows)
        for number, row in enumerate(rows, 1):
            where.row = outer if is_inner else number
            cells = [cell for cell in _parts(row, "tc") if child(cell, "tcPr", "cellDel") is None]
            if is_layout:
                for cell in cells:
                    self.blocks(cell)
            else:
                self._row(cells)
        where.row = outer
        if rows and not is_layout:
            self._writer.mark("\n")

    def _row(self, cells: list[Any]) -> None:
        writer = self._writer
        writer.begin("| ")
        for number, cell in enumerate(cells):
            if number:
                writer.space(" | ")
            for paragraph in _parts(cell, "p"):
                self._paragraph = child(paragraph, "pPr")
                self._inlines(paragraph)
        writer.end(" |\n")
        self._text_boxes()

    # What stands in a paragraph.

    def _inlines(self, parent: Any) -> None:
        for element in parent:
            kind = local(element)
            if kind == "r":
                self._run(element)
            elif kind == "hyperlink":
                start = self._writer.at
                self._inlines(element)
                self._writer.link(start, self._address(element))
            elif kind == "sdt":
                self._control(element, is_block=False)
            elif kind == "fldSimple":
                self._begin_field()
                self._fields[-1].code = attribute(element, "instr")
                self._begin_result()
                self._inlines(element)
                self._end_field()
            elif kind in _THROUGH:
                self._inlines(element)
            elif kind == "AlternateContent":
                self._inlines(_chosen(element))
            elif kind in ("oMath", "oMathPara"):
                start = self._writer.at
                for text in element.iter():
                    if local(text) == "t":
                        self._writer.put((text.text or "").translate(_WHITE))
                self._writer.value(start, "MATH")

    def _run(self, run: Any) -> None:
        properties, start = child(run, "rPr"), self._writer.at
        is_hidden = self._styles.is_hidden(properties, self._paragraph)
        for element in run:
            kind = local(element)
            if kind == "fldChar":
                self._field_mark(element)
            elif kind in ("instrText", "delInstrText"):
                if self._fields and self._fields[-1].start is None and kind == "instrText":
                    self._fields[-1].code += element.text or ""
            elif not is_hidden and self._is_shown:
                self._piece(kind, element, run)
        if self._styles.is_bold(properties):
            self._writer.strong(start)

    @property
    def _is_shown(self) -> bool:
        """Whether the characters that come now are part of a result and not of the code of a field."""
        return all(each.start is not None for each in self._fields)

    def _piece(self, kind: str, element: Any, run: Any) -> None:
        writer = self._writer
        if kind == "t":
            self._text(element)
        elif kind in ("tab", "ptab"):
            writer.space("\t")
        elif kind in ("br", "cr"):
            writer.space("\n")
        elif kind == "noBreakHyphen":
            writer.put("\u2011")
        elif kind == "softHyphen":
            writer.put("\u00ad")
        elif kind == "sym":
            writer.put("•")
        elif kind in ("footnoteReference", "endnoteReference"):
            self._notes.found.append((kind.removesuffix("Reference"), attribute(element, "id"), run))
        elif kind == "lastRenderedPageBreak":
            writer.turn()
        elif kind in _BOX or kind == "AlternateContent":
            shown = element if kind in _BOX else _chosen(element)
            self._boxes += ((box, run) for box in _boxes(shown))

    def _text(self, element: Any) -> None:
        text = (element.text or "").translate(_WHITE)
        index = 0
        if element.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
            index = len(text) - len(text.lstrip(" "))
            text = text.strip(" ")
        self._writer.put(text, element, index)

    def _address(self, link: Any) -> str:
        key = next((value for name, value in link.attrib.items() if name.endswith("}id")), "")
        anchor = attribute(link, "anchor")
        return self._links.get(key, f"#{anchor}" if anchor else "")

    # Values: fields and content controls.

    def _field_mark(self, element: Any) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._begin_field()
            self._form_field(child(element, "ffData"))
        elif self._fields and kind == "separate":
            self._begin_result()
        elif self._fields and kind == "end":
            self._end_field()

    def _form_field(self, data: Any) -> None:
        """Read the default of a form field that nobody has filled in: a check box has no result of its own."""
        if child(data, "checkBox") is not None:
            self._fields[-1].code = "FORMCHECKBOX "

    def _begin_field(self) -> None:
        self._fields.append(_Field())

    def _begin_result(self) -> None:
        self._fields[-1].start = self._writer.at

    def _end_field(self) -> None:
        done = self._fields.pop()
        if not self._is_shown:
            if self._fields:
                self._fields[-1].code += f" {done.code} "
            return
        start = self._writer.at if done.start is None else done.start
        if self._writer.at == start and done.kind in ("MERGEFIELD", "ADDRESSBLOCK", "GREETINGLINE"):
            name = next(iter(done.code.split()[1:]), done.kind).strip('"')
            self._writer.put(f"«{name}»")
        if done.kind == "HYPERLINK":
            found = _ADDRESS.search(done.code.partition("HYPERLINK")[2])
            self._writer.link(start, (found[1] or found[2] or "") if found else "")
        elif done.kind == "FORMTEXT":
            self._form_text(start)
        elif done.kind not in _SHOWN_AS_WRITTEN:
            self._writer.value(start, " ".join(done.code.split()))

    def _form_text(self, start: int) -> None:
        """Make what was typed into a form field a value; five wide spaces stand for nothing."""
        if self._writer.has_words(start):
            self._writer.value(start, "FORMTEXT")
        else:
            self._writer.blank(start)

    def _control(self, control: Any, *, is_block: bool) -> None:
        properties, content = child(control, "sdtPr"), child(control, "sdtContent")
        if content is None:
            return
        start, kinds = (
            self._writer.at,
            {local(each) for each in properties} if properties is not None else set(),
        )
        if is_block:
            self.blocks(content)
        else:
            self._inlines(content)
        is_bound = "dataBinding" in kinds
        if is_bound or (not is_block and kinds & _SHORT_VALUES):
            if is_on(child(properties, "showingPlcHdr")) and not is_bound:
                self._writer.blank(start)
            else:
                name = attribute(child(properties, "alias"), "val") or attribute(
                    child(properties, "tag"), "val"
                )
                self._writer.value(start, f"CONTENTCONTROL {name}".rstrip())
        elif is_on(child(properties, "showingPlcHdr")):
            self._writer.blank(start)


def _chosen(alternatives: Any) -> Any:
    """Return the one of several ways to show the same that a word processor of today shows."""
    choice = child(alternatives, "Choice")
    fallback = child(alternatives, "Fallback")
    return choice if choice is not None else fallback if fallback is not None else ()


def _parts(parent: Any, name: str) -> Iterator[Any]:
    """Yield the rows, cells or paragraphs in an element, also those in a content control or a tracked change."""
    for element in parent:
        kind = local(element)
        if kind == name:
            yield element
        elif kind in _THROUGH:
            yield from _parts(element, name)
        elif kind == "sdt" and (content := child(element, "sdtContent")) is not None:
            yield from _parts(content, name)


def _is_gone(row: Any) -> bool:
    """Say whether a row of a table was deleted, or is hidden."""
    properties = child(row, "trPr")
    return child(properties, "del") is not None or is_on(child(properties, "hidden"))


def _is_layout(rows: list[Any]) -> bool:
    """Say whether a table only lays out a page: one column, a table in a cell, or much text in one."""
    widest = 0
    for row in rows:
        cells = list(_parts(row, "tc"))
        widest = max(widest, len(cells))
        for cell in cells:
            lengths = [_length(paragraph) for paragraph in _parts(cell, "p")]
            if sum(map(bool, lengths)) > 1 or sum(lengths) > LONGEST_CELL or any(_parts(cell, "tbl")):
                return True
    return widest < 2


def _length(paragraph: Any) -> int:
    return sum(len(each.text or "") for each in paragraph.iter() if local(each) == "t")


def _boxes(shape: Any) -> Iterator[Any]:
    """Yield the texts of text boxes in a drawing, of each the one way to show it that is chosen."""
    for element in shape:
        kind = local(element)
        if kind == "txbxContent":
            yield element
        elif kind == "AlternateContent":
            yield from _boxes(_chosen(element))
        else:
            yield from _boxes(element)
