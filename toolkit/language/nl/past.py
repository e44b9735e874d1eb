"""Finds verbs in the past tense: "u betaalde", "wij stuurden", "de factuur was"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.language.model import Analysis
from toolkit.language.nl.clauses import in_clauses
from toolkit.language.nl.marks import (
    ADJECTIVE,
    ADVERB,
    ARTICLE,
    CAPITAL,
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
    PAST_MANY,
    PAST_ONE,
    PLURAL,
    PREPOSITION,
    PRESENT,
    RELATIVE,
    SUBJECT,
    TE,
    WORDEN,
    ZIJN,
)
from toolkit.text.spans import Span

_PAST = PAST_ONE | PAST_MANY
_OTHER = NOUN | PLURAL | INFINITIVE | PRESENT | PARTICIPLE | INFLECTED | ADJECTIVE
_OPENS_GROUP = ARTICLE | PREPOSITION | TE
_SURELY_FINITE = FINITE | MODAL | HEBBEN | WORDEN | ZIJN
_FORM = PRESENT | _PAST
_AUXILIARY = HEBBEN | WORDEN | ZIJN | MODAL
_OPENS_OBJECT = SUBJECT | ARTICLE
_CONDITIONAL = frozenset(("mocht", "mochten", "zou", "zouden"))
_RARELY = frozenset(["gedacht", "grote", "leden", "verleden", "vervoer", "vierde", "waarde", "week", "weet"])
_AFTER_VERB = PREPOSITION | MARK | NEGATIVE | NUMERAL | ADVERB


@dataclass(frozen=True, slots=True)
class PastTense:
    """One verb in the past tense; `conditional` when it may speak of now: "mocht u", "u zou"."""

    span: Span
    conditional: bool


def past_tenses(analysis: Analysis) -> list[PastTense]:
    """Return the finite verbs in the past tense, in order."""
    bits = analysis.marks
    finite = [
        at
        for at, mark in enumerate(bits)
        if mark & _SURELY_FINITE or (mark & _FORM and not mark & (_OTHER & ~PRESENT))
    ]
    return [
        PastTense(analysis.span(at), analysis.forms[at].lower() in _CONDITIONAL)
        for at, first, last in in_clauses(analysis, _PAST)
        if _is_past(analysis, at, first, last, finite)
    ]


def _is_past(analysis: Analysis, at: int, first: int, last: int, finite: Sequence[int]) -> bool:
    bits, form = analysis.marks, analysis.forms[at]
    mark = bits[at]
    before = bits[at - 1] if at > first else MARK
    after = bits[at + 1] if at + 1 < last else MARK
    if (
        mark & CAPITAL
        and not form.isupper()
        and (not before & MARK or (at and analysis.forms[at - 1] == ","))
    ):
        return False  # a name
    if not mark & _OTHER:
        return form.lower() not in _RARELY
    alone = not _has_other(finite, at, first, last)
    if mark & FINITE and form.lower() not in _RARELY:
        return _irregular_is_past(mark, before, after, alone)
    in_group = before & (_OPENS_GROUP | INFLECTED) and not before & (SUBJECT | NOUN | PLURAL)
    verb_follows = after & _AUXILIARY or (after & _FORM and not after & _OTHER)
    if in_group or verb_follows or form.lower() in _RARELY:
        return False
    if mark & PARTICIPLE:
        evidence = after & (_OPENS_OBJECT | OBJECT) or not before & MARK
        return bool(evidence) and _has_no_auxiliary(bits, first, last)
    return _regular_is_past(mark, before, after, alone)


def _irregular_is_past(mark: int, before: int, after: int, alone: bool) -> bool:
    """Tell whether a form that is nearly always a verb is one here: "was", but not "de was"."""
    if mark & (NOUN | PLURAL) and after & _AUXILIARY and before & (MARK | INFLECTED):
        return False  # de volgende namen worden gebruikt
    if mark & ADJECTIVE and not alone:
        return bool(after & _OPENS_OBJECT or before & SUBJECT) and not before & ARTICLE & ~SUBJECT
    after_article = before & ARTICLE and not before & (SUBJECT | RELATIVE)
    return not (mark & (NOUN | PLURAL | ADJECTIVE) and after_article)


def _regular_is_past(mark: int, before: int, after: int, alone: bool) -> bool:
    """Tell whether a form that can be a noun, an adjective or an infinitive too is a verb here."""
    if mark & INFINITIVE:
        return bool(before & SUBJECT and not before & ARTICLE) and alone
    evidence = bool(after & (_OPENS_OBJECT | OBJECT))
    if mark & INFLECTED and before & ARTICLE:
        return alone and (evidence or bool(after & _AFTER_VERB))  # het betekende niets; het betaalde bedrag
    if mark & INFLECTED:
        if evidence or after & (_AFTER_VERB | CAPITAL):
            return not before & MARK or bool(after & SUBJECT)
        return alone and not before & (MARK | COORDINATOR | NUMERAL)
    return evidence or (alone and (bool(before & SUBJECT) or not mark & (PLURAL | ADJECTIVE)))


def _has_no_auxiliary(bits: Sequence[int], first: int, last: int) -> bool:
    return not any(mark & _AUXILIARY for mark in bits[first:last])


def _has_other(finite: Sequence[int], at: int, first: int, last: int) -> bool:
    """Tell whether the clause has a finite verb besides the token `at`."""
    found = bisect_left(finite, first)
    if found < len(finite) and finite[found] == at:
        found += 1
    return found < len(finite) and finite[found] < last
