"""What a plan is: the messages, the calls, and who is held back and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from toolkit.records import Customer, Record
from toolkit.records.notice import Notice
from toolkit.schedule.agreements import Arrangement
from toolkit.schedule.history import Sent, sent_of

Reason = Literal[
    "not-due",  # the day of the next step has not come
    "paid",  # nothing is open
    "done",  # every step was sent
    "overpaid",  # the customer gets money back
    "maybe-paid",  # a payment came in that is likely, but not certainly, for these invoices
    "disputed",
    "stop",  # nobody may write to this customer by a mass road
    "promise",
    "plan",  # a payment plan runs
    "term",  # the term of an earlier message still runs
    "quiet",  # the customer heard from us a few days ago
    "small",  # less is open than the step is worth
    "no-address",  # the address or number for every channel is missing
    "language",  # the message is not written in what the customer reads
    "data",  # the records do not fit together
    "law",  # the law does not allow the message
    "rate",  # no table of law covers the day
]
"""Why a customer gets no message."""

QUIET: tuple[Reason, ...] = ("not-due", "paid")
"""The reasons that nobody needs to look at."""

WRONG: tuple[Reason, ...] = ("no-address", "language", "data", "law", "rate")
"""The reasons that somebody has to do something about."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One message that is due: `why` says in Dutch why this step and this channel.

    `notice` explains every legal amount and day in it; None where the law sets none. `covers` are the
    numbers of the invoices that have had the step when the message is sent.
    """

    step: str
    template: str
    channel: str
    record: Record
    covers: tuple[str, ...]
    why: str
    notice: Notice | None = None

    @property
    def amount(self) -> Decimal:
        """What the message asks, in EUR."""
        return self.notice.amount if self.notice else self.record.total

    @property
    def sent(self) -> Sent:
        """The line of the history that says it was sent on the date of its record."""
        return sent_of(self.record, self.step, self.channel, self.covers, self.notice)


@dataclass(frozen=True, slots=True)
class Call:
    """One customer to phone: `step` is the call, `why` says in Dutch what it is about."""

    step: str
    template: str
    phone: str
    record: Record
    covers: tuple[str, ...]
    why: str

    @property
    def sent(self) -> Sent:
        """The line of the history that says the customer was called on the date of the record."""
        return sent_of(self.record, self.step, "phone", self.covers)


@dataclass(frozen=True, slots=True)
class Apart:
    """A letter on behalf of somebody on the stop list: a person looks at it before it goes, so no plan sends it."""

    message: Planned


@dataclass(frozen=True, slots=True)
class Held:
    """A customer, or some of its invoices, that gets no message; `why` is Dutch, `amount` EUR.

    `until` is the day on which that changes by itself, None where a person has to do something.
    """

    customer: Customer
    invoices: tuple[str, ...]
    amount: Decimal
    reason: Reason
    why: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A Dutch sentence about what goes another way than a customer or the schedule asks."""

    customer: Customer
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is due on the day `on`, in the order of the ledger.

    `notes` say where a channel or a call was not possible. `strangers` are agreements about a customer or an
    invoice that is not in the ledger. `apart` are letters for a person to look at. `by_name` are the customers of
    whom nothing but the name says whether they are a firm.
    """

    on: date
    messages: tuple[Planned, ...] = ()
    calls: tuple[Call, ...] = ()
    held: tuple[Held, ...] = ()
    notes: tuple[Note, ...] = ()
    strangers: tuple[Arrangement, ...] = ()
    apart: tuple[Planned, ...] = ()
    by_name: tuple[Customer, ...] = ()


def label(customer: Customer) -> str:
    """Return how a list names a customer: number and name; without a number the town tells two apart."""
    parts = (customer.first_name or customer.initials, customer.prefix, customer.last_name)
    name = customer.company or " ".join(part for part in parts if part)
    if customer.id:
        return f"{customer.id} {name}"
    return f"{name}, {customer.address.town}" if customer.address else name
