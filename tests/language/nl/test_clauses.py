"""Where clauses end."""

from __future__ import annotations

import pytest

from toolkit.language import load


@pytest.mark.parametrize(
    "marked",
    [
        "U betaalt vandaag.",
        "U betaalt vandaag,‖ dan rekenen wij niets.",
        "Wij bellen u‖ omdat de factuur open is.",
        "Bel ons‖ als u vragen hebt.",
        "U betaalt‖ en wij sluiten het dossier.",
        "U betaalt de rente en de kosten.",
        "Brood, melk en kaas worden geleverd.",
        "De factuur‖ die u kreeg,‖ is open.",
        "Let op:‖ u betaalt te laat;‖ bel ons.",
        "Wij zien‖ dat u betaalt.",
        "Wij lezen dat boek vandaag.",
        "Hij werkt als bakker in Utrecht.",
        "Wil je weten‖ hoeveel het is?",
    ],
)
def test_a_clause_has_one_finite_verb_of_its_own(marked: str) -> None:
    text = marked.replace("‖", "")
    analysis = load("nl").analyse(text)
    assert [analysis.span(first, last - 1).of(text) for first, last in analysis.clauses] == [
        piece.strip() for piece in marked.split("‖")
    ]
