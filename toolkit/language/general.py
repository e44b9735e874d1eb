"""Reads a text of a language that has no reader of its own: words, sentences and blocks by marks alone.

It knows no abbreviations and no grammar, so a sentence may end too early; clauses are whole sentences.
"""

from __future__ import annotations

import re

from toolkit.language.model import Analysis, Counts, Kind, Measures, Role, Sentence
from toolkit.text.spans import Span

_TOKEN = re.compile(
    r"(?P<URL>https?://\S*[\w/])"
    r"|(?P<EMAIL>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<IBAN>\b[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]{4}){2,7}(?:[ \u00a0]?[A-Z0-9]{1,3})?\b)"
    r"|(?P<NUMBER>\d+(?:[.,:/-]\d+)*)"
    r"|(?P<WORD>[^\W\d_]+(?:['’-][^\W\d_]+)*)"
    r"|(?P<PUNCTUATION>[.!?…]+|[,:;()\[\]\"'“”‘’«»–—-])"
    r"|(?P<SYMBOL>\S)"
)
_BLOCKS = re.compile(r"\n[^\S\n]*\n")
_ROW = re.compile(r"[^\S\n]*(?P<item>[-*–•]|\d+\.)?[^\S\n]*(?P<heading>#+)?[^\S\n]*(?P<cell>\|)?")
_ENDS = frozenset(".!?…")
_LONG = 7
_VOWELS = re.compile(r"[aeiouyàâäáãåæèéêëìíîïòóôöõøœùúûüý]+", re.IGNORECASE)


class GeneralReader:
    """Reads texts of any language that writes words with letters and ends sentences with a mark."""

    def __init__(self, tag: str) -> None:
        self.tag = tag

    def analyse(self, text: str) -> Analysis:
        """Return tokens, sentences and clauses of a text, in one pass."""
        found = list(_TOKEN.finditer(text))
        starts = tuple(token.start() for token in found)
        ends = tuple(token.end() for token in found)
        forms = tuple(token[0] for token in found)
        marks = tuple(int(Kind[token.lastgroup or "SYMBOL"]) for token in found)
        sentences = tuple(_sentences(text, forms, starts, ends))
        clauses = tuple((sentence.first, sentence.last) for sentence in sentences)
        return Analysis(text, forms, starts, ends, marks, sentences, clauses)

    def words(self, text: str) -> list[Span]:
        """Return what is read as a word: words, numbers, addresses."""
        analysis = self.analyse(text)
        return [analysis.span(at) for at, mark in enumerate(analysis.marks) if mark < Kind.PUNCTUATION]

    def syllables(self, word: str) -> int:
        """Return the number of groups of vowels of a word, at least 1."""
        return max(1, len(_VOWELS.findall(word)))

    def counts(self, analysis: Analysis) -> Counts:
        """Return the counts of running text and list items; of everything where there is neither."""
        counted = (Role.RUNNING, Role.ITEM)
        parts = [each for each in analysis.sentences if each.role in counted] or list(analysis.sentences)
        words = [
            [
                analysis.forms[at]
                for at in range(each.first, each.last)
                if analysis.marks[at] < Kind.PUNCTUATION
            ]
            for each in parts
        ]
        flat = [word for part in words for word in part]
        return Counts(
            len(flat),
            sum(bool(part) for part in words),
            sum(map(self.syllables, flat)),
            sum(len(word) >= _LONG for word in flat),
        )

    def scores(self, counts: Counts) -> Measures:
        """Return the measures of a text with these counts; Flesch-Douma is Dutch, and so it is 0 here."""
        if not counts.words:
            return Measures(0, 0, 0, 0.0, 0.0, 0.0)
        per_sentence = counts.words / counts.sentences
        lix = per_sentence + 100 * counts.long_words / counts.words
        return Measures(counts.words, counts.sentences, counts.syllables, per_sentence, 0.0, lix)


def _sentences(
    text: str, forms: tuple[str, ...], starts: tuple[int, ...], ends: tuple[int, ...]
) -> list[Sentence]:
    """Return the sentences: they end at a mark before a space, at a blank line, and around an item or a cell."""
    found: list[Sentence] = []
    first, after, role = 0, 0, Role.RUNNING
    for at, form in enumerate(forms):
        gap = text[ends[at - 1] : starts[at]] if at else "\n\n"
        if "\n" in gap:
            row = _ROW.match(text, text.rfind("\n", 0, starts[at]) + 1)
            new = _role(row)
            if _BLOCKS.search(gap) or new is not Role.RUNNING or role in (Role.HEADING, Role.CELL):
                if at > first:
                    found.append(_sentence(starts, ends, first, at, role))
                first, role = at, new
                after = row.end() if row and new is not Role.RUNNING else 0
        if starts[at] < after:  # what marks an item, a heading or a cell stands in no sentence
            first = at + 1
        elif role is Role.CELL and form == "|":
            if at > first:
                found.append(_sentence(starts, ends, first, at, role))
            first = at + 1
        elif form[-1] in _ENDS and (ends[at] == len(text) or text[ends[at]].isspace()):
            found.append(_sentence(starts, ends, first, at + 1, role))
            first = at + 1
    if first < len(forms):
        found.append(_sentence(starts, ends, first, len(forms), role))
    return found


def _role(row: re.Match[str] | None) -> Role:
    if row and row["cell"]:
        return Role.CELL
    if row and row["heading"]:
        return Role.HEADING
    return Role.ITEM if row and row["item"] else Role.RUNNING


def _sentence(starts: tuple[int, ...], ends: tuple[int, ...], first: int, last: int, role: Role) -> Sentence:
    return Sentence(Span(starts[first], ends[last - 1]), first, last, role)
