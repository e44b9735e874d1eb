"""What the shipped Dutch lexicon knows of a form, read once and only when first asked."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import repeat
from pathlib import Path

from toolkit.language.nl.marks import LEXICON_SHIFT, NOUN

DATA = Path(str(resources.files("toolkit.language.nl") / "data"))
_MIN_PART = 3


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Forms in small letters with their bits, and the exceptions that the rules need."""

    forms: Mapping[str, int]
    irregular_diminutives: Set[str]
    never_diminutives: frozenset[str]
    names_like_diminutives: Set[str]
    lexicalised_diminutives: frozenset[str]
    lexicalised_before: Mapping[str, str]
    kept_nouns: Set[str]

    def bits(self, form: str) -> int:
        """Return the lexicon's bits for a form in small letters, 0 if it is not there."""
        return self.forms.get(form, 0)

    def is_noun(self, form: str) -> bool:
        """Tell whether a form is a singular noun, or a compound that ends in one."""
        if self.forms.get(form, 0) & NOUN:
            return True
        return any(
            self.forms.get(form[cut:], 0) & NOUN for cut in range(_MIN_PART, len(form) - _MIN_PART + 1)
        )


def read_list(name: str) -> dict[str, list[str]]:
    """Return a readable word list of the data folder: lines "key = word word …", comments after "#"."""
    groups: dict[str, list[str]] = {}
    for line in (DATA / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            key, words = line.split(" = ")
            groups.setdefault(key, []).extend(words.split())
    return groups


@cache
def read_lexicon() -> Lexicon:
    """Return the shipped lexicon, read once; `scripts/build_lexicon.py` makes its data."""
    forms: dict[str, int] = {}
    for line in _lines("lexicon.bin"):
        key, _, words = line.partition(" ")
        forms.update(zip(words.split(" "), repeat(int(key) << LEXICON_SHIFT)))
    irregular, names = (frozenset(line.split(" ")[1:]) for line in _lines("diminutives.bin"))
    return lexicon_of(forms, irregular, names)


def lexicon_of(forms: Mapping[str, int], irregular: Set[str], names: Set[str]) -> Lexicon:
    """Return a lexicon of these forms, irregular diminutives and first names, and of the readable lists."""
    listed = read_list("lexicalised-diminutives.txt")
    own = {form for key in ("own", "adverb") for form in listed[key]}
    return Lexicon(
        forms=forms,
        irregular_diminutives=irregular,
        never_diminutives=frozenset(_with_plurals(listed["not"])),
        names_like_diminutives=names,
        lexicalised_diminutives=frozenset(_with_plurals(own)),
        lexicalised_before=dict(pair.split(":", 1) for pair in listed["phrase"]),
        kept_nouns=frozenset(read_list("nominalisations-kept.txt")["ing"]),
    )


def _with_plurals(forms: Iterable[str]) -> Iterator[str]:
    for form in forms:
        yield form
        yield f"{form}s"


def _lines(name: str) -> list[str]:
    return zlib.decompress((DATA / name).read_bytes()).decode().split("\n")
