"""The pieces of a document in which things belong together: its sentences and the rows of its tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from toolkit.language.model import Role
from toolkit.reading.document import Document


class Piece(NamedTuple):
    """A sentence, a heading or a row of a table, at its offsets in the document."""

    start: int
    end: int
    heading: bool


def pieces(document: Document) -> Iterator[Piece]:
    """Yield the pieces of a document in their order."""
    text = document.text
    row_end = 0
    for sentence in document.analysis.sentences:
        start, end = sentence.span.start, sentence.span.end
        if start < row_end:
            continue
        if sentence.role is Role.CELL:
            start = text.rfind("\n", 0, start) + 1
            line_end = text.find("\n", start)
            row_end = end = line_end if line_end >= 0 else len(text)
        yield Piece(start, end, sentence.role is Role.HEADING)
