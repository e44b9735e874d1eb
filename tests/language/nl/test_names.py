"""How a letter addresses people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import RecordError
from toolkit.language.nl.names import PersonName, full_name, greeting

DE_VRIES = PersonName(title="mevrouw", initials="J.", first_name="Johanna", prefix="de", last_name="Vries")
JANSEN = PersonName(title="meneer", initials="P.", last_name="Jansen")


@pytest.mark.parametrize(
    ("person", "country", "expected"),
    [
        (DE_VRIES, "NL", "Beste mevrouw De Vries"),
        (JANSEN, "NL", "Beste meneer Jansen"),
        (PersonName(initials="J.", prefix="de", last_name="Vries"), "NL", "Beste J. de Vries"),
        (PersonName(first_name="Sanne", prefix="de", last_name="Wit"), "NL", "Beste Sanne de Wit"),
        (PersonName(prefix="de", last_name="Wit"), "NL", "Beste mevrouw of meneer De Wit"),
        (PersonName(title="meneer", prefix="van 't", last_name="Hek"), "NL", "Beste meneer Van 't Hek"),
        (PersonName(title="meneer", prefix="'t", last_name="Hart"), "NL", "Beste meneer 't Hart"),
        (PersonName(title="mevrouw", prefix="d'", last_name="Ancona"), "NL", "Beste mevrouw D'Ancona"),
        (PersonName(title="mevrouw", last_name="Jansen-de Vries"), "NL", "Beste mevrouw Jansen-de Vries"),
        (PersonName(title="mevrouw", last_name="de Vries"), "NL", "Beste mevrouw De Vries"),
        (PersonName(title="meneer", last_name="ijzerman"), "NL", "Beste meneer IJzerman"),
        (PersonName(title="mevrouw", prefix="De", last_name="Smet"), "BE", "Beste mevrouw De Smet"),
        (
            PersonName(title="mevrouw", prefix="van den", last_name="Abeele"),
            "BE",
            "Beste mevrouw van den Abeele",
        ),
        (PersonName(title="mevrouw", first_name="Fatma"), "NL", "Beste Fatma"),
        (PersonName(title="mevrouw"), "NL", "Beste mevrouw"),
    ],
)
def test_a_greeting_writes_one_person_as_the_country_does(
    person: PersonName, country: str, expected: str
) -> None:
    assert greeting([person], country=country) == expected


def test_a_greeting_names_two_people_in_the_given_order() -> None:
    assert greeting([DE_VRIES, JANSEN], country="NL") == "Beste mevrouw De Vries en meneer Jansen"


def test_a_greeting_lets_two_people_share_one_surname() -> None:
    other = PersonName(title="meneer", prefix="de", last_name="Vries")
    assert greeting([DE_VRIES, other], country="NL") == "Beste mevrouw en meneer De Vries"


def test_a_greeting_names_three_people_with_a_comma_and_en() -> None:
    third = PersonName(initials="A", last_name="Bakker")
    assert (
        greeting([DE_VRIES, JANSEN, third], country="NL")
        == "Beste mevrouw De Vries, meneer Jansen en A. Bakker"
    )


def test_a_greeting_to_a_company_without_a_person_names_the_company() -> None:
    assert greeting([], country="BE", company="Bakkerij X") == "Beste medewerker van Bakkerij X"


def test_a_greeting_prefers_the_person_over_the_company() -> None:
    assert greeting([JANSEN], country="NL", company="Bakkerij X") == "Beste meneer Jansen"


def test_a_greeting_to_nobody_in_particular_says_klant() -> None:
    assert greeting([], country="NL", company=" ") == "Beste klant"


@pytest.mark.parametrize(
    ("person", "country", "expected"),
    [
        (DE_VRIES, "NL", "Mevrouw J. de Vries"),
        (
            PersonName(title="mevrouw", initials="JH", prefix="de", last_name="Vries"),
            "NL",
            "Mevrouw J.H. de Vries",
        ),
        (PersonName(title="meneer", initials="Th", last_name="Bos"), "NL", "De heer Th. Bos"),
        (PersonName(title="meneer", prefix="de", last_name="Vries"), "NL", "De heer De Vries"),
        (PersonName(initials="J.", prefix="de", last_name="Vries"), "NL", "J. de Vries"),
        (PersonName("meneer", "J.", "Jan", "De", "Smet"), "BE", "De heer Jan De Smet"),
    ],
)
def test_a_full_name_is_written_as_on_an_envelope(person: PersonName, country: str, expected: str) -> None:
    assert full_name(person, country=country) == expected


def test_a_line_break_in_a_name_cannot_reach_the_greeting() -> None:
    person = PersonName(title="mevrouw", last_name="Vries\r\nBcc: x@example.com")
    assert greeting([person], country="NL") == "Beste mevrouw Vries Bcc: x@example.com"


def test_an_unknown_title_is_refused_without_quoting_it() -> None:
    with pytest.raises(RecordError) as caught:
        PersonName(title="prinses", last_name="X")
    assert "prinses" not in str(caught.value)


def test_a_person_without_any_name_is_refused() -> None:
    with pytest.raises(RecordError):
        PersonName(prefix="de", last_name="  ")


@pytest.mark.parametrize(
    "write", [lambda c: greeting([JANSEN], country=c), lambda c: full_name(JANSEN, country=c)]
)
def test_an_unknown_country_is_refused(write: object) -> None:
    assert callable(write)
    with pytest.raises(RecordError):
        write("DE")


@given(
    st.builds(PersonName, st.sampled_from(["mevrouw", "meneer"]), st.text(), st.text(), st.text(), st.text())
)
def test_a_greeting_is_one_line_for_every_person(person: PersonName) -> None:
    assert len(greeting([person], country="NL").splitlines()) == 1
