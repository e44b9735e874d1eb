"""Reads a Dutch text: one pass over it, and what follows from it."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from toolkit.language.model import KIND_MASK, Analysis, Counts, Kind, Measures, Sentence
from toolkit.language.nl.abbreviations import read_abbreviations
from toolkit.language.nl.blocks import cut_blocks, paragraphs
from toolkit.language.nl.clauses import find_clauses
from toolkit.language.nl.lexicon import read_lexicon
from toolkit.language.nl.marking import Marker
from toolkit.language.nl.marks import CLOSES
from toolkit.language.nl.measures import count, measure
from toolkit.language.nl.sentences import SentenceFinder
from toolkit.language.nl.syllables import count_syllables
from toolkit.language.nl.tokens import Tokeniser, Tokens
from toolkit.text.spans import Span

_KEPT = 2_000
"""Paragraphs that are kept: letters share most of theirs."""
_LONGEST_KEPT = 2_000
"""Characters of a paragraph that is kept, at most."""


class _Paragraph(NamedTuple):
    """What reading a paragraph gives; offsets and numbers of tokens count from its beginning."""

    tokens: Tokens
    bits: list[int]
    sentences: tuple[Sentence, ...]


class Reader:
    """Dutch: keeps the compiled tokeniser, the lexicon, and what it has worked out of forms and paragraphs."""

    tag = "nl"

    __slots__ = ("_finder", "_known", "_marker", "_tokeniser")

    def __init__(self) -> None:
        """Read the word lists and the lexicon."""
        abbreviations = read_abbreviations()
        lexicon = read_lexicon()
        self._tokeniser = Tokeniser(abbreviations.all)
        self._marker = Marker(lexicon, abbreviations.all)
        self._finder = SentenceFinder(abbreviations, lambda form: bool(lexicon.bits(form)))
        self._known = lru_cache(_KEPT)(self._read)

    def analyse(self, text: str) -> Analysis:
        """Return tokens, sentences and clauses of a text, in one pass."""
        forms: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        bits: list[int] = []
        sentences: list[Sentence] = []
        for at, paragraph in paragraphs(text):
            read = self._known(paragraph) if len(paragraph) <= _LONGEST_KEPT else self._read(paragraph)
            first = len(forms)
            forms += read.tokens.forms
            starts += [at + start for start in read.tokens.starts]
            ends += [at + end for end in read.tokens.ends]
            bits += read.bits
            sentences += [
                Sentence(
                    Span(at + each.span.start, at + each.span.end),
                    first + each.first,
                    first + each.last,
                    each.role,
                )
                for each in read.sentences
            ]
        clauses = find_clauses(forms, bits, sentences)
        return Analysis(
            text, tuple(forms), tuple(starts), tuple(ends), tuple(bits), tuple(sentences), clauses
        )

    def _read(self, paragraph: str) -> _Paragraph:
        """Read one paragraph: nothing of its tokens and sentences depends on what stands around it."""
        tokens = self._tokeniser.cut(paragraph)
        marker = self._marker
        bits = [marker[form] for form in tokens.forms]
        closing = [at for at, mark in enumerate(bits) if mark & CLOSES]
        return _Paragraph(tokens, bits, self._finder.find(paragraph, tokens, closing, cut_blocks(paragraph)))

    def words(self, text: str) -> list[Span]:
        """Return what is read as a word: words, abbreviations, numbers, amounts, addresses."""
        tokens = self._tokeniser.cut(text)
        marker = self._marker
        return [
            Span(start, end)
            for form, start, end in zip(tokens.forms, tokens.starts, tokens.ends, strict=True)
            if marker[form] & KIND_MASK < Kind.PUNCTUATION
        ]

    def syllables(self, word: str) -> int:
        """Return the number of syllables of a word, at least 1."""
        return count_syllables(word)

    def counts(self, analysis: Analysis) -> Counts:
        """Return the counts that the measures of an analysed text are made of."""
        return count(analysis)

    def scores(self, counts: Counts) -> Measures:
        """Return the measures of a text with these counts."""
        return measure(counts)
