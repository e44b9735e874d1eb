"""Findings that a writer has looked at and wants to keep: `{# tact: ignore[jargon] why #}`.

On a line with text the comment counts for that line; on a line of its own it counts for the block under it,
up to the next empty line. In Markdown and HTML files `<!-- tact: ignore[…] why -->` does the same. A
suppression that keeps nothing quiet is a finding itself.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from toolkit.compose.sourcemap import Source
from toolkit.lint.findings import Finding
from toolkit.lint.model import FileHit, Rule
from toolkit.lint.placing import file_finding
from toolkit.lint.rules import all_rules
from toolkit.lint.settings import Settings

_COMMENT = re.compile(r"(?:\{#|<!--)-?\s*tact:\s*ignore\[([^\]\n]*)\]\s*(.*?)\s*-?(?:#\}|-->)", re.DOTALL)
UNUSED = "unused-suppression"


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment: the rules it names, and the lines from `first` to `last` that it counts for."""

    file: str
    start: int
    end: int
    rules: frozenset[str]
    first: int
    last: int

    def covers(self, finding: Finding) -> bool:
        """Say whether the comment keeps a finding quiet."""
        named = {finding.rule, finding.code} & self.rules
        return bool(named) and finding.file == self.file and self.first <= finding.line <= self.last


def suppressions(source: Source) -> tuple[Suppression, ...]:
    """Return the suppressing comments of a file."""
    lines = source.text.split("\n")
    found: list[Suppression] = []
    for comment in _COMMENT.finditer(source.text):
        first, _ = source.lines.place(comment.start())
        last, _ = source.lines.place(comment.end())
        alone = (
            not (source.text[: comment.start()].rpartition("\n")[2] + lines[last - 1])
            .replace(comment[0].rpartition("\n")[2], "")
            .strip()
        )
        if alone:
            while last < len(lines) and lines[last].strip():
                last += 1
        rules = frozenset(name.strip() for name in comment[1].split(",") if name.strip())
        found.append(Suppression(source.file, comment.start(), comment.end(), rules, first, last))
    return tuple(found)


def leaving(text: str, at: int, rule: str, why: str) -> str:
    """Return the text of a template with a comment that keeps `rule` quiet in the block where the offset `at` stands.

    `why` is the writer's reason; what would end the comment is left out of it.
    """
    reason = " ".join(re.sub(r"[#{}%]", " ", why).split())
    line = text.rfind("\n", 0, at) + 1
    return f"{text[:line]}{{# tact: ignore[{rule}] {reason} #}}\n{text[line:]}"


def suppressed(
    findings: Iterable[Finding],
    sources: Mapping[str, Source],
    rules: Iterable[Rule],
    settings: Settings,
    judged: Container[str] | None = None,
) -> list[Finding]:
    """Return the findings that no comment keeps quiet, and one for each comment that does nothing.

    `judged` are the files of which all findings are known (None: all files): only there is it certain that
    a comment does nothing.
    """
    running = tuple(rules)
    comments = [comment for source in sources.values() for comment in suppressions(source)]
    used: set[Suppression] = set()
    kept: list[Finding] = []
    for finding in findings:
        covering = [comment for comment in comments if comment.covers(finding)]
        used.update(covering)
        if not covering:
            kept.append(finding)
    idle = _names(settings.known(all_rules())) - _names(running)
    for rule in running:
        if rule.name != UNUSED:
            continue
        for comment in comments:
            # A rule that does not run now may have had a finding here.
            is_judged = judged is None or comment.file in judged
            if is_judged and comment not in used and not comment.rules & idle:
                details = {"rules": ", ".join(sorted(comment.rules))}
                hit = FileHit(comment.file, comment.start, comment.end, details)
                kept.append(file_finding(rule, hit, sources[comment.file], settings))
    return kept


def _names(rules: Iterable[Rule]) -> set[str]:
    return {name for rule in rules for name in (rule.name, rule.code)}
