"""The Dutch abbreviations with a dot, and what each says about the end of a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Abbreviations in small letters, with their dots, by what they say about the end of a sentence."""

    never: frozenset[str]
    may: frozenset[str]
    firm: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Every abbreviation."""
        return self.never | self.may | self.firm


def read_abbreviations() -> Abbreviations:
    """Return the abbreviations of `data/abbreviations.txt`, whose head explains the three kinds."""
    source = resources.files("toolkit.language.nl") / "data" / "abbreviations.txt"
    kinds: dict[str, set[str]] = {"never": set(), "may": set(), "firm": set()}
    for line in source.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, words = line.split(" = ")
            kinds[kind].update(words.split())
    return Abbreviations(**{kind: frozenset(words) for kind, words in kinds.items()})
