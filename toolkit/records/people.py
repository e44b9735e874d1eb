"""Whom a message is for: people and firms, as frozen, validated models."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from toolkit.delivery import SentBy
from toolkit.language import HOUSE
from toolkit.records.base import Model
from toolkit.records.creditors import Address
from toolkit.records.stops import Stop, gravest, in_name, in_remark
from toolkit.records.values import Day, Email, Language, Line, Phone, Required
from toolkit.wording import worded

CustomerKind = Literal["consumer", "business"]
Audience = Literal["general", "student", "worker", "elderly"]
Style = Literal["D", "I", "S", "C"]


class Person(Model):
    """A person's name in parts. `salutation` is how to address them; None when that is not known.

    `prefix` is the tussenvoegsel ('de', 'van der'); Belgian names keep their own spelling in `last_name`.
    """

    salutation: Literal["mevrouw", "meneer"] | None = None
    initials: Line = ""
    first_name: Line = ""
    prefix: Line = ""
    last_name: Required


class Representative(Person):
    """Who acts for a customer who may not: a curator, a bewindvoerder, a schuldbemiddelaar, an heir, a parent.

    An office has a `company`, a person a `last_name`. `reference` is the number of their file, `since` the day from
    which they act, such as the day of a judgement.
    """

    last_name: Line = ""
    company: Line = ""
    address: Address | None = None
    email: Email | None = None
    mobile: Phone | None = None
    phone: Phone | None = None
    reference: Line = ""
    since: Day | None = None

    @model_validator(mode="after")
    def _has_a_name(self) -> Self:
        if not (self.company or self.last_name):
            raise ValueError(
                worded("heeft een naam nodig: een kantoor (company) of een achternaam (last_name)")
            )
        return self

    @property
    def name(self) -> str:
        """The office, else the person."""
        return self.company or _written(self)

    @property
    def people(self) -> tuple[Person, ...]:
        """The person to address, none for an office alone."""
        return (self,) if self.last_name else ()


class Customer(Person):
    """Who owes the money.

    A business has a `company`; a consumer has a `last_name`; `partner` is a second addressee. `stop` says why it
    may not be written to by a mass road, `stop_note` where; with `kind_by_name` the name alone says if it is a firm.
    With a `representative`, what may be written goes there.
    """

    id: Line = ""
    last_name: Line = ""
    partner: Person | None = None
    kind: CustomerKind = "consumer"
    company: Line = ""
    registration: Line = ""
    address: Address | None = None
    language: Language = HOUSE
    email: Email | None = None
    mobile: Phone | None = None
    phone: Phone | None = None
    preferred_channel: SentBy | None = None
    audience: Audience = "general"
    style: Style | None = None
    contact_hours: Line = ""
    remarks: tuple[Line, ...] = ()
    stop: Stop | None = None
    stop_note: Line = ""
    kind_by_name: bool = False
    representative: Representative | None = None

    @model_validator(mode="after")
    def _has_a_name(self) -> Self:
        if self.kind == "business" and not self.company:
            raise ValueError(
                worded(
                    "heeft bij een bedrijf (kind = 'business') ook de naam van het bedrijf nodig (company)"
                )
            )
        if self.kind == "consumer" and not self.last_name:
            raise ValueError(worded("heeft bij een consument ook een achternaam nodig (last_name)"))
        return self

    @property
    def name(self) -> str:
        """The company, else the person: first name or initials, prefix and last name.

        Without anything before it a prefix has a capital: "Van der Meulen".
        """
        written = _written(self)
        bare = self.prefix and not (self.first_name or self.initials)
        return self.company or (written[:1].upper() + written[1:] if bare else written)

    @property
    def alike(self) -> Self:
        """The customer without what may differ from record to record."""
        return self.model_copy(update={"remarks": (), "stop": None, "stop_note": "", "kind_by_name": False})

    @property
    def identity(self) -> object:
        """What tells two customers apart: the number, else all that does not differ from record to record."""
        return self.id.casefold() or self.alike

    @property
    def stopped(self) -> Stop | None:
        """Why this customer may not be written to by a mass road: what was read, and what its name and remarks say."""
        extra = self.address.extra if self.address else ""
        words = (*map(in_name, (extra, *map(_written, self.people))), *map(in_remark, self.remarks))
        acts: Stop | None = "administration" if self.representative else None
        return gravest((self.stop, in_name(self.company, firm=True), *words)) or acts

    @property
    def receiver(self) -> Customer | Representative:
        """Who gets what is written: the representative, else the customer."""
        return self.representative or self

    @property
    def people(self) -> tuple[Person, ...]:
        """The persons to address, none for a company without a contact."""
        first = (self,) if self.last_name else ()
        return (*first, self.partner) if self.partner else first


def _written(person: Person) -> str:
    parts = (person.first_name or person.initials, person.prefix, person.last_name)
    return " ".join(part for part in parts if part)
