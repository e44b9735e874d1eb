"""A composed message: a small document tree that channels lay out and the linter reads.

Every `Text` knows its `start`: its offset in the composed source of its section, from which the source map
(when it was asked for) leads to the template file, line and column.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from toolkit.compose.sourcemap import Composed

if TYPE_CHECKING:
    from toolkit.records import Record
    from toolkit.records.notice import Notice

Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class Text:
    """Literal characters; `start` is their offset in the section's source, in characters."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Break:
    """A line break inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Strong:
    """Important words."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed words."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to `href`, an https:, mailto: or tel: address."""

    children: tuple[Inline, ...]
    href: str


Inline = Text | Break | Strong | Emphasis | Link


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 is the title of the message."""

    level: int
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `start` is the first number of an ordered list, None for bullets. Each item holds blocks."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: one head row, body rows; a cell is a run of inlines, `align` is per column."""

    head: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    align: tuple[Align, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of somebody, set apart."""

    children: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ThematicBreak:
    """A line between two parts."""


@dataclass(frozen=True, slots=True)
class Part:
    """A named piece (`payment`, `invoices`, `instalments`, …) that each channel lays out its own way."""

    name: str
    children: tuple[Block, ...]


Block = Heading | Paragraph | Items | Table | Quote | ThematicBreak | Part


@dataclass(frozen=True, slots=True)
class Section:
    """One composed block of a template: its source, with a map when asked for, and the tree made of it.

    For plain sections (subject, sms) `blocks` is one paragraph of one text that equals the source.
    """

    source: Composed
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """What one record is told through one channel: `sections` maps `subject`, `body` or `sms` to its text.

    `notice` explains every amount and day that the law sets; None where it sets none. An `internal` message
    is for a colleague and stays in the firm. `instead_of` is the language that the customer reads, where the settings
    allow this one in its place.
    """

    template: str
    title: str
    channel: str
    language: str
    record: Record
    sections: dict[str, Section]
    branches: frozenset[tuple[str, int]] | None = None
    notice: Notice | None = None
    internal: bool = False
    instead_of: str = ""

    @property
    def subject(self) -> str:
        """The subject line; empty where the channel has none."""
        section = self.sections.get("subject")
        return str(section.source) if section else ""

    @property
    def body(self) -> tuple[Block, ...]:
        """The document tree of the letter or e-mail; empty for an SMS."""
        section = self.sections.get("body")
        return section.blocks if section else ()

    @property
    def sms(self) -> str:
        """The text of the SMS; empty for other channels."""
        section = self.sections.get("sms")
        return str(section.source) if section else ""


def texts(nodes: tuple[Block | Inline, ...]) -> Iterator[Text]:
    """Yield every `Text` below these nodes, in reading order."""
    for node in nodes:
        match node:
            case Text():
                yield node
            case Heading() | Paragraph() | Strong() | Emphasis() | Link() | Quote() | Part():
                yield from texts(node.children)
            case Items():
                for item in node.items:
                    yield from texts(item)
            case Table():
                for cell in (*node.head, *(cell for row in node.rows for cell in row)):
                    yield from texts(cell)
            case Break() | ThematicBreak():
                pass


def plain(inlines: tuple[Inline, ...]) -> str:
    """Return the characters of a run of inlines; a line break becomes a newline."""
    out: list[str] = []
    for node in inlines:
        match node:
            case Text():
                out.append(node.text)
            case Break():
                out.append("\n")
            case _:
                out.append(plain(node.children))
    return "".join(out)
