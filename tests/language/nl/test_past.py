"""Which verbs stand in the past tense."""

from __future__ import annotations

import pytest

from toolkit.language import load
from toolkit.language.nl.past import past_tenses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U betaalde de eerste termijn op tijd.", ["betaalde"]),
        ("Wij stuurden u op 3 november een herinnering.", ["stuurden"]),
        ("Dit spraken wij af.", ["spraken"]),
        ("Vorige week belde u ons.", ["belde"]),
        ("In 2025 verhuisde u.", ["verhuisde"]),
        ("U vertelde dat u de factuur niet had gekregen.", ["vertelde", "had"]),
        ("U vroeg om uitstel.", ["vroeg"]),
        ("Wij wachtten tot 3 mei.", ["wachtten"]),
        ("Wij zetten de afspraak op papier.", ["zetten"]),
        ("De afspraak die wij maakten, staat hieronder.", ["maakten"]),
        ("Het bedrag stond al open toen u verhuisde.", ["stond", "verhuisde"]),
        ("De factuur was niet duidelijk.", ["was"]),
        ("Dat beviel u niet.", ["beviel"]),
        ("De prijzen verschenen in de krant.", ["verschenen"]),
        ("Jansen beweerde dat hij niets kreeg.", ["beweerde", "kreeg"]),
        ("De betaalde facturen staan in de bijlage.", []),
        ("Het betaalde bedrag klopt.", []),
        ("Dit is de geplande datum voor het gewenste gesprek.", []),
        ("U hebt al betaald.", []),
        ("U krijgt de rekening te vroeg.", []),
        ("Wij hangen de was op.", []),
        ("De volgende namen worden gebruikt.", []),
        ("U betaalt de vierde termijn deze week.", []),
        ("De facturen zijn in mei verschenen.", []),
        ("Mevrouw Wilde en de heer Sloot bellen u.", []),
    ],
)
def test_a_past_tense_is_a_finite_verb_and_no_adjective(text: str, expected: list[str]) -> None:
    assert [one.span.of(text) for one in past_tenses(load("nl").analyse(text))] == expected


def test_mocht_and_zou_are_marked_as_conditional() -> None:
    found = past_tenses(load("nl").analyse("Mocht u al betaald hebben, dan zou dat fijn zijn. Ik was er."))
    assert [one.conditional for one in found] == [True, True, False]
