"""Which negatives deny each other."""

from __future__ import annotations

import pytest

from toolkit.language import load
from toolkit.language.nl.negations import double_negations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Het is niet onmogelijk dat u nog betaalt.", ["niet onmogelijk"]),
        ("De factuur is niet onbetaald.", ["niet onbetaald"]),
        ("U komt hier niet zonder afspraak.", ["niet zonder"]),
        ("Wij kunnen dat niet uitsluiten.", ["niet uitsluiten"]),
        ("Dit is nooit voor niets.", ["nooit voor niets"]),
        ("Wij rekenen geen rente en geen kosten.", []),
        ("U betaalt niets, geen rente.", []),
        ("Betaal niet onder voorbehoud.", []),
        ("Betaal niet onmiddellijk maar volgende week.", []),
        ("U hebt de factuur nog niet ontvangen.", []),
        ("Als u niet betaalt, kunnen wij niets doen.", []),
        ("Doet u niets dan betaalt u geen kosten.", []),
    ],
)
def test_two_negatives_in_one_clause_are_a_double_negation(text: str, expected: list[str]) -> None:
    assert [one.span.of(text) for one in double_negations(load("nl").analyse(text))] == expected
