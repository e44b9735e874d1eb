"""Which verbs are passives, with worden and with zijn."""

from __future__ import annotations

import pytest

from toolkit.language import load
from toolkit.language.nl.passives import Passive, passives_with_worden, passives_with_zijn

WORDEN = [
    ("De factuur wordt vandaag betaald.", ["wordt+betaald"]),
    ("Er werd een afspraak gemaakt en u betaalt.", ["werd+gemaakt"]),
    ("Uw dossier zal worden overgedragen aan een bureau.", ["worden+overgedragen"]),
    ("De rekening dient binnen 14 dagen te worden voldaan.", ["worden+voldaan"]),
    ("Wij wachten tot het bedrag betaald wordt.", ["wordt+betaald"]),
    ("U weet dat het bedrag betaald moet worden.", ["worden+betaald"]),
    ("U wordt verzocht te betalen.", ["wordt+verzocht"]),
    ("De brief wordt, zoals afgesproken, vandaag verstuurd.", ["wordt+verstuurd"]),
    ("De brief wordt (per post) verstuurd.", ["wordt+verstuurd"]),
    ("Wordt de factuur betaald? Dan worden er geen kosten berekend.", ["Wordt+betaald", "worden+berekend"]),
    ("Het bestand wordt straks geüpload.", ["wordt+geüpload"]),
    ("De kosten worden als volgt berekend.", ["worden+berekend"]),
    ("De zaak wordt ter incasso overgedragen.", ["wordt+overgedragen"]),
    ("De kosten worden hieronder gespecificeerd.", ["worden+gespecificeerd"]),
    ("Het wordt tijd dat u betaalt.", []),
    ("Het wordt steeds duurder.", []),
    ("Dat werd ons niet bekend.", []),
    ("Hij wordt drie jaar na de betaalde rekening ziek.", []),
    ("Dat wordt een gestolen fiets.", []),
    ("Drie jaar geleden werd hij klant.", []),
]

ZIJN = [
    ("De factuur is nog niet betaald.", ["is+betaald"]),
    ("Is de factuur al betaald?", ["Is+betaald"]),
    ("Wanneer zijn de goederen geleverd?", ["zijn+geleverd"]),
    ("De factuur moet morgen op onze rekening zijn bijgeschreven.", ["zijn+bijgeschreven"]),
    ("Wij weten dat het bedrag gestort is.", ["is+gestort"]),
    ("Zijn factuur is betaald door zijn vader.", ["is+betaald"]),
    ("De winkel is gevestigd door mijn vader.", ["is+gevestigd"]),
    ("De zaken zijn vorige week besproken.", ["zijn+besproken"]),
    ("De vordering is als volgt gespecificeerd.", ["is+gespecificeerd"]),
    ("De vordering is hieronder gespecificeerd.", ["is+gespecificeerd"]),
    ("De vordering is overgedragen ter incasso.", ["is+overgedragen"]),
    ("Deze vordering is ter incasso aan mijn kantoor overgedragen.", ["is+overgedragen"]),
    ("De termijn is verstreken en de vordering is verjaard.", []),
    ("Uw betaling is achterwege gebleven.", []),
    ("Bent u verhuisd?", []),
    ("U bent verplicht om te betalen.", []),
    ("Wij zijn genoodzaakt de zaak uit handen te geven.", []),
    ("Wij zijn op maandag gesloten.", []),
    ("Hij heeft zijn rekening betaald.", []),
    ("Hij heeft met zijn bank gebeld.", []),
    ("Het is een mooi huis, gebouwd in 1920.", []),
    ("Het bedrag is vervallen.", []),
    ("Het is ons bekend.", []),
    ("Dat is niet te begrijpen.", []),
]


def verbs(text: str, found: list[Passive]) -> list[str]:
    return [f"{one.auxiliary.of(text)}+{one.participle.of(text)}" for one in found]


@pytest.mark.parametrize(("text", "expected"), WORDEN)
def test_a_passive_with_worden_is_found_by_its_two_verbs(text: str, expected: list[str]) -> None:
    assert verbs(text, passives_with_worden(load("nl").analyse(text))) == expected


@pytest.mark.parametrize(("text", "expected"), ZIJN)
def test_a_passive_with_zijn_is_no_perfect_and_no_state(text: str, expected: list[str]) -> None:
    assert verbs(text, passives_with_zijn(load("nl").analyse(text))) == expected


def test_the_span_of_a_passive_runs_over_both_verbs() -> None:
    text = "Dat wordt vandaag nog betaald."
    (one,) = passives_with_worden(load("nl").analyse(text))
    assert one.span.of(text) == "wordt vandaag nog betaald"
