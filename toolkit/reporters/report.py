"""What every format tells: the findings of a run, and how many of each kind."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from toolkit.lint.baseline import fingerprint
from toolkit.lint.findings import Finding
from toolkit.lint.fixes import is_fixable
from toolkit.lint.model import Rule, Severity
from toolkit.wording import translated

if TYPE_CHECKING:
    from toolkit.lint.model import Rule


@dataclass(frozen=True)
class Report:
    """The findings of a run, and the texts of all files that were linted, by the names in the findings.

    `language` is that of the messages, 'nl' or 'en'; `colour` and `width` (columns, None for no limit) are
    how a text for people looks.
    """

    findings: tuple[Finding, ...]
    texts: Mapping[str, str]
    language: str = "nl"
    colour: bool = False
    width: int | None = None

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All rules there are, for a format that describes them."""
        from toolkit.lint.rules import all_rules

        return all_rules()

    @cached_property
    def severities(self) -> Counter[Severity]:
        """How many findings there are of each severity."""
        return Counter(finding.severity for finding in self.findings)

    @cached_property
    def by_rule(self) -> Counter[str]:
        """How many findings there are of each rule that has any, the most first."""
        return Counter(dict(Counter(finding.rule for finding in self.findings).most_common()))

    @cached_property
    def fixable(self) -> int:
        """How many findings can be mended without a person."""
        return sum(1 + len(finding.others) for finding in self.findings if is_fixable(finding))

    @cached_property
    def lines(self) -> Mapping[str, list[str]]:
        """The lines of each file that has findings."""
        return {file: self.texts.get(file, "").split("\n") for file in {f.file for f in self.findings}}

    def line(self, file: str, number: int) -> str:
        """Return a line of a file, counted from 1; empty where there is none."""
        lines = self.lines[file]
        return lines[number - 1] if number <= len(lines) else ""

    def message(self, finding: Finding) -> str:
        """Return the message of a finding in the language of the report."""
        return finding.message.to(self.language)


def split_place(report: Report, finding: Finding) -> tuple[str, str]:
    """Return the path of a finding's file, and where in it that is when it has no lines of its own, else ''.

    That is 'text 3:8' of 'mail.eml#text', and in a file of a word processor what a person looks for: 'paragraph 3'.
    """
    if finding.where:
        return finding.file, translated(finding.where, report.language)
    if not finding.file.endswith(("#subject", "#text", "#html")):
        return finding.file, ""
    path, _, part = finding.file.rpartition("#")
    return path, f"{part} {finding.line}:{finding.column}"


def told(report: Report, finding: Finding) -> str:
    """Return the message of a finding for a format that shows only a path and a line.

    A finding in a part of an e-mail, or in a Word document, has its place there, not in a line of the file; so the
    message says it.
    """
    _, part = split_place(report, finding)
    message = report.message(finding)
    return f"[{part}] {message}" if part else message


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """Return a name for each finding that no other has and that stays when its line moves: 32 hex digits."""
    seen: Counter[tuple[str, str]] = Counter()
    names: list[str] = []
    for finding in findings:
        key = (finding.file, fingerprint(finding))
        names.append(sha256("\x00".join((*key, str(seen[key]))).encode()).hexdigest()[:32])
        seen[key] += 1
    return names


def replacement(report: Report, finding: Finding) -> str | None:
    """Return the suggestion that can take the place of a finding as it stands in the file, if there is one."""
    if finding.in_value or not finding.suggestions:
        return None
    first = finding.suggestions[0]
    stands = report.texts.get(finding.file, "")[finding.start : finding.end]
    whole = "…" not in first and " / " not in first
    return first if whole and stands and stands == finding.excerpt else None


def as_json(data: Any) -> str:
    """Return data as indented JSON; half a character, as in a broken file name, becomes an escape."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "backslashreplace").decode() + "\n"


def shown(text: str) -> str:
    """Return a text without what would steer a terminal: a control character becomes its picture."""
    return text if text.isascii() and text.isprintable() else "".join(map(picture, text))


def picture(char: str) -> str:
    """Return a character as it can be shown: one that is invisible and not a space becomes a picture."""
    if char == "\n" or char.isprintable():
        return char
    if char < " " and char != "\t":
        return chr(0x2400 + ord(char))
    return " " if char.isspace() else "\ufffd"
