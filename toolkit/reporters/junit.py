"""JUnit XML: one suite per file, one failed test per error or warning. A hint is a test that passes."""

from __future__ import annotations

import re
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from toolkit.lint.findings import Finding, Severity
from toolkit.reporters.report import Report
from toolkit.wording import translated

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The characters that XML 1.0 cannot hold."""


def write(report: Report) -> str:
    """Return the report as one `<testsuites>`; a file without findings is one test that passes."""
    found = {file: list(group) for file, group in groupby(report.findings, key=lambda f: f.file)}
    files = sorted({*report.texts, *found})
    cases = {file: [_case(report, finding) for finding in found.get(file, ())] for file in files}
    failures = {file: sum(map(_fails, found.get(file, ()))) for file in files}
    tests = sum(max(1, len(inside)) for inside in cases.values())
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="tact" tests="{tests}" failures="{sum(failures.values())}">',
    ]
    for file in files:
        inside = cases[file] or [f'    <testcase classname={_attribute(file)} name="tact"/>']
        out.append(f'  <testsuite name={_attribute(file)} tests="{len(inside)}" failures="{failures[file]}">')
        out += [*inside, "  </testsuite>"]
    return "\n".join([*out, "</testsuites>", ""])


def _fails(finding: Finding) -> bool:
    return finding.severity is not Severity.HINT


def _case(report: Report, finding: Finding) -> str:
    where = translated(finding.where, report.language) or f"{finding.line}:{finding.column}"
    name = f"{finding.code} {finding.rule} {where}"
    message = report.message(finding)
    text = _text("\n".join(filter(None, (message, finding.excerpt, *finding.suggestions))))
    if _fails(finding):
        kind = _attribute(finding.severity.value)
        inside = f"<failure type={kind} message={_attribute(message)}>{text}</failure>"
    else:
        inside = f"<system-out>{text}</system-out>"
    return f"    <testcase classname={_attribute(finding.file)} name={_attribute(name)}>{inside}</testcase>"


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
