"""A firm says which rules run, how bad their findings are, and their options."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import SettingsError
from toolkit.lint import Severity, lint_text
from toolkit.lint.rules import all_rules
from toolkit.lint.settings import Settings, read_settings

RULES = all_rules()


def read(folder: Path, text: str, name: str = "tact.toml") -> Settings:
    (folder / name).write_text(text, "utf-8")
    return read_settings(folder, RULES)


def rule(name: str):  # type: ignore[no-untyped-def]
    return next(each for each in RULES if each.name == name)


def test_without_a_file_all_rules_run(tmp_path: Path) -> None:
    assert read_settings(tmp_path, RULES).rules(RULES) == tuple(rule for rule in RULES if not rule.pedantic)


def test_the_nearest_file_with_settings_counts(tmp_path: Path) -> None:
    read(tmp_path, '[lint]\nselect = ["words"]')
    inner = tmp_path / "brieven"
    inner.mkdir()
    (inner / "tact.toml").write_text("[letter]\n", "utf-8")
    assert read_settings(inner, RULES).select == {"words"}
    (inner / "pyproject.toml").write_text('[tool.tact.lint]\nselect = ["tone"]', "utf-8")
    assert read_settings(inner, RULES).select == {"tone"}


def test_select_and_ignore_name_rules_codes_and_groups(tmp_path: Path) -> None:
    settings = read(tmp_path, '[lint]\nselect = ["words", "S01"]\nignore = ["diminutive"]')
    assert {r.name for r in settings.rules(RULES)} == {
        "jargon",
        "abbreviation",
        "both-forms",
        "long-sentence",
    }


def test_a_rule_can_be_ignored_for_one_template(tmp_path: Path) -> None:
    settings = read(tmp_path, '[lint.templates.reminder]\nignore = ["words"]')
    assert rule("jargon") not in settings.rules(RULES, "reminder")
    assert rule("jargon") in settings.rules(RULES, "last-notice")


def test_a_severity_is_set_by_name_before_code_before_group(tmp_path: Path) -> None:
    settings = read(tmp_path, '[lint.severity]\njargon = "hint"\nW02 = "error"\nwords = "warning"')
    assert settings.severity_of(rule("jargon"), None) is Severity.HINT
    assert settings.severity_of(rule("abbreviation"), None) is Severity.ERROR
    assert settings.severity_of(rule("diminutive"), Severity.HINT) is Severity.WARNING
    assert settings.severity_of(rule("threat"), None) is Severity.ERROR


def test_an_option_changes_what_a_rule_finds(tmp_path: Path) -> None:
    text = "Een zin van precies tien woorden die nergens over gaat."
    settings = read(tmp_path, "[lint.rules.long-sentence]\nwords = 5")
    assert [f.rule for f in lint_text(text, select=["long-sentence"])] == []
    assert [f.rule for f in lint_text(text, select=["long-sentence"], settings=settings)] == ["long-sentence"]
    by_code = read(tmp_path, "[lint.rules.S01]\nwords = 5")
    assert by_code.options == {"long-sentence": {"words": 5}}


def test_a_list_of_words_of_the_firm_is_looked_for(tmp_path: Path) -> None:
    (tmp_path / "onze-woorden.toml").write_text('[replace.office]\nproefkonijn = "klant"\n', "utf-8")
    settings = read(tmp_path, '[lint]\nwords = ["onze-woorden.toml"]')
    (finding,) = lint_text("Dag proefkonijn.", select=["jargon"], settings=settings)
    assert finding.suggestions == ("klant",)


def test_a_list_of_words_that_is_missing_is_an_error(tmp_path: Path) -> None:
    settings = read(tmp_path, '[lint]\nwords = ["weg.toml"]')
    with pytest.raises(SettingsError, match=r"weg\.toml"):
        lint_text("Dag.", settings=settings)


def test_the_profile_says_whose_words_count(tmp_path: Path) -> None:
    assert read(tmp_path, '[lint]\nprofile = "be"').options_of(rule("jargon"))["profile"] == "be"


def test_a_rule_asked_for_on_the_command_line_runs_though_it_is_ignored() -> None:
    settings = Settings(ignore=frozenset(("jargon", "passive")))
    assert settings.with_selection(["jargon"]).rules(RULES) == (rule("jargon"),)
    assert rule("passive") not in settings.with_selection(ignore=["jargon"]).rules(RULES)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[lint", r"tact\.toml: is not valid TOML"),
        ("lint = 3", "lint"),
        ('[lint]\nselct = ["words"]', r"'lint\.selct'.*did you mean 'select'"),
        ('[lint]\nselect = ["jargn"]', "unknown rule 'jargn'; did you mean 'jargon'"),
        ('[lint]\nprofile = "de"', r"'lint\.profile'"),
        ('[lint.severity]\njargon = "fatal"', r"'lint\.severity\.jargon'"),
        ('[lint.severity]\njargn = "hint"', "unknown rule 'jargn'"),
        ("[lint.rules.jargn]\nwords = 3", "unknown rule 'jargn'; did you mean 'jargon'"),
        ("[lint.rules.long-sentence]\nword = 3", "has no option 'word'; its options: words, words_error"),
        ('[lint.rules.long-sentence]\nwords = "vijf"', "must be of the kind of its default; such as 20"),
        ('[lint.templates.reminder]\nignored = ["words"]', r"'lint\.templates\.reminder\.ignored'"),
        ('[lint.templates.reminder]\nignore = ["wrds"]', "unknown rule 'wrds'; did you mean 'words'"),
    ],
)
def test_settings_that_are_wrong_are_refused_with_the_reason(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(SettingsError, match=what):
        read(tmp_path, text)
