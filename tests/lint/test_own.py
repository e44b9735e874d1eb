"""Rules of a firm's own, made of data alone."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from toolkit.cli import main
from toolkit.errors import SettingsError
from toolkit.lint import lint_text
from toolkit.lint.own import failed_examples, read_own
from toolkit.lint.rules import all_rules
from toolkit.lint.settings import read_settings

RULE = """
[[rule]]
name = "no-dossier"
phrases = ["dossier", "uw … dossier"]
replace = { "dossierhouder" = "contactpersoon" }
tokens = ["wachten|wacht geld"]
message = "Zeg niet {found}."
advice = "Noem de factuur {met nummer}."
severity = "error"
good = ["Uw factuur staat open."]
bad = ["Uw dossier staat open.", "Ons geld kan niet wachten."]
"""


def own(folder: Path, text: str = RULE, settings: str = 'extends = ["mine.toml"]') -> Path:
    (folder / "mine.toml").write_text(text, encoding="utf-8")
    (folder / "tact.toml").write_text(f"[lint]\n{settings}\n", encoding="utf-8")
    return folder


def test_a_rule_of_phrases_signs_and_replacements_is_found_with_its_own_words(tmp_path: Path) -> None:
    settings = read_settings(own(tmp_path), all_rules())
    text = "Uw dossier ligt bij de dossierhouder. Wij wachten op ons geld."
    found = lint_text(text, select=["no-dossier"], settings=settings)
    assert [each.excerpt for each in found] == ["dossier", "dossierhouder", "wachten op ons geld"]
    assert found[0].message.nl == "Zeg niet dossier."
    assert found[1].suggestions == ("contactpersoon",)
    assert {each.severity for each in found} == {"error"}


def test_a_rule_may_stand_in_the_settings_and_be_kept_quiet_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "tact.toml").write_text(RULE.replace("[[rule]]", "[[lint.rule]]"), encoding="utf-8")
    settings = read_settings(tmp_path, all_rules())
    text = "Dit is uw dossier. <!-- tact: ignore[no-dossier] zo heet het -->"
    assert [each.rule for each in lint_text(text, settings=settings) if each.rule == "no-dossier"] == []
    assert lint_text("Dit is uw dossier.", select=["no-dossier"], settings=settings) != []


def test_the_file_of_an_installed_package_is_found_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "house_words"
    package.mkdir()
    (package / "__init__.py").write_text("raise RuntimeError('nobody runs a list of words')")
    (package / "tact-rules.toml").write_text(RULE)
    monkeypatch.syspath_prepend(str(tmp_path))
    settings = read_settings(own(tmp_path, "", 'extends = ["house_words"]'), all_rules())
    assert [rule.name for rule in settings.own] == ["no-dossier"]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("advice =", "advise =", 8),
        ('severity = "error"', 'severity = "bad"', 9),
        ("good = [", "good = 3 # [", 10),
        ('tokens = ["', 'tokens = ["{who} ', 6),
        ('name = "no-dossier"', 'name = "No dossier"', 3),
        ("[[rule]]", "[extra]\n[[rule]]", 2),
        ('message = "Zeg niet {found}."', "", 2),
    ],
)
def test_what_is_not_understood_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, line: int
) -> None:
    own(tmp_path, RULE.replace(old, new))
    with pytest.raises(SettingsError) as error:
        read_own(tmp_path / "mine.toml")
    assert error.value.place is not None
    assert error.value.place.line == line


@pytest.mark.parametrize("name", ["https://example.nl/rules.toml", "no_such_package", "gone.toml"])
def test_rules_are_not_fetched_and_not_guessed(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError):
        read_settings(own(tmp_path, RULE, f'extends = ["{name}"]'), all_rules())


def test_a_rule_cannot_take_the_name_of_another(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        read_settings(own(tmp_path, RULE.replace("no-dossier", "jargon")), all_rules())


def test_an_example_that_does_not_hold_is_told(tmp_path: Path) -> None:
    own(tmp_path, RULE.replace("Uw factuur staat open.", "Het dossier is open."))
    (failed,) = failed_examples(read_own(tmp_path / "mine.toml"))
    assert (failed.rule, failed.is_bad) == ("no-dossier", False)


def test_the_verb_tries_the_examples_and_fails_when_one_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(own(tmp_path))
    assert CliRunner().invoke(main, ["rules", "--check"]).exit_code == 0
    own(tmp_path, RULE.replace("Uw dossier staat", "Uw brief staat"))
    done = CliRunner().invoke(main, ["rules", "--check"])
    assert (done.exit_code, "Uw brief staat open." in done.output) == (1, True)
