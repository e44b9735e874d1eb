"""What is a matter of taste, a name or somebody else's words is told to who asks for all, and each word once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from toolkit.cli.lint import command
from toolkit.lint import lint_text
from toolkit.lint.findings import Finding, Severity, gathered
from toolkit.lint.fixes import is_fixable
from toolkit.lint.settings import Settings, read_settings

ALL = Settings(is_pedantic=True)


def words(text: str, settings: Settings | None = None) -> list[Finding]:
    return lint_text(text, select=["words", "tone"], settings=settings)


@pytest.mark.parametrize(
    "text",
    [
        "Wij spraken met de heer Reeds over uw brief.",
        "Conform B.V. stuurt u de rekening.",
        "U woont aan de Weldra 5 in Deventer.",
        "Dit is mevrouw Derhalve van ons kantoor.",
        "U schreef: “Derhalve betaal ik niet.”",
        "> Derhalve betaal ik niet.\n\nWij begrijpen dat.",
        "“Derhalve betaal ik niet”, schreef u.",
    ],
)
def test_names_and_quotations_are_told_to_who_asks_for_all_and_never_mended(text: str) -> None:
    assert not words(text)
    found = words(text, ALL)
    assert found
    assert all(each.severity is Severity.HINT and not is_fixable(each) for each in found)


@pytest.mark.parametrize(
    "text",
    [
        "Derhalve belt u ons.",
        "Let op: Derhalve belt u ons.",
        "- Derhalve belt u ons.",
        "DERHALVE BELT U ONS.",
        "Wij noemen dit “derhalve”.",
    ],
)
def test_a_capital_that_begins_a_sentence_makes_no_name(text: str) -> None:
    assert any(each.rule == "jargon" for each in words(text))


def test_the_kind_of_a_word_and_its_replacement_say_how_bad_it_is() -> None:
    severities = {each.excerpt: each.severity for each in words("Derhalve vragen wij om openbaarmaking.")}
    assert severities == {"Derhalve": Severity.WARNING, "openbaarmaking": Severity.HINT}


def test_a_word_that_is_sometimes_the_right_one_is_told_to_who_asks_for_all() -> None:
    assert not words("Wij informeren u morgen.")
    assert words("Wij informeren u morgen.", ALL)


def test_a_negation_between_the_words_of_a_find_leaves_no_replacement() -> None:
    text = "Hebben wij nog geen betaling mogen ontvangen?"
    assert all("geen" in option for each in words(text) for option in each.suggestions)


def test_the_past_tense_is_looked_for_by_its_name_only() -> None:
    text = "Wij stuurden u een brief."
    assert not [each for each in lint_text(text) if each.rule == "past-tense"]
    assert lint_text(text, select=["past-tense"])
    assert not lint_text(text, select=["sentences"])


def test_the_settings_and_the_command_line_can_ask_for_all(tmp_path: Path) -> None:
    (tmp_path / "tact.toml").write_text('[lint]\nlevel = "pedantic"\n', encoding="utf-8")
    assert read_settings(tmp_path, ()).is_pedantic
    assert Settings().canonical() != replace(Settings(), is_pedantic=True).canonical()
    letter = tmp_path / "brief.txt"
    (tmp_path / "tact.toml").write_text("[lint]\n", encoding="utf-8")
    letter.write_text("Wij informeren u morgen.\n", encoding="utf-8")
    asked = ["--select", "jargon", "--fail-on", "hint"]
    assert CliRunner().invoke(command, [str(letter), *asked]).exit_code == 0
    assert CliRunner().invoke(command, [str(letter), *asked, "--pedantic"]).exit_code == 1


def test_a_word_is_told_once_with_its_other_places_and_errors_come_first() -> None:
    text = "Derhalve betaalt u.\n\nDit is onze laatste waarschuwing, en derhalve belt u. Derhalve dus."
    found = gathered(lint_text(text, select=["jargon", "threat"]))
    assert [(each.rule, each.excerpt, [other[:2] for other in each.others]) for each in found] == [
        ("threat", "laatste waarschuwing", []),
        ("jargon", "Derhalve", [(3, 38), (3, 55)]),
    ]


@pytest.mark.parametrize(
    "text", ["Ik ga mijn best doen.", "Ik zal bekijken of dit mogelijk is.", "We komen hier op terug."]
)
def test_a_promise_that_nobody_can_hold_is_vague(text: str) -> None:
    assert [each.rule for each in lint_text(text, select=["vague-time"])] == ["vague-time"]


def test_what_is_not_seen_hides_no_word() -> None:
    assert [each.excerpt for each in words("Der\u00adhalve belt u ons, en alsdan\u200b helpen wij.")] == [
        "Der\u00adhalve",
        "alsdan\u200b",
    ]


def test_a_diminutive_is_mended_only_where_its_word_fits() -> None:
    suggested = [each.suggestions for each in words("Een kaartje, het kaartje en twee kaartjes.")]
    assert suggested == [("kaart",), (), ()]
