"""Finds passives: "de factuur wordt betaald", "het bedrag is gestort"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.language.model import Analysis
from toolkit.language.nl.clauses import in_clauses
from toolkit.language.nl.marks import STATE, STATE_WITH_ZIJN, WITH_ZIJN, WORDEN, ZIJN
from toolkit.language.nl.participle_search import is_possessive, participle_after, participle_before
from toolkit.text.spans import Span


@dataclass(frozen=True, slots=True)
class Passive:
    """One passive: `span` runs over both verbs and what lies between, the other two are the verbs."""

    span: Span
    auxiliary: Span
    participle: Span


def passives_with_worden(analysis: Analysis) -> list[Passive]:
    """Return the passives made with a form of worden, in order."""
    return list(_passives(analysis, WORDEN))


def passives_with_zijn(analysis: Analysis) -> list[Passive]:
    """Return the passives made with a form of zijn, in order; "is gebleven" and "is bekend" are none."""
    return list(_passives(analysis, ZIJN))


def _passives(analysis: Analysis, auxiliary: int) -> Iterator[Passive]:
    bits = analysis.marks
    no_passive = STATE | (STATE_WITH_ZIJN | WITH_ZIJN if auxiliary == ZIJN else 0)
    for at, first, last in in_clauses(analysis, auxiliary):
        if auxiliary == ZIJN and is_possessive(analysis, at, first, last):
            continue
        found = participle_before(analysis, at, first)
        if found < 0:
            found = participle_after(analysis, at, last, auxiliary == ZIJN)
        if found >= 0 and (not bits[found] & no_passive or _has_agent(analysis, found, first, last)):
            one, other = sorted((at, found))
            yield Passive(analysis.span(one, other), analysis.span(at), analysis.span(found))


def _has_agent(analysis: Analysis, participle: int, first: int, last: int) -> bool:
    """Tell whether a state is the doing of someone: "is gevestigd door"."""
    return bool(analysis.marks[participle] & STATE_WITH_ZIJN) and "door" in analysis.forms[first:last]
