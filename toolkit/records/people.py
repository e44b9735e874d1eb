"""Whom a message is for: people and firms, as frozen, validated models."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from toolkit.delivery import SentBy
from toolkit.language import HOUSE
from toolkit.records.base import Model
from toolkit.records.creditors import Address
from toolkit.records.stops import Stop, gravest, in_name
from toolkit.records.values import Email, Language, Line, Phone, Required

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


class Customer(Person):
    """Who owes the money.

    A business has a `company`; a consumer has a `last_name`; `partner` is a second addressee. `stop` says why it
    may not be written to by a mass road, `stop_note` where; with `kind_by_name` the name alone says if it is a firm.
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

    @model_validator(mode="after")
    def _has_a_name(self) -> Self:
        if self.kind == "business" and not self.company:
            raise ValueError(
                "heeft bij een bedrijf (kind = 'business') ook de naam van het bedrijf nodig (company)"
            )
        if self.kind == "consumer" and not self.last_name:
            raise ValueError("heeft bij een consument ook een achternaam nodig (last_name)")
        return self

    @property
    def name(self) -> str:
        """The company, else the person: first name or initials, prefix and last name."""
        parts = (self.first_name or self.initials, self.prefix, self.last_name)
        return self.company or " ".join(part for part in parts if part)

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
        people = (" ".join((each.first_name, each.prefix, each.last_name)) for each in self.people)
        words = map(in_name, (extra, *people, *self.remarks))
        return gravest((self.stop, in_name(self.company, firm=True), *words))

    @property
    def people(self) -> tuple[Person, ...]:
        """The persons to address, none for a company without a contact."""
        first = (self,) if self.last_name else ()
        return (*first, self.partner) if self.partner else first
