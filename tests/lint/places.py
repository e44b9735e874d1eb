"""Lints a template that a test writes, and tells where its findings are."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from tests.compose.records import MANIFEST, a_record, workspace
from toolkit.catalogue import Catalogue
from toolkit.lint import Finding, Linter
from toolkit.lint.settings import Settings
from toolkit.records import Record

NEEDED = "{% block subject %}Uw factuur{% endblock %}{% block sms %}Betaal vandaag.{% endblock %}"


def lint(
    folder: Path,
    text: str,
    *,
    select: Collection[str] = ("words",),
    records: dict[str, Record] | None = None,
    settings: Settings | None = None,
    **more: str,
) -> list[Finding]:
    """Return the findings of a template `proef` with this text; `more` holds other files, __ for /."""
    files = {"proef/template.toml": MANIFEST, "proef/nl.md.j2": text}
    files |= {name.replace("__", "/") + ".md.j2": content for name, content in more.items()}
    place = workspace(folder, files)
    linter = Linter(place, settings or Settings(select=frozenset(select)))
    return linter.lint(Catalogue(place).template("proef"), records=records or {"voorbeeld": a_record()})


def body(text: str) -> str:
    """Return a whole template around the text of a body."""
    return f"{NEEDED}{{% block body %}}\n{text}\n{{% endblock %}}\n"


def standing(folder: Path, finding: Finding) -> str:
    """Return what the file holds at the line and column of a finding."""
    text = (folder / "templates" / finding.file).read_text("utf-8")
    lines = text.split("\n")
    start = sum(len(line) + 1 for line in lines[: finding.line - 1]) + finding.column - 1
    end = sum(len(line) + 1 for line in lines[: finding.end_line - 1]) + finding.end_column - 1
    assert (start, end) == (finding.start, finding.end)
    return text[start:end]
