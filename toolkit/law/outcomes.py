"""What the rules of law yield: costs and terms, each with the steps that lead to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from toolkit.law.explain import Step


@dataclass(frozen=True, slots=True)
class Costs:
    """What may be asked, in EUR: `amount` without VAT and the `vat` over it; the steps add up to `total`."""

    amount: Decimal
    vat: Decimal
    explanation: tuple[Step, ...]

    @property
    def total(self) -> Decimal:
        """The amount with its VAT, in EUR."""
        return self.amount + self.vat


@dataclass(frozen=True, slots=True)
class Term:
    """The time that a reminder gives, in days that are all inclusive.

    `sent_on` is the day it goes out, `received_on` the last day on which it can be expected to arrive,
    `starts_on` and `ends_on` the first and the last day of the term that the law asks. `pay_by` is the day to
    print and to keep: a working day, never before `ends_on`. `costs_from` is the first day on which costs may
    be asked. `statutory` is False for a business: then the law asks no term, and the days are the ones a
    consumer would get.
    """

    sent_on: date
    received_on: date
    starts_on: date
    ends_on: date
    pay_by: date
    costs_from: date
    statutory: bool
    explanation: tuple[Step, ...]
