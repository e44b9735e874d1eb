"""The firm that the money is owed to: who it is, how to pay it, and what its terms ask."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from toolkit.records.base import Model
from toolkit.records.values import Bic, Country, Email, Https, Iban, Line, Money, Phone, Required, postcode
from toolkit.wording import worded

Sector = Literal["other", "rent", "energy", "water", "health", "telecom"]
Percent = Annotated[Decimal, Field(ge=0, le=100, allow_inf_nan=False)]


class Address(Model):
    """A postal address. `street` holds the house number; `extra` is a line such as 't.a.v. de administratie'.

    A Dutch postcode is kept as `1234 AB`, a Belgian one as `9000`.
    """

    street: Required
    country: Country = "NL"
    postcode: Required
    town: Required
    extra: Line = ""

    @field_validator("postcode")
    @classmethod
    def _of_the_country(cls, value: str, info: ValidationInfo) -> str:
        return postcode(value, info.data.get("country", ""))


class Signatory(Model):
    """The person who signs and who helps: full name and role."""

    name: Required
    role: Line = ""


class Compensation(Model):
    """What terms ask for late payment: `fixed` plus `percent` of the balance, at least `minimum`; in EUR."""

    fixed: Money = Field(default=Decimal("0.00"), ge=0)
    percent: Percent = Decimal(0)
    minimum: Money = Field(default=Decimal("0.00"), ge=0)


class Creditor(Model):
    """The firm or municipality that the money is owed to.

    `registration` is the KvK number (NL) or the enterprise number (BE). `vat_recoverable` says whether the
    creditor can reclaim VAT: if not, Dutch collection costs go up by VAT. `compensation` is what its terms ask
    of a Belgian consumer for late payment: without it, nothing. `compensation_per_invoice` asks a Belgian
    business the fixed sum for each invoice. `charges_interest` says whether it asks interest for late payment; a
    Belgian consumer owes that only if the terms say so. `interest_rate` is the rate of the terms in percent a
    year, asked in Belgium where it is below that of the law. `sector` is what it supplies.
    `keeps_claim` adds the sentence that keeps a claim alive (art. 3:317 BW) to a last notice, `early_signal` the one
    that the municipality is told (rent, energy, water and health only, after personal contact). `payment_label` is how
    a link to pay is called; without it, and without `opening_hours`, a message has the words of its language.
    `logo` is a file in the workspace. `accounts` are its other accounts: an electronic invoice may name `iban`
    or one of these.
    """

    name: Required
    address: Address
    phone: Phone
    email: Email
    opening_hours: Line = ""
    iban: Iban
    bic: Bic = ""
    account_holder: Required
    accounts: tuple[Iban, ...] = ()
    registration: Required
    vat_number: Line = ""
    vat_recoverable: bool = True
    compensation: Compensation | None = None
    compensation_per_invoice: bool = False
    charges_interest: bool = False
    interest_rate: Percent | None = None
    sector: Sector = "other"
    keeps_claim: bool = False
    early_signal: bool = False
    payment_label: Line = ""
    department: Line = ""
    logo: Line = ""
    website: Https | None = None
    signatory: Signatory | None = None

    @model_validator(mode="before")
    @classmethod
    def _clause_of_before(cls, data: Any) -> Any:
        """Read the yes or no that older files have instead of the clause itself."""
        if not isinstance(data, Mapping) or "compensation_clause" not in data:
            return data
        if data["compensation_clause"] is not False and not data.get("compensation"):
            raise ValueError(
                worded(
                    "compensation_clause zegt niet wat uw voorwaarden vragen; schrijf bijvoorbeeld compensation "
                    '= { percent = "10", minimum = "15.00" }'
                )
            )
        return {name: value for name, value in data.items() if name != "compensation_clause"}

    @model_validator(mode="after")
    def _may_signal(self) -> Self:
        if self.early_signal and self.sector not in ("rent", "energy", "water", "health"):
            raise ValueError(
                worded('early_signal kan alleen bij sector "rent", "energy", "water" of "health"')
            )
        return self

    @property
    def contact(self) -> str:
        """Who helps the customer: the signatory, else the department, else the firm."""
        return (self.signatory.name if self.signatory else "") or self.department or self.name
