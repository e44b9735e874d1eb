"""The tokens of a template, each with its exact place; words that are a name become one token."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from itertools import takewhile

from jinja2 import Environment
from jinja2.lexer import Token, TokenStream

from toolkit.compose.one_line import with_ends
from toolkit.compose.positions import Named, Position
from toolkit.compose.sourcemap import Source
from toolkit.errors import TemplateError
from toolkit.wording import worded

_LINE_BREAK = re.compile(r"\r\n|\r")
_READS_NAMES = frozenset(("if", "elif", "include", "set", "with", "for"))
_ASKS = frozenset(("if", "elif", ""))
"""Statements in which two words after each other are a name or a mistake; '' is a printed expression."""
_KEYWORDS = frozenset(("and", "or", "not", "is", "if", "else"))
_NEAR = 0.8


def positioned(
    environment: Environment,
    source: str,
    name: str | None = None,
    filename: str | None = None,
    state: str | None = None,
) -> Iterator[tuple[Position, str, str]]:
    """Yield the raw tokens of a template, each with its exact place.

    Jinja's lexer drops the white space that `-` and `lstrip_blocks` strip, and nothing else, so the next
    token always begins where its text is found first.
    """
    text = with_plain_breaks(source)
    end = 0
    for line, kind, value in environment.lexer.tokeniter(text, name, filename, state):
        start = text.index(value, end)
        if text[end:start].strip():
            raise AssertionError(f"{name}: the place of a token is not certain")
        end = start + len(value)
        yield Position.at(line, start), kind, value


def with_plain_breaks(source: str) -> str:
    """Return a text with every line break as `\\n`, as the lexer reads it."""
    return _LINE_BREAK.sub("\n", source)


def stream(
    environment: Environment,
    raw: Iterable[tuple[int, str, str]],
    names: Collection[str],
    source: str,
    name: str | None,
    filename: str | None,
    state: str | None = None,
) -> TokenStream:
    """Return raw tokens as the parser reads them; words that are one of `names` become one token.

    Raises TemplateError for words after each other that are no name, with the nearest one.
    """
    tokens = list(environment.lexer.wrap(raw, name, filename))
    whole = Source(name or "<template>", with_plain_breaks(source))
    return TokenStream(_joined(list(with_ends(tokens, whole)), names, whole, state), name, filename)


def _joined(
    tokens: list[Token], names: Collection[str], source: Source, state: str | None
) -> Iterator[Token]:
    longest = max((name.count(" ") + 1 for name in names), default=0)
    reading: str | None = "" if state == "variable" else None
    number = 0
    while number < len(tokens):
        token = tokens[number]
        if token.type == "variable_begin":
            reading = ""
        elif token.type in ("block_end", "variable_end"):
            reading = None
        elif token.type == "block_begin" and number + 1 < len(tokens):
            yield token
            number += 1
            token = tokens[number]
            reading = token.value if token.value in _READS_NAMES else None
        elif token.type == "name" and reading is not None and not _belongs(tokens, number):
            words = [each.value for each in takewhile(lambda each: each.type == "name", tokens[number:])]
            if found := _name(words[:longest], names):
                last = tokens[number + found.count(" ")]
                end = last.lineno.offset + len(last.value) if isinstance(last.lineno, Position) else 0
                where = token.lineno
                if isinstance(where, Position):
                    where = Named.over(where, found, end)
                yield Token(where, "name", found)
                number += found.count(" ") + 1
                continue
            if reading in _ASKS:
                _check(words, names, source, token.lineno)
        yield token
        number += 1


def _belongs(tokens: list[Token], number: int) -> bool:
    """Say whether a word belongs to what stands before it: a field of something, a filter, a test."""
    before = tokens[number - 1]
    earlier = tokens[number - 2].value if number > 1 else ""
    return (
        before.type in ("dot", "pipe") or before.value == "is" or (before.type == "name" and earlier == "is")
    )


def _name(words: list[str], names: Collection[str]) -> str:
    """Return the longest name that words begin with, as it is written; empty for none."""
    for count in range(len(words), 1, -1):
        written = " ".join(words[:count])
        if small(written) in names:
            return written
    return ""


def small(written: str) -> str:
    """Return a name as its file has it: a name that begins a sentence may begin with a capital."""
    return written[:1].lower() + written[1:]


def _check(words: list[str], names: Collection[str], source: Source, line: int) -> None:
    """Raise TemplateError when words can only be a name that does not exist."""
    run = list(takewhile(lambda word: word not in _KEYWORDS, words))
    if len(run) < 2:
        return
    written = " ".join(run)
    near = get_close_matches(small(written), names, n=1, cutoff=_NEAR if "in" in run else 0.5)
    if "in" in run and not near:
        return
    hint = (
        worded("did you mean '{word}'?", word=near[0])
        if near
        else "kies een naam uit _names/, of schrijf de vraag met velden"
    )
    where = source.place(line.offset) if isinstance(line, Position) else None
    raise TemplateError(
        worded("er is geen voorwaarde of veld met de naam '{name}'", name=written), place=where, hint=hint
    )
