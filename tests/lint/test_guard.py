"""A rule that fails inside is told with its name and its text; the other rules, texts and templates go on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.compose.records import MANIFEST, a_record, body, workspace
from toolkit.catalogue import Catalogue
from toolkit.cli import main
from toolkit.errors import InnerError
from toolkit.lint import Linter, lint_text
from toolkit.lint.model import Rule
from toolkit.lint.rules import all_rules

LETTER = "Gelieve het bedrag te voldoen.\n\nHier staat struikelblok.\n"


@pytest.fixture
def stumbling(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the rule on pincers fail at one word."""
    rules = tuple(_stumbling(rule) if rule.name == "pincer" else rule for rule in all_rules())
    for module in ("engine", "linter"):
        monkeypatch.setattr(f"toolkit.lint.{module}.all_rules", lambda: rules)


def _stumbling(rule: Rule) -> Rule:
    def check(document: object, options: object) -> list[object]:
        if "struikelblok" in getattr(document, "text", ""):
            raise IndexError("Jansen")
        return list(rule.check(document, options))  # type: ignore[arg-type]

    return replace(rule, check=check)


def test_a_text_of_which_a_rule_fails_is_named_and_the_others_are_linted(
    tmp_path: Path, stumbling: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "een.md").write_text(LETTER)
    (tmp_path / "twee.md").write_text("Wij verzoeken u het bedrag te voldoen.\n")
    result = CliRunner().invoke(main, ["lint", "--no-cache", "een.md", "twee.md"])
    assert result.exit_code == 3
    assert "een.md: de regel 'pincer' struikelde over deze tekst: IndexError" in result.stderr
    assert "Jansen" not in result.output
    assert "een.md:1:" in result.stdout
    assert "twee.md:1:" in result.stdout


def test_a_template_of_which_a_rule_fails_is_named_and_its_other_findings_stay(
    tmp_path: Path, stumbling: None
) -> None:
    place = workspace(tmp_path, {"proef/template.toml": MANIFEST, "proef/nl.md.j2": body(LETTER)})
    template = replace(Catalogue(place).template("proef"), channels=("letter", "email"))
    linter = Linter(place)
    for _ in range(2):
        findings = linter.lint(template, records={"een": a_record(), "twee": a_record(invoices=2)})
        assert any(finding.excerpt == "voldoen" for finding in findings)
        (fault,) = linter.faults
        assert fault.spoken().startswith(
            "proef/nl.md.j2: de regel 'pincer' struikelde over deze tekst (proef/een/letter)"
        )


def test_a_text_of_which_a_rule_fails_raises_for_who_asks_for_its_findings(stumbling: None) -> None:
    with pytest.raises(InnerError, match="the rule 'pincer'"):
        lint_text(LETTER)


@pytest.mark.parametrize(
    "word", ["dat", "die", "welke", "wat", "wie", "waar", "of", "als", "omdat", "te", "een", "is"]
)
@pytest.mark.parametrize("before", ["", "U weet ", "Betaal de factuur ", "Wij denken, ", "Is het "])
def test_a_text_may_end_in_any_word(before: str, word: str) -> None:
    assert isinstance(lint_text(before + word), list)
