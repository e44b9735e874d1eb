"""Threats in plain words are found, and what happens next, told calmly, is not one."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.lint import lint_text
from toolkit.lint.findings import Finding, Severity
from toolkit.lint.rules._unpaid import condition
from toolkit.lint.signs.families import Family
from toolkit.reading.document import text_document

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
        "Als een deurwaarder beslag legt op uw uitkering, kunt u ons bellen.",
        "Als u de factuur niet hebt gekregen, plakken wij hem in een brief.",
        "Betaalt u liever niet online? Dan tikt u het bedrag in bij de balie.",
        "Ook als u de bijdrage niet betaalt, gaat uw kind mee op kamp.",
        "Betaalt uw verzekeraar niet alles? Dan krijgt u de rest als nota.",
        "Wij nemen geen rechtsmaatregelen.",
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
        "Bij uitblijven van de huur dimmen wij uw lampen.",
        "Betaal je niet, dan kleuren we je voordeur paars.",
        "Betaal deze week, anders parkeren wij een olifant in uw tuin.",
        "Blijft de betaling achterwege, dan leest heel Zwolle het in de krant.",
        "Zolang de nota openstaat, dansen wij op uw dak.",
        "Je krijgt een BKR-notering als je deze termijn overslaat.",
    ],
)
def test_a_threat_may_stand_in_two_sentences_and_speak_to_you_either_way(text: str) -> None:
    assert threats(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Als u niet betaalt, bellen wij u.", "Als u niet betaalt"),
        ("Wij bellen u als u niet betaalt.", "als u niet betaalt"),
        ("Blijft uw betaling uit, dan bellen wij u.", "Blijft uw betaling uit"),
        ("Wordt de huur niet voldaan, dan bellen wij u.", "Wordt de huur niet voldaan"),
        ("Zonder uw reactie bellen wij u.", "Zonder uw reactie"),
        ("Bij wanbetaling bellen wij u.", "Bij wanbetaling"),
        ("Geen betaling, geen stroom.", "Geen betaling"),
        ("Betaal vandaag, anders bellen wij u.", "Betaal vandaag, anders"),
        ("U hebt nog vijf dagen, dan bellen wij u.", "U hebt nog vijf dagen, dan"),
        ("Wij bellen u tot u hebt betaald.", "tot u hebt betaald"),
        ("Als u niet thuis bent, bellen wij u.", ""),
        ("Als u niet kunt betalen, bellen wij u.", ""),
        ("Wilt u niet online betalen?", ""),
        ("Ondanks uw brief is er niet betaald.", ""),
    ],
)
def test_a_condition_of_not_paying_is_known_in_all_its_forms(text: str, said: str) -> None:
    document = text_document(text, "nl")
    found = condition(document.folded)
    span = document.analysis.span(found[0], found[1] - 1) if found else None
    assert (span.of(text) if span else "") == said


def test_a_family_knows_words_stems_and_last_parts() -> None:
    family = Family(["nota", "dagvaard*", "*achterstand"])
    assert all(word in family for word in ("nota", "dagvaarding", "huurachterstand"))
    assert not family.meets(["notaris", "gedagvaard", "achterstanden"])
    assert family.places({"nota": [4], "dagvaarden": [1, 7], "brief": [2]}) == [1, 4, 7]


def test_a_sentence_has_one_threat_of_signs() -> None:
    assert len(threats("Betaalt u niet, dan komt de deurwaarder en leggen wij beslag op uw loon.")) == 1
