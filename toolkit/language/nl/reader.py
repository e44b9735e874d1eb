"""Reads a Dutch text: one pass over it, and what follows from it."""

from __future__ import annotations

from toolkit.language.model import KIND_MASK, Analysis, Counts, Kind, Measures
from toolkit.language.nl.abbreviations import read_abbreviations
from toolkit.language.nl.blocks import cut_blocks
from toolkit.language.nl.clauses import find_clauses
from toolkit.language.nl.lexicon import read_lexicon
from toolkit.language.nl.marking import Marker
from toolkit.language.nl.marks import CLOSES
from toolkit.language.nl.measures import count, measure
from toolkit.language.nl.sentences import SentenceFinder
from toolkit.language.nl.syllables import count_syllables
from toolkit.language.nl.tokens import Tokeniser
from toolkit.text.spans import Span


class Reader:
    """Dutch: keeps the compiled tokeniser, the lexicon and what it has worked out of the forms it met."""

    tag = "nl"

    __slots__ = ("_finder", "_marker", "_tokeniser")

    def __init__(self) -> None:
        """Read the word lists and the lexicon."""
        abbreviations = read_abbreviations()
        lexicon = read_lexicon()
        self._tokeniser = Tokeniser(abbreviations.all)
        self._marker = Marker(lexicon, abbreviations.all)
        self._finder = SentenceFinder(abbreviations, lambda form: bool(lexicon.bits(form)))

    def analyse(self, text: str) -> Analysis:
        """Return tokens, sentences and clauses of a text, in one pass."""
        tokens = self._tokeniser.cut(text)
        marker = self._marker
        bits = [marker[form] for form in tokens.forms]
        closing = [at for at, mark in enumerate(bits) if mark & CLOSES]
        sentences = self._finder.find(text, tokens, closing, cut_blocks(text))
        clauses = find_clauses(tokens.forms, bits, sentences)
        forms, starts, ends = tuple(tokens.forms), tuple(tokens.starts), tuple(tokens.ends)
        return Analysis(text, forms, starts, ends, tuple(bits), sentences, clauses)

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
