"""Finds double negations: "niet onmogelijk", "niet zonder", "wij sluiten niet uit dat u niets krijgt"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from toolkit.language.model import Analysis
from toolkit.language.nl.clauses import in_clauses
from toolkit.language.nl.marks import BREAK, COORDINATOR, DENIES, FINITE, NEGATIVE
from toolkit.text.spans import Span

_REACH = 4  # words from "niet" to a word that denies: further apart they are seldom one thought
_ADJECTIVE = re.compile(r"(?:baar|lijk|ig|zaam|juist|zeker|eens|gewoon|vrij|waar|wijs|veilig)(?:e|er|ere)?\Z")
_EXEMPT = frozenset(("evenmin", "nauwelijks", "noch", "zonder"))


@dataclass(frozen=True, slots=True)
class DoubleNegation:
    """One double negation: `span` from the first to the second negative word, and each of the two."""

    span: Span
    first: Span
    second: Span


def double_negations(analysis: Analysis) -> list[DoubleNegation]:
    """Return the double negations within one clause, in order.

    Two negative words ("niet zonder", "nooit niets") count unless a coordinator, a break or another verb
    stands between them ("geen rente en geen kosten"); a word that denies ("onmogelijk", "nalaten") counts
    up to four words after "niet".
    """
    bits, forms = analysis.marks, analysis.forms
    found = []
    used = -1
    for at, _, last in in_clauses(analysis, NEGATIVE):
        if at <= used or forms[at].lower() in _EXEMPT:
            continue
        for after in range(at + 1, last):
            mark = bits[after]
            if mark & (BREAK | COORDINATOR | FINITE) or forms[after] == "dan":
                break
            if (mark & NEGATIVE and forms[after] != forms[at]) or (mark & DENIES and after - at <= _REACH):
                found.append(
                    DoubleNegation(analysis.span(at, after), analysis.span(at), analysis.span(after))
                )
                used = after
                break
    return found


def denies(word: str, is_positive: Callable[[str], bool]) -> bool:
    """Tell whether a word in small letters says the opposite of the word without its on-: "onbetaald".

    `is_positive` tells whether what stands after on- is a word that can be denied.
    """
    if not word.startswith("on") or len(word) < 6:
        return False
    rest = word[2:]
    return is_positive(rest) or bool(_ADJECTIVE.search(rest))
