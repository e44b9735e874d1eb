"""Workflow commands of GitHub Actions, which become annotations beside the changed lines."""

from __future__ import annotations

from toolkit.lint.findings import Finding, Severity
from toolkit.reporters.report import Report, shown, split_place, told

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def write(report: Report) -> str:
    """Return one workflow command a line; columns are told only where a finding stays on its line."""
    return "".join(f"{_command(report, finding)}\n" for finding in report.findings)


def _command(report: Report, finding: Finding) -> str:
    path, part = split_place(report, finding)
    properties: dict[str, object] = {"file": path}
    if not part:
        properties |= {"line": finding.line, "endLine": finding.end_line}
        if finding.line == finding.end_line:
            properties |= {"col": finding.column, "endColumn": finding.end_column}
    properties["title"] = f"{finding.code} {finding.rule}"
    told_in = ",".join(
        f"{name}={shown(str(value)).translate(_PROPERTY)}" for name, value in properties.items()
    )
    return f"::{_COMMANDS[finding.severity]} {told_in}::{shown(told(report, finding)).translate(_DATA)}"
