"""From the document tree to HTML, for every channel that speaks it. Text is data: it is always escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from toolkit.compose.message import (
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
from toolkit.errors import RenderError
from toolkit.wording import worded

LayOut = Callable[[Part], Markup | None]
"""Lays out one named piece; None asks for the ordinary `<div class="part NAME">`."""

NEWLINE = Markup("\n")
SCHEMES = frozenset({"https", "mailto", "tel"})
ADDRESS = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
"""An e-mail address, as a pattern."""

_TEXT = re.compile(r"(?<=>)[^<]+(?=<)")
_VOID = frozenset({"br", "col", "hr", "img"})


def tag(name: str, content: str = "", /, **attributes: str | int | None) -> Markup:
    """Return one element, good as HTML and as XML, around `content`, which is escaped unless it is Markup.

    An attribute that is None is left out; a trailing underscore is dropped (`class_`), others become hyphens;
    values are escaped.
    """
    # Written as plain strings: `Markup.format` was a third of the time of an e-mail.
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Markup(f"<{name}{pairs}/>")  # noqa: S704 - values are escaped above
    return Markup(f"<{name}{pairs}>{escape(content)}</{name}>")  # noqa: S704


def inlines_html(nodes: Iterable[Inline]) -> Markup:
    """Return the HTML of a run of inlines.

    Raises RenderError for a link that leads elsewhere than to an https:, mailto: or tel: address.
    """
    return _joined(map(_inline, nodes))


def _joined(pieces: Iterable[Markup], between: str = "") -> Markup:
    return Markup(between.join(pieces))  # noqa: S704 - every piece is Markup


def blocks_html(blocks: Iterable[Block], *, part: LayOut = lambda _: None) -> Markup:
    """Return the HTML of blocks; `part` lays out the named pieces, at any depth.

    Raises RenderError for a link that leads elsewhere than to an https:, mailto: or tel: address.
    """
    return _joined((_block(block, part) for block in blocks), "\n")


def part_html(part: Part, content: Markup) -> Markup:
    """Return the ordinary element of a named piece: `<div class="part NAME">` around `content`."""
    return tag("div", _joined((NEWLINE, content, NEWLINE)), class_=f"part {part.name}")


def table_html(
    table: Table,
    *,
    rows: Sequence[Mapping[str, str]] = (),
    widths: Sequence[float] = (),
    labelled: bool = False,
) -> Markup:
    """Return the HTML of a table; `rows` are extra attributes of its first body rows, `widths` % per column.

    `labelled` puts the head of the column before each value, for a screen where the columns stand below each
    other; a cell that sums up has none.
    Without head texts the first column heads the rows (`<th scope="row">`), else the head row the columns.
    A cell carries its alignment as a class: `left`, `right` or `center`.
    """
    named = any(table.head)
    head = Markup("")
    if named:
        head = tag("thead", tag("tr", _cells("th", table.head, table.align, scope="col")))
    lines = []
    for at, row in enumerate(table.rows):
        if named and labelled:
            cells = _labelled(table, row)
        elif named:
            cells = _cells("td", row, table.align)
        else:
            cells = _cells("th", row[:1], table.align, scope="row") + _cells("td", row[1:], table.align[1:])
        lines.append(tag("tr", cells, **(rows[at] if at < len(rows) else {})))
    columns = _joined(tag("col", style=f"width: {width:.1f}%") for width in widths)
    groups = tag("colgroup", columns) if widths else Markup("")
    body = tag("tbody", _joined(lines, "\n"))
    return tag("table", groups + head + body, class_="listed" if named and labelled else None)


def keep_whole(html: str, pattern: re.Pattern[str]) -> Markup:
    """Return HTML in which each piece of text that a pattern finds is an element of its own, of class `piece`."""

    def mark(text: re.Match[str]) -> str:
        return pattern.sub(r'<span class="piece">\g<0></span>', text[0])

    return Markup(_TEXT.sub(mark, html))  # noqa: S704 - only elements are added


def _labelled(table: Table, row: Sequence[tuple[Inline, ...]]) -> Markup:
    cells = []
    for at, (cell, head, side) in enumerate(zip(row, table.head, table.align, strict=False)):
        value = inlines_html(cell)
        if value and not (at == 0 and isinstance(cell[0], Strong)):
            label = tag("span", inlines_html(head), class_="label")
            value = label + " " + tag("span", value, class_="value")
        cells.append(tag("td", value, class_=side if value else f"{side} empty"))
    return _joined(cells)


def _cells(
    name: str, cells: Iterable[tuple[Inline, ...]], align: Iterable[str], scope: str | None = None
) -> Markup:
    return _joined(
        tag(name, inlines_html(cell), scope=scope, class_=side)
        for cell, side in zip(cells, align, strict=False)
    )


def _inline(node: Inline) -> Markup:
    match node:
        case Text():
            return escape(node.text)
        case Break():
            return tag("br")
        case Strong():
            return tag("strong", inlines_html(node.children))
        case Emphasis():
            return tag("em", inlines_html(node.children))
        case Link():
            return tag("a", inlines_html(node.children), href=_safe(node.href))


def _block(block: Block, part: LayOut) -> Markup:
    match block:
        case Heading():
            made = tag(f"h{block.level}", inlines_html(block.children))
        case Paragraph():
            made = tag("p", inlines_html(block.children))
        case Items():
            made = _items(block, part)
        case Table():
            made = table_html(block)
        case Quote():
            made = tag("blockquote", blocks_html(block.children, part=part))
        case ThematicBreak():
            made = tag("hr")
        case Part():
            laid_out = part(block)
            made = part_html(block, blocks_html(block.children, part=part)) if laid_out is None else laid_out
    return made


def _items(block: Items, part: LayOut) -> Markup:
    items = _joined((tag("li", _item(item, part)) for item in block.items), "\n")
    if block.start is None:
        return tag("ul", items)
    return tag("ol", items, start=block.start if block.start != 1 else None)


def _item(blocks: tuple[Block, ...], part: LayOut) -> Markup:
    match blocks:
        case (Paragraph() as only,):
            return inlines_html(only.children)
        case _:
            return blocks_html(blocks, part=part)


def _safe(href: str) -> str:
    scheme = urlsplit(href).scheme
    if scheme not in SCHEMES:
        raise RenderError(
            worded("a link leads to a '{scheme}' address", scheme=scheme or "relative"),
            hint=worded("use one of {known}", known=", ".join(sorted(SCHEMES))),
        )
    return href
