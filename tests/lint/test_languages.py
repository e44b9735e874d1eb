"""A rule that needs a language says so; a text in another one is read by the other rules, and that is told."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import toolkit
from tests.compose.records import MANIFEST
from toolkit import language
from toolkit.cli import main
from toolkit.lint import lint_text
from toolkit.lint.model import Rule
from toolkit.lint.rules import all_rules
from toolkit.reporters import FORMATS

LONG = "Nous " + "vous prions de payer " * 9 + "demain."
RULES = [rule for rule in all_rules() if rule.reads == "text"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    (tmp_path / "lettre.md").write_text(LONG, "utf-8")
    return tmp_path


def tact(*arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=text)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_reads_another_language_only_when_it_looks_at_no_words(rule: Rule) -> None:
    examples = [example for example in rule.bad if isinstance(example, str)]
    found = [lint_text(example, select=[rule.name], language="fr") for example in examples]
    needs_words = rule.languages is not None or bool(rule.detectors)
    assert not any(found) if needs_words else all(found)
    assert rule.reads_in("nl")


def test_rules_that_look_at_words_are_the_larger_part() -> None:
    spoken = {rule.name for rule in all_rules() if not rule.reads_in("fr")}
    assert {"jargon", "passive", "cost-amount", "nl-14-day-wording", "readability"} <= spoken
    assert not spoken & {"long-sentence", "shouting", "sms-length", "missing-fact", "uncovered-branch"}


def test_a_rule_takes_from_a_pack_what_it_says_it_takes() -> None:
    known = set(language.detectors("nl"))
    assert {name for rule in all_rules() for name in rule.detectors} == known
    for rule in all_rules():
        module = Path(toolkit.__file__).parent / f"lint/rules/{rule.name.replace('-', '_')}.py"
        asked = {
            node.args[0].value
            for node in ast.walk(ast.parse(module.read_text("utf-8")))
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "found"
            and isinstance(node.args[0], ast.Constant)
        }
        assert asked == set(rule.detectors), rule.name


def test_nothing_outside_a_pack_imports_it() -> None:
    room = Path(toolkit.__file__).parent
    packs = tuple(f"toolkit.language.{tag}" for tag in language.LANGUAGES)
    for path in room.rglob("*.py"):
        if path.relative_to(room).parts[:2] in [("language", tag) for tag in language.LANGUAGES]:
            continue
        assert not any(pack in path.read_text("utf-8") for pack in packs), path


@pytest.mark.parametrize("form", [*FORMATS])
def test_a_text_of_another_language_is_linted_told_and_counted_in_every_report(form: str) -> None:
    done = tact("lint", "lettre.md", "--language", "Frans", "--format", form)
    assert done.exit_code == 1
    assert "long-sentence" in done.stdout or "S01" in done.stdout
    assert "lettre.md: the language is fr, so " in done.stderr
    assert "vous prions" not in done.stderr


def test_the_settings_name_the_language_of_texts_and_the_option_goes_before_them(here: Path) -> None:
    (here / "tact.toml").write_text('[lint]\nlanguage = "Français"\n', "utf-8")
    for done in (tact("lint", "lettre.md"), tact("lint", "-", text=LONG)):
        assert "the language is fr" in done.stderr
    assert "the language is" not in tact("lint", "lettre.md", "--language", "nl").stderr
    assert "woorden per zin" in tact("measure", "lettre.md").stdout


def test_a_clean_text_of_another_language_is_clean_with_a_note() -> None:
    done = tact("lint", "-", "--language", "fr", text="Payez demain. Appelez-nous.")
    assert done.exit_code == 0
    assert "the language is fr" in done.stderr


def test_what_is_no_language_is_refused_in_the_option_and_in_the_settings(here: Path) -> None:
    done = tact("lint", "lettre.md", "--language", "xqz")
    assert done.exit_code == 2
    (here / "tact.toml").write_text('[lint]\nlanguage = "xqz"\n', "utf-8")
    done = tact("lint", "lettre.md")
    assert done.exit_code == 2
    assert "lint.language" in str(done.exception) + done.stderr


def test_a_text_of_a_template_that_its_manifest_does_not_name_is_not_passed_over_in_silence(
    here: Path,
) -> None:
    folder = here / "templates" / "proef"
    (folder / "samples").mkdir(parents=True)
    (here / "tact.toml").write_text("", "utf-8")
    (folder / "template.toml").write_text(MANIFEST, "utf-8")
    for tag in ("nl", "fr"):
        (folder / f"{tag}.md.j2").write_text("{% block sms %}Ja.{% endblock %}", "utf-8")
    done = tact("lint", "templates/proef/fr.md.j2")
    assert done.exit_code == 2
    assert "niet noemt" in done.stderr
    assert "zet 'fr'" in done.stderr
