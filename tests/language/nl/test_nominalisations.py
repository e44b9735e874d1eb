"""Which nouns hide a verb."""

from __future__ import annotations

import pytest

from toolkit.language import load
from toolkit.language.nl.lexicon import read_lexicon
from toolkit.language.nl.nominalisations import nominalisations, verb_of_ing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Na het betalen van de factuur sluiten wij het dossier.", ["het betalen van"]),
        ("Het niet tijdig voldoen van de rekening kost geld.", ["Het niet tijdig voldoen van"]),
        ("Door de betaling van de factuur voorkomt u kosten.", ["de betaling van"]),
        ("Tot de volledige voldoening van het bedrag.", ["de volledige voldoening van"]),
        ("Wij regelen de levering van uw kast.", ["de levering van"]),
        ("De rekening van mei is nog open.", []),
        ("De bankrekening van Jansen en de huurwoning van De Wit.", []),
        ("De herinnering van 3 mei en de regeling van vorig jaar.", []),
        ("Het leven van een klant en het vertrouwen van ons allen.", []),
        ("Wij hebben nog geen betaling van u ontvangen.", []),
        ("Wij helpen u om de rekening te betalen van uw vader.", []),
        ("Het huis wordt voorzien van een dak.", []),
        ("De ring van de koning.", []),
        ("U wilt het bedrag betalen van uw spaargeld.", []),
    ],
)
def test_a_nominalisation_needs_its_article_and_van(text: str, expected: list[str]) -> None:
    assert [one.span.of(text) for one in nominalisations(load("nl").analyse(text))] == expected


@pytest.mark.parametrize(
    ("noun", "verb"),
    [
        ("betaling", "betalen"),
        ("leveringen", "leveren"),
        ("voldoening", "voldoen"),
        ("begeleiding", "begeleiden"),
        ("rekening", None),
        ("bankrekeningen", None),
        ("koning", None),
        ("ring", None),
    ],
)
def test_a_noun_in_ing_gives_its_verb_unless_it_names_a_thing(noun: str, verb: str | None) -> None:
    assert verb_of_ing(noun, read_lexicon()) == verb
