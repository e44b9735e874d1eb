"""How a Dutch letter addresses people: the greeting above it and the name in the address block.

The capital of a surname prefix follows the Dutch spelling guide (Woordenlijst Nederlandse Taal, Leidraad
2015, chapter 16): in the Netherlands a prefix takes a capital when no first name, initial or other
surname stands before it ("mevrouw De Vries", "J. de Vries"); a Belgian name is always written as its
owner writes it ("Jan De Smet", "mevrouw van den Abeele").
"""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.errors import RecordError
from toolkit.language.person import PersonName

_APOSTROPHES = ("'", "’", "‘")
_FAMILY = "familie"
_ADDRESS_TITLES = {"mevrouw": "Mevrouw", "meneer": "De heer"}


def greeting(people: Sequence[PersonName], *, country: str, company: str | None = None) -> str:
    """Return the greeting of a letter, without its comma: "Beste mevrouw De Vries".

    In: the people addressed, in the order to name them; `country` "NL" or "BE", whose spelling of
    prefixes counts; `company`, used only when no person is known. A title goes with the surname alone;
    without a title the initials or the first name stay, so that nobody's gender is guessed ("Beste J. de
    Vries"). Two people of one surname share it ("Beste mevrouw en meneer De Vries").

    A company without a person becomes "Beste medewerker van Bakkerij X": it names who is meant, fits
    whoever opens the letter, and needs no gender, where "heer of mevrouw" is stiff and leaves people out
    and "relatie" is office language. With neither a person nor a company it is "Beste klant", which is
    always true of the receiver.
    Raises RecordError for another country.
    """
    _check_country(country)
    if people:
        return f"Beste {_joined(people, country)}"
    company = " ".join(company.split()) if company else ""
    return f"Beste medewerker van {company}" if company else "Beste klant"


def full_name(person: PersonName, *, country: str) -> str:
    """Return the name for the address block: "Mevrouw J. de Vries", "De heer Jan De Smet".

    In: one person; `country` "NL" or "BE". The Netherlands write the initials where both they and a first
    name are known, Belgium the first name. "De heer" is the usual form in an address in both countries.
    Raises RecordError for another country.
    """
    _check_country(country)
    initials = _dotted(person.initials)
    given = (initials or person.first_name) if country == "NL" else (person.first_name or initials)
    surname = _surname(person, country, alone=not given)
    title = _ADDRESS_TITLES[person.title] if person.title else ""
    if given == _FAMILY:
        given = given.capitalize()
    return " ".join(part for part in (title, given, surname) if part)


def attention(people: Sequence[PersonName], *, country: str) -> str:
    """Return the line under a company that says for whom a letter is: "t.a.v. de heer J. Smit".

    In: one person or more; `country` "NL" or "BE". Raises RecordError for another country.
    """
    return f"t.a.v. {' en '.join(_inside(full_name(person, country=country)) for person in people)}"


def _inside(name: str) -> str:
    """The name as it stands after other words: 'mevrouw J. de Vries'."""
    title = next((each for each in _ADDRESS_TITLES.values() if name.startswith(f"{each} ")), "")
    return title.lower() + name.removeprefix(title)


def _check_country(country: str) -> None:
    if country not in ("NL", "BE"):
        raise RecordError("a country is not known", hint='use "NL" or "BE"')


def _joined(people: Sequence[PersonName], country: str) -> str:
    if len(people) == 2 and _share_surname(*people):
        return f"{people[0].title} en {people[1].title} {_surname(people[0], country, alone=True)}"
    names = [_addressed(person, country) for person in people]
    return f"{', '.join(names[:-1])} en {names[-1]}" if len(names) > 1 else names[0]


def _share_surname(one: PersonName, other: PersonName) -> bool:
    titles = {one.title, other.title}
    same = (one.prefix, one.last_name) == (other.prefix, other.last_name)
    return titles == set(_ADDRESS_TITLES) and same and bool(one.last_name)


def _addressed(person: PersonName, country: str) -> str:
    given = person.first_name or _dotted(person.initials)
    if person.title:
        surname = _surname(person, country, alone=True)
        return f"{person.title} {surname}" if surname else (person.first_name or person.title)
    if given:
        return " ".join(part for part in (given, _surname(person, country, alone=False)) if part)
    return f"mevrouw of meneer {_surname(person, country, alone=True)}"


def _surname(person: PersonName, country: str, *, alone: bool) -> str:
    if not person.last_name:
        return ""
    name = f"{person.prefix} {person.last_name}" if person.prefix else person.last_name
    if person.prefix.endswith(_APOSTROPHES) and not person.prefix.startswith(_APOSTROPHES):
        name = f"{person.prefix}{person.last_name}"  # d'Ancona: nothing between the prefix and the name
    return _capitalised(name) if alone and country == "NL" else name


def _capitalised(name: str) -> str:
    if name.startswith(_APOSTROPHES):
        return name  # 't Hart and 's-Gravesande never take a capital there
    if name.startswith("ij"):
        return "IJ" + name[2:]
    return name[0].upper() + name[1:]


def _dotted(initials: str) -> str:
    if not initials or "." in initials:
        return initials
    parts = initials.split(" ")
    return "".join(
        "".join(f"{letter}." for letter in part) if part.isupper() else f"{part}." for part in parts
    )
