"""SARIF 2.1.0 (OASIS, 2020), which GitHub code scanning and many editors read."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from toolkit import __version__
from toolkit.lint.findings import Finding
from toolkit.lint.model import Rule, Severity
from toolkit.reporters.report import Report, as_json, fingerprints, replacement, told
from toolkit.wording import translated

SCHEMA = "https://json.schemastore.org/sarif-2.1.0-rtm.5.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}


def write(report: Report) -> str:
    """Return the report as one SARIF log of one run; columns count code points."""
    indexes = {rule.name: index for index, rule in enumerate(report.rules)}
    results = [
        _result(report, finding, indexes.get(finding.rule), name)
        for finding, name in zip(report.findings, fingerprints(report.findings), strict=True)
    ]
    driver = {
        "name": "tact",
        "version": __version__,
        "rules": [_rule(rule, report.language) for rule in report.rules],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return as_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule, language: str) -> dict[str, Any]:
    advice = rule.advice.to(language)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.title.to(language)},
        "fullDescription": {"text": rule.why.to(language)},
        "help": {"text": advice, "markdown": f"{advice}\n\n_{rule.source}_"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.group]},
    }


def _result(report: Report, finding: Finding, index: int | None, name: str) -> dict[str, Any]:
    artifact = {"uri": _uri(finding.file)}
    region = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
        "charOffset": finding.start,
        "charLength": finding.end - finding.start,
    }
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": artifact, "region": region}}
    if finding.where:
        location["logicalLocations"] = [
            {"name": translated(finding.where, report.language), "kind": "element"}
        ]
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": told(report, finding) if finding.where else report.message(finding)},
        "locations": [location],
        "partialFingerprints": {"tactFinding/v1": name},
    }
    if index is not None:
        result["ruleIndex"] = index
    if finding.scenarios:
        result["properties"] = {"scenarios": list(finding.scenarios)}
    if not finding.where and (text := replacement(report, finding)):
        change = {
            "artifactLocation": artifact,
            "replacements": [{"deletedRegion": region, "insertedContent": {"text": text}}],
        }
        result["fixes"] = [{"artifactChanges": [change]}]
    return result


def _uri(file: str) -> str:
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
