"""Reports of real findings, and one with everything that is hard to write."""

from __future__ import annotations

from dataclasses import replace

from toolkit.lint import Finding, Severity, lint_text
from toolkit.lint.findings import Say
from toolkit.reporters.report import Report
from toolkit.text.spans import Span

TEXT = "Beste klant,\n\nBetaal z.s.m. en doe dat derhalve ONMIDDELLIJK.\n\té 😀 U moet voldoen.\n"


def report(text: str = TEXT, *, file: str = "brieven/brief 1.md", **look: object) -> Report:
    """Return the report of a text."""
    findings = tuple(lint_text(text, select=["jargon", "vague-time", "shouting"], file=file))
    return Report(findings, {file: text}, **look)  # type: ignore[arg-type]


def hostile() -> Report:
    """Return a report whose texts try to be markup, commands and control characters."""
    nasty = "%0A::error::\r\n<b>&\"']]>,: \x1b[31m\x00\ud800\u202e"
    finding = a_finding(message=Say(nasty, nasty), excerpt=nasty, suggestions=(nasty,), scenarios=(nasty,))
    plain = replace(finding, severity=Severity.HINT, file="mail.eml#text", suggestions=())
    texts = {finding.file: nasty, plain.file: nasty, "schoon.md": ""}
    return Report((finding, plain), texts)


def a_finding(**changed: object) -> Finding:
    """Return a finding in `a,b:c%.md`, with some of its fields changed."""
    finding = Finding(
        rule="jargon",
        code="W01",
        severity=Severity.WARNING,
        message=Say("Een bericht.", "A message."),
        span=Span(0, 3),
        excerpt="abc",
        suggestions=(),
        safe=False,
        file="a,b:c%.md",
        line=1,
        column=1,
        end_line=1,
        end_column=4,
        start=0,
        end=3,
    )
    return replace(finding, **changed)  # type: ignore[arg-type]
