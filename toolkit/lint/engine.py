"""Lints texts: runs the rules that read text, and gives each hit its place. It needs no template."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from toolkit.compose.sourcemap import Source
from toolkit.lint.document import Document, text_document
from toolkit.lint.model import Finding, Hit, Rule
from toolkit.lint.placing import document_finding, text_finding
from toolkit.lint.rules import all_rules
from toolkit.lint.settings import Settings, check_names
from toolkit.lint.suppressions import suppressed


def lint_text(
    text: str,
    *,
    select: Iterable[str] | None = None,
    language: str = "nl",
    settings: Settings | None = None,
    file: str = "<text>",
) -> list[Finding]:
    """Lint a plain text: what its words, sentences, tone and structure say to a reader.

    `select` names rules, codes or groups (default: all that read plain text); `file` is what findings call
    the text. Findings come in the order of the text. Raises SettingsError for an unknown rule.
    """
    settings = settings or Settings()
    if select is not None:
        chosen = tuple(select)
        check_names(chosen, all_rules())
        settings = replace(settings, select=frozenset(chosen))
    return lint_documents([(text_document(text, language), Source(file, text))], settings)


def lint_documents(documents: Sequence[tuple[Document, Source]], settings: Settings) -> list[Finding]:
    """Lint documents, each with the file it was read from.

    A document with pieces leads back to its file by its own map; one without is the text of the file itself.
    """
    rules = [rule for rule in settings.rules(all_rules()) if rule.reads == "text"]
    found: list[Finding] = []
    for document, source in documents:
        hits = text_hits(document, rules, settings)
        if document.source is None:
            found += (text_finding(rule, hit, source, settings) for rule, hit in hits)
        else:
            found += (document_finding(rule, hit, document, source, settings) for rule, hit in hits)
    sources = {source.file: source for _, source in documents}
    return ordered(suppressed(found, sources, rules, settings))


def text_hits(document: Document, rules: Iterable[Rule], settings: Settings) -> Iterator[tuple[Rule, Hit]]:
    """Yield the hits of text rules; of phrase rules on the same words only the longest."""
    phrases: list[tuple[Rule, Hit]] = []
    for rule in rules:
        for hit in rule.check(document, settings.options_of(rule)):
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


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in the order of files and places."""
    return sorted(findings, key=lambda f: (f.file, f.start, f.end, f.severity.rank, f.code))
