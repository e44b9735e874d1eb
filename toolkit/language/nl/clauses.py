"""Cuts sentences into clauses, roughly: a stretch with one finite verb, as far as that shows without parsing.

A clause ends at a semicolon or a colon; before a word that opens a subordinate clause; and at a comma or
before "en", "maar", "of", "want", "dus" when both sides have a finite verb of their own. A clause that a
subordinating word opens may have its verb right before the comma, and what follows it its verb right behind. A main
clause around a subordinate one is two clauses here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from toolkit.language.model import Analysis, Sentence
from toolkit.language.nl.marks import (
    ADJECTIVE,
    ARTICLE,
    BREAK,
    CAPITAL,
    COORDINATOR,
    FINITE,
    HEBBEN,
    INFINITIVE,
    INFLECTED,
    MODAL,
    NOUN,
    NUMERAL,
    OBJECT,
    PARTICIPLE,
    PAST_MANY,
    PAST_ONE,
    PLURAL,
    PLURAL_SUBJECT,
    PREPOSITION,
    PRESENT,
    RELATIVE,
    SUBJECT,
    SUBORDINATOR,
    WORDEN,
    ZIJN,
)

REACH = 80  # tokens; no Dutch clause that people write reaches further

_OTHER = NOUN | PLURAL | INFLECTED | ADJECTIVE | INFINITIVE | PARTICIPLE | ARTICLE | PREPOSITION
_OPENS_CLAUSE = ARTICLE | SUBJECT | PREPOSITION | CAPITAL | NUMERAL | PLURAL
_ALSO_PREPOSITIONS = frozenset(("als", "hoe", "sinds", "zoals", "zonder"))
_HARD = frozenset(";:")
_QUOTES = frozenset('"“”„‘’«»')
_OPENING = frozenset("“„‘«(")
_WITH_PREPOSITION = frozenset(("wie", "welke", "welk"))
_FORM = PRESENT | PAST_ONE | PAST_MANY
_VERB = _FORM | INFINITIVE
_AUXILIARY = WORDEN | ZIJN | HEBBEN | MODAL
_SURE = FINITE | _AUXILIARY
_TURN = BREAK | COORDINATOR | SUBORDINATOR | RELATIVE


def find_clauses(
    forms: Sequence[str], bits: Sequence[int], sentences: Sequence[Sentence]
) -> tuple[tuple[int, int], ...]:
    """Return the clauses of all sentences as (first, last) token numbers, `last` not included."""
    clauses: list[tuple[int, int]] = []
    finite = [
        at
        for at, mark in enumerate(bits)
        if (mark & _SURE and not (at and _is_as_follows(forms, at - 1)))
        or (mark & _FORM and not mark & _OTHER)
        or (mark & INFINITIVE and _has_subject(bits, at))
    ]
    turns = [at for at, mark in enumerate(bits) if mark & _TURN and not _is_as_follows(forms, at)]
    turns.append(len(bits))
    turn = 0
    for sentence in sentences:
        start, last = sentence.first, sentence.last
        while turns[turn] < start:
            turn += 1
        while turns[turn] < last:
            at = turns[turn]
            turn += 1
            place = (start, at, min(turns[turn], last), last)
            if at > start and (_breaks if bits[at] & BREAK else _opens)(forms, bits, finite, place):
                end = at + (forms[at] not in _OPENING) if bits[at] & BREAK else _start(forms, bits, at)
                if end > start:
                    clauses.append((start, end))
                    start = end
        if start < last:
            clauses.append((start, last))
    return tuple(clauses)


def _is_as_follows(forms: Sequence[str], at: int) -> bool:
    """Tell whether "als" stands in "als volgt", which opens no clause."""
    return forms[at] == "als" and at + 1 < len(forms) and forms[at + 1] == "volgt"


def _has_subject(bits: Sequence[int], at: int) -> bool:
    """Tell whether an infinitive is finite: "wij sluiten", "sluiten wij"."""
    return any(mark & PLURAL_SUBJECT for mark in bits[max(at - 1, 0) : at + 2])


def _breaks(
    forms: Sequence[str], bits: Sequence[int], finite: Sequence[int], place: tuple[int, int, int, int]
) -> bool:
    """Tell whether a clause ends after the punctuation at `place`: start, turn, next turn, end."""
    start, at, after, last = place
    if forms[at] in _HARD:
        return True
    before, behind = _has(finite, start, at), _has(finite, at + 1, after)
    if forms[at] in _QUOTES:
        opening = next(
            (back for back in range(at - 1, max(start, at - REACH) - 1, -1) if forms[back] in _QUOTES), at
        )
        return before and behind and (opening == at or _has(finite, opening, at))
    if at >= start + 3:
        before = before or _is_short_main(forms, bits, start)
    if forms[at] == "," and (bits[start] | bits[start + 1]) & (SUBORDINATOR | RELATIVE) and at + 1 < last:
        before = before or bool(bits[at - 1] & _VERB)
        behind = behind or bool(bits[at + 1] & _VERB)
    return before and behind


def _opens(
    forms: Sequence[str], bits: Sequence[int], finite: Sequence[int], place: tuple[int, int, int, int]
) -> bool:
    """Tell whether a clause opens before the conjunction or relative word at `place`."""
    start, at, after, last = place
    mark, before = bits[at], bits[at - 1]
    here = _has(finite, at + 1, after)
    if not mark & (SUBORDINATOR | RELATIVE):
        return here and _has(finite, start, at)
    if mark & ARTICLE and not before & BREAK:  # "die" and "dat" may just point at a noun
        if before & PREPOSITION or not (here or _ends_in_verb(forms, bits, place)):
            return False
        return forms[at] == "die" or bool(bits[at + 1] & _OPENS_CLAUSE)
    if forms[at] in _ALSO_PREPOSITIONS or mark & COORDINATOR:
        return here
    return not mark & RELATIVE or _has(finite, at + 1, last)


def _is_short_main(forms: Sequence[str], bits: Sequence[int], start: int) -> bool:
    """Tell whether three words open a main clause whose verb may be a noun: "het spijt ons"."""
    subject, verb, thing = bits[start : start + 3]
    return bool(subject & SUBJECT and verb & PRESENT and thing & OBJECT) and forms[start + 1].endswith("t")


def _ends_in_verb(forms: Sequence[str], bits: Sequence[int], place: tuple[int, int, int, int]) -> bool:
    """Tell whether the relative word at `place` and a comma hold a verb that may be a noun: "de klant die belt,"."""
    _, at, after, last = place
    verb = after - 1
    is_closed = after < last and forms[after] == ","
    return is_closed and bool(bits[at - 1] & NOUN and bits[verb] & PRESENT) and forms[verb].endswith("t")


def _start(forms: Sequence[str], bits: Sequence[int], at: int) -> int:
    """Return where a clause begins that the word at `at` opens: "met wie", "en dat", "(als" begin one earlier."""
    word = PREPOSITION if forms[at].lower() in _WITH_PREPOSITION else COORDINATOR
    return at - 1 if bits[at - 1] & word or forms[at - 1] in _OPENING else at


def _has(finite: Sequence[int], start: int, end: int) -> bool:
    found = bisect_left(finite, start)
    return found < len(finite) and finite[found] < end


def in_clauses(analysis: Analysis, wanted: int) -> Iterator[tuple[int, int, int]]:
    """Yield (token, first, last) for each token with one of the `wanted` bits, with the clause it stands in.

    Of a long clause at most `REACH` tokens to either side are given: no text costs more than its length.
    """
    clauses = analysis.clauses
    number = 0
    for at in analysis.having(wanted):
        while clauses[number][1] <= at:
            number += 1
        first, last = clauses[number]
        if first <= at:
            yield at, max(first, at - REACH), min(last, at + REACH)
