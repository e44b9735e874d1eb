"""How much effort a text takes to read: the measure by which two versions of a text are compared."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from toolkit.language import detectors
from toolkit.language.model import Role
from toolkit.lint.lists import finds
from toolkit.reading.document import Document, text_document

_COUNTED = (Role.RUNNING, Role.ITEM)
_PEOPLE = frozenset(("u", "uw", "je", "jij", "jouw", "jou", "wij", "we", "ons", "onze", "ik"))
_HARD, _PERSONAL = 0.75, 0.5
_ANYWHERE = {"profile": None}


@dataclass(frozen=True, slots=True)
class Effort:
    """The parts of a reading effort: words, words per sentence; hard words, passives and words for people per 100."""

    words: int
    words_per_sentence: float
    jargon: float
    passives: float
    personal: float

    @property
    def score(self) -> float:
        """The effort itself: lower is easier."""
        return self.words_per_sentence + _HARD * (self.jargon + self.passives) - _PERSONAL * self.personal


def reading_effort(text: str, language: str = "nl") -> float:
    """Return how much effort a text in Dutch takes to read: lower is easier, and only differences mean something.

    Words per sentence + 0.75 x hard words per 100 words + 0.75 x passives with "worden" per 100 - 0.5 x words that
    speak to the reader (u, uw, je, wij, we, ons, onze, ik) per 100. Counted are sentences and list items; headings,
    addresses, the greeting, the signature, tables and lines such as "Label: waarde" are left out, unless the text has
    nothing else. A text without words is 0.

    The formula is our own. Sentence length is the best single predictor (W.H. Douma, De leesbaarheid van
    landbouwbladen, 1960); words of the trade and passives come next; words for people make a text easier (R. Flesch, A
    new readability yardstick, Journal of Applied Psychology 32, 1948). Its weights were set on pairs of a hard and a
    plainer version of municipal texts; docs/tuning.md has the figures. It is no level of a language, such as B1.
    """
    return effort_of(text_document(text, language)).score


def effort_of(document: Document) -> Effort:
    """Return the parts of the reading effort of a document."""
    analysis = document.analysis
    sentences = [each for each in analysis.sentences if each.role in _COUNTED] or list(analysis.sentences)
    counts = document.word_counts
    sizes = [size for each in sentences if (size := counts[each.last] - counts[each.first])]
    words, count = sum(sizes), len(sizes)
    if not words:
        return Effort(0, 0.0, 0.0, 0.0, 0.0)
    firsts = [each.first for each in sentences]

    def is_counted(at: int) -> bool:
        index = bisect_right(firsts, at) - 1
        return index >= 0 and at < sentences[index].last and counts[at + 1] > counts[at]

    people = [at for word in _PEOPLE & document.folded_places.keys() for at in document.folded_places[word]]
    personal = sum(map(is_counted, people))
    hard = sum(is_counted(match.start) for match in finds(document, "jargon", _ANYWHERE))
    found = document.found("passives") if "passives" in detectors(document.tag) else ()
    passives = sum(is_counted(bisect_left(analysis.starts, each.span.start)) for each in found)
    return Effort(words, words / count, 100 * hard / words, 100 * passives / words, 100 * personal / words)
