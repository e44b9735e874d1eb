"""Composed text that remembers where each of its characters came from.

`Composed` is a `str`: every comparison, length and truth value is that of its characters, so a template
behaves the same with and without a map. Its runs say for each stretch of characters which stretch of a
template file it is, or which expression produced it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from toolkit.errors import Place
from toolkit.text.spans import Lines


@dataclass(frozen=True)
class Source:
    """A template file: its name below the template folders and its text, with line breaks as `\\n`.

    `spots` are for a file without lines of its own, such as one of Word: from each offset on, in words where that is.
    """

    file: str
    text: str
    spots: tuple[tuple[int, str], ...] = ()

    @cached_property
    def lines(self) -> Lines:
        """The lines of the text."""
        return Lines(self.text)

    def place(self, offset: int) -> Place:
        """Return the file, line and column of a character offset."""
        return Place(self.file, *self.lines.place(offset))

    def where(self, offset: int) -> str:
        """Return in words where a character stands, such as "paragraph 3"; empty for a file of lines."""
        if not self.spots:
            return ""
        return self.spots[max(0, bisect_right(self.spots, offset, key=_offset) - 1)][1]


def _offset(spot: tuple[int, str]) -> int:
    return spot[0]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a composed character came from.

    For a literal character, `start` is its own offset in the file and `expression` is None. For a character
    of a value, `start` and `end` enclose the expression behind it.
    """

    source: Source
    start: int
    end: int
    expression: str | None = None

    @property
    def place(self) -> Place:
        """The file, line and column where it starts."""
        return self.source.place(self.start)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of composed characters from `at` with one origin: literal text, or one value.

    Literal characters stand one for one at `start`. Where the numbers of characters differ (`&amp;` in HTML),
    and for a value, each character stands for everything from `start` to `end`.
    """

    at: int
    length: int
    source: Source
    start: int
    end: int
    expression: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether each character stands for the whole stretch."""
        return self.expression is not None or self.end - self.start != self.length

    def origin(self, offset: int) -> Origin:
        """Return the origin of the character at a composed `offset` inside the run."""
        if self.is_whole:
            return Origin(self.source, self.start, self.end, self.expression)
        start = self.start + offset - self.at
        return Origin(self.source, start, start + 1)


class Composed(str):
    """Text that came out of a template; values in it can no longer be mistaken for markup."""

    __slots__ = ("runs",)

    runs: tuple[Run, ...]

    def __new__(cls, text: str = "", runs: tuple[Run, ...] = ()) -> Self:
        self = super().__new__(cls, text)
        self.runs = runs
        return self

    def __str__(self) -> str:
        return self

    def __getnewargs__(self) -> tuple[str, tuple[Run, ...]]:  # type: ignore[override]
        return str.__str__(self), self.runs

    def origin(self, offset: int) -> Origin | None:
        """Return where the character at `offset` came from; None when the text has no map."""
        index = bisect_right(self.runs, offset, key=lambda run: run.at) - 1
        if index < 0 or offset >= self.runs[index].at + self.runs[index].length:
            return None
        return self.runs[index].origin(offset)

    def piece(self, start: int, end: int) -> Composed:
        """Return the characters from `start` to `end` with their map."""
        return Composed(str.__str__(self)[start:end], tuple(_cut(self.runs, start, end)))

    def strip(self, chars: str | None = None, /) -> Composed:
        """Return the text without the white space (or `chars`) around it, with its map."""
        text = str.__str__(self)
        start = len(text) - len(text.lstrip(chars))
        return self.piece(start, max(start, len(text.rstrip(chars))))

    def translated(self, table: dict[int, int]) -> Composed:
        """Return the text with characters replaced one for one, with the same map."""
        return Composed(str.__str__(self).translate(table), self.runs)


def _cut(runs: Sequence[Run], start: int, end: int) -> Iterable[Run]:
    for run in runs:
        low, high = max(run.at, start), min(run.at + run.length, end)
        if low < high:
            shift = 0 if run.is_whole else low - run.at
            stop = run.end if run.is_whole else run.start + shift + high - low
            yield Run(low - start, high - low, run.source, run.start + shift, stop, run.expression)


def join(parts: Iterable[str]) -> Composed:
    """Put pieces of text after each other, with their maps."""
    texts: list[str] = []
    runs: list[Run] = []
    at = 0
    for part in parts:
        if isinstance(part, Composed):
            runs += (Run(at + r.at, r.length, r.source, r.start, r.end, r.expression) for r in part.runs)
        texts.append(part)
        at += len(part)
    return Composed("".join(texts), tuple(runs))


def join_plain(parts: Iterable[str]) -> Composed:
    """Put pieces of text after each other, without a map."""
    return Composed("".join(parts))
