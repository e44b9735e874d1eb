"""Where clauses end."""

from __future__ import annotations

import pytest

from toolkit.language import load
from toolkit.language.nl.clauses import in_clauses
from toolkit.language.nl.marks import ZIJN


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
        "Op 3 mei, een maandag, belde u ons.",
        "U betaalt, zoals afgesproken, morgen.",
        "Over die factuur belde u ons gisteren.",
        "Met dat bedrag is alles betaald.",
        "Wij kennen de klant‖ die belde.",
        "De klant,‖ die gisteren belde,‖ heeft betaald.",
        "Wij hopen‖ dat in mei alles klaar is.",
        "Wij weten‖ dat 3 facturen open zijn.",
        "Dat weten wij.",
        "U betaalt vandaag of morgen.",
        "Sluiten wij het dossier,‖ dan hoort u dat.",
        "Wij betalen de kosten,‖ u betaalt de factuur.",
        "Wij vragen u te betalen en te bellen.",
        "Als bakker werkt hij in Utrecht.",
        "Sinds mei betaalt u niets.",
        "Sinds u betaalt,‖ is alles goed.",
        "Zonder bericht sluiten wij het dossier.",
        "Hoe betaalt u?",
        "Wij leggen uit‖ hoe u betaalt.",
        "Bel ons:‖ 030 470 00 00.",
        "De rekening‖ waarop u betaalt,‖ is van ons.",
        "Het bedrag,‖ dat u betaalt,‖ is juist.",
        "Omdat u betaalt,‖ stoppen wij.",
        "U belt‖ nadat u hebt betaald.",
        "Betaal nu, maar niet via de bank.",
        "U betaalt niet,‖ dus wij bellen.",
        "Zodra het geld er is,‖ krijgt u bericht.",
        "Wie niet betaalt,‖ krijgt een brief.",
        "Maak het bedrag over naar:",
        "Maar als het niet lukt,‖ schrijft u ons.",
    ],
)
def test_a_clause_has_one_finite_verb_of_its_own(marked: str) -> None:
    text = marked.replace("‖", "")
    analysis = load("nl").analyse(text)
    assert [analysis.span(first, last - 1).of(text) for first, last in analysis.clauses] == [
        piece.strip() for piece in marked.split("‖")
    ]


def test_a_verb_that_opens_a_clause_belongs_to_that_clause() -> None:
    analysis = load("nl").analyse("De brief is weg, is dat erg?")
    assert list(in_clauses(analysis, ZIJN)) == [(2, 0, 5), (5, 5, 9)]
