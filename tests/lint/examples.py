"""Lints the example of a rule as it would be linted in a template."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.compose.records import a_record, workspace
from toolkit.catalogue import Catalogue
from toolkit.lint import Linter, lint_text
from toolkit.lint.findings import Finding
from toolkit.lint.model import Example, Rule
from toolkit.lint.settings import Settings
from toolkit.records import Record

MANIFEST = """
title = "Proef"
purpose = "Om te proeven."
stage = "{stage}"
channels = ["{channel}"]
languages = ["nl"]
needs = {needs}
"""


def findings(rule: Rule, example: Example | str, folder: Path) -> list[Finding]:
    """Return what a rule finds in an example; `folder` is empty and may be written in."""
    if isinstance(example, str) and rule.reads == "text":
        return lint_text(example, select=[rule.name])
    case = Example(example) if isinstance(example, str) else example
    needs = str(list(case.needs)).replace("'", '"')
    blocks = f"{{% block subject %}}{case.subject}{{% endblock %}}{{% block body %}}\n{case.text}\n{{% endblock %}}"
    if case.channel == "sms":
        blocks = f"{{% block sms %}}{case.text}{{% endblock %}}"
    files = {
        "proef/template.toml": MANIFEST.format(stage=case.stage, channel=case.channel, needs=needs),
        "proef/nl.md.j2": blocks,
    }
    place = workspace(folder, files)
    record = changed(a_record(), case.record)
    records = {f"voorbeeld-{number}": record for number in range(case.samples)}
    # The engine finds unused suppressions by running the rules they name.
    select = None if rule.name == "unused-suppression" else frozenset({rule.name})
    linter = Linter(place, Settings(select=select))
    found = linter.lint(Catalogue(place).template("proef"), records=records)
    return [finding for finding in found if finding.rule == rule.name]


def changed(record: Record, fields: Mapping[str, object]) -> Record:
    """Return the record with these dotted fields set: 'customer.kind', 'invoices.0.amount'."""
    data: dict[str, Any] = record.model_dump(mode="json")
    for path, value in fields.items():
        *parents, last = path.split(".")
        at: Any = data
        for parent in parents:
            at = at[int(parent)] if parent.isdigit() else at[parent]
        at[int(last) if last.isdigit() else last] = value
    return Record.model_validate(data)
