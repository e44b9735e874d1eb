"""Findings, measures and facts of a template, as the browser reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from toolkit.catalogue import Template
from toolkit.compose import Message
from toolkit.delivery import CHANNELS
from toolkit.lint import Finding, Linter
from toolkit.lint.effort import effort_of
from toolkit.lint.facts import Fact, told, unseen
from toolkit.lint.guard import fault_finding
from toolkit.lint.model import Rule
from toolkit.lint.plain import Plain
from toolkit.lint.rules import all_rules
from toolkit.lint.settings import read_settings
from toolkit.preview.files import file_id
from toolkit.reading.document import Document
from toolkit.reading.messages import message_documents
from toolkit.records import Record
from toolkit.workspace import Workspace

_TARGETS = (
    ("words_per_sentence", "average-sentence", "words", "most"),
    ("effort", "readability", "effort", "most"),
    ("flesch_douma", "", "", ""),
    ("lix", "", "", ""),
)
"""Measure, the rule that knows its target, the option that holds it, and whether it is the most or the least."""


class Reviewer:
    """Lints templates: with one sample at once, or with all of them."""

    def __init__(self, workspace: Workspace) -> None:
        rules = all_rules()
        self._rules: dict[str, Rule] = {rule.name: rule for rule in rules}
        self._settings = read_settings(workspace.root or Path.cwd(), rules)
        of_templates = {rule.name for rule in rules if rule.reads == "template"}
        quick = replace(self._settings, ignore=self._settings.ignore | of_templates)
        self._linter = Linter(workspace, self._settings)
        self._quick = Linter(workspace, quick)

    def findings(
        self, template: Template, language: str, samples: Mapping[str, Record] | None
    ) -> list[Finding]:
        """Return the findings with these samples; None takes all of them, and looks at the template as a whole."""
        linter = self._linter if samples is None else self._quick
        findings = linter.lint(template, language=language, records=samples)
        return [*map(fault_finding, linter.faults), *findings]

    def json(self, finding: Finding) -> dict[str, Any]:
        """Return a finding with all that a writer wants to know of it; texts are pairs of Dutch and English."""
        rule = self._rules.get(finding.rule)
        texts = {"title": rule.title, "why": rule.why, "advice": rule.advice} if rule else {}
        return {
            "rule": finding.rule,
            "code": finding.code,
            "severity": finding.severity.value,
            "message": [finding.message.nl, finding.message.en],
            **{name: [text.nl, text.en] for name, text in texts.items()},
            "origin": finding.source,
            "excerpt": finding.excerpt,
            "suggestions": finding.suggestions,
            "safe": finding.safe,
            "file": file_id(finding.file),
            "name": finding.file,
            "line": finding.line,
            "column": finding.column,
            "start": finding.start,
            "end": finding.end,
            "scenarios": finding.scenarios,
            "value": finding.in_value,
        }

    def reading(self, template: Template, messages: Mapping[str, Message]) -> dict[str, Any]:
        """Return the measures of each channel with their targets, and the facts of the purpose."""
        documents = {channel: message_documents(message) for channel, message in messages.items()}
        measures = {}
        for channel, parts in documents.items():
            document = parts[CHANNELS[channel].main]
            measured, scores = document.measures, {"effort": effort_of(document).score}
            numbers = {
                name: round(scores[name] if name in scores else getattr(measured, name), 1)
                for name, *_ in _TARGETS
            }
            measures[channel] = {"words": measured.words, "sentences": measured.sentences, **numbers}
        return {
            "measures": measures,
            "targets": {
                name: self._target(rule, option, side) for name, rule, option, side in _TARGETS if rule
            },
            "facts": checklist(template, messages, documents),
        }

    def _target(self, name: str, option: str, side: str) -> dict[str, Any] | None:
        rule = self._rules.get(name)
        return {side: self._settings.options_of(rule)[option]} if rule else None


def checklist(
    template: Template, messages: Mapping[str, Message], documents: Mapping[str, Mapping[str, Document]]
) -> list[dict[str, Any]]:
    """Return the facts of a purpose, each with what it is now and, for each channel, whether it is told.

    A channel that need not tell a fact is None, unless it does. What the language has no words for is `unseen`.
    """
    facts: dict[str, dict[str, Any]] = {}
    values: dict[str, dict[str, None]] = {}
    for channel, message in messages.items():
        for each in told(template.stage, message, Plain.of(documents[channel].values())):
            name = each.fact.name
            fact = facts.setdefault(name, _entry(each.fact))
            fact["told"][channel] = each.is_said if each.severity or each.is_said else None
            values.setdefault(name, {})[each.value] = None
            fact["value"] = " / ".join(filter(None, values[name]))
    languages = {message.language for message in messages.values()}
    for left in (left for tag in languages for left in unseen(tag) if template.stage in left.stages):
        facts.setdefault(left.name, _entry(left) | {"value": "", "unseen": True})
    return list(facts.values())


def _entry(fact: Fact) -> dict[str, Any]:
    return {"name": fact.name, "nl": _capital(fact.say.nl), "en": _capital(fact.say.en), "told": {}}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def counted(findings: list[Finding]) -> dict[str, int]:
    """Return how many findings there are of each severity."""
    counts = {"error": 0, "warning": 0, "hint": 0}
    for finding in findings:
        counts[finding.severity.value] += 1
    return counts
