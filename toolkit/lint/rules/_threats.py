"""Threats in plain words: what happens to a customer who does not pay, said to frighten.

Four things find one. *Signs*: words that together threaten, in any order. *Grave words* (bailiff, seizure), told to the
customer or as what follows. *Words of menace* in a sentence to the customer. And *what is not calm*: a consequence of
not paying without one word of calm procedure.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from toolkit.language.model import Role, Sentence
from toolkit.lint.rules._unpaid import IF, Extent, begins_with_verb, condition, word_set
from toolkit.lint.signs import load
from toolkit.lint.signs.families import families
from toolkit.reading.document import Document

_YOU = word_set("u uw je jij jou jouw jullie")
_WE = word_set("wij we ik")
_PEOPLE = _YOU | _WE | word_set("ons onze mij mijn me uzelf jezelf zichzelf")
_ASKING = word_set("betaal vermijd voorkom neem denk laat bespaar onthoud bedenk wees verwacht vergeet")
_FUTURE = word_set(
    "zal zullen gaat gaan ga kan kunnen komt komen krijgt krijg volgt volgen straks binnenkort morgen dan wordt moet "
    "moeten riskeert dreigt mag klaar behoort hierna anders daarna"
)
_PAST = word_set("heeft heb hebben had hadden was waren werd werden bent hebt geweest")
_MAY = word_set("kunt kun mag kan wilt wil hebt heeft")
_ASKED = word_set("neem stuur bel vraag kijk geef schrijf lees meld kies")
_DENIALS = word_set("niet geen nooit niemand nergens evenmin")
_NO_MORE = word_set("meer langer nooit nergens")
_NO = _DENIALS | {"zonder"}
_LATER = word_set("dan daarna vervolgens daarnaast bovendien ook en daarbij straks zo uiteindelijk tenslotte")
_EXCEPT = word_set("tenzij behalve")
_OPENERS = ("anders", "of", "dan", "uit", "tot", "totdat", "voordat")
"""Words of which one stands in what follows on not paying where nothing of `lack` does."""
_FEW = 2
"""Words that a consequence has at least."""


class Threats:
    """The threats of one document; what is known of a sentence is asked once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.sentences = document.analysis.sentences
        self._firsts = [sentence.first for sentence in self.sentences]
        self.words = document.folded
        self._conditions: dict[int, Extent | None] = {}
        self._after: dict[int, bool] = {}

    def denies(self, first: int, end: int) -> bool:
        """Say whether a sentence denies its grave words among the tokens `first` to `end` (not included)."""
        number = self._number(first)
        graves = [at for at in range(first, end) if self.words[at] in families("consequences")["grave"]]
        return number >= 0 and any(self._is_denied(self.sentences[number], at) for at in graves)

    def extents(self) -> Iterator[Extent]:
        """Yield the (first, last) tokens of each threat, both included; one for a sentence."""
        places = self.document.folded_places
        known = families("consequences")
        heads = self._by_sentence(load("threat").heads(places))
        graves = self._by_sentence(sorted(known["grave"].places(places) + known["court"].places(places)))
        menaces = self._by_sentence(known["menace"].places(places))
        lacking = self._by_sentence(known["lack"].places(places))
        lacking |= self._by_sentence([at for word in _OPENERS for at in places.get(word, ())])
        for number in sorted(heads.keys() | graves.keys() | menaces.keys() | lacking.keys()):
            found = (
                self._sign(number, heads.get(number, ()))
                or self._grave(number, graves.get(number, ()))
                or self._menace(number, menaces.get(number, ()))
                or (self._uncalm(number) if number in lacking else None)
            )
            if found:
                yield found

    def _by_sentence(self, places: Iterable[int]) -> dict[int, list[int]]:
        """Return numbers of tokens by the number of the sentence that they stand in."""
        found: dict[int, list[int]] = {}
        for at in places:
            if (number := self._number(at)) >= 0:
                found.setdefault(number, []).append(at)
        return found

    def _number(self, at: int) -> int:
        """Return the number of the sentence that a token stands in, or -1."""
        number = bisect_right(self._firsts, at) - 1
        return number if number >= 0 and at < self.sentences[number].last else -1

    def _sign(self, number: int, heads: Sequence[int]) -> Extent | None:
        sentence = self.sentences[number]
        for at in heads:
            for found in load("threat").at(self.words, at, sentence.first, sentence.last):
                if not self._counts(number, found.sign.kind) or self._is_supposed(sentence, found.at):
                    continue
                says_no = not all(_NO.isdisjoint(need) for need in found.sign.needs)
                if says_no or not self._is_denied(sentence, found.at):
                    return found.first, found.last
        return None

    def _counts(self, number: int, kind: str) -> bool:
        """Say whether a sign of a kind means a threat in a sentence."""
        if kind == "after":
            return not self._asks(number) and self._is_after(number)
        return kind == "anybody" or _speaks(self._of(self.sentences[number])) or self._is_after(number)

    def _grave(self, number: int, graves: Sequence[int]) -> Extent | None:
        """Return the grave words of a sentence that tells the customer what is coming."""
        if not graves or self._asks(number):
            return None
        sentence = self.sentences[number]
        words = self._of(sentence)
        if families("consequences")["relief"].meets(words):
            return None
        kept = [at for at in graves if not (self._is_denied(sentence, at) or self._is_supposed(sentence, at))]
        coming = any(self.words[at] in families("consequences")["grave"] for at in kept)
        if not kept or not (self._is_after(number) or _is_told(words, coming=coming)):
            return None
        return kept[0], kept[-1]

    def _menace(self, number: int, menaces: Sequence[int]) -> Extent | None:
        """Return a word of menace in a sentence that speaks to the customer, or tells what follows on not paying."""
        if not menaces:
            return None
        sentence = self.sentences[number]
        words = self._of(sentence)
        if families("consequences")["relief"].meets(words):
            return None
        at = menaces[0]
        if self._is_denied(sentence, at) or self._is_supposed(sentence, at):
            return None
        return (at, at) if not _YOU.isdisjoint(words) or self._is_after(number) else None

    def _uncalm(self, number: int) -> Extent | None:
        """Return what follows on not paying, where nothing in it is calm."""
        sentence = self.sentences[number]
        words = self._of(sentence)
        known = families("consequences")
        said = self._before(number)
        if said is None or self._asks(number) or sentence.role is Role.HEADING or self._quotes(sentence):
            return None
        rest = [at for at in range(len(words)) if not said[0] <= at < said[1] and words[at].isalnum()]
        told = [words[at] for at in rest]
        if len(told) - (told[:1] == ["dan"]) < _FEW or known["calm"].meets(told) or "€" in "".join(words):
            return None
        if not (_DENIALS.isdisjoint(told) or _WE.isdisjoint(told)) and _NO_MORE.isdisjoint(told):
            return None
        is_ours = not (_YOU | _WE).isdisjoint(words)
        is_paying = any(word.startswith(("betaal", "betal")) for word in words[said[0] : said[1]])
        return (sentence.first + rest[0], sentence.first + rest[-1]) if is_ours or is_paying else None

    def _quotes(self, sentence: Sentence) -> bool:
        """Say whether a sentence holds what somebody else said."""
        span = sentence.span
        return any(start < span.end and span.start < end for start, end in self.document.quotations)

    def _before(self, number: int) -> Extent | None:
        """Return the words of a sentence that come before a consequence: a condition, or "dan" after one."""
        words = self._of(self.sentences[number])
        said = self._condition(number)
        if said is None:
            return (0, 1) if words[0] in ("dan", "daarna") and number and self._is_bare(number - 1) else None
        if words[said[1] - 1] != "anders":
            return said
        is_due = families("consequences")["duty"].meets(words) or (number and self._is_due(number - 1))
        return said if is_due else None

    def _is_due(self, number: int) -> bool:
        return families("consequences")["duty"].meets(self._of(self.sentences[number]))

    def _is_bare(self, number: int) -> bool:
        """Say whether a sentence is a condition and nothing more: "Betaalt u niet?"."""
        words = self._of(self.sentences[number])
        said = self._condition(number)
        if said is None:
            return False
        return self._asks(number) or sum(word.isalnum() for word in words) - (said[1] - said[0]) < _FEW

    def _of(self, sentence: Sentence) -> list[str]:
        return self.words[sentence.first : sentence.last]

    def _condition(self, number: int) -> Extent | None:
        if number not in self._conditions:
            self._conditions[number] = _known_condition(tuple(self._of(self.sentences[number])))
        return self._conditions[number]

    def _is_after(self, number: int) -> bool:
        """Say whether a sentence tells what comes of not paying: it says so, or one before it in its paragraph does."""
        if number not in self._after:
            own = self._condition(number) is not None
            self._after[number] = own or self._follows(number) or self._is_excepted(number)
        return self._after[number]

    def _follows(self, number: int) -> bool:
        sentence = self.sentences[number]
        begins_later = self.words[sentence.first] in _LATER
        if number == 0:
            words = self._of(sentence)
            is_of_else = begins_with_verb(words) and self._condition(0) is None
            return begins_later or (
                "dan" in words and not is_of_else and _ASKED.isdisjoint(words) and IF.isdisjoint(words)
            )
        before = self.sentences[number - 1]
        text = self.document.text
        between = text[before.span.end : sentence.span.start]
        if (
            "\n\n" in between
            and before.role is not Role.HEADING
            and not text.endswith("?", 0, before.span.end)
        ):
            return begins_later and before.role in (Role.SALUTATION, Role.LABEL)
        return not self._asks(number) and self._is_after(number - 1)

    def _asks(self, number: int) -> bool:
        span = self.sentences[number].span
        return self.document.text[span.start : span.end].rstrip("*_ ").endswith("?")

    def _is_excepted(self, number: int) -> bool:
        """Say whether the next sentence takes it back for who pays: "Tenzij u betaalt."."""
        following = self.sentences[number + 1 : number + 2]
        return bool(following) and self.words[following[0].first] in _EXCEPT

    def _is_denied(self, sentence: Sentence, at: int) -> bool:
        """Say whether the clause of a word denies it; a condition ("als u niet betaalt") denies nothing."""
        first, last = self._clause(sentence, at)
        words = self.words[first:last]
        if "zonder" in self.words[max(first, at - 2) : at]:
            return True
        return not _DENIALS.isdisjoint(words) and condition(words) is None

    def _is_supposed(self, sentence: Sentence, at: int) -> bool:
        """Say whether a word stands in a condition of something else: "als een deurwaarder bij u komt, bel ons"."""
        first, last = self._clause(sentence, at)
        words = self.words[first:last]
        if condition(words) is not None or words[-1:] == ["."]:
            return False
        return (words[0] in IF and words[0] != "wie") or (
            first == sentence.first and words[-1:] == [","] and begins_with_verb(words)
        )

    def _clause(self, sentence: Sentence, at: int) -> Extent:
        clauses = self.document.analysis.clauses
        index = bisect_right(clauses, (at, len(self.words))) - 1
        if index >= 0 and clauses[index][0] <= at < clauses[index][1]:
            return clauses[index]
        return sentence.first, sentence.last


@lru_cache(2_000)
def _known_condition(words: tuple[str, ...]) -> Extent | None:
    """Return the condition of a sentence; letters share most of theirs."""
    return condition(words)


def _speaks(words: Sequence[str]) -> bool:
    """Say whether a sentence speaks to somebody, or of who writes."""
    return not _PEOPLE.isdisjoint(words) or words[0] in _ASKING


def _is_told(words: Sequence[str], *, coming: bool) -> bool:
    """Say whether a sentence tells what we do, or what is `coming`; not what the reader may do, or what has been."""
    if not _speaks(words):
        return False
    for at, word in enumerate(words):
        if word in _MAY and not {"u", "je", "jij"}.isdisjoint(words[max(0, at - 1) : at + 2]):
            return False
    if not _PAST.isdisjoint(words):
        return False
    return coming or not _FUTURE.isdisjoint(words) or not _WE.isdisjoint(words)
