"""Which words are diminutives, and which only look like one."""

from __future__ import annotations

import pytest

from toolkit.language import load
from toolkit.language.nl.diminutives import Diminutive, diminutives


def found(text: str) -> list[Diminutive]:
    return diminutives(load("nl").analyse(text))


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("bedragje", "bedrag"),
        ("winkeltje", "winkel"),
        ("kaartjes", "kaart"),
        ("mailtje", "mail"),
        ("karretje", "kar"),
        ("ringetje", "ring"),
        ("rekeningetje", "rekening"),
        ("weggetjes", "weg"),
        ("boompje", "boom"),
        ("bloempjes", "bloem"),
        ("koninkje", "koning"),
        ("kopje", "kop"),
        ("autootje", "auto"),
        ("parapluutje", "paraplu"),
        ("taxietje", "taxi"),
        ("cafeetje", "café"),
        ("ideetje", "idee"),
        ("baby'tje", "baby"),
        ("sms'je", "sms"),
        ("huurachterstandje", "huurachterstand"),
        ("boekske", "boek"),
        ("huizeke", "huis"),
        ("stoelke", "stoel"),
        ("knuffelingskes", "knuffeling"),
        ("blaadje", "blaadje"),
        ("glaasjes", "glaasje"),
        ("modderpaadje", "modderpaadje"),
    ],
)
def test_a_diminutive_is_found_with_its_base(word: str, base: str) -> None:
    (one,) = found(f"Dat {word} is klein.")
    assert (one.base, one.lexicalised) == (base, False)


@pytest.mark.parametrize(
    "text",
    [
        "Heb je dat gezien?",
        "Wil jij je factuur zien?",
        "De oranje franje is van kastanje.",
        "Dat is een vrije, blije dag in mei.",
        "De kassier zit in een rijtjeshuis.",
        "Marije en Antje bellen.",
        "Antje belde gisteren.",
        "Dit is een etc.tje of zo.",
        "Elke sterke, rijke of blanke man.",
        "De wettelijke en politieke regels gelden voor zulke zaken.",
        "Spanje, Bulgarije en Turkije doen mee.",
        "Koksijde en Oostduinkerke liggen aan zee.",
        "Wij vragen de bajes om hulp.",
    ],
)
def test_what_only_looks_like_a_diminutive_stays_quiet(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("word", ["meisje", "beetje", "sprookjes", "ietsje", "tientje", "uitje"])
def test_a_word_with_a_life_of_its_own_is_marked_as_such(word: str) -> None:
    assert [one.lexicalised for one in found(f"Dat is een {word} van hem.")] == [True]


def test_a_briefje_is_a_diminutive_unless_it_is_a_banknote() -> None:
    assert [one.lexicalised for one in found("Stuur een briefje met een briefje van tien.")] == [False, True]


def test_capitals_do_not_hide_a_diminutive() -> None:
    text = "Bedragje open? EEN KLEIN BEDRAGJE."
    assert [one.span.of(text) for one in found(text)] == ["Bedragje", "BEDRAGJE"]


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("Wat is uw IBAN-nummertje?", "iban-nummer"),
        ("Scan het QR-codetje.", "qr-code"),
        ("Print een A4'tje.", "a4"),
        ("Bel even voor een telefoontje.", "telefoon"),
        ("Dit is uw Bedragje.", "bedrag"),
        ("U kreeg een briefke.", "brief"),
    ],
)
def test_a_diminutive_may_hold_letters_figures_or_a_capital(text: str, base: str) -> None:
    assert [each.base for each in found(text) if not each.lexicalised] == [base]
