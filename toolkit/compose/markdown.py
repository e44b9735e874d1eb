"""From composed Markdown to the document tree, every text with its exact offset in the source.

markdown-it reads the Markdown; what is not for letters (HTML, code, images, setext headings, bare addresses)
is switched off and stays literal text. Its inline parser tells no positions, so a subclass of its state does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.container import container_plugin

from toolkit.compose.armour import bare
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
from toolkit.errors import TemplateError
from toolkit.wording import worded

PARTS = ("invoices", "payment", "instalments", "actions", "closing", "choices", "notes", "script")
"""The pieces with a layout of their own, written `::: name` … `:::`."""

_SPACES = re.compile(r"[ \n]{2,}")
_FENCE = re.compile(r"^ {0,3}:::+ *(\S*)", re.MULTILINE)
_LINK_SCHEMES = ("https://", "mailto:", "tel:")


class _PlacedState(StateInline):
    """Notes with every text token where in the inline source it begins."""

    _start = 0
    _pushed = (-1, 0)

    def append_pending(self, text: str) -> None:
        if not self.pending:
            self._start = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802 - the name is markdown-it's
        token = super().pushPending()
        token.meta["at"] = self._start
        return token

    def push(self, ttype: str, tag: str, nesting: int) -> Token:
        if ttype == "hardbreak" and self.src[self.pos] == "\n":
            # Two spaces at the end of a line are invisible; only a backslash breaks a line.
            ttype = "softbreak"
        token = super().push(ttype, tag, nesting)  # type: ignore[arg-type]
        # A run of delimiters such as ** is pushed one by one while the position waits at the first.
        at, count = self._pushed
        count = count + 1 if at == self.pos else 0
        self._pushed = (self.pos if ttype == "text" else -1, count)
        token.meta["at"] = self.pos + count
        return token


class _PlacedInline(ParserInline):
    """Remembers what it read last: most paragraphs are the same for every record. Nobody changes a token after."""

    def __init__(self) -> None:
        super().__init__()
        self._read = lru_cache(maxsize=1000)(self._fresh)

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        del env
        tokens += self._read(src, md)
        return tokens

    def _fresh(self, src: str, md: MarkdownIt) -> list[Token]:
        state = _PlacedState(src, md, {}, [])
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


@cache
def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False})
    md.inline = _PlacedInline()
    md.enable("table")
    md.disable(["code", "fence", "lheading", "reference", "html_block"])
    md.inline.ruler.disable(["backticks", "image", "autolink", "html_inline", "linkify", "strikethrough"])
    md.inline.ruler2.disable(["fragments_join", "strikethrough"])
    md.core.ruler.disable(["normalize", "text_join", "linkify", "replacements", "smartquotes"], True)
    # The address of a link is read without its armour, checked in `_link`, and never rewritten.
    md.normalizeLink = bare  # type: ignore[method-assign, assignment]
    md.validateLink = lambda _: True  # type: ignore[method-assign, assignment]
    # One rule for all parts: each rule is tried at every line.
    container_plugin(md, "part", validate=lambda params, _: _part_name(params) in PARTS)
    return md


def _part_name(words: str) -> str:
    return words.strip().partition(" ")[0]


@lru_cache(maxsize=64)
def parse(source: str) -> tuple[Block, ...]:
    """Return the tree of a composed Markdown text; the last texts are remembered, as channels share them.

    Raises TemplateError for a part that does not exist or is not closed, and for a link that is not https,
    mailto or tel.
    """
    _check_parts(source)
    lines = source.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    reader = _Reader(_parser().parse(source), lines, starts)
    return reader.blocks()


def _check_parts(source: str) -> None:
    is_open = None
    for fence in _FENCE.finditer(source):
        name = fence[1]
        if name and name not in PARTS:
            raise TemplateError(
                worded("unknown part '::: {name}'", name=bare(name)),
                hint=worded("known parts: {known}", known=", ".join(PARTS)),
            )
        if bool(name) == (is_open is not None):
            what = (
                worded("'::: {is_open}' is not closed", is_open=is_open) if name else "':::' closes nothing"
            )
            raise TemplateError(what, hint="a part begins with '::: name' and ends with ':::'")
        is_open = name or None
    if is_open:
        raise TemplateError(
            worded("'::: {is_open}' is not closed", is_open=is_open), hint="end it with a line ':::'"
        )


class _Reader:
    """Reads the token list of markdown-it once, front to back."""

    def __init__(self, tokens: list[Token], lines: list[str], starts: list[int]) -> None:
        self._tokens = tokens
        self._lines = lines
        self._starts = starts
        self._at = 0

    def blocks(self, until: str | None = None) -> tuple[Block, ...]:
        """Read blocks up to the token type `until`, which is read too."""
        found: list[Block] = []
        while self._at < len(self._tokens):
            token = self._next()
            if token.type == until:
                break
            found.append(self._block(token))
        return tuple(found)

    def _next(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _block(self, token: Token) -> Block:
        kind = token.type
        if kind == "heading_open":
            inline = self._inline()
            self._next()
            return Heading(int(token.tag[1]), inline)
        if kind == "paragraph_open":
            inline = self._inline()
            self._next()
            return Paragraph(inline)
        if kind in ("bullet_list_open", "ordered_list_open"):
            return self._items(token)
        if kind == "table_open":
            return self._table()
        if kind == "blockquote_open":
            return Quote(self.blocks("blockquote_close"))
        if kind == "hr":
            return ThematicBreak()
        return Part(_part_name(token.info), self.blocks("container_part_close"))

    def _items(self, opened: Token) -> Items:
        ordered = opened.type == "ordered_list_open"
        close = opened.type.replace("_open", "_close")
        items: list[tuple[Block, ...]] = []
        while self._next().type != close:
            items.append(self.blocks("list_item_close"))
        return Items(tuple(items), int(opened.attrGet("start") or 1) if ordered else None)

    def _table(self) -> Table:
        rows: list[tuple[tuple[Inline, ...], ...]] = []
        align: list[Align] = []
        row: list[tuple[Inline, ...]] = []
        cells: Iterator[list[int]] = iter(())
        while (token := self._next()).type != "table_close":
            if token.type == "tr_open":
                row = []
                cells = iter(self._cells(token))
            elif token.type in ("th_open", "td_open"):
                if token.type == "th_open":
                    align.append(_alignment(token))
                content = self._tokens[self._at]
                row.append(tuple(_merged(_inlines(content.children or [], next(cells, [])))))
                self._next()
            elif token.type == "tr_close":
                rows.append(tuple(row))
        return Table(rows[0], tuple(rows[1:]), tuple(align))

    def _cells(self, row: Token) -> list[list[int]]:
        """Return per cell of a table row the offset of each of its characters; `\\|` counts as one."""
        number = (row.map or [0])[0]
        line, base = self._lines[number], self._starts[number]
        cells: list[list[int]] = [[]]
        for index, char in enumerate(line):
            if char == "|" and (index == 0 or line[index - 1] != "\\"):
                cells.append([])
                continue
            if char == "|":
                cells[-1].pop()
            cells[-1].append(base + index)
        trimmed = [self._trimmed(cell) for cell in cells]
        # The bars at both ends of a row stand outside the first and the last cell.
        if not trimmed[0]:
            trimmed.pop(0)
        return trimmed

    def _trimmed(self, cell: list[int]) -> list[int]:
        text = "".join(self._char(offset) for offset in cell)
        start = len(text) - len(text.lstrip())
        return cell[start : len(text.rstrip())]

    def _char(self, offset: int) -> str:
        line = bisect_right(self._starts, offset) - 1
        return self._lines[line][offset - self._starts[line]]

    def _inline(self) -> tuple[Inline, ...]:
        token = self._next()
        first, _ = token.map or [0, 0]
        offsets: list[int] = []
        for index, line in enumerate(token.content.split("\n")):
            source = self._lines[first + index]
            # Marks stand before the text, so its last occurrence is the text itself: '# # a', '- - a'.
            base = self._starts[first + index] + source.rfind(line)
            offsets += range(base, base + len(line) + 1)
        return tuple(_merged(_inlines(token.children or [], offsets)))


def _inlines(tokens: list[Token], offsets: list[int]) -> Iterator[Inline]:
    """Yield the inlines of a token list; `offsets` holds the source offset of each inline character."""
    stream = iter(tokens)
    yield from _until(stream, offsets, None)


def _until(stream: Iterator[Token], offsets: list[int], close: str | None) -> Iterator[Inline]:
    for token in stream:
        if token.type == close:
            return
        at = token.meta.get("at", 0)
        if token.info == "escape":
            at += len(token.markup) - len(token.content)
        start = offsets[at] if at < len(offsets) else -1
        if token.type in ("text", "text_special"):
            if token.content:
                yield Text(bare(token.content), start)
        elif token.type == "softbreak":
            yield Text(" ", start)
        elif token.type == "hardbreak":
            yield Break()
        elif token.type == "strong_open":
            yield Strong(tuple(_merged(_until(stream, offsets, "strong_close"))))
        elif token.type == "em_open":
            yield Emphasis(tuple(_merged(_until(stream, offsets, "em_close"))))
        elif token.type == "link_open":
            href = _link(str(token.attrGet("href") or ""))
            yield Link(tuple(_merged(_until(stream, offsets, "link_close"))), href)
        else:
            raise TemplateError(worded("'{part}' is not for letters", part=token.type))


def _link(address: str) -> str:
    if not address.startswith(_LINK_SCHEMES):
        raise TemplateError(
            worded("the link address '{address}' is not safe", address=address),
            hint="start it with https://, mailto: or tel:",
        )
    return address


def _merged(inlines: Iterator[Inline]) -> Iterator[Inline]:
    """Join texts that stand next to each other in the source, and make of several spaces one."""
    held: Text | None = None
    for node in inlines:
        if not isinstance(node, Text):
            if held:
                yield from _single_spaced(held)
            held = None
            yield node
        elif held and held.start + len(held.text) == node.start:
            held = Text(held.text + node.text, held.start)
        else:
            if held:
                yield from _single_spaced(held)
            held = node
    if held:
        yield from _single_spaced(held)


def _single_spaced(text: Text) -> Iterator[Text]:
    at = 0
    for spaces in _SPACES.finditer(text.text):
        yield Text(text.text[at : spaces.start() + 1], text.start + at)
        at = spaces.end()
    if at < len(text.text):
        yield Text(text.text[at:], text.start + at)


def _alignment(token: Token) -> Align:
    style = str(token.attrGet("style") or "")
    if style.endswith("right"):
        return "right"
    return "center" if style.endswith("center") else "left"
