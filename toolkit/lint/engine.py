"""Lints texts: runs the rules that read text, and gives each hit its place. It needs no template."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from toolkit.compose.sourcemap import Source
from toolkit.errors import Place
from toolkit.lint.findings import Finding, ordered
from toolkit.lint.foreign import foreign
from toolkit.lint.guard import Guard
from toolkit.lint.model import Hit, Rule, Severity
from toolkit.lint.placing import document_finding, in_name, text_finding
from toolkit.lint.rules import all_rules
from toolkit.lint.settings import Settings, check_names
from toolkit.lint.suppressions import UNUSED, suppressed
from toolkit.reading.document import Document, FileText, text_document

_CHOSEN = frozenset(("words", "tone", "sentences"))
"""Groups of rules about words that a writer chooses: those of a name or of somebody else are not."""


def lint_text(
    text: str,
    *,
    select: Iterable[str] | None = None,
    language: str | None = None,
    settings: Settings | None = None,
    file: str = "<text>",
) -> list[Finding]:
    """Lint a plain text: what its words, sentences, tone and structure say to a reader.

    `select` names rules, codes or groups (default: all that read plain text); `file` is what findings call
    the text, `language` the tag of the one it is in (default: that of the settings). Findings come in the order of
    the text. Raises SettingsError for an unknown rule, InnerError when a rule fails inside.
    """
    settings = settings or Settings()
    if select is not None:
        chosen = tuple(select)
        check_names(chosen, settings.known(all_rules()))
        settings = replace(settings, select=frozenset(chosen))
    guard = Guard()
    document = FileText(text_document(text, language or settings.language), Source(file, text))
    findings = lint_file_texts([document], settings, guard)
    for fault in guard.faults:
        raise fault
    return findings


def lint_file_texts(texts: Iterable[FileText], settings: Settings, guard: Guard) -> list[Finding]:
    """Lint the texts of a file, or of files; findings come in the order of files and places.

    A document with a map leads back to its file by it; one without has the places of the file itself. The `guard`
    keeps the rules that fail inside.
    """
    rules = [rule for rule in settings.rules(all_rules()) if rule.reads == "text" or rule.name == UNUSED]
    found: list[Finding] = []
    sources: dict[str, Source] = {}
    for text in texts:
        document, source = text.document, text.source
        sources[source.file] = source
        running = [
            rule
            for rule in rules
            if rule.reads == "text" and (text.is_whole or not rule.whole) and rule.reads_in(document.tag)
        ]
        for rule, hit in text_hits(document, running, settings, guard, Place(source.file)):
            if document.source is None:
                found.append(text_finding(rule, hit, source, settings))
            else:
                found.append(document_finding(rule, hit, document, source, settings))
    return ordered(suppressed(found, sources, rules, settings))


def text_hits(
    document: Document, rules: Iterable[Rule], settings: Settings, guard: Guard, place: Place, name: str = ""
) -> Iterator[tuple[Rule, Hit]]:
    """Yield the hits of text rules; of phrase rules on the same words only the longest.

    The `guard` keeps the rules that fail inside, with the `place` and the `name` of the text.
    """
    phrases: list[tuple[Rule, Hit]] = []
    for rule in rules:
        for hit in guard.hits(rule, document, settings.options_of(rule), place, name):
            if in_name(document, hit):
                continue
            if rule.group in _CHOSEN and foreign(document, hit, names=rule.phrase):
                hit = replace(hit, severity=Severity.HINT, safe=False, pedantic=True)  # noqa: PLW2901
            if hit.pedantic and not settings.is_pedantic:
                continue
            if rule.phrase:
                phrases.append((rule, hit))
            else:
                yield rule, hit
    yield from _longest(phrases)


def _longest(found: list[tuple[Rule, Hit]]) -> Iterator[tuple[Rule, Hit]]:
    """Yield the hits that overlap no longer one; of equals the first, and the lowest code."""
    starts: list[int] = []
    kept: list[tuple[Rule, Hit]] = []
    for rule, hit in sorted(found, key=lambda f: (f[1].start - f[1].end, f[1].start, f[0].code)):
        index = bisect_right(starts, hit.start)
        before_ends = index == 0 or kept[index - 1][1].end <= hit.start
        after_starts = index == len(starts) or hit.end <= starts[index]
        if before_ends and after_starts:
            starts.insert(index, hit.start)
            kept.insert(index, (rule, hit))
    yield from kept
