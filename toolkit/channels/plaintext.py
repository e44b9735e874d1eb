"""From the document tree to plain text, laid out by hand for people who read e-mail without HTML.

Lines are at most `width` characters, but an address, an IBAN, a phone number, an amount and a date are never
broken. No line ends with a space.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Sequence

from toolkit.compose.message import (
    Align,
    Block,
    Break,
    Emphasis,
    Heading,
    Inline,
    Items,
    Link,
    Paragraph,
    Part,
    Quote,
    Strong,
    Table,
    Text,
    ThematicBreak,
)

LayOut = Callable[[Part, str], str]
"""Lays out one named piece, given its ordinary text."""

WIDTH = 72
_GAP = "  "
_GLUE = "\u00a0"
_SPACES = re.compile(r"[\u00a0\u2007\u202f]")
_BREAK = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BREAKS = re.compile(rf"\s*{_BREAK.pattern}\s*")  # slow: it tries every space
_INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff]")
_TOGETHER = re.compile(
    r"\b[A-Z]{2}\d{2}(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?\b"
    r"|\+?\d[\d()]*(?: \(?\d[\d()]*)+"
    r"|€ -?\d\S*"
    r"|\b\d{1,2} [a-z]{3,9}(?: \d{4})?\b"
)
"""What stays on one line: an IBAN, a phone number, an amount, a date such as 7 december 2026."""


def plain_text(
    blocks: Iterable[Block], *, width: int = WIDTH, part: LayOut = lambda _, content: content
) -> str:
    """Return the text of blocks, one empty line between them, in lines of at most `width` characters.

    `part` lays out the named pieces, at any depth.
    """
    text = _blocks(blocks, width, part)
    return "\n".join(_SPACES.sub(" ", line).rstrip() for line in text.split("\n"))


def _blocks(blocks: Iterable[Block], width: int, part: LayOut) -> str:
    return "\n\n".join(text for block in blocks if (text := _block(block, width, part)))


def _block(block: Block, width: int, part: LayOut) -> str:
    match block:
        case Heading():
            lines = _wrap(_glued(block.children), width)
            text = "\n".join([*lines, ("=" if block.level == 1 else "-") * max(map(len, lines), default=0)])
        case Paragraph():
            text = "\n".join(_wrap(_glued(block.children), width))
        case Items():
            text = _items(block, width, part)
        case Table():
            text = _table(block, width)
        case Quote():
            text = textwrap.indent(_blocks(block.children, width - 2, part), "> ", lambda _: True)
        case ThematicBreak():
            text = "-" * width
        case Part():
            text = part(block, _blocks(block.children, width, part))
    return text


def _glued(nodes: Iterable[Inline]) -> str:
    """Return the characters of a run, with a no-break space wherever a line may not end."""
    return _TOGETHER.sub(lambda found: found[0].replace(" ", _GLUE), _inlines(nodes))


def _inlines(nodes: Iterable[Inline]) -> str:
    out: list[str] = []
    for node in nodes:
        match node:
            case Text():
                text = _BREAKS.sub(" ", node.text) if _BREAK.search(node.text) else node.text
                out.append(_INVISIBLE.sub("", text))
            case Break():
                out.append("\n")
            case Strong() | Emphasis():
                out.append(_inlines(node.children))
            case Link():
                out.append(_link(_inlines(node.children), node.href))
    return "".join(out)


def _link(words: str, href: str) -> str:
    scheme, _, rest = href.partition(":")
    same = re.sub(r"[\s()]|(?<=.)/$", "", _SPACES.sub("", words)).removeprefix("https://")
    if scheme == "https":
        return href if same == rest.removeprefix("//").rstrip("/") else f"{words} <{href}>"
    if scheme == "tel" and re.sub(r"\D", "", same)[-8:] == re.sub(r"\D", "", rest)[-8:]:
        return words
    return words if same == rest else f"{words} <{rest}>"


def _wrap(text: str, width: int, indent: str = "") -> list[str]:
    """Return the lines of glued text; lines after the first start with `indent`. No words, no line."""
    lines: list[str] = []
    for piece in text.split("\n"):
        line = ""
        for word in filter(None, piece.split(" ")):
            if line and len(line) + 1 + len(word) <= width:
                line += f" {word}"
            else:
                lines += [line] if line else []
                line = f"{indent}{word}" if lines else word
        lines += [line] if line else []
    return lines


def _items(block: Items, width: int, part: LayOut) -> str:
    rows = []
    for number, item in enumerate(block.items, start=block.start or 0):
        mark = "– " if block.start is None else f"{number}. "
        text = _blocks(item, width - len(mark), part)
        rows.append(mark + textwrap.indent(text, " " * len(mark)).lstrip())
    return ("\n\n" if any("\n\n" in row for row in rows) else "\n").join(rows)


def _table(table: Table, width: int) -> str:
    columns = len(table.align)
    head = [_glued(cell) for cell in table.head]
    rows = [[_glued(cell) for cell in row] for row in table.rows]
    head = head if any(text.strip() for text in head) else []
    widths = _widths([*([head] if head else []), *rows], columns, width)
    if widths is None:
        sums = [_is_total(row) for row in table.rows]
        return _stacked(head, rows, sums, width)
    line = _GAP.join("-" * each for each in widths)
    lines = [*_row(head, widths, table.align), line] if head else []
    for at, row in enumerate(rows):
        if at and at == len(rows) - 1 and _is_total(table.rows[at]):
            lines.append(line)
        lines += _row(row, widths, table.align)
    return "\n".join(lines)


def _widths(rows: Sequence[Sequence[str]], columns: int, width: int) -> list[int] | None:
    """Return the column widths in characters, or None when the longest words do not fit beside each other."""

    cells = [[row[column] for row in rows if column < len(row)] for column in range(columns)]
    least = [
        max((len(word) for cell in column for word in re.split("[ \n]", cell)), default=0) for column in cells
    ]
    widths = [max((len(line) for cell in column for line in cell.split("\n")), default=0) for column in cells]
    room = width - len(_GAP) * (columns - 1)
    if sum(least) > room:
        return None
    if sum(widths) <= room:
        return widths
    while sum(widths) > room:
        widest = max((at for at in range(columns) if widths[at] > least[at]), key=widths.__getitem__)
        widths[widest] -= 1
    return [
        max((len(line) for cell in column for line in _wrap(cell, limit)), default=0)
        for column, limit in zip(cells, widths, strict=True)
    ]


def _row(cells: Sequence[str], widths: Sequence[int], align: Sequence[Align]) -> list[str]:
    wrapped = [_wrap(cell, width) for cell, width in zip(cells, widths, strict=False)]
    height = max(map(len, wrapped), default=0)
    lines = []
    for at in range(height):
        texts = [lines_of[at] if at < len(lines_of) else "" for lines_of in wrapped]
        lines.append(_GAP.join(_aligned(*each) for each in zip(texts, widths, align, strict=False)))
    return lines


def _aligned(text: str, width: int, align: Align) -> str:
    return {"left": text.ljust, "right": text.rjust, "center": text.center}[align](width)


def _stacked(head: Sequence[str], rows: Iterable[Sequence[str]], sums: Iterable[bool], width: int) -> str:
    """Return each row as lines of its own, "head: cell", for a table that is too wide for columns.

    A row that sums up begins with its own name: the head above it is of the rows before.
    """

    def labelled(at: int, cell: str, total: bool) -> str:
        named = at < len(head) and head[at] and not (total and at == 0)
        return f"{head[at]}: {cell}" if named else cell

    return "\n\n".join(
        "\n".join(
            line
            for at, cell in enumerate(row)
            if cell.strip()
            for line in _wrap(labelled(at, cell, total), width, _GAP)
        )
        for row, total in zip(rows, sums, strict=True)
    )


def _is_total(row: Sequence[Sequence[Inline]]) -> bool:
    filled = [cell for cell in row if cell]
    return bool(filled) and all(isinstance(node, Strong) for cell in filled for node in cell)
