"""A country's law is known or it is refused."""

import pytest

from toolkit.errors import RecordError
from toolkit.law import check_private, jurisdiction, levy


@pytest.mark.parametrize("country", ["NL", "BE"])
def test_a_known_country_is_a_jurisdiction(country):
    assert jurisdiction(country) == country


@pytest.mark.parametrize("country", ["DE", "nl", ""])
def test_a_country_whose_law_is_not_known_is_refused(country):
    with pytest.raises(RecordError, match="are not known") as error:
        jurisdiction(country)
    assert error.value.hint == "known are NL, BE"


@pytest.mark.parametrize(
    ("description", "name"),
    [
        ("Afvalstoffenheffing 2026", "Afvalstoffenheffing"),
        ("aanslag gemeentelijke belastingen 2026", "gemeentelijke belastingen"),
        ("OZB eigenaar", "OZB"),
        ("Onroerende zaakbelasting", "Onroerende zaakbelasting"),
        ("onroerendezaakbelastingen", "onroerendezaakbelastingen"),
        ("Naheffingsaanslag parkeren", "Naheffingsaanslag"),
        ("Waterschapsbelasting", "Waterschapsbelasting"),
        ("Gemeentebelasting tweede verblijf", "Gemeentebelasting"),
        ("Taxe communale 2026", "Taxe communale"),
        ("Huur mei, met afvalstoffenheffing", ""),
        ("Belastingadvies 2026", ""),
        ("Lezing over rioolheffing", ""),
        ("2 nachten en toeristenbelasting", ""),
        ("Legesvrij advies", ""),
        ("", ""),
    ],
)
def test_a_description_that_begins_as_a_tax_does_is_heard(description, name):
    assert levy(description) == name


def test_a_claim_that_says_what_it_is_is_believed():
    check_private("private", "claim", "Rioolheffing 2026")
    check_private(None, "claim", "Rioolreparatie")
    with pytest.raises(RecordError, match="'Rioolheffing' is the name of a tax"):
        check_private(None, "claim", "Rioolheffing 2026")
    with pytest.raises(RecordError, match="a debt of public law"):
        check_private("public", "claim", "Taart")
