"""Counts the syllables of Dutch words: one for each vowel sound, as the letters show it.

"ie", "oe", "eu", "ui", "ij" and the like are one sound; a letter with a diaeresis starts a new one
("geëist"); "iee", "ieu" without a w, and any other run of vowels are more than one ("officieel", "serieus",
"video"). What a rule cannot know stands in `data/syllables.txt`. A word without a vowel is read letter by
letter ("btw").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from toolkit.language.nl.lexicon import read_list

_SOUND = re.compile(
    r"aai|ooi|oei|eeu(?=w)|ieu(?=w)|eau|oeu"
    r"|aa|ee|oo|uu|ie(?!e|u(?!w))|oe|eu|ui|ou|au|ij|ei|ai|oi|[aeo]y(?![aeiou])"
    r"|oa(?=ch|l\b|st|rd|d\b)|[aeiou]|y(?![aeiou])"
)
_BREAKS = str.maketrans(
    {
        **{char: f"|{plain}" for char, plain in zip("äëïöüè", "aeioue", strict=True)},
        **dict(zip("áéíóúàâêîôûìòùýÿ", "aeiouaaeiouiouyy", strict=True)),
    }
)
_QU = re.compile(r"qu(?=[aeiou|])")
_EUM = re.compile(r"eum(?![aeiou])")
_PARTS = re.compile(r"['’]?[a-zà-öø-ÿ]+")
_SILENT = frozenset(("'s", "’s", "'n", "’n", "'r", "’r"))  # foto's, zo'n
_LONGEST = 60  # letters; beyond that it is no word
_PART = 5  # letters of the shortest listed word that counts inside a compound


@lru_cache(maxsize=50_000)
def count_syllables(word: str) -> int:
    """Return the number of syllables of a word, at least 1.

    In: one word, hyphens and apostrophes included; letters that are neither Latin nor accented count as
    nothing.
    """
    whole = word.lower()
    known = _listed()
    if whole in known:
        return known[whole]
    parts = [part for part in _PARTS.findall(whole) if len(whole) < 3 or part not in _SILENT]
    return max(1, sum(_of_part(part.strip("'’"), known) for part in parts))


def _of_part(part: str, known: Mapping[str, int]) -> int:
    if part in known or len(part) > _LONGEST:
        return known.get(part) or _sounds(part)
    for cut in range(_PART, len(part) - 1):
        if part[:cut] in known:
            return known[part[:cut]] + _of_part(part[cut:], known)
    for cut in range(len(part) - _PART, 1, -1):
        if part[cut:] in known:
            return _sounds(part[:cut]) + known[part[cut:]]
    return _sounds(part)


def _sounds(part: str) -> int:
    plain = _EUM.sub("e|um", _QU.sub("kw", part.translate(_BREAKS)))
    return len(_SOUND.findall(plain)) or len(part)


@cache
def _listed() -> dict[str, int]:
    known: dict[str, int] = {}
    for count, words in read_list("syllables.txt").items():
        for word in words:
            known[word] = known[f"{word}s"] = int(count)
    return known
