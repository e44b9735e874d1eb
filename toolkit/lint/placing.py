"""From a hit in composed text to a finding at its place in a file."""

from __future__ import annotations

import re
from dataclasses import replace

from toolkit.compose.sourcemap import Origin, Source
from toolkit.lint.findings import Finding
from toolkit.lint.model import FileHit, Hit, Rule, Severity
from toolkit.lint.settings import Settings
from toolkit.reading.document import Document
from toolkit.text.spans import Span

_EXCERPT = 160  # characters
_NAMES = re.compile(r"(?:creditor|customer|greeting|reference)\b")
"""Expressions whose values are names: no word of a name is the writer's to choose."""


def text_finding(rule: Rule, hit: Hit, source: Source, settings: Settings) -> Finding:
    """Return the finding of a hit in a text that is its own source."""
    return _finding(rule, hit, source, hit.start, hit.end, source.text, settings, in_value=False)


def document_finding(
    rule: Rule, hit: Hit, document: Document, fallback: Source, settings: Settings, scenario: str = ""
) -> Finding:
    """Return the finding of a hit in a document that was read or composed from files, at its place there.

    A hit that covers text of several files is placed at the first. One without any text is placed at the
    start of `fallback`, the template's own file. A hit wholly inside a value points at the expression and
    is at most a warning.
    """
    if hit.in_file:
        return text_finding(rule, hit, fallback, settings)
    origins = [origin for at in range(hit.start, hit.end) if (origin := document.origin(at))]
    if not origins:
        return _finding(rule, hit, fallback, 0, 0, document.text, settings, scenario=scenario)
    first = origins[0]
    last = next(origin for origin in reversed(origins) if origin.source is first.source)
    end = last.end if last.end >= first.end else first.end
    return _finding(
        rule,
        hit,
        first.source,
        first.start,
        end,
        document.text,
        settings,
        in_value=all(origin.expression is not None for origin in origins),
        literal=_is_literal(origins, hit),
        scenario=scenario,
    )


def file_finding(rule: Rule, hit: FileHit, source: Source, settings: Settings) -> Finding:
    """Return the finding of a hit in a template's own file."""
    as_hit = Hit(hit.start, hit.end, hit.details, message=hit.message, severity=hit.severity)
    finding = _finding(rule, as_hit, source, hit.start, hit.end, source.text, settings)
    return replace(finding, scenarios=hit.scenarios)


def in_name(document: Document, hit: Hit) -> bool:
    """Say whether a hit stands inside the name of a person or a firm: a writer cannot choose its words."""
    if document.source is None or hit.in_file:
        return False
    return all(
        (origin := document.origin(at)) is not None
        and origin.expression is not None
        and _NAMES.match(origin.expression) is not None
        for at in (hit.start, _last_letter(document.text, hit))
    )


def _last_letter(text: str, hit: Hit) -> int:
    """Return where the last letter of a hit stands: the dot after a name belongs to the sentence."""
    letters = (at for at in range(hit.end - 1, hit.start - 1, -1) if text[at].isalnum())
    return next(letters, hit.end - 1)


def _is_literal(origins: list[Origin], hit: Hit) -> bool:
    """Say whether a hit is one unbroken stretch of one file, so that it can be replaced there."""
    first = origins[0]
    return len(origins) == hit.end - hit.start and all(
        origin.expression is None and origin.source is first.source and origin.start == first.start + at
        for at, origin in enumerate(origins)
    )


def _finding(
    rule: Rule,
    hit: Hit,
    source: Source,
    start: int,
    end: int,
    text: str,
    settings: Settings,
    *,
    in_value: bool = False,
    literal: bool = True,
    scenario: str = "",
) -> Finding:
    severity = settings.severity_of(rule, hit.severity)
    if in_value and severity is Severity.ERROR:
        severity = Severity.WARNING
    line, column = source.lines.place(start)
    end_line, end_column = source.lines.place(end)
    excerpt = text[hit.start : hit.end]
    return Finding(
        rule=rule.name,
        code=rule.code,
        severity=severity,
        message=(hit.message or rule.message).filled(hit.details),
        span=Span(hit.start, hit.end),
        excerpt=excerpt if len(excerpt) <= _EXCERPT else excerpt[: _EXCERPT - 1] + "…",
        suggestions=hit.suggestions,
        safe=hit.safe and literal and bool(hit.suggestions),
        file=source.file,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        start=start,
        end=end,
        scenarios=(scenario,) if scenario else (),
        source=rule.source,
        in_value=in_value,
        where=source.where(start),
    )
