"""Works out the bits of a token from its form, once for each form."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from toolkit.language.model import Kind
from toolkit.language.nl import marks
from toolkit.language.nl.diminutives import base_of
from toolkit.language.nl.lexicon import Lexicon, read_list
from toolkit.language.nl.negations import denies
from toolkit.language.nl.nominalisations import verb_of_ing
from toolkit.language.nl.participles import looks_like_participle
from toolkit.language.nl.tokens import UNSEEN, kind_of

_CLASSES = {
    "worden": marks.WORDEN,
    "zijn": marks.ZIJN,
    "hebben": marks.HEBBEN,
    "modal": marks.MODAL,
    "finite": marks.FINITE,
    "article": marks.ARTICLE,
    "preposition": marks.PREPOSITION,
    "subordinator": marks.SUBORDINATOR,
    "relative": marks.RELATIVE,
    "coordinator": marks.COORDINATOR,
    "subject": marks.SUBJECT,
    "plural-subject": marks.PLURAL_SUBJECT,
    "inflected": marks.INFLECTED,
    "negative": marks.NEGATIVE,
    "object": marks.OBJECT,
    "adverb": marks.ADVERB,
}
_SMALL = (
    marks.ARTICLE
    | marks.PREPOSITION
    | marks.SUBORDINATOR
    | marks.RELATIVE
    | marks.COORDINATOR
    | marks.SUBJECT
    | marks.OBJECT
    | marks.NEGATIVE
    | marks.ADVERB
)
_VERBAL = marks.WORDEN | marks.ZIJN | marks.HEBBEN | marks.MODAL | marks.FINITE
_BREAKS = frozenset(',;:()[]–—-"“”„«»‘…')
_LONGEST = 60  # letters; beyond that it is no word
_MAX_FORMS = 200_000  # a hostile text cannot fill the memory


_UNSEEN = dict.fromkeys(map(ord, UNSEEN))


class Marker(dict[str, int]):
    """The bits of every form seen: `marker[form]` works them out the first time."""

    __slots__ = ("_abbreviations", "_closed", "_lexicon")

    def __init__(self, lexicon: Lexicon, abbreviations: frozenset[str]) -> None:
        """Take the lexicon and the abbreviations, in small letters with their dots."""
        super().__init__()
        self._lexicon = lexicon
        self._abbreviations = abbreviations
        self._closed = closed_classes()

    def __missing__(self, form: str) -> int:
        if len(self) >= _MAX_FORMS:
            self.clear()
        bits = self[form] = self._work_out(form)
        return bits

    def _work_out(self, form: str) -> int:
        if not form.isascii():
            form = form.translate(_UNSEEN) or form
        kind = kind_of(form, self._abbreviations)
        bits = int(kind)
        if kind in (Kind.PUNCTUATION, Kind.SYMBOL):
            bits |= marks.MARK
            if form[0] in ".!?…":
                bits |= marks.CLOSES
            if form in _BREAKS:
                bits |= marks.BREAK
            return bits
        if kind is Kind.ABBREVIATION:
            bits |= marks.CLOSES if form[-1] == "." else 0
            return bits | (marks.CAPITAL if form[0].isupper() else 0)
        if kind is not Kind.WORD:
            return bits | marks.NUMERAL
        if form[0].isupper():
            bits |= marks.CAPITAL
        return bits | word_bits(form.lower().replace("’", "'"), self._lexicon, self._closed)


def word_bits(word: str, lexicon: Lexicon, closed: Mapping[str, int]) -> int:
    """Return the bits of a word in small letters."""
    if len(word) > _LONGEST:
        return 0
    small = closed.get(word, 0)
    known = 0 if small & _SMALL and not small & _VERBAL else lexicon.bits(word)
    bits = known | small
    if word.endswith(("je", "jes", "ke", "kes")):
        if base_of(word, lexicon):
            bits |= marks.DIMINUTIVE
    elif word.endswith(("ing", "ingen")):
        if verb_of_ing(word, lexicon):
            bits |= marks.ING
    elif not bits and looks_like_participle(word):
        bits |= marks.PARTICIPLE
    if word.startswith("on") and not bits & marks.NEVER_DENIES and denies(word, _can_be_denied(lexicon)):
        bits |= marks.DENIES
    if bits & marks.NEVER_PARTICIPLE:
        bits &= ~marks.PARTICIPLE
    if word == "te":
        bits |= marks.TE
    return bits


def _can_be_denied(lexicon: Lexicon) -> Callable[[str], bool]:
    return lambda word: bool(lexicon.bits(word) & (marks.PARTICIPLE | marks.ADJECTIVE | marks.INFLECTED))


def closed_classes() -> dict[str, int]:
    """Return the bits of every word of the readable lists: small words, states, negatives, plain nouns."""
    negations, states = read_list("negations.txt"), read_list("participles-as-adjectives.txt")
    lists = [(_CLASSES[name], words) for name, words in read_list("closed-classes.txt").items()]
    lists += [
        (marks.DENIES, negations["verb"]),
        (marks.NEVER_DENIES, negations["not"]),
        (marks.KEPT, read_list("nominalisations-kept.txt")["infinitive"]),
        (marks.STATE | marks.PARTICIPLE, states["always"]),
        (marks.STATE_WITH_ZIJN | marks.PARTICIPLE, states["zijn"]),
        (marks.NEVER_PARTICIPLE, states["noun"]),
    ]
    closed: dict[str, int] = {}
    for bits, words in lists:
        for word in words:
            closed[word] = closed.get(word, 0) | bits
    return closed
