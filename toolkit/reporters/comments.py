"""Findings as comments in the Word document that they are about, each at its words."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.errors import Place, TextError
from toolkit.lint.findings import Finding
from toolkit.reading.word import read_word
from toolkit.reading.word_edit import commented
from toolkit.wording import translated, worded


def with_comments(content: bytes, name: str, text: str, findings: Iterable[Finding], language: str) -> bytes:
    """Return a Word document with a comment for each finding, in 'nl' or 'en'; nothing else in it changes.

    `content` is the document, called `name`, and `text` what was linted of it. Raises TextError when it cannot be read
    or has changed, SettingsError without the package that makes comments.
    """
    word = read_word(content, name)
    if word.rendition.text != text:
        raise TextError("changed while it was linted", place=Place(name), hint="run the same command again")
    notes = []
    for finding in findings:
        lines = [f"{finding.message.to(language)} ({finding.code} {finding.rule})"]
        if finding.suggestions:
            instead = worded("rather: {words}", words=" / ".join(finding.suggestions))
            lines.append(translated(instead, language))
        if not any(anchor.holder is None for anchor in word.anchors(finding.start, finding.end)):
            place = worded("{where}: {words}", where=finding.where, words=f"‘{finding.excerpt}’")
            lines.insert(0, translated(place, language))
        notes.append((finding.start, finding.end, "\n".join(lines)))
    return commented(word, notes)
