"""Writes one part of a Rich Text file: paragraph after paragraph, and row after row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.reading.rendition import LONGEST_CELL, Writer

_SHOWN_AS_WRITTEN = frozenset(("HYPERLINK", "TOC", "QUOTE", "INCLUDETEXT", ""))
"""Fields whose result is text of the writer and no value."""


@dataclass(frozen=True, slots=True)
class Event:
    """Characters, a break, or the begin or end of a field in one part of the file."""

    kind: str
    text: str = ""


class Scribe:
    """Writes the events of one part: paragraph after paragraph, and row after row."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._paragraph: list[Event] = []
        self._cells: list[list[Event]] = []
        self._mark = ""
        self._is_heading = False
        self._number = 0
        self._table = False

    def write(self, events: list[Event]) -> None:
        """Write all events."""
        for event in events:
            match event.kind:
                case "par":
                    self._end_paragraph()
                case "page":
                    self._end_paragraph()
                case "cell":
                    self._cells.append(self._paragraph)
                    self._paragraph = []
                case "row":
                    self._end_row()
                case "pard":
                    self._is_heading = False
                case "heading":
                    self._is_heading = True
                case "mark":
                    self._mark += event.text
                case _:
                    self._paragraph.append(event)
        if self._cells:
            self._end_row()
        self._paragraph = [event for event in self._paragraph if event.kind != "break"]
        self._end_paragraph()
        self._end_table()

    def _end_paragraph(self) -> None:
        self._end_table()
        mark, self._mark = self._mark.strip(), ""
        if self._is_heading:
            told = "## "
        elif any(char.isalnum() for char in mark):
            self._number += 1
            told = f"{self._number}. "
        else:
            self._number = 0
            told = "- " if mark else ""
        self._written(self._paragraph, told, "\n\n")
        self._paragraph = []

    def _end_table(self) -> None:
        if self._table:
            self._writer.where.row = None
            self._writer.mark("\n")
        self._table = False

    def _end_row(self) -> None:
        where, cells = self._writer.where, self._cells
        self._cells = []
        texts = ["".join(event.text for event in cell if event.kind == "text") for cell in cells]
        is_layout = len(cells) < 2 or any(
            len(text) > LONGEST_CELL
            or sum(any(each.kind == "text" for each in part) for part in _paragraphs(cell)) > 1
            for text, cell in zip(texts, cells, strict=True)
        )
        if not self._table:
            where.table += 0 if where.part else 1
            where.row = 0
        where.row = (where.row or 0) + 1
        self._table = not is_layout or self._table
        if is_layout:
            for cell in cells:
                for part in _paragraphs(cell):
                    self._written(part, "", "\n\n")
            return
        self._writer.begin("| ")
        for number, cell in enumerate(cells):
            if number:
                self._writer.space(" | ")
            self._characters(cell)
        self._writer.end(" |\n")

    def _written(self, events: list[Event], mark: str, end: str) -> None:
        self._writer.begin(mark)
        self._characters(events)
        self._writer.end(end)

    def _characters(self, events: list[Event]) -> None:
        starts: list[int] = []
        for event in events:
            match event.kind:
                case "text":
                    self._writer.put(event.text)
                case "tab":
                    self._writer.space("\t")
                case "line":
                    self._writer.space("\n")
                case "begin":
                    starts.append(self._writer.at)
                case "end" if starts:
                    self._field(starts.pop(), " ".join(event.text.split()))

    def _field(self, start: int, code: str) -> None:
        kind, _, rest = code.partition(" ")
        if kind.upper() == "HYPERLINK":
            self._writer.link(start, rest.strip().strip('"'))
        elif kind.upper() not in _SHOWN_AS_WRITTEN:
            if self._writer.at == start and kind.upper() == "MERGEFIELD":
                self._writer.put(f"«{rest.split(' ')[0]}»")
            self._writer.value(start, code)


def _paragraphs(events: list[Event]) -> Iterator[list[Event]]:
    part: list[Event] = []
    for event in events:
        if event.kind == "break":
            yield part
            part = []
        else:
            part.append(event)
    yield part
