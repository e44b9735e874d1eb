"""Finds diminutives: "bedragje", "kaartjes", "huizeke"."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from toolkit.language.model import Analysis
from toolkit.language.nl.lexicon import Lexicon, read_lexicon
from toolkit.language.nl.marks import CAPITAL, DIMINUTIVE, MARK
from toolkit.text.spans import Span

_AFTER_APOSTROPHE = re.compile(r"([^\W_]{2,})['’]t?jes?")
"""A diminutive of letters, figures or a word on a vowel: sms'je, A4'tje, foto'tje."""
_POINTS = frozenset(("een", "uw", "je", "jouw", "ons", "dit", "dat", "klein", "kleine", "geen"))
_VOWELS = frozenset("aeiouyàáâäèéêëìíîïòóôöùúûü")
_NEVER_ENDS = (
    "ije",
    "ijes",
    "lijke",
    "rijke",
    "ieke",
    "sterke",
    "zieke",
    "dikke",
    "blanke",
    "ranke",
    "slanke",
    "makke",
    "gekke",
)


@dataclass(frozen=True, slots=True)
class Diminutive:
    """One diminutive: where it stands, the word it was made from, and whether it lives a life of its own.

    `lexicalised` words ("meisje", "netjes") are what the list `lexicalised-diminutives.txt` names.
    """

    span: Span
    base: str
    lexicalised: bool


def base_of(word: str, lexicon: Lexicon) -> str | None:
    """Return the noun that a diminutive in small letters is made from, or None if it is no diminutive.

    The suffix is undone by the rules of the Dutch spelling; what is left must be a noun of the lexicon, or
    a compound that ends in one. An irregular diminutive ("blaadje", "glaasje") is known as a whole, and is
    its own base.
    """
    before, mark, last = word.rpartition("-")
    if mark and before:
        inner = base_of(last, lexicon)
        return before + mark + inner if inner else None
    if made := _AFTER_APOSTROPHE.fullmatch(word):
        return made[1]
    if len(word) < 5 or word in lexicon.never_diminutives or word.endswith(_NEVER_ENDS):
        return None
    single = word[:-1] if word[-1] == "s" else word
    ending = single[-2:]
    if ending == "je":
        candidates = _before_je(single)
    elif ending == "ke" and single[-3] not in "ck":
        candidates = _before_ke(single)
    else:
        return None
    if ending == "ke" and candidates and candidates[0].endswith("ing"):
        return candidates[0]  # -ingske has no other reading
    tails = [
        single[cut:]
        for cut in (0, *range(3, len(single) - 4))
        if single[cut:] in lexicon.irregular_diminutives
    ]
    if tails and len(tails[0]) > 5:
        return single
    regular = next((base for base in candidates if len(base) > 1 and lexicon.is_noun(base)), None)
    return regular or (single if tails else None)


def _before_je(word: str) -> list[str]:
    stem = word[:-2]
    if stem[-1] in "'’":
        return [stem[:-1]]
    found = [stem]
    if stem[-1] == "t":
        short = stem[:-1].rstrip("'’")
        if short[-1:] == "e":
            found += (_undoubled(short[:-1]), short[:-1])  # balletje, ringetje
        found.append(short)
        if short[-1:] in _VOWELS:
            found.append(short[:-1])  # autootje, taxietje
        if short.endswith("ee"):
            found.append(short[:-2] + "é")
    elif stem.endswith("mp"):
        found.append(stem[:-1])
    elif stem.endswith("ink"):
        found.append(stem[:-1] + "g")
    return found


def _before_ke(word: str) -> list[str]:
    stem = word[:-2]
    if stem[-1] == "s" and stem[-2:-1] in ("k", "g", "h"):
        return [stem[:-1]]
    if stem[-1] == "e" and len(stem) > 3:
        short = stem[:-1]
        found = [_undoubled(short), short]
        if short[-1] in "zv":
            found.append(short[:-1] + ("s" if short[-1] == "z" else "f"))
        return found
    return (
        [stem]
        if (len(stem) > 3 and stem[-1] in "fs") or (stem[-1] in "lnr" and stem[-2:-1] in _VOWELS)
        else []
    )


def _undoubled(stem: str) -> str:
    return stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem


def diminutives(analysis: Analysis) -> list[Diminutive]:
    """Return the diminutives of a text, in order, the lexicalised ones too.

    A word with a capital counts only where a sentence starts and it is no first name ("Antje belde"), or
    where all letters are capitals.
    """
    forms, bits = analysis.forms, analysis.marks
    lexicon = read_lexicon()
    found = []
    for at in analysis.having(DIMINUTIVE):
        word = forms[at].lower().replace("’", "'")
        if bits[at] & CAPITAL and not forms[at].isupper() and _may_be_name(analysis, at, word, lexicon):
            continue
        base = base_of(word, lexicon) or word
        following = forms[at + 1].lower() if at + 1 < len(forms) else ""
        own = word in lexicon.lexicalised_diminutives or lexicon.lexicalised_before.get(word) == following
        found.append(Diminutive(analysis.span(at), base, own))
    return found


def _may_be_name(analysis: Analysis, at: int, word: str, lexicon: Lexicon) -> bool:
    if word in lexicon.names_like_diminutives:
        return True
    if "-" in word or "'" in word:
        return False
    pointed = at > 0 and analysis.forms[at - 1].lower() in _POINTS
    return not pointed and not _starts_sentence(analysis, at)


def _starts_sentence(analysis: Analysis, at: int) -> bool:
    """Tell whether only punctuation stands between a token and the start of its sentence."""
    place = bisect_right(analysis.sentences, at, key=lambda sentence: sentence.first) - 1
    first = analysis.sentences[place].first
    while at > first and analysis.marks[at - 1] & MARK:
        at -= 1
    return place >= 0 and at == first
