"""JSON for programs. `docs/linter.md` documents it; `version` changes when a field changes its meaning."""

from __future__ import annotations

from typing import Any

from toolkit.lint.findings import Finding, Severity
from toolkit.reporters.report import Report, as_json
from toolkit.wording import translated

VERSION = 1


def write(report: Report) -> str:
    """Return the report as one JSON object."""
    counts = report.severities
    data = {
        "version": VERSION,
        "findings": [_finding(report, finding) for finding in report.findings],
        "summary": {
            "files": len(report.texts),
            "findings": len(report.findings),
            "errors": counts[Severity.ERROR],
            "warnings": counts[Severity.WARNING],
            "hints": counts[Severity.HINT],
            "fixable": report.fixable,
            "rules": dict(report.by_rule),
        },
    }
    return as_json(data)


def _where(report: Report, where: str) -> dict[str, str]:
    return {"where": translated(where, report.language)} if where else {}


def _finding(report: Report, finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "code": finding.code,
        "severity": finding.severity.value,
        "message": report.message(finding),
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
        "start": finding.start,
        "end": finding.end,
        "excerpt": finding.excerpt,
        "suggestions": list(finding.suggestions),
        "scenarios": list(finding.scenarios),
        "others": [
            {"line": other.line, "column": other.column} | _where(report, other.where)
            for other in finding.others
        ],
        **_where(report, finding.where),
    }
