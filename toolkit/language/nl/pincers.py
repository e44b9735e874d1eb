"""Finds pincers (tangconstructies): an auxiliary and its verb with many words between them.

"Wij hebben uw betaling voor de factuur van 3 mei nog niet ontvangen": the reader waits ten words for the
verb.
"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.language.model import KIND_MASK, Analysis, Kind
from toolkit.language.nl.clauses import in_clauses
from toolkit.language.nl.marks import (
    COORDINATOR,
    HEBBEN,
    INFINITIVE,
    MARK,
    MODAL,
    NOUN,
    PARTICIPLE,
    PLURAL,
    PREPOSITION,
    RELATIVE,
    STATE,
    STATE_WITH_ZIJN,
    SUBORDINATOR,
    TE,
    WORDEN,
    ZIJN,
)
from toolkit.language.nl.participle_search import is_possessive, participle_after
from toolkit.text.spans import Span

LEAST_WORDS = 7

_AUXILIARY = HEBBEN | WORDEN | ZIJN | MODAL
_FIELD_END = MARK | PREPOSITION | COORDINATOR | SUBORDINATOR | RELATIVE | _AUXILIARY | INFINITIVE
_WITH_TE = frozenset(
    ("hoef", "hoeft", "hoeven", "hoefde", "hoefden", "dien", "dient", "dienen", "diende", "dienden")
)
_INFINITIVES = frozenset(
    ("hebben", "zijn", "worden", "kunnen", "moeten", "mogen", "willen", "zullen", "laten", "gaan")
)


@dataclass(frozen=True, slots=True)
class Pincer:
    """One pincer: `opening` is the auxiliary, `closing` its verb, `words` how many words lie between them."""

    span: Span
    opening: Span
    closing: Span
    words: int


def pincers(analysis: Analysis, least_words: int = LEAST_WORDS) -> list[Pincer]:
    """Return the pincers with at least `least_words` words between the auxiliary and its verb, in order."""
    bits = analysis.marks
    found = []
    for at, first, last in in_clauses(analysis, _AUXILIARY):
        if last - at <= least_words:
            continue
        if bits[at] & ZIJN and is_possessive(analysis, at, first, last):
            continue
        closing = _closing_verb(analysis, at, last)
        if closing < 0:
            continue
        words = sum(bits[between] & KIND_MASK < Kind.PUNCTUATION for between in range(at + 1, closing))
        if words >= least_words:
            found.append(Pincer(analysis.span(at, closing), analysis.span(at), analysis.span(closing), words))
    return found


def _closing_verb(analysis: Analysis, at: int, last: int) -> int:
    bits, forms = analysis.marks, analysis.forms
    if not bits[at] & MODAL:
        found = participle_after(analysis, at, last, bool(bits[at] & ZIJN))
        if (
            found < 0
            or forms[found - 1] == ","
            or (bits[at] & ZIJN and bits[found] & (STATE | STATE_WITH_ZIJN))
        ):
            return -1
        return found
    with_te = forms[at].lower() in _WITH_TE
    for after in range(at + 1, last):
        mark = bits[after]
        if not mark & INFINITIVE:
            continue
        follows = bits[after + 1] if after + 1 < last else MARK
        if mark & (NOUN | PLURAL) and not follows & (MARK | PARTICIPLE | _AUXILIARY):
            continue  # dagen, kosten
        cluster = forms[after] in _INFINITIVES and follows & PARTICIPLE
        if cluster or follows & _FIELD_END:
            if bool(bits[after - 1] & TE) != with_te:
                continue
            if forms[after] in _INFINITIVES and bits[after - 1] & PARTICIPLE and after - 1 > at:
                return after - 1
            return after + 1 if cluster else after
    return -1
