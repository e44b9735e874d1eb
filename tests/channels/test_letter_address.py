from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.channels.messages import record
from toolkit.channels.letter_address import READABLE, SIZES, address_lines, fit, return_line
from toolkit.errors import RenderError
from toolkit.language import load

BELGIAN = {
    "name": "Tuinen Vermeulen BV",
    "address": {"street": "Dennenstraat 14", "postcode": "9000", "town": "Gent", "country": "BE"},
}


def lines(customer: dict[str, Any], creditor: dict[str, Any] | None = None) -> tuple[str, ...]:
    names, place = address_lines(record(creditor, customer), load("nl"))
    return (*names, *place)


def at(**address: str) -> dict[str, Any]:
    return {"address": {"street": "Kerkstraat 3", "postcode": "1234 AB", "town": "Utrecht"} | address}


@pytest.mark.parametrize("postcode", ["1234AB", "1234 ab", "NL-1234 AB", "1234  AB"])
def test_a_dutch_town_has_capitals_and_two_spaces_before_it(postcode: str) -> None:
    assert lines(at(postcode=postcode))[-1] == "1234 AB  UTRECHT"


@pytest.mark.parametrize("postcode", ["9000", "B-9000", "BE 9000"])
def test_a_belgian_letter_has_no_country_code_before_the_postcode(postcode: str) -> None:
    address = at(postcode=postcode, town="Gent", country="BE")
    assert lines(address, BELGIAN)[-1] == "9000 Gent"


def test_a_belgian_box_number_stands_behind_the_house_number() -> None:
    address = at(postcode="9000", town="Gent", country="BE", extra="bus 12")
    assert lines(address, BELGIAN)[-2:] == ("Kerkstraat 3 bus 12", "9000 Gent")


def test_a_letter_abroad_ends_with_the_country_in_dutch_capitals() -> None:
    assert lines(at(postcode="9000", town="Gent", country="BE"))[-2:] == ("9000 GENT", "BELGIË")
    assert lines(at(), BELGIAN)[-2:] == ("1234 AB  UTRECHT", "NEDERLAND")
    assert lines(at(postcode="1200", town="Genève", country="CH"))[-2:] == ("1200 GENÈVE", "ZWITSERLAND")


def test_a_british_town_stands_above_its_postcode() -> None:
    address = at(postcode="SW1A 2AA", town="London", country="GB")
    assert lines(address)[-3:] == ("LONDON", "SW1A 2AA", "VERENIGD KONINKRIJK")


def test_a_company_comes_before_the_person_it_is_for() -> None:
    customer = at(extra="afdeling inkoop") | {"kind": "business", "company": "Lunchroom De Kade"}
    assert lines(customer)[:3] == ("Lunchroom De Kade", "t.a.v. mevrouw A. de Vries", "afdeling inkoop")


def test_a_company_without_a_person_stands_alone() -> None:
    customer = at() | {"kind": "business", "company": "Lunchroom De Kade", "last_name": ""}
    assert lines(customer)[:2] == ("Lunchroom De Kade", "Kerkstraat 3")


def test_two_people_have_a_line_each() -> None:
    partner = {"salutation": "meneer", "initials": "B.", "prefix": "van den", "last_name": "Berg"}
    assert lines(at() | {"partner": partner})[:2] == ("Mevrouw A. de Vries", "De heer B. van den Berg")


def test_a_customer_without_an_address_gets_no_letter() -> None:
    with pytest.raises(RenderError, match="no postal address"):
        address_lines(record(customer={"address": None}), load("nl"))


def test_the_return_address_is_one_line() -> None:
    assert return_line(record().creditor) == (
        "Bakkerij De Korenbloem B.V.",
        "Langestraat 12",
        "3811 AA  AMERSFOORT",
    )


def fits_at_most(size: float) -> Any:
    return lambda _, tried: tried <= size


def test_an_address_that_fits_keeps_its_size_and_says_nothing() -> None:
    fitted = fit(("Mevrouw A. de Vries",), ("Kerkstraat 3",), fits_at_most(99))
    assert (fitted.size, fitted.warnings) == (SIZES[0], ())


def test_an_address_that_is_too_long_becomes_smaller_and_says_so_below_ten_points() -> None:
    assert fit(("A",), ("B",), fits_at_most(READABLE)).warnings == ()
    small = fit(("A",), ("B",), fits_at_most(9.5))
    assert small.size == 9.5
    assert small.warnings == ("Het adres is te lang voor het venster en staat kleiner: 9,5 punten.",)


def test_more_lines_than_the_post_reads_are_reported() -> None:
    fitted = fit(("a", "b", "c", "d", "e"), ("f", "g"), fits_at_most(99))
    assert fitted.warnings == ("Het adres heeft 7 regels; de post leest er hoogstens 6.",)


@given(st.text("abc ", min_size=17, max_size=300), st.integers(20, 60))
def test_a_name_gives_way_before_street_and_town(name: str, room: int) -> None:
    def fits(tried: Sequence[str], _: float) -> bool:
        return len(tried[0]) <= room

    fitted = fit((name,), ("Kerkstraat 3", "1234 AB  UTRECHT"), fits)
    assert fitted.lines[1:] == ("Kerkstraat 3", "1234 AB  UTRECHT")
    assert len(fitted.lines[0]) <= room
    assert fitted.lines[0] == name or fitted.lines[0].endswith("…")
    assert bool(fitted.warnings) == (fitted.lines[0] != name)


def test_a_street_gives_way_when_nothing_else_can() -> None:
    fitted = fit(
        ("Jan",), ("Laan van de Verenigde Naties " * 9, "1234 AB  UTRECHT"), lambda t, _: len(t[1]) < 90
    )
    assert fitted.lines[1].startswith("Laan van de Verenigde Naties")
    assert fitted.warnings == ("Het adres is te lang voor het venster: een regel is afgekapt.",)


def test_a_window_that_is_too_small_for_any_address_is_an_error() -> None:
    with pytest.raises(RenderError, match="does not fit"):
        fit(("Jan",), ("Kerkstraat 3",), lambda *_: False)


def test_a_letter_after_a_death_is_for_the_heirs_at_the_same_address() -> None:
    assert lines(at() | {"stop": "deceased"})[:3] == (
        "Aan de erven van",
        "A. de Vries",
        "Kerkstraat 3",
    )


def test_a_letter_about_a_minor_is_for_the_parents() -> None:
    assert lines(at() | {"stop": "minor"})[:2] == ("Aan de ouders of verzorgers van", "A. de Vries")


@pytest.mark.parametrize(
    ("person", "named"),
    [
        ({"salutation": "meneer", "last_name": "Mulder"}, ("A. de Mulder", "De Kade")),
        ({"salutation": None, "initials": "", "prefix": "", "last_name": ""}, ("de eigenaar van De Kade",)),
    ],
)
def test_a_letter_after_a_death_names_the_owner_of_a_firm_and_is_for_nobody_who_died(
    person: dict[str, str | None], named: tuple[str, ...]
) -> None:
    address = {
        "street": "Haag 3",
        "postcode": "3811 HD",
        "town": "Amersfoort",
        "extra": "t.a.v. de administratie",
    }
    owner = {"kind": "business", "company": "De Kade", "address": address, **person}
    assert lines(owner | {"stop": "deceased"})[: len(named) + 2] == ("Aan de erven van", *named, "Haag 3")


OFFICE = {
    "company": "De Brug",
    "salutation": "meneer",
    "initials": "P.",
    "last_name": "Loo",
    "address": {"street": "Gracht 1", "postcode": "3511 NR", "town": "Utrecht"},
}


def test_who_acts_for_a_customer_gets_the_letter_and_the_customer_is_not_in_the_window() -> None:
    found = lines(at() | {"stop": "administration", "representative": OFFICE})
    assert found == ("De Brug", "t.a.v. de heer P. Loo", "Gracht 1", "3511 NR  UTRECHT")


def test_an_heir_who_is_known_gets_the_letter_of_the_heirs() -> None:
    found = lines(at() | {"stop": "deceased", "representative": OFFICE})
    assert found[:4] == ("Aan de erven van", "A. de Vries", "De Brug", "t.a.v. de heer P. Loo")
    assert "Gracht 1" in found


def test_a_letter_for_who_acts_never_goes_to_the_customer_instead() -> None:
    with pytest.raises(RenderError, match="address"):
        lines(at() | {"stop": "bankrupt", "representative": {**OFFICE, "address": None}})
