"""Finds what a sentence says by the words that stand in it, in whatever order: the *signs* of a list in TOML.

A sign is a line of words that must all stand near each other in one sentence: "deurwaarder komt|komen" finds "de
deurwaarder komt" and "dan komt er een deurwaarder". `|` parts words of which one is enough, `!` comes before words of
which none may stand there, and a name in braces stands for the words that the list gives it. The first words of a sign
are the rarest: they are looked for, the others only beside them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from toolkit.text.folding import fold_all

FOLDER = Path(__file__).resolve().parent
REACH = 14
"""Tokens between the first words of a sign and each of the others, at most."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that together say something: one of each of `needs`, and none of `without`; `kind` is its table."""

    kind: str
    needs: tuple[frozenset[str], ...]
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """A sign in a sequence of words: the number of the word that was looked for, and the (first, last) words."""

    sign: Sign
    at: int
    first: int
    last: int


class Signs:
    """Signs ready to search with."""

    __slots__ = ("_heads",)

    def __init__(self, signs: Iterable[Sign]) -> None:
        heads: dict[str, list[Sign]] = {}
        for sign in signs:
            for word in sign.needs[0]:
                heads.setdefault(word, []).append(sign)
        self._heads = heads

    def heads(self, places: Mapping[str, Sequence[int]]) -> list[int]:
        """Return the numbers of the words that a sign may begin with; `places` has those of each word of a text."""
        return sorted(at for word in self._heads.keys() & places.keys() for at in places[word])

    def at(self, words: Sequence[str], at: int, first: int, last: int) -> Iterator[Found]:
        """Yield the signs that have the word with number `at` as their first, inside the words `first` to `last`."""
        low, high = max(first, at - REACH), min(last, at + REACH + 1)
        near = words[low:high]
        known = frozenset(near)
        for sign in self._heads[words[at]]:
            if not known.isdisjoint(sign.without) or any(map(known.isdisjoint, sign.needs)):
                continue
            places = [at]
            for need in sign.needs[1:]:
                beside = [low + n for n, word in enumerate(near) if word in need and low + n != at]
                if not beside:
                    break
                places.append(min(beside, key=lambda place: abs(place - at)))
            else:
                yield Found(sign, at, min(places), max(places))


@cache
def load(name: str) -> Signs:
    """Return a shipped list of signs, by its name."""
    return Signs(read((FOLDER / f"{name}.toml").read_text(encoding="utf-8")))


def read(text: str) -> Iterator[Sign]:
    """Yield the signs of a list in TOML; `[names]` gives words to a name in braces."""
    data = tomllib.loads(text)
    names = {name: words.split() for name, words in data.pop("names", {}).items()}
    for kind, lines in data.items():
        for line in lines:
            yield sign(kind, line, names)


def sign(kind: str, line: str, names: Mapping[str, Sequence[str]]) -> Sign:
    """Return the sign of one line. Raises ValueError for a line without words, or a name that is not given."""
    needs: list[frozenset[str]] = []
    without: set[str] = set()
    for part in line.split():
        words: set[str] = set()
        for word in part.removeprefix("!").split("|"):
            if word[:1] == "{" and word[1:-1] not in names:
                raise ValueError(f"'{line}' uses the name {word}, which the list does not give")
            words.update(names[word[1:-1]] if word[:1] == "{" else fold_all((word,)))
        if part[0] == "!":
            without |= words
        else:
            needs.append(frozenset(words))
    if not needs:
        raise ValueError(f"'{line}' has no words to look for")
    return Sign(kind, tuple(needs), frozenset(without))
