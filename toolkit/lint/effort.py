"""How much effort a text takes to read: the measure by which two versions of a text are compared."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.language import detectors
from toolkit.language.model import Role, Sentence
from toolkit.lint.lists import finds
from toolkit.reading.document import Document, text_document

_COUNTED = (Role.RUNNING, Role.ITEM)
_PEOPLE = frozenset(("u", "uw", "je", "jij", "jouw", "jou", "wij", "we", "ons", "onze", "ik"))
_NUMBERS = frozenset(
    (
        *(
            "twee",
            "drie",
            "vier",
            "vijf",
            "zes",
            "zeven",
            "acht",
            "negen",
            "tien",
            "elf",
            "twaalf",
            "dertien",
        ),
        *("veertien", "vijftien", "twintig", "dertig", "veertig", "vijftig", "honderd"),
    )
)
_HARD, _PERSONAL, _LONGEST, _OPENING = 0.75, 0.5, 0.1, 4.0
_ANYWHERE = {"profile": None}


@dataclass(frozen=True, slots=True)
class Effort:
    """The parts of a reading effort: words, words per sentence, words and signs of the `longest` sentence.

    Per 100 words: hard words (`jargon`), passives, nominalisations, `numbers` in words, and words for people.
    `openings` is the share of sentences that begin with a word for people, from 0 to 1.
    """

    words: int
    words_per_sentence: float
    jargon: float
    passives: float
    personal: float
    nominalisations: float = 0.0
    numbers: float = 0.0
    openings: float = 0.0
    longest: int = 0

    @property
    def score(self) -> float:
        """The effort itself: lower is easier."""
        length = (1 - _LONGEST) * self.words_per_sentence + _LONGEST * self.longest
        hard = _HARD * (self.jargon + self.passives + self.nominalisations) + self.numbers
        return length + hard - _PERSONAL * self.personal - _OPENING * self.openings


def reading_effort(text: str, language: str = "nl") -> float:
    """Return how much effort a text in Dutch takes to read: lower is easier, and only differences mean something.

    0.9 x words per sentence + 0.1 x words and signs of the longest sentence + 0.75 x hard words, passives with
    "worden" and nominalisations per 100 words + numbers in words per 100 - 0.5 x words that speak to the reader (u, uw,
    je, wij, we, ons, onze, ik) per 100 - 4 x the share of sentences that begin with one. Counted are sentences and list
    items; headings, addresses, the greeting, the signature, tables and lines such as "Label: waarde" are left out,
    unless the text has nothing else. A text without words is 0.

    The formula is our own. Sentence length is the best single predictor (W.H. Douma, De leesbaarheid van
    landbouwbladen, 1960); words of the trade, passives and nominalisations come next (J. Renkema, Schrijfwijzer, 2012);
    words for people make a text easier (R. Flesch, A new readability yardstick, Journal of Applied Psychology 32,
    1948), most of all where they open a sentence; figures read faster than numbers in words (J. Nielsen, Show numbers
    as numerals when writing for online readers, 2007). Its weights were set on pairs of a hard and a plainer version of
    municipal texts, with cross-validation over documents; docs/tuning.md has the figures. It is no level of a language,
    such as B1.
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

    def per_100(places: Iterable[int]) -> float:
        return 100 * sum(map(is_counted, places)) / words

    def starts_of(detector: str) -> list[int]:
        found = document.found(detector) if detector in detectors(document.tag) else ()
        return [bisect_left(analysis.starts, each.span.start) for each in found]

    def places_of(known: frozenset[str]) -> list[int]:
        places = document.folded_places
        return [at for word in known & places.keys() for at in places[word]]

    people = places_of(_PEOPLE)
    opening = set(people) & {_first_word(document, each) for each in sentences}
    return Effort(
        words,
        words / count,
        per_100(match.start for match in finds(document, "jargon", _ANYWHERE)),
        per_100(starts_of("passives")),
        per_100(people),
        per_100(starts_of("nominalisations")),
        per_100(places_of(_NUMBERS)),
        len(opening) / count,
        max(each.last - each.first for each in sentences),
    )


def _first_word(document: Document, sentence: Sentence) -> int:
    """Return the number of the first token of a sentence that is no mark; that of its end where all are."""
    counts = document.word_counts
    return bisect_right(counts, counts[sentence.first], sentence.first, sentence.last) - 1
