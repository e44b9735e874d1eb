"""Finds which participle goes with an auxiliary, and when "zijn" is no verb."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.language.model import Analysis
from toolkit.language.nl.marks import (
    ADVERB,
    ARTICLE,
    BREAK,
    COORDINATOR,
    FINITE,
    HEBBEN,
    INFINITIVE,
    INFLECTED,
    MARK,
    MODAL,
    NEGATIVE,
    NOUN,
    NUMERAL,
    OBJECT,
    PARTICIPLE,
    PLURAL,
    PREPOSITION,
    RELATIVE,
    STATE,
    SUBJECT,
    SUBORDINATOR,
    TE,
    WORDEN,
    ZIJN,
)

_CLUSTER = MODAL | TE | INFINITIVE | WORDEN | ZIJN | HEBBEN
_OTHER_AUXILIARY = WORDEN | HEBBEN
_AFTER_FIELD = BREAK | MARK | _CLUSTER | PREPOSITION | COORDINATOR | SUBORDINATOR | RELATIVE
_ENDS_GROUP = NOUN | PLURAL | PREPOSITION | BREAK | MARK
_SMALL_WORD = ARTICLE | PREPOSITION | SUBJECT | NUMERAL | MARK | TE | COORDINATOR
_BRACKETS = frozenset("()")
_PLURAL_SUBJECTS = frozenset(
    ["wij", "we", "zij", "ze", "jullie", "die", "deze", "er", "u", "hier", "daar", "dit", "dat", "welke"]
)


def participle_before(analysis: Analysis, at: int, first: int) -> int:
    """Return the participle before the verbs at the end of a clause ("betaald zal worden"), or -1."""
    bits = analysis.marks
    before = at - 1
    while before >= first and bits[before] & _CLUSTER and not bits[before] & PARTICIPLE:
        before -= 1
    if before < first or not bits[before] & PARTICIPLE or bits[before] & STATE or _is_noun(bits, before):
        return -1
    if before > first and bits[before - 1] & _OTHER_AUXILIARY and bits[at] & ZIJN:
        return -1
    return before


def participle_after(analysis: Analysis, at: int, last: int, strict: bool) -> int:
    """Return the participle that follows a finite verb in its clause, or -1; `strict` stops at a comma."""
    bits, forms = analysis.marks, analysis.forms
    perhaps = -1  # a participle that may be a noun: bericht
    bracketed = False
    for after in range(at + 1, last):
        mark = bits[after]
        if mark & BREAK:
            if (forms[after] == ")" and not bracketed) or (strict and forms[after] == "," and not bracketed):
                break
            if forms[after] in _BRACKETS:
                bracketed = forms[after] == "("
        elif mark & PARTICIPLE and not bracketed and not _is_noun(bits, after):
            following = bits[after + 1] if after + 1 < last else 0
            doubled = following & PARTICIPLE and not following & INFLECTED  # gewond geraakt
            if doubled or bits[after - 1] & SUBORDINATOR:  # zoals afgesproken
                continue
            if after > at + 1 and _is_taken(bits, after, at, last):
                break
            if not _is_before_noun(bits, after, at, last, strict):
                if not mark & NOUN:
                    return after
                perhaps = after
    return perhaps


def _is_taken(bits: Sequence[int], participle: int, at: int, last: int) -> bool:
    """Tell whether the participle goes with another auxiliary right beside it: "gevraagd heeft"."""
    if participle - 1 > at and bits[participle - 1] & _OTHER_AUXILIARY:
        return True
    after = bits[participle + 1] if participle + 1 < last else 0
    return bool(after & _OTHER_AUXILIARY and after & FINITE)


def _is_noun(bits: Sequence[int], at: int) -> bool:
    """Tell whether what looks like a participle is a noun or an infinitive: "het verzet", "te vergeten"."""
    before = bits[at - 1]
    return bool(before & TE or (bits[at] & NOUN and before & (ARTICLE | PREPOSITION | INFLECTED)))


def _is_before_noun(bits: Sequence[int], participle: int, auxiliary: int, last: int, strict: bool) -> bool:
    """Tell whether the participle stands inside a noun group: "een gestolen fiets"."""
    if participle + 1 == last or bits[participle + 1] & (
        _AFTER_FIELD | _SMALL_WORD | ADVERB | NEGATIVE | OBJECT
    ):
        return False
    if strict:
        return True
    for before in range(participle - 1, max(auxiliary, participle - 4), -1):
        if bits[before] & ARTICLE:
            return True
        if bits[before] & _ENDS_GROUP:
            return False
    return False


def is_possessive(analysis: Analysis, at: int, first: int, last: int) -> bool:
    """Tell whether "zijn" means "his"."""
    form = analysis.forms[at]
    if form not in ("zijn", "Zijn", "ZIJN") or at + 1 == last:
        return False
    bits = analysis.marks
    following = bits[at + 1]
    if following & (_SMALL_WORD | ADVERB):
        return False
    if following & _CLUSTER and not following & NOUN:
        return False
    before = bits[at - 1] if at > first else 0
    if following & PARTICIPLE and (at + 2 == last or bits[at + 2] & _AFTER_FIELD):
        return bool(before & PREPOSITION)
    return not (at > first and analysis.forms[at - 1].lower() in _PLURAL_SUBJECTS)
