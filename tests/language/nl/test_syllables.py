"""Syllables, counted against a list split by hand (after the hyphenation of the Woordenlijst)."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.language import load

WORDS = (Path(__file__).parent / "syllables.txt").read_text("utf-8").split()
# What is written with a silent e is split there as it is written.
SILENT = {
    "web·si·te": 2,
    "up·da·te": 2,
    "soft·wa·re": 2,
    "ser·vi·ce": 2,
    "smart·pho·ne": 2,
    "klan·ten·ser·vi·ce": 4,
}


def test_nearly_every_word_of_the_list_has_its_syllables() -> None:
    pack = load("nl")
    wrong = [
        word
        for word in WORDS
        if pack.syllables(word.replace("·", "")) != SILENT.get(word, word.count("·") + 1)
    ]
    assert len(WORDS) >= 200
    assert len(wrong) <= len(WORDS) * 0.02, wrong


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("idee", 2),
        ("België", 3),
        ("e-mail", 2),
        ("financiële", 5),
        ("museum", 3),
        ("koeien", 2),
        ("geëist", 2),
        ("cliënt", 2),
        ("jaarlijks", 2),
        ("'s", 1),
        ("QR-code", 4),
        ("foto’s", 2),
        ("KvK", 3),
        ("BELGIË", 3),
    ],
)
def test_the_words_that_go_wrong_elsewhere_go_right_here(word: str, count: int) -> None:
    assert load("nl").syllables(word) == count


def test_a_diaeresis_starts_a_syllable_and_its_absence_does_not() -> None:
    pack = load("nl")
    assert (pack.syllables("geïnd"), pack.syllables("geind")) == (2, 1)
