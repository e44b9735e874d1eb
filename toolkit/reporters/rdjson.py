"""The diagnostic format of reviewdog, whose columns count bytes of UTF-8."""

from __future__ import annotations

from typing import Any

from toolkit.lint.findings import Finding, Severity
from toolkit.reporters.report import Report, as_json, replacement, split_place, told

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.HINT: "INFO"}


def write(report: Report) -> str:
    """Return the report as one `DiagnosticResult`."""
    data = {
        "source": {"name": "tact"},
        "diagnostics": [_diagnostic(report, finding) for finding in report.findings],
    }
    return as_json(data)


def _diagnostic(report: Report, finding: Finding) -> dict[str, Any]:
    path, part = split_place(report, finding)
    location: dict[str, Any] = {"path": path}
    diagnostic: dict[str, Any] = {
        "message": told(report, finding),
        "location": location,
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
    }
    if not part:
        location["range"] = {
            "start": _position(report, finding.file, finding.line, finding.column),
            "end": _position(report, finding.file, finding.end_line, finding.end_column),
        }
        if text := replacement(report, finding):
            diagnostic["suggestions"] = [{"range": location["range"], "text": text}]
    return diagnostic


def _position(report: Report, file: str, line: int, column: int) -> dict[str, int]:
    before = report.line(file, line)[: column - 1]
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
