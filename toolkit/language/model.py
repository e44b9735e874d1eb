"""What reading a text gives: tokens, sentences, clauses and measures, with character offsets."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple, Protocol

from toolkit.text.spans import Span


class Kind(IntEnum):
    """What a token is."""

    WORD = 0
    ABBREVIATION = 1
    NUMBER = 2
    AMOUNT = 3
    DATE = 4
    TIME = 5
    PHONE = 6
    IBAN = 7
    REFERENCE = 8
    URL = 9
    EMAIL = 10
    PUNCTUATION = 11
    SYMBOL = 12


class Role(IntEnum):
    """What a sentence does in a letter; only RUNNING and ITEM count for the measures."""

    RUNNING = 0
    ITEM = 1
    HEADING = 2
    CELL = 3
    SALUTATION = 4
    CLOSING = 5
    LABEL = 6


class Sentence(NamedTuple):
    """One sentence: `first` and `last` are token numbers, `last` not included."""

    span: Span
    first: int
    last: int
    role: Role


@dataclass(frozen=True)
class Analysis:
    """All that one pass over a text finds.

    `forms`, `starts`, `ends` and `marks` run in step, one entry a token: the text of the token, its
    character offsets, and the language pack's own bits about it (the lowest four are its `Kind`). `clauses`
    are (first, last) token numbers, `last` not included; no clause crosses a sentence. Tokens that stand in
    no sentence (the dash of a list item) are in no clause either.
    """

    text: str
    forms: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    marks: tuple[int, ...]
    sentences: tuple[Sentence, ...]
    clauses: tuple[tuple[int, int], ...]

    @cached_property
    def _by_mark(self) -> dict[int, list[int]]:
        places: defaultdict[int, list[int]] = defaultdict(list)
        for at, mark in enumerate(self.marks):
            places[mark].append(at)
        return dict(places)

    def having(self, wanted: int) -> list[int]:
        """Return the numbers of the tokens with one of the `wanted` bits."""
        found = [places for mark, places in self._by_mark.items() if mark & wanted]
        return sorted(at for places in found for at in places)

    def of_kind(self, *kinds: Kind) -> list[int]:
        """Return the numbers of the tokens of some kinds."""
        found = [places for mark, places in self._by_mark.items() if mark & KIND_MASK in kinds]
        return sorted(at for places in found for at in places)

    def kind(self, token: int) -> Kind:
        """Return the kind of a token."""
        return _KINDS[self.marks[token] & KIND_MASK]

    def span(self, first: int, last: int | None = None) -> Span:
        """Return the span from token `first` up to and including token `last` (by default `first`)."""
        return Span(self.starts[first], self.ends[first if last is None else last])


KIND_MASK = 0b1111
_KINDS = tuple(Kind)


@dataclass(frozen=True, slots=True)
class Counts:
    """What the scores of a text are made of: words of running text and list items, their sentences and syllables."""

    words: int
    sentences: int
    syllables: int
    long_words: int


@dataclass(frozen=True, slots=True)
class Measures:
    """How easy a text reads: counts, words per sentence, Flesch-Douma (high is easy) and LIX (low is easy).

    Counted are the words of running text and list items; headings, tables, the salutation and the closing
    are left out, unless the text has nothing else. All are 0 for a text without words.
    """

    words: int
    sentences: int
    syllables: int
    words_per_sentence: float
    flesch_douma: float
    lix: float


class Reader(Protocol):
    """What reads the texts of one language."""

    @property
    def tag(self) -> str:
        """The language tag: "nl"."""

    def analyse(self, text: str) -> Analysis:
        """Return tokens, sentences and clauses of a text, in one pass."""

    def words(self, text: str) -> list[Span]:
        """Return what is read as a word: words, abbreviations, numbers, amounts, addresses."""

    def syllables(self, word: str) -> int:
        """Return the number of syllables of a word, at least 1."""

    def counts(self, analysis: Analysis) -> Counts:
        """Return the counts that the measures of an analysed text are made of."""

    def scores(self, counts: Counts) -> Measures:
        """Return the measures of a text with these counts."""
