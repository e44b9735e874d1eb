"""Reads composed messages the way a person does: sentence by sentence, block by block."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toolkit.compose.message import (
    Block,
    Heading,
    Inline,
    Items,
    Message,
    Paragraph,
    Part,
    Quote,
    Table,
    plain,
)

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.)+$")


def passages(message: Message) -> Iterator[str]:
    """Yield every heading, paragraph, item and cell; for an SMS each of its lines, without the name."""
    if message.sms:
        name = f"{message.record.creditor.name}: "
        yield from message.sms.removeprefix(name).split("\n")
        return
    yield message.subject
    yield from block_passages(message.body)


def block_passages(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the passages below these blocks, in reading order."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield from _lines(block.children)
            case Items():
                for item in block.items:
                    yield from block_passages(item)
            case Table():
                for row in (block.head, *block.rows):
                    yield from (_words(cell) for cell in row if cell)
            case Part() | Quote():
                yield from block_passages(block.children)


def prose(message: Message) -> Iterator[str]:
    """Yield the passages that are running text: no headings, no tables, no names under the greeting."""
    if message.sms:
        yield from passages(message)
        return
    yield from _prose(message.body)


def _prose(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph():
                yield from _lines(block.children)
            case Items():
                for item in block.items:
                    yield from _prose(item)
            case Part():
                yield from _prose(block.children)


def sentences(passage: str) -> list[str]:
    """Split a passage after a full stop, question mark or exclamation mark before a capital."""
    found: list[str] = []
    for piece in _SENTENCE_END.split(passage):
        if found and _ABBREVIATION.search(found[-1]):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return found


def words(sentence: str) -> int:
    """Count the words: everything between spaces that holds a letter or a digit."""
    return sum(any(char.isalnum() for char in word) for word in sentence.split())


def part(message: Message, name: str) -> Part:
    """Return the first named piece of a message."""
    return next(block for block in message.body if isinstance(block, Part) and block.name == name)


def headings(message: Message) -> list[str]:
    """Return the headings of a message."""
    return [_words(block.children) for block in message.body if isinstance(block, Heading)]


def text(message: Message) -> str:
    """Return everything a message says, one passage a line, with ordinary spaces."""
    return "\n".join(passages(message)).replace("\u00a0", " ")


def _lines(inlines: tuple[Inline, ...]) -> Iterator[str]:
    for line in plain(inlines).split("\n"):
        yield " ".join(line.split())


def _words(inlines: tuple[Inline, ...]) -> str:
    return " ".join(plain(inlines).split())
