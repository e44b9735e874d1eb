"""The reading effort of a text: what makes it lower, and what does not count."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from toolkit.cli.measure import command
from toolkit.lint import reading_effort

PLAIN = "Wij zien uw betaling nog niet. Betaal voor vrijdag. Lukt dat niet? Bel ons."


@pytest.mark.parametrize(
    ("easier", "harder"),
    [
        (PLAIN, "Wij zien uw betaling nog niet, dus betaal voor vrijdag, en lukt dat niet, bel ons dan."),
        ("Wij bellen u morgen daarom.", "Wij bellen u morgen derhalve."),
        ("Wij sturen u morgen een brief.", "Er wordt morgen een brief gestuurd."),
        ("U betaalt de rekening.", "Men betaalt de rekening."),
        ("U kunt later bellen.", "Later kunt u bellen."),
        ("U betaalt in 3 delen.", "U betaalt in drie delen."),
        ("U krijgt een brief als wij uw geld hebben.", "U krijgt na het ontvangen van uw geld een brief."),
        (
            "Bel de balie vandaag. De balie helpt graag.",
            "Bel de balie vandaag want de balie helpt. Graag.",
        ),
    ],
)
def test_short_sentences_ordinary_words_and_words_for_people_are_easier(easier: str, harder: str) -> None:
    assert reading_effort(easier) < reading_effort(harder)


def test_what_is_looked_up_and_not_read_does_not_count() -> None:
    before, after = (
        "# Uw factuur\n\nBeste mevrouw De Vries,",
        "Factuur: 2026-0413\n\nMet vriendelijke groet,\nSanne",
    )
    letter = f"{before}\n\n{PLAIN}\n\n{after}"
    assert reading_effort(letter) == pytest.approx(reading_effort(PLAIN), abs=1.0)
    assert reading_effort("") == 0


def test_measure_takes_templates_and_texts_and_fails_above_a_limit(tmp_path: Path) -> None:
    letter = tmp_path / "brief.md"
    letter.write_text(PLAIN, encoding="utf-8")
    table = CliRunner().invoke(command, [str(letter), "reminder", "--format", "markdown"])
    assert table.exit_code == 0
    assert [line.count("|") for line in table.output.splitlines()] == [7] * len(table.output.splitlines())
    assert "| reminder/sms |" in table.output
    assert CliRunner().invoke(command, [str(letter), "--max-effort", "50"]).exit_code == 0
    assert CliRunner().invoke(command, [str(letter), "--max-effort", "-50"]).exit_code == 1
    assert CliRunner().invoke(command, [str(letter), "--max-words", "3"]).exit_code == 1
