"""Applies the suggestions that are right in every context; never touches a statement or a value."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from toolkit.lint.findings import Finding

_PLAIN = re.compile(r"(?:[^\W_]|[ \u00a0.,:;!?'’‘“”\"€%()/-])+")
"""What a replacement may hold: nothing that means something to Jinja, Markdown or HTML."""
_ROUNDS = 20

Content = str | bytes
"""What a file holds: a text as its characters, a Word document as its bytes."""


@dataclass(frozen=True, slots=True)
class Fix:
    """One replacement of the characters `start` to `end` of a file, a line break counting as one character."""

    file: str
    start: int
    end: int
    text: str


def is_fixable(finding: Finding) -> bool:
    """Say whether a finding's first suggestion can be applied without a person."""
    return finding.safe and _PLAIN.fullmatch(finding.suggestions[0]) is not None


def fixes(findings: Iterable[Finding]) -> list[Fix]:
    """Return the safe replacements of these findings, without overlap, in the order of the files."""
    found: list[Fix] = []
    for finding in sorted(findings, key=lambda f: (f.file, f.start, f.end)):
        clear = not found or found[-1].file != finding.file or found[-1].end <= finding.start
        if clear and is_fixable(finding):
            found.append(Fix(finding.file, finding.start, finding.end, finding.suggestions[0]))
    return found


def apply(text: str, changes: Iterable[Fix]) -> str:
    """Return the text with these replacements of one file made; its line breaks stay as they are."""
    breaks = [found.start() - number for number, found in enumerate(re.finditer("\r\n", text))]
    out: list[str] = []
    at = 0
    for change in changes:
        start = change.start + bisect_left(breaks, change.start)
        out += (text[at:start], change.text)
        at = change.end + bisect_left(breaks, change.end)
    return "".join([*out, text[at:]])


def _in_word(content: bytes, file: str, changes: Iterable[Fix]) -> bytes:
    from toolkit.reading.word import read_word
    from toolkit.reading.word_edit import replaced

    return replaced(read_word(content, file), ((change.start, change.end, change.text) for change in changes))


def fix_all(
    texts: Mapping[str, Content], lint: Callable[[dict[str, Content]], Iterable[Finding]]
) -> dict[str, Content]:
    """Return the texts that change, by file, when their safe replacements are made until none is left.

    `texts` are the files by the names that findings give them, a Word document as its bytes; `lint` returns the
    findings when those in the given mapping have changed. A replacement may make place for another; twenty rounds are
    the limit.
    """
    changed: dict[str, Content] = {}
    for _ in range(_ROUNDS):
        todo = [fix for fix in fixes(lint(changed)) if fix.file in texts]
        if not todo:
            break
        for file in {fix.file for fix in todo}:
            before = changed.get(file, texts[file])
            here = [fix for fix in todo if fix.file == file]
            changed[file] = apply(before, here) if isinstance(before, str) else _in_word(before, file, here)
    return changed
