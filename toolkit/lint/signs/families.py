"""Families of words: a list in TOML gives each its words, stems ("dagvaard*") and last parts ("*achterstand")."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from toolkit.lint.signs import FOLDER


class Family:
    """Words that mean the same to a rule, compared as word lists compare them: folded, in lower case."""

    __slots__ = ("_known", "_parts", "_stems")

    def __init__(self, words: Iterable[str]) -> None:
        listed = tuple(words)
        self._known = {word: True for word in listed if "*" not in word}
        self._stems = tuple(word[:-1] for word in listed if word[-1] == "*")
        self._parts = tuple(word[1:] for word in listed if word[0] == "*")

    def __contains__(self, word: str) -> bool:
        known = self._known.get(word)
        if known is None:
            known = word.startswith(self._stems) or word.endswith(self._parts)
            if len(self._known) < _KEPT:
                self._known[word] = known
        return known

    def meets(self, words: Sequence[str]) -> bool:
        """Say whether one of the words belongs to the family."""
        return any(word in self for word in words)

    def places(self, places: Mapping[str, Sequence[int]]) -> list[int]:
        """Return the numbers of the words of a text that belong to the family; `places` has those of each word."""
        return sorted(at for word in places if word in self for at in places[word])


_KEPT = 20_000
"""Words of which a family remembers whether they belong to it, at most."""


@cache
def families(name: str) -> Mapping[str, Family]:
    """Return the families of a shipped list, by its name."""
    data = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return {family: Family(words.split()) for family, words in data.items()}
