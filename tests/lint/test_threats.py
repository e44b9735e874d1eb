"""Threats in plain words are found, and what happens next, told calmly, is not one."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.lint import lint_text
from toolkit.lint.findings import Finding, Severity

DATA = Path(__file__).parent / "data"


def threats(text: str) -> list[Finding]:
    return [each for each in lint_text(text, select=["threat"]) if each.severity is not Severity.HINT]


def lines(name: str) -> list[str]:
    return (DATA / name).read_text(encoding="utf-8").splitlines()


def test_nearly_all_threats_are_found_and_hardly_anything_else() -> None:
    found = [line for line in lines("threats.txt") if threats(line)]
    false = [line for line in lines("neutral.txt") if threats(line)]
    assert len(found) >= 0.95 * len(lines("threats.txt"))
    assert len(found) >= 0.99 * (len(found) + len(false)), false


@pytest.mark.parametrize(
    "text",
    [
        "Wij schakelen geen deurwaarder in als u niet betaalt.",
        "Bent u uw pas kwijt? Dan blokkeren wij uw pas.",
        "Kunt u niet betalen? Dan sluiten wij uw stroom niet af.",
        "Wat kost een deurwaarder als u niet betaalt?",
    ],
)
def test_what_is_denied_asked_or_follows_from_something_else_is_no_threat(text: str) -> None:
    assert not threats(text)


@pytest.mark.parametrize(
    "text",
    [
        "Betaalt u niet? Dan sluiten wij uw stroom af.",
        "Wat gebeurt er als u niet betaalt?\n\nDan sluiten wij uw stroom af.",
        "Wij sluiten je internet dan af. Tenzij je vandaag betaalt.",
        "Wij vragen u met k\u00adlem om te betalen.",
        "Je dwingt ons, dwing je ons dan echt? Dan dwing je ons.",
    ],
)
def test_a_threat_may_stand_in_two_sentences_and_speak_to_you_either_way(text: str) -> None:
    assert threats(text)


def test_a_sentence_has_one_threat_of_signs() -> None:
    assert len(threats("Betaalt u niet, dan komt de deurwaarder en leggen wij beslag op uw loon.")) == 1
