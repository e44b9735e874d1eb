"""A template as pieces in reading order, for a view in which a person writes: words, fields, parts and conditions.

`pieces_of` reads a text without a sample; `writing.py` adds what a sample says. Each piece has its exact range in the
source, and together the pieces of a block cover it: what is shown as nothing else is *locked*.

A piece as JSON (`Piece.json`), with offsets in characters of the file:

    {"kind": "literal", "start": 40, "end": 52, "text": "Dank u wel.", "source": "Dank u wel."}
    {"kind": "mark", "start": 38, "end": 40, "source": "- "}
    {"kind": "field", "start": …, "end": …, "source": "{{ total|euro }}", "expression": "total|euro", "name": "…",
     "value": "€ 12,00" or null}
    {"kind": "part", …, "name": "afsluiting", "file": "_parts/nl/afsluiting.md.j2",
     "condition": "stijl C" or "", "taken": true}
    {"kind": "order", …, "name": "keuzes op volgorde", "parts": ["keuze betalen", …]}
    {"kind": "condition", …, "branches": [{"test": "deels betaald", "start": …, "end": …, "taken": true,
     "tag": [start, end], "pieces": […]}, …]}
    {"kind": "locked", …, "source": "{% for … %}…{% endfor %}"}

A `mark` is what lays out words: a line break, `- `, `## `, `**`, `|`. The `name` of a field is that of `_names/`, else
its path (`customer.name`). `test` is empty for `else`, and `tag` is where it stands. `value` and `taken` are null where
no sample was asked for. A file without blocks, such as a part, is one block without a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, TemplateSyntaxError
from jinja2.lexer import Token

from toolkit.catalogue import Names
from toolkit.compose.naming import part_file
from toolkit.compose.one_line import with_ends
from toolkit.compose.positions import Position
from toolkit.compose.sourcemap import Source
from toolkit.compose.tokens import positioned, small, with_plain_breaks
from toolkit.errors import Place, TemplateError
from toolkit.preview.literals import shown, words_and_marks
from toolkit.wording import JINJA_SAYS, overheard

PLAIN = ("subject", "sms")
"""Blocks whose text is no Markdown."""

_INCLUDE = re.compile(
    r'include\s+(?:"([^"]+)"|\'([^\']+)\'|([^"\'{}%]+?))(?:\s+if\s+(.+?))?(?:\s+with\s+.+)?$'
)
_BODIES = {"for": "endfor", "with": "endwith", "macro": "endmacro", "call": "endcall", "filter": "endfilter"}


@dataclass(frozen=True, slots=True)
class Branch:
    """One way of a condition: its test as it is written, and what the text says then."""

    test: str
    start: int
    end: int
    pieces: tuple[Piece, ...]
    tag: tuple[int, int]
    taken: bool | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a text; the top of this module tells which of these each `kind` has."""

    kind: str
    start: int
    end: int
    source: str
    text: str = ""
    expression: str = ""
    name: str = ""
    value: str | None = None
    file: str = ""
    condition: str = ""
    taken: bool | None = None
    parts: tuple[str, ...] = ()
    branches: tuple[Branch, ...] = ()

    def json(self) -> dict[str, Any]:
        """Return the piece as the browser reads it."""
        has = {
            "literal": ("text", "source"),
            "field": ("source", "expression", "name", "value"),
            "part": ("source", "name", "file", "condition", "taken"),
            "order": ("source", "name", "parts"),
            "condition": (),
        }.get(self.kind, ("source",))
        made = {"kind": self.kind, "start": self.start, "end": self.end}
        made |= {name: getattr(self, name) for name in has}
        if self.kind == "condition":
            made["branches"] = [
                {
                    "test": branch.test,
                    "start": branch.start,
                    "end": branch.end,
                    "tag": list(branch.tag),
                    "taken": branch.taken,
                    "pieces": [piece.json() for piece in branch.pieces],
                }
                for branch in self.branches
            ]
        if self.kind == "order":
            made["parts"] = list(self.parts)
        return made


@dataclass(frozen=True, slots=True)
class _Item:
    """A stretch of the source: 'data', 'value', 'tag' or 'note'; `words` are those inside the braces."""

    kind: str
    start: int
    end: int
    words: str = ""

    @property
    def keyword(self) -> str:
        """The first word of a tag."""
        return self.words.split(" ", 1)[0].rstrip(":") if self.kind == "tag" else ""


def pieces_of(
    text: str, names: Names, tag: str = "nl", *, plain: bool = False, file: str = "<template>"
) -> dict[str, tuple[Piece, ...]]:
    """Return the pieces of each block of a template ('subject', 'body', 'sms') by name, in the order of the file.

    A file without blocks is one block without a name; `plain` says that it is no Markdown. Raises TemplateError, with
    its place in `file`, for a text that is no template.
    """
    return _Reader(with_plain_breaks(text), names, tag, file).blocks(plain=plain)


def parts_named(text: str, names: Names, tag: str = "nl") -> list[tuple[str, str]]:
    """Return the parts that a text names, each with the block in which it does so and its file."""
    return list(_Reader(with_plain_breaks(text), names, tag).parts())


def every(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    """Yield pieces in order, each before those inside it."""
    for piece in pieces:
        yield piece
        for branch in piece.branches:
            yield from every(branch.pieces)


def _is_first(text: str, at: int) -> bool:
    """Say whether nothing but tags, notes and marks stands before a place in its line."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return not re.sub(r"\{%.*?%\}|\{#.*?#\}", "", line).strip(" \t-*+#>0123456789.)")


class _Reader:
    """Reads one template into pieces."""

    def __init__(self, text: str, names: Names, tag: str, file: str = "<template>") -> None:
        self._text, self._names, self._tag = text, names, tag
        try:
            self._items = list(_items(Source(file, text)))
        except TemplateSyntaxError as error:
            place = Place(file, int(error.lineno))
            raise TemplateError(overheard(error.message, JINJA_SAYS), place=place) from error
        self._at = 0

    def parts(self) -> Iterator[tuple[str, str]]:
        """Yield the name of the block and the file of every part that is named, also in what is locked."""
        block = ""
        for item in self._items:
            if item.keyword in ("block", "endblock"):
                block = item.words.split()[1] if item.keyword == "block" else ""
            elif item.keyword == "include":
                found = self._include(item)
                yield from ((block, part_file(name, self._tag)) for name in found.parts)
                if found.file:
                    yield block, found.file

    def blocks(self, *, plain: bool) -> dict[str, tuple[Piece, ...]]:
        """Return the pieces of the blocks that stand by themselves; of a file without any, those of the file."""
        if not any(item.keyword == "block" for item in self._items):
            return {"": tuple(self._sequence((), plain=plain, start=0))}
        found: dict[str, tuple[Piece, ...]] = {}
        while self._at < len(self._items):
            item = self._next()
            if item.keyword == "block":
                name = item.words.split()[1]
                inside = tuple(self._sequence(("endblock",), plain=name in PLAIN, start=item.end))
                found[name] = inside or (Piece("mark", item.end, item.end, ""),)
                self._at += 1
            elif item.keyword in _BODIES:
                self._skip(item)
        return found

    def _next(self) -> _Item:
        self._at += 1
        return self._items[self._at - 1]

    def _sequence(self, until: tuple[str, ...], *, plain: bool, start: int) -> Iterator[Piece]:
        """Yield pieces up to a tag with one of these keywords; what lies between two items is locked."""
        end = start
        while self._at < len(self._items) and self._items[self._at].keyword not in until:
            item = self._next()
            if item.start > end:
                yield self._locked(end, item.start)
            if item.kind == "data":
                yield from self._data(item, plain=plain)
            elif item.kind == "value":
                yield self._field(item)
            elif item.keyword == "if":
                yield self._condition(item, plain=plain)
            elif item.keyword == "include":
                yield self._include(item)
            elif item.keyword in _BODIES or item.keyword == "block" or self._is_set_block(item):
                yield self._locked(item.start, self._skip(item))
            else:
                yield self._locked(item.start, item.end)
            end = max(end, self._items[self._at - 1].end)
        stop = self._items[self._at].start if self._at < len(self._items) else len(self._text)
        if stop > end:
            yield self._locked(end, stop)

    def _is_set_block(self, item: _Item) -> bool:
        return item.keyword == "set" and "=" not in item.words

    def _skip(self, item: _Item) -> int:
        """Go to the end of a statement with a body, and return where that is."""
        depth = 1
        while depth and self._at < len(self._items):
            following = self._next()
            opens = following.keyword in (*_BODIES, "block", "if") or self._is_set_block(following)
            depth += opens - following.keyword.startswith("end")
        return max(item.end, self._items[self._at - 1].end)

    def _locked(self, start: int, end: int) -> Piece:
        source = self._text[start:end]
        return Piece("locked" if source.strip() else "mark", start, end, source)

    def _data(self, item: _Item, *, plain: bool) -> Iterator[Piece]:
        first = not self._text[self._text.rfind("\n", 0, item.start) + 1 : item.start].strip() or _is_first(
            self._text, item.start
        )
        text = self._text[item.start : item.end]
        for kind, start, end in words_and_marks(text, first=first, plain=plain):
            source = text[start:end]
            where = (item.start + start, item.start + end)
            if kind == "words":
                yield Piece("literal", *where, source, text=shown(source, plain=plain))
            else:
                yield Piece("mark", *where, source)

    def _field(self, item: _Item) -> Piece:
        source = self._text[item.start : item.end]
        named = small(item.words)
        name = named if named in self._names.all() else item.words.split("|")[0].strip()
        return Piece("field", item.start, item.end, source, expression=item.words, name=name)

    def _include(self, item: _Item) -> Piece:
        source = self._text[item.start : item.end]
        found = _INCLUDE.fullmatch(item.words)
        if found is None:
            return self._locked(item.start, item.end)
        quoted, bare = found[1] or found[2], (found[3] or "").strip()
        if quoted:
            file = quoted if quoted.endswith(".j2") else part_file(quoted, self._tag)
            return Piece(
                "part", item.start, item.end, source, name=quoted, file=file, condition=found[4] or ""
            )
        order = self._names.orders.get(small(bare))
        if order is None:
            return self._locked(item.start, item.end)
        return Piece("order", item.start, item.end, source, name=order.name, parts=order.parts)

    def _condition(self, item: _Item, *, plain: bool) -> Piece:
        branches: list[Branch] = []
        opening = item
        while True:
            test = opening.words.partition(" ")[2].removesuffix(":").strip()
            inside = tuple(self._sequence(("elif", "else", "endif"), plain=plain, start=opening.end))
            end = self._items[self._at].start if self._at < len(self._items) else len(self._text)
            branches.append(Branch(test, opening.end, end, inside, (opening.start, opening.end)))
            if self._at == len(self._items) or self._items[self._at].keyword == "endif":
                break
            opening = self._next()
        close = self._next() if self._at < len(self._items) else opening
        stop = max(branches[-1].end, close.end)
        return Piece("condition", item.start, stop, self._text[item.start : stop], branches=tuple(branches))


def _items(source: Source) -> Iterator[_Item]:
    """Yield the stretches of a template in order; the end of a condition of one line has no width."""
    text = source.text
    jinja = Environment(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, autoescape=False)  # noqa: S701
    raw = list(positioned(jinja, text))
    tokens = list(with_ends(list(jinja.lexer.wrap(iter(raw), None, None)), source))
    number = end = 0
    while number < len(tokens):
        token = tokens[number]
        if token.type == "data":
            item = _Item("data", _start(token), _start(token) + len(token.value))
        else:
            last = token.type.replace("begin", "end")
            closing = next((n for n in range(number, len(tokens)) if tokens[n].type == last), -1)
            if closing < 0:
                raise TemplateError("dit haakje gaat niet dicht", place=source.place(_start(token)))
            item = _tag(text, token, tokens[number + 1], tokens[closing], end)
            number = closing
        yield item
        end = item.end
        number += 1


def _tag(text: str, opening: Token, word: Token, closing: Token, before: int) -> _Item:
    start = _start(opening)
    if opening.type == "block_begin" and _start(word) == start:  # put there by a colon
        return _Item("tag", before, before, word.value)
    end = _start(closing) + len(closing.value.rstrip("\n"))
    inside = text[start + len(opening.value) : _start(closing)].strip()
    kind = "tag" if opening.type == "block_begin" else "value"
    return _Item(kind, start, end, " ".join(inside.split()))


def _start(token: Token) -> int:
    return token.lineno.offset if isinstance(token.lineno, Position) else 0
