"""The code quality report of GitLab (a subset of the Code Climate format)."""

from __future__ import annotations

from toolkit.lint.findings import Severity
from toolkit.reporters.report import Report, as_json, fingerprints, split_place, told

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.HINT: "info"}


def write(report: Report) -> str:
    """Return the report as a JSON list; every fingerprint is unique, as GitLab shows only one of equals."""
    data = []
    for finding, name in zip(report.findings, fingerprints(report.findings), strict=True):
        path, part = split_place(report, finding)
        lines = {"begin": 1} if part else {"begin": finding.line, "end": finding.end_line}
        data.append(
            {
                "description": told(report, finding),
                "check_name": finding.rule,
                "fingerprint": name,
                "severity": _SEVERITIES[finding.severity],
                "location": {"path": path, "lines": lines},
            }
        )
    return as_json(data)
