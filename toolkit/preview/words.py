"""The words of a message with their places in the templates: what ties a picture to its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from toolkit.compose import Message
from toolkit.compose.sourcemap import Origin
from toolkit.preview.files import file_id
from toolkit.reading.document import Document
from toolkit.reading.messages import message_documents
from toolkit.text.spans import Span

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a message: its characters, the number of its sentence, and where it stands in a file.

    `start` and `end` are offsets in the text of `file`; of a value they enclose its expression (`value`).
    """

    text: str
    sentence: int
    file: str
    start: int
    end: int
    value: bool

    def json(self) -> list[Any]:
        """Return the word as the browser reads it: sentence, file id, start, end, 1 for a value."""
        return [self.sentence, file_id(self.file), self.start, self.end, int(self.value)]


def words_of(message: Message) -> list[Word]:
    """Return the words of a mapped message in reading order; sentence numbers run on over its sections."""
    words: list[Word] = []
    sentence = 0
    for document in message_documents(message).values():
        ends = _sentence_ends(document)
        for found in _words(document):
            word = placed(document, found, 0)
            if word is None:
                continue
            at = sum(1 for end in ends if end <= found.start)
            words.append(Word(word.text, sentence + at, word.file, word.start, word.end, word.value))
        sentence += len(ends) + 1
    return words


def _sentence_ends(document: Document) -> list[int]:
    """Return the offsets at which sentences end; what stands between two sentences belongs to the next."""
    return [found.span.end for found in document.analysis.sentences]


def _words(document: Document) -> Iterator[Span]:
    """Yield the words that come from a template, without the marks that lay out lists and tables."""
    pieces = document.pieces
    inside = bytearray(len(document.text))
    for start, end, _ in pieces:
        inside[start:end] = b"\x01" * (end - start)
    for found in _WORD.finditer(document.text):
        cuts = [found.start()]
        for left, right in pairwise(range(found.start(), found.end())):
            if inside[left] != inside[right]:
                cuts.append(right)
        cuts.append(found.end())
        for start, end in pairwise(cuts):
            if inside[start]:
                yield Span(start, end)


def placed(document: Document, span: Span, sentence: int) -> Word | None:
    """Return a stretch of a document with its place in the file where it begins; None where no template wrote it."""
    first = document.origin(span.start)
    if first is None:
        return None
    last: Origin = first
    value = first.expression is not None
    for at in range(span.start + 1, span.end):
        origin = document.origin(at)
        if origin is None or origin.source.file != first.source.file:
            continue
        value = value and origin.expression is not None
        if origin.end > last.end:
            last = origin
    return Word(
        span.of(document.text), sentence, first.source.file, first.start, max(last.end, first.end), value
    )
