"""The address of a letter: its lines as the post wants them, and the size at which they fit the window.

Netherlands (PostNL, "Addressing tips"): three to six lines, `1234 AB` and two spaces and the town in
capitals, sans serif of 10-12 points. Belgium (bpost, "Het juiste formaat van het adres"): `9000 Gent`
without a country code before it, 'bus 12' kept, 11 or 12 points, no empty lines. Abroad: town and country
in capitals, the country last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from toolkit.errors import RenderError
from toolkit.language import Pack, PersonName
from toolkit.records import Address, Creditor, Customer, Person, Record, Representative
from toolkit.wording import worded

SIZES = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0)
"""Sizes of the address in points, largest first; at the last one lines are cut rather than made smaller."""

READABLE = 10.0
"""The least size that PostNL advises, in points."""

MAX_LINES = 6

SHORTEST_CUT = 16
"""A line of this many characters is never cut further."""

_TOWN_FIRST = frozenset({"AU", "CA", "GB", "IE", "IN", "NZ", "US", "ZA"})
_ATTENTION = re.compile(r"(?:t\.?a\.?v\b|ter attentie)", re.IGNORECASE)
"""A line that names somebody at the firm; who died or is a child is nobody there."""

_DUTCH_POSTCODE = re.compile(r"(?:NL-?\s*)?([1-9]\d{3})\s*([A-Za-z]{2})")
_BELGIAN_POSTCODE = re.compile(r"(?:BE?-?\s*)?([1-9]\d{3})")


@dataclass(frozen=True, slots=True)
class Fitted:
    """The lines of an address as printed, their size in points, and in Dutch what was given up for it."""

    lines: tuple[str, ...]
    size: float
    warnings: tuple[str, ...] = ()

    @property
    def crowded(self) -> bool:
        """Whether there are more lines than the post reads."""
        return len(self.lines) > MAX_LINES


def address_lines(record: Record, pack: Pack) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who the letter is for and where they live, each as lines, in a language.

    Raises RenderError when the record has no postal address.
    """
    customer, creditor = record.customer, record.creditor
    receiver, stop = customer.receiver, customer.stopped
    on_behalf = {"deceased": pack.labels.heirs, "minor": pack.labels.parents}.get(stop or "")
    address = receiver.address or (customer.address if on_behalf else None)
    if address is None:
        raise RenderError(
            "the customer has no postal address", hint="send this record by e-mail or SMS instead"
        )
    country = address.country
    spelling = country if country in ("NL", "BE") else creditor.address.country
    spelling = spelling if spelling in ("NL", "BE") else "NL"
    names = _names(receiver, spelling, pack)
    if on_behalf:
        names = (on_behalf, *_inside(customer, spelling, pack), *(names if customer.representative else ()))
    if address.extra and not _is_box(address) and not (on_behalf and _ATTENTION.match(address.extra)):
        names = (*names, address.extra)
    return names, place_lines(address, creditor.address.country, pack)


def place_lines(address: Address, home: str, pack: Pack) -> tuple[str, ...]:
    """Return street, town and, for a letter that is sent from another country (`home`), the country."""
    abroad = address.country != home
    street = f"{address.street} {address.extra}" if _is_box(address) else address.street
    lines = (street, *_town(address, abroad))
    return (*lines, _country(address.country, pack.locale)) if abroad else lines


def return_line(creditor: Creditor) -> tuple[str, ...]:
    """Return the parts of the line that brings a letter back: the sender's name, street and town."""
    return creditor.name, creditor.address.street, *_town(creditor.address, abroad=False)


def fit(names: Sequence[str], place: Sequence[str], fits: Callable[[Sequence[str], float], bool]) -> Fitted:
    """Return the address at the largest size at which it fits its window.

    `fits` lays out lines at a size in points and says whether they stay inside. At the smallest size the
    longest of `names` is cut, with an ellipsis, until everything fits; street and town are cut only when
    nothing else can give way. Raises RenderError when even that is not enough.
    """
    lines = [*names, *place]
    for size in SIZES:
        if fits(lines, size):
            return Fitted(tuple(lines), size, _smaller(size, len(lines)))
    size = SIZES[-1]
    while not fits(lines, size):
        at = _longest(lines[: len(names)])
        if at is None and (at := _longest(lines)) is None:
            raise RenderError("the address does not fit its window", hint="choose a larger window")
        lines[at] = lines[at].rstrip("…")[: len(lines[at]) * 7 // 8].rstrip() + "…"
    return Fitted(
        tuple(lines), size, (worded("Het adres is te lang voor het venster: een regel is afgekapt."),)
    )


def _longest(lines: Sequence[str]) -> int | None:
    at = max(range(len(lines)), key=lambda index: len(lines[index]), default=None)
    return None if at is None or len(lines[at]) <= SHORTEST_CUT else at


def _smaller(size: float, count: int) -> tuple[str, ...]:
    notes = []
    if size < READABLE:
        notes.append(
            worded(
                "Het adres is te lang voor het venster en staat kleiner: {size} punten.",
                size=f"{size:g}".replace(".", ","),
            )
        )
    if count > MAX_LINES:
        notes.append(
            worded(
                "Het adres heeft {count} regels; de post leest er hoogstens {max_lines}.",
                count=count,
                max_lines=MAX_LINES,
            )
        )
    return tuple(notes)


def _names(customer: Customer | Representative, country: str, pack: Pack) -> tuple[str, ...]:
    people = [_parts(person) for person in customer.people]
    if not customer.company:
        return tuple(pack.names.full_name(person, country=country) for person in people)
    if not people:
        return (customer.company,)
    return customer.company, pack.names.attention(people, country=country)


def _inside(customer: Customer, country: str, pack: Pack) -> tuple[str, ...]:
    """The customer as words go on after 'Aan de erven van': people without a title, then their firm, else its owner."""
    if not customer.people:
        return (pack.labels.owner.format(company=customer.company),)
    people = (replace(_parts(person), title=None) for person in customer.people)
    names = (pack.names.full_name(person, country=country) for person in people)
    return (*names, *filter(None, (customer.company,)))


def _is_box(address: Address) -> bool:
    """Whether `extra` is a Belgian box number, which stands behind the house number (bpost)."""
    return address.country == "BE" and re.match(r"bus\b", address.extra, re.IGNORECASE) is not None


def _parts(person: Person) -> PersonName:
    return PersonName(person.salutation, person.initials, person.first_name, person.prefix, person.last_name)


def _town(address: Address, abroad: bool) -> tuple[str, ...]:
    town = address.town.upper() if abroad or address.country == "NL" else address.town
    if address.country == "NL":
        match = _DUTCH_POSTCODE.fullmatch(address.postcode)
        postcode = f"{match[1]} {match[2].upper()}" if match else address.postcode
        return (f"{postcode}  {town}",)
    if address.country == "BE":
        match = _BELGIAN_POSTCODE.fullmatch(address.postcode)
        return (f"{match[1] if match else address.postcode} {town}",)
    if address.country in _TOWN_FIRST:
        return (town, address.postcode)
    return (f"{address.postcode} {town}",)


def _country(code: str, locale: str) -> str:
    from babel import Locale

    return str(Locale.parse(locale).territories.get(code, code)).upper()
