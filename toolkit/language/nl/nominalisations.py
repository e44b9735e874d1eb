"""Finds nouns made from verbs that hide who does what: "het betalen van …", "de betaling van …"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.language.model import Analysis
from toolkit.language.nl.lexicon import Lexicon
from toolkit.language.nl.marks import (
    ARTICLE,
    CAPITAL,
    FINITE,
    HEBBEN,
    INFINITIVE,
    ING,
    KEPT,
    MARK,
    MODAL,
    NOUN,
    OBJECT,
    PLURAL,
    PREPOSITION,
    SUBJECT,
    TE,
    WORDEN,
    ZIJN,
)
from toolkit.text.spans import Span

_HET = frozenset(("het", "'t", "’t", "dit", "dat", "ons", "uw", "hun", "haar", "zijn", "mijn"))
_NOT_BETWEEN = (
    FINITE | HEBBEN | WORDEN | ZIJN | MODAL | NOUN | PLURAL | PREPOSITION | TE | MARK | OBJECT | CAPITAL
)
_PREFIXES = frozenset(
    [
        "aan",
        "achter",
        "bege",
        "bij",
        "door",
        "her",
        "mee",
        "onder",
        "ont",
        "over",
        "samen",
        "terug",
        "toe",
        "uit",
        "vast",
        "ver",
        "voor",
        "weer",
    ]
)
_PRONOUN = SUBJECT | OBJECT  # "geen betaling van u ontvangen": van goes with the verb
_REACH = 3  # words between the article and the noun


@dataclass(frozen=True, slots=True)
class Nominalisation:
    """One nominalisation: `span` from its article up to "van", `noun` the word made from a verb."""

    span: Span
    noun: Span


def verb_of_ing(word: str, lexicon: Lexicon) -> str | None:
    """Return the infinitive that a noun in -ing or -ingen (in small letters) is made from, or None.

    None too for a noun that names a thing, a group or a document ("rekening"), alone or as the end of a
    compound.
    """
    single = word[:-2] if word.endswith("ingen") else word
    stem = single[:-3]
    if len(stem) < 3 or single in lexicon.kept_nouns or _is_compound_of_kept(single, lexicon):
        return None
    for verb in (f"{stem}en", f"{stem}n", stem):
        if lexicon.bits(verb) & INFINITIVE:
            return verb
    return None


def _is_compound_of_kept(word: str, lexicon: Lexicon) -> bool:
    for cut in range(3, len(word) - 5):
        if word[cut:] in lexicon.kept_nouns:
            first = word[:cut].rstrip("-")
            return first not in _PREFIXES and (
                lexicon.is_noun(first) or lexicon.is_noun(first.removesuffix("s"))
            )
    return False


def nominalisations(analysis: Analysis) -> list[Nominalisation]:
    """Return the nominalisations that go with "van", in order."""
    forms, bits = analysis.forms, analysis.marks
    found = []
    for van in [at for at, form in enumerate(forms) if form == "van"]:
        at = van - 1
        of_whom = bits[van + 1] if van + 1 < len(bits) else MARK
        if at < 1 or not bits[at] & (INFINITIVE | ING) or (of_whom & _PRONOUN and not of_whom & ARTICLE):
            continue
        if bits[at] & ING:
            first = _opens_at(bits, at, ARTICLE)
        elif bits[at] & KEPT:
            continue
        else:
            first = _opens_at(bits, at, ARTICLE)
            if first >= 0 and forms[first].lower() not in _HET:
                continue
        if first >= 0:
            found.append(Nominalisation(analysis.span(first, van), analysis.span(at)))
    return found


def _opens_at(bits: Sequence[int], at: int, opener: int) -> int:
    """Return the token that opens the noun group which ends at `at`, or -1."""
    for before in range(at - 1, max(-1, at - _REACH - 2), -1):
        if bits[before] & opener:
            return before
        if bits[before] & _NOT_BETWEEN:
            return -1
    return -1
