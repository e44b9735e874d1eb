"""The words of a template apart from the marks around them. How typed words are kept from being marks: `words.js`."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ESCAPED = r"\\[!-/:-@\[-`{-~]"
_ROW = r"\|?[ \t]*:?-+:?[ \t]*\|[-:| \t]*$"
"""The line under the head of a table."""

_START = re.compile(
    rf"[ \t]*(?:#{{1,6}}(?=[ \t])|[-*+](?=[ \t])|\d{{1,9}}[.)](?=[ \t])|>|:::[^\n]*|{_ROW})?[ \t]*"
)
_INLINE = re.compile(
    rf"({_ESCAPED})|(\]\([^)\n]*\)?|[*_`]+|[\[\]]|[ \t]*\|[ \t]*|<[^>\n]*>?|&#?\w+;|\\$)", re.MULTILINE
)


def words_and_marks(text: str, *, first: bool, plain: bool) -> Iterator[tuple[str, int, int]]:
    """Yield ('words' or 'mark', start, end) of the stretches of a text without tags, in order and without a gap.

    `first` says that it begins its line. In a `plain` text (a subject, an SMS) nothing but white space is a mark.
    """
    at = 0
    for number, line in enumerate(re.split(r"(?<=\n)", text)):
        yield from _line(line, at, first=first or number > 0, plain=plain)
        at += len(line)


def _line(line: str, at: int, *, first: bool, plain: bool) -> Iterator[tuple[str, int, int]]:
    end = len(line.rstrip("\n"))
    start = 0
    if first:
        begin = re.match(r"[ \t]*", line) if plain else _START.match(line[:end])
        start = begin.end() if begin else 0
        if start:
            yield "mark", at, at + start
    if line.endswith("\n"):
        end = start + len(line[start:end].rstrip(" \t"))
    before = start
    for found in () if plain else _INLINE.finditer(line, start, end):
        if found[2]:
            yield from _words(line, before, found.start(), at)
            yield "mark", at + found.start(), at + found.end()
            before = found.end()
    yield from _words(line, before, end, at)
    if end < len(line):
        yield "mark", at + end, at + len(line)


def _words(line: str, start: int, end: int, at: int) -> Iterator[tuple[str, int, int]]:
    if start < end:
        yield ("words" if line[start:end].strip() else "mark"), at + start, at + end


def shown(source: str, *, plain: bool) -> str:
    """Return words as a person reads them: without the backslashes that keep signs from being marks."""
    return source if plain else re.sub(_ESCAPED, lambda found: found[0][1], source)
