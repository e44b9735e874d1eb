"""Applies the suggestions that are right in every context; never touches a statement or a value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.lint.model import Finding


@dataclass(frozen=True, slots=True)
class Fix:
    """One replacement of the characters `start` to `end` of a file."""

    file: str
    start: int
    end: int
    text: str


def fixes(findings: Iterable[Finding]) -> list[Fix]:
    """Return the safe replacements of these findings, without overlap, in the order of the files."""
    found: list[Fix] = []
    for finding in sorted(findings, key=lambda f: (f.file, f.start, f.end)):
        clear = not found or found[-1].file != finding.file or found[-1].end <= finding.start
        if finding.safe and clear:
            found.append(Fix(finding.file, finding.start, finding.end, finding.suggestions[0]))
    return found


def apply(text: str, changes: Iterable[Fix]) -> str:
    """Return the text with these replacements of one file made."""
    out: list[str] = []
    at = 0
    for change in changes:
        out += (text[at : change.start], change.text)
        at = change.end
    return "".join([*out, text[at:]])
