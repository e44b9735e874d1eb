"""What the shipped Dutch lexicon knows of a form, read once and only when first asked."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from toolkit.language.nl.marks import LEXICON_SHIFT, NOUN

DATA = Path(str(resources.files("toolkit.language.nl") / "data"))
_MIN_PART = 3
_HEAD = 4
"""Letters of the heads under which forms are packed."""
_NOTHING = "."
"""The rest of a form that is no longer than a head."""
_SIGNS = frozenset((" ", "=", _NOTHING))
"""What stands between packed forms, and in none of them."""


class Forms(Mapping[str, int]):
    """Forms with their bits, looked up in the text that `pack` made of them: a text has some hundreds of so many."""

    __slots__ = ("_rests",)

    def __init__(self, packed: str) -> None:
        fields = packed.replace("\n", "\t").split("\t")
        self._rests = dict(zip(fields[::2], fields[1::2], strict=True))

    def __getitem__(self, form: str) -> int:
        rests = self._rests.get(form[:_HEAD], "")
        at = rests.find(f" {form[_HEAD:] or _NOTHING} ")
        if at < 0 or not _SIGNS.isdisjoint(form):
            raise KeyError(form)
        bits = rests.rindex("=", 0, at) + 1
        return int(rests[bits : rests.index(" ", bits)]) << LEXICON_SHIFT

    def __iter__(self) -> Iterator[str]:
        for head, rests in self._rests.items():
            for rest in rests.split():
                if rest[0] != "=":
                    yield head if rest == _NOTHING else head + rest

    def __len__(self) -> int:
        return sum(1 for _ in self)


def pack(forms: Mapping[str, int]) -> str:
    """Return forms as one line a head: the head, a tab, and then "=bits rest rest …" for each bits.

    A form is letters, hyphens and apostrophes, at least one.
    """
    heads: dict[str, dict[int, list[str]]] = {}
    for form, bits in sorted(forms.items()):
        rest = form[_HEAD:] or _NOTHING
        heads.setdefault(form[:_HEAD], {}).setdefault(bits >> LEXICON_SHIFT, []).append(rest)
    return "\n".join(
        f"{head}\t{' '.join(' '.join((f'={bits}', *rests)) for bits, rests in sorted(groups.items()))} "
        for head, groups in heads.items()
    )


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
    forms = Forms(_text("lexicon.bin"))
    irregular, names = (frozenset(line.split(" ")[1:]) for line in _text("diminutives.bin").split("\n"))
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


def _text(name: str) -> str:
    return zlib.decompress((DATA / name).read_bytes()).decode()
