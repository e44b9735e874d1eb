"""Reads a composed message: each section as a document, in which every character knows its place in a template."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.compose.message import (
    Block,
    Break,
    Heading,
    Inline,
    Items,
    Link,
    Message,
    Paragraph,
    Part,
    Quote,
    Section,
    Table,
    Text,
    ThematicBreak,
)
from toolkit.reading.document import Document, LinkSpan


def section_document(section: Section, tag: str, country: str = "NL", kind: str = "") -> Document:
    """Return the document of a composed section; headings, items and cells are marked as in Markdown."""
    writer = _Writer()
    writer.blocks(section.blocks)
    return Document(
        "".join(writer.out).rstrip("\n"),
        tag,
        country,
        section.source,
        tuple(writer.pieces),
        tuple(writer.links),
        kind=kind,
    )


def message_documents(message: Message) -> dict[str, Document]:
    """Return the documents of a message by section: subject and body, or sms."""
    country, kind = message.record.country, message.record.customer.kind
    return {
        name: section_document(section, message.language, country, kind)
        for name, section in message.sections.items()
    }


class _Writer:
    """Writes a tree as plain text and notes where each piece of text came from."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.pieces: list[tuple[int, int, int]] = []
        self.links: list[LinkSpan] = []
        self._at = 0

    def blocks(self, blocks: Iterable[Block]) -> None:
        """Write blocks with an empty line after each."""
        for block in blocks:
            self._block(block)

    def _put(self, text: str) -> None:
        self.out.append(text)
        self._at += len(text)

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._put("## ")
                self._inlines(block.children)
                self._put("\n\n")
            case Paragraph():
                self._inlines(block.children)
                self._put("\n\n")
            case Items():
                self._items(block)
            case Table():
                for row in (block.head, *block.rows):
                    for cell in row:
                        self._put("| ")
                        self._inlines(cell)
                        self._put(" ")
                    self._put("|\n")
                self._put("\n")
            case Quote() | Part():
                self.blocks(block.children)
            case ThematicBreak():
                self._put("\n")

    def _items(self, items: Items) -> None:
        for number, item in enumerate(items.items, items.start or 0):
            self._put(f"{number}. " if items.start is not None else "- ")
            for block in item:
                match block:
                    case Paragraph():
                        self._inlines(block.children)
                        self._put("\n")
                    case _:
                        self._put("\n")
                        self._block(block)
        self._put("\n")

    def _inlines(self, inlines: Iterable[Inline]) -> None:
        for node in inlines:
            match node:
                case Text():
                    self.pieces.append((self._at, self._at + len(node.text), node.start))
                    self._put(node.text)
                case Break():
                    self._put("\n")
                case Link():
                    start = self._at
                    self._inlines(node.children)
                    self.links.append(LinkSpan(start, self._at, node.href))
                case _:
                    self._inlines(node.children)
