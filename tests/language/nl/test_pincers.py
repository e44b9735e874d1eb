"""Which auxiliaries stand too far from their verb."""

from __future__ import annotations

import pytest

from toolkit.language import load
from toolkit.language.nl.pincers import pincers


@pytest.mark.parametrize(
    ("text", "verb", "words"),
    [
        ("Wij hebben uw betaling voor factuur 2026-0413 van 3 november nog niet ontvangen.", "ontvangen", 10),
        ("U moet de factuur van 12 oktober voor het schilderwerk betalen.", "betalen", 8),
        ("De factuur moet uiterlijk op maandag 7 december op onze rekening staan.", "staan", 8),
        ("U kunt het bedrag binnen veertien dagen na deze brief zonder kosten betalen.", "betalen", 10),
        ("De rekening dient binnen 14 dagen na ontvangst van deze brief te worden voldaan.", "voldaan", 10),
        (
            "Uw dossier wordt na deze brief zonder verder bericht aan een bureau overgedragen.",
            "overgedragen",
            9,
        ),
        ("Wij zullen u in de loop van volgende week een nieuw voorstel sturen.", "sturen", 10),
    ],
)
def test_a_pincer_counts_the_words_between_its_two_verbs(text: str, verb: str, words: int) -> None:
    (one,) = pincers(load("nl").analyse(text))
    assert (one.closing.of(text), one.words) == (verb, words)


@pytest.mark.parametrize(
    "text",
    [
        "U kunt vandaag betalen.",
        "Wij hebben uw betaling nog niet ontvangen.",
        "U hebt een rekening van ons voor de nieuwe keuken in uw huis.",
        "U bent klant bij ons sinds de opening van onze winkel in Utrecht.",
        "Wij zijn er voor u op werkdagen van 9 tot 17 uur.",
        "Hij gaf zijn bank gisteren in een brief van drie bladzijden de opdracht.",
        "Het gaat er nu om de zaak met u in alle rust te regelen.",
    ],
)
def test_a_short_or_verbless_stretch_is_no_pincer(text: str) -> None:
    assert pincers(load("nl").analyse(text)) == []


def test_the_least_number_of_words_is_a_choice() -> None:
    analysis = load("nl").analyse("Wij hebben uw betaling nog niet ontvangen.")
    assert [one.words for one in pincers(analysis, least_words=4)] == [4]
