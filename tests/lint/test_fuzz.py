"""Whatever people write: no crash, every finding inside the text, the same findings twice."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import dutch
from tests.compose.records import MANIFEST, a_record, workspace
from toolkit.catalogue import Catalogue
from toolkit.errors import TactError
from toolkit.lint import Finding, Linter, lint_text
from toolkit.lint.fixes import fix_all, is_fixable
from toolkit.reading.decoding import unified

IS_NIGHT = settings().max_examples > 1000
SYNTAX = [
    "## ", "**", "[klik hier](https://x.example)", "![](x.png)", "<img src=x>", "<!-- tact: ignore[jargon] x -->",
]  # fmt: skip
WRITTEN = dutch.pieces | st.sampled_from(SYNTAX)
PRINTED = [
    "{{ item.number }}", "{{ customer.last_name }}", "{{ total|euro }}", "{{ date|date }}", "{{ greeting }}",
    "{{ nothing }}", "{{ customer.nothing }}", "{{ 'voldoen' if consumer else 'x' }}", "{{ ask('derhalve') }}",
    "{# tact: ignore[W01] x #}", "{% set x = 'derhalve' %}", "{% include '_parts/deel.md.j2' %}", "{% if", "%}", "{{",
]  # fmt: skip
AROUND = [
    "{% if business %}_{% endif %}", "{% if channel == 'sms' %}_{% else %}voldoen{% endif %}",
    "{% for item in invoices %}_{% else %}leeg{% endfor %}", "{%- if consumer -%} _ {%- endif %}", "**_**",
    "\n\n- _\n", "\n\n::: payment\n_\n:::\n\n", "[_](https://x.example)", "{% set y %}_{% endset %}{{ y }}",
    "\n\n| a |\n| --- |\n| _ |\n\n",
]  # fmt: skip
TEMPLATES = st.recursive(
    WRITTEN | st.sampled_from(PRINTED),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=6).map(" ".join)
        | st.tuples(st.sampled_from(AROUND), inner).map(lambda pair: pair[0].replace("_", pair[1]))
    ),
    max_leaves=25,
)
HEAD = "{% block subject %}Factuur{% endblock %}{% block sms %}{{ greeting }}{% endblock %}"
MACRO = "{% macro ask(what) %}U moet {{ what }}.{% endmacro %}"


def check_places(findings: Iterable[Finding], texts: dict[str, str]) -> None:
    """Check that each finding stands inside its file, where its line and column say."""
    for finding in findings:
        text = texts[finding.file]
        assert 0 <= finding.start <= finding.end <= len(text)
        before = text[: finding.start]
        assert finding.line == before.count("\n") + 1
        assert finding.column == finding.start - (before.rfind("\n") + 1) + 1
        assert finding.end_line == text.count("\n", 0, finding.end) + 1


@given(dutch.texts | dutch.endings | st.lists(WRITTEN, max_size=30).map(" ".join))
def test_any_text_is_linted(text: str) -> None:
    findings = lint_text(text, file="x")
    check_places(findings, {"x": text})
    assert all(text[f.start : f.end].startswith(f.excerpt.removesuffix("…")) for f in findings)
    assert findings == lint_text(text, file="x")


@settings(max_examples=10_000 if IS_NIGHT else 60, suppress_health_check=[HealthCheck.too_slow])
@given(TEMPLATES, TEMPLATES)
def test_any_template_is_linted_or_refused_and_fixed_once_for_all(text: str, part: str) -> None:
    written = f"{HEAD}{{% block body %}}{MACRO}{text}{{% endblock %}}"
    records = {"een": a_record(), "twee": a_record(kind="business", company="Derhalve B.V.", invoices=2)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {"proef/template.toml": MANIFEST, "proef/nl.md.j2": written, "_parts/deel.md.j2": part}
        place = workspace(folder, files)
        template = Catalogue(place).template("proef")

        def lint(changed: dict[str, str]) -> list[Finding]:
            return Linter(place, texts=changed).lint(template, records=records)

        try:
            findings = lint({})
        except TactError:
            return
        sources = {f.file: (folder / "templates" / f.file).read_bytes().decode() for f in findings}
        check_places(findings, {file: unified(text) for file, text in sources.items()})
        assert findings == lint({})
        texts = {file: text for file, text in files.items() if file.endswith(".j2")}
        changed = fix_all(texts, lint)
        left = [f for f in lint(changed) if is_fixable(f)]
        assert left == []
