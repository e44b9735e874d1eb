"""Letters about money say where to pay and how to reach a person."""

from __future__ import annotations

import pytest

from toolkit.lint import lint_text

LETTER = (
    "Beste mevrouw De Vries,\n\nWij zien uw betaling voor factuur 2026-0001 nog niet. Het gaat om € 119,00. Betaalt u"
    " dat uiterlijk op maandag 7 december 2026? {} Lukt dat niet, of klopt de factuur niet? {} Dan zoeken we samen een"
    " oplossing.\n\nMet vriendelijke groet,\nBakkerij De Korenbloem"
)
ACCOUNTS = [
    "Rekening NL91 ABNA 0417 1643 00.",
    "Rekening: {iban}.",
    "Op [rekeningnummer].",
    "Via {{ payment_link }}.",
    "Betalen kan via de knop hieronder.",
    "Scan de QR-code.",
    "Ga naar https://betalen.voorbeeld.example/1.",
    "Op %iban%.",
]
CONTACTS = [
    "Bel 033 470 00 00.",
    "Mail post@voorbeeld.example.",
    "Bel [telefoonnummer].",
    "Bel {{phone}}.",
    "Mail {e-mail}.",
]


@pytest.mark.parametrize("account", ACCOUNTS)
@pytest.mark.parametrize("contact", CONTACTS)
def test_a_letter_with_account_and_contact_lacks_nothing(account: str, contact: str) -> None:
    assert lint_text(LETTER.format(account, contact), select=["missing-contact"]) == []


@pytest.mark.parametrize("account", ["", "Rekening NL91 ABNA 0417 1643 00."])
@pytest.mark.parametrize("contact", ["", "Bel 033 470 00 00."])
def test_a_letter_says_which_of_both_is_missing(account: str, contact: str) -> None:
    found = lint_text(LETTER.format(account, contact), select=["missing-contact"])
    said = " ".join(each.message.nl for each in found)
    assert ("betaallink" in said) is not account
    assert ("telefoonnummer" in said) is not contact


@pytest.mark.parametrize(
    "text",
    [
        "Betaal de openstaande factuur.",
        "Wij hebben uw aanvraag ontvangen. " * 12,
        "U dient de openstaande factuur te betalen. Onze voorwaarden gaan hier verder over. " * 60,
        "De gemeente verhoogt de huur van de zaal met € 25. Dat is nodig omdat de kosten stijgen. " * 4,
    ],
)
def test_a_text_that_is_no_letter_about_paying_lacks_nothing(text: str) -> None:
    assert lint_text(text, select=["missing-contact"]) == []
