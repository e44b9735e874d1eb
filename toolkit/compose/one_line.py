"""Conditions and loops that hold for one line: `{% if deels betaald: %} U hebt al een deel betaald.`

A colon at the end of an `if`, `elif`, `else` or `for` says that it ends where its line ends, without an `endif`; an
`elif` or `else` at the beginning of the next line goes on with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jinja2.lexer import Token

from toolkit.compose.positions import Position
from toolkit.compose.sourcemap import Source
from toolkit.errors import TemplateError

_GOES_ON = re.compile(r"[ \t]*\{%[-+]?\s*(elif|else)\b")
_OPENS = frozenset(("if", "for", "with", "block", "macro", "call", "filter", "autoescape"))
_ENDS = {"if": "endif", "elif": "endif", "else": "endif", "for": "endfor"}


@dataclass(slots=True)
class _Line:
    """A statement that ends at the offset `end`, the place of its line break; `inside` are open in it."""

    keyword: str
    end: int
    inside: int = 0


def with_ends(tokens: list[Token], source: Source) -> Iterator[Token]:
    """Yield the tokens of a template, with the end of each statement that holds for one line.

    Raises TemplateError for such a statement without words in its line, and for one in whose line another
    statement begins that does not end there.
    """
    if not any(token.type == "colon" for token in tokens):
        yield from tokens
        return
    waiting: list[_Line] = []
    number = 0
    while number < len(tokens):
        token = tokens[number]
        at = _offset(token)
        if waiting and token.type == "data" and at <= waiting[-1].end < at + len(token.value):
            head = waiting[-1].end + 1 - at
            yield Token(token.lineno, "data", token.value[:head])
            yield from _ended(waiting, waiting[-1].end + 1, token, source)
            line = Position.at(token.lineno + token.value.count("\n", 0, head), at + head)
            tokens[number] = Token(line, "data", token.value[head:])
            if not tokens[number].value:
                number += 1
            continue
        if waiting and at > waiting[-1].end:
            yield from _ended(waiting, waiting[-1].end + 1, token, source)
        if token.type != "block_begin" or number + 1 == len(tokens):
            yield token
            number += 1
            continue
        last = next(n for n in range(number, len(tokens)) if tokens[n].type == "block_end")
        keyword = tokens[number + 1].value
        if keyword.startswith("end") and waiting and not waiting[-1].inside:
            yield from _ended(waiting, -1, token, source)
        if waiting:
            waiting[-1].inside += (keyword in _OPENS) - keyword.startswith("end")
        if keyword in _ENDS and tokens[last - 1].type == "colon":
            yield from tokens[number : last - 1]
            yield tokens[last]
            if waiting and keyword in _OPENS:
                waiting[-1].inside -= 1
            waiting.append(_Line(keyword, _line_end(tokens[last], source)))
        else:
            yield from tokens[number : last + 1]
        number = last + 1
    while waiting:
        yield from _ended(waiting, -1, tokens[-1], source)


def _ended(waiting: list[_Line], end: int, token: Token, source: Source) -> Iterator[Token]:
    """Yield the ends of the statements of a line that is over; none for one that the next line goes on with."""
    while waiting and (end < 0 or waiting[-1].end < end):
        line = waiting.pop()
        if line.inside > 0:
            raise TemplateError(
                "wat in de regel na ':' begint, eindigt daar niet",
                place=source.place(min(line.end, len(source.text) - 1)),
                hint="laat ':' weg en schrijf aan het eind {% endif %}",
            )
        if end >= 0 and line.keyword in ("if", "elif") and _GOES_ON.match(source.text, end):
            continue
        for kind, value in (("block_begin", "{%"), ("name", _ENDS[line.keyword]), ("block_end", "%}")):
            yield Token(token.lineno, kind, value)
        if end < 0:
            return


def _line_end(block_end: Token, source: Source) -> int:
    """Return the offset of the line break after the line of a statement; for the last line, the end of the text."""
    text = source.text
    start = _offset(block_end) + len(block_end.value.rstrip("\n"))
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    if not text[start:end].strip():
        raise TemplateError(
            "na ':' komt de zin in dezelfde regel",
            place=source.place(_offset(block_end)),
            hint="laat ':' weg en schrijf aan het eind {% endif %}",
        )
    return end


def _offset(token: Token) -> int:
    return token.lineno.offset if isinstance(token.lineno, Position) else 0
