"""What a linter tells: findings, how bad they are, and what they say in Dutch and in English.

This stands apart from the rules that find them: findings that are kept are told without any rule at hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from toolkit.text.spans import Span

_WORDS = 60
"""Characters of words that may be gathered; longer stretches are sentences, each with a place of its own."""


class Severity(StrEnum):
    """How bad a finding is: never send an error, mend a warning, consider a hint."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for a hint."""
        return _RANKS[self]

    def called(self, language: str, number: int = 1) -> str:
        """Return how a number of findings of this severity is called: 'fout', 'fouten'."""
        return _SEVERITIES[self][language][number != 1]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}
_SEVERITIES = {
    Severity.ERROR: {"nl": ("fout", "fouten"), "en": ("error", "errors")},
    Severity.WARNING: {"nl": ("waarschuwing", "waarschuwingen"), "en": ("warning", "warnings")},
    Severity.HINT: {"nl": ("tip", "tips"), "en": ("hint", "hints")},
}


@dataclass(frozen=True, slots=True)
class Say:
    """A text for people, in Dutch and in English; `{name}` stands for a detail of the finding."""

    nl: str
    en: str

    def to(self, language: str) -> str:
        """Return the text in 'nl' or 'en'."""
        return self.en if language == "en" else self.nl

    def filled(self, details: Mapping[str, object]) -> Say:
        """Return the text with its details filled in."""
        return Say(self.nl.format(**details), self.en.format(**details)) if details else self


class Other(NamedTuple):
    """Where the words of a finding stand again: line and column, and where that is in words."""

    line: int
    column: int
    where: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding at its place.

    `span` are offsets in the text that was linted; `file`, `line`, `column`, `end_line`, `end_column` (from
    1) and `start`, `end` (characters from 0) are its place in the source: the template file where there is
    one. `scenarios` names the samples and channels it occurs in. `in_value` says that a value holds it, not
    the writer's text. `others` are the places where the same words stand again. `where` says in words where it
    stands in a file without lines of its own, such as one of Word; line and column are then those of what is read.
    """

    rule: str
    code: str
    severity: Severity
    message: Say
    span: Span
    excerpt: str
    suggestions: tuple[str, ...]
    safe: bool
    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int
    scenarios: tuple[str, ...] = ()
    source: str = ""
    in_value: bool = False
    others: tuple[Other, ...] = ()
    where: str = ""


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in the order of files and places."""
    return sorted(findings, key=lambda f: (f.file, f.start, f.end, f.severity.rank, f.code))


def gathered(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings for people: of words that stand in a file more than once the first, and errors first.

    The other places of the words are its `others`; a long stretch is a sentence, with a place of its own.
    """
    first: dict[tuple[object, ...], Finding] = {}
    for finding in ordered(findings):
        words = " ".join(finding.excerpt.casefold().split())
        place = words if 0 < len(words) <= _WORDS else finding.start
        instead = tuple(option.casefold() for option in finding.suggestions)
        key = (finding.rule, finding.file, place, finding.severity, instead, finding.in_value)
        if known := first.get(key):
            first[key] = replace(
                known, others=(*known.others, Other(finding.line, finding.column, finding.where))
            )
        else:
            first[key] = finding
    return sorted(first.values(), key=lambda f: (f.file, f.severity.rank))
