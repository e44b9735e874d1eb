"""Words without what a writer may leave out: accents, inner hyphens, curly apostrophes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_APOSTROPHES = str.maketrans("’‘ʼ", "'''", "\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Curly apostrophes become straight; what nobody sees (soft hyphens, spaces without width) goes."""


def fold_all(words: Iterable[str]) -> list[str]:
    """Return words as `fold` does; what has nothing to lose is left as it is."""
    return [word if word.isascii() and "-" not in word else fold(word) for word in words]


def fold(word: str) -> str:
    """Return a word without accents and inner hyphens, with straight apostrophes; the case stays."""
    parts = unicodedata.normalize("NFKD", word.translate(_APOSTROPHES))
    letters = "".join(char for char in parts if not unicodedata.combining(char))
    return letters[:1] + letters[1:-1].replace("-", "") + letters[-1:] if len(letters) > 1 else letters


def lower(text: str) -> str:
    """Return a text in lower case, each character in its own place: one that grows is left as it is."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(char if len(char.lower()) > 1 else char.lower() for char in text)
