"""The Dutch abbreviations with a dot, and what each says about the end of a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.language.nl.lexicon import read_list


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
    return Abbreviations(**{kind: frozenset(words) for kind, words in read_list("abbreviations.txt").items()})
