"""A ledger as accounts: one for each customer, with what stands in the way of each of its invoices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from toolkit import law
from toolkit.law import Jurisdiction
from toolkit.records import Agreement, Attachment, Customer, Invoice, Record
from toolkit.records.notice import open_claims
from toolkit.records.stops import Stop, gravest
from toolkit.schedule.agreements import Arrangement
from toolkit.wording import worded

State = Literal["free", "future", "disputed", "promise", "plan"]

_ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Item:
    """One invoice: what is still to be paid of it after credits (`open`, EUR), and what stands in its way.

    `agreement` is what was agreed about it.
    """

    invoice: Invoice
    open: Decimal
    state: State
    agreement: Agreement | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """One customer with all of its invoices. `record` is what the ledger says of the customer itself.

    `items` are the invoices of which something is open, oldest due date first; `credits` what lowers them.
    `balance` is what is open of all together, in EUR, below zero when the customer paid too much. `agreed` is
    what a file of agreements says of it. `problem` says in Dutch why nothing can be planned, None for a sound
    account; `stop` why nobody may write to it.
    """

    record: Record
    items: tuple[Item, ...]
    credits: tuple[Invoice, ...]
    balance: Decimal
    agreed: tuple[Arrangement, ...] = ()
    every: tuple[Invoice, ...] = ()
    problem: str | None = None
    stop: Stop | None = None

    @property
    def law_is_known(self) -> bool:
        """Tell whether the law of the customer's country is known, so that steps which need it can go."""
        return self.record.country in get_args(Jurisdiction)

    @property
    def calendar(self) -> Jurisdiction:
        """The country whose working days count: the customer's, else that of the creditor, else the first known."""
        countries = (self.record.country, self.record.creditor.address.country, *get_args(Jurisdiction))
        return next(law.jurisdiction(each) for each in countries if each in get_args(Jurisdiction))

    @property
    def customer(self) -> Customer:
        """Who owes the money."""
        return self.record.customer


def accounts(records: Iterable[Record], arrangements: Iterable[Arrangement], on: date) -> list[Account]:
    """Return the accounts of a ledger on a day, in the order of the ledger.

    Records are of one customer when they have the same customer number, or no number and the same data.
    """
    groups: dict[object, list[Record]] = {}
    for record in records:
        groups.setdefault(record.customer.identity, []).append(record)
    agreed: dict[str, list[Arrangement]] = {}
    for arrangement in arrangements:
        agreed.setdefault(arrangement.customer.casefold(), []).append(arrangement)
    owners = _owners(groups.values())
    return [
        _account(group, agreed.get(group[0].customer.id.casefold(), ()), owners, on)
        for group in groups.values()
    ]


def strangers(records: Iterable[Record], arrangements: Iterable[Arrangement]) -> list[Arrangement]:
    """Return the agreements with customers, or about invoices, that are not in the ledger."""
    numbers: dict[str, set[str]] = {}
    for record in records:
        mine = numbers.setdefault(record.customer.id.casefold(), set())
        mine |= {invoice.number.casefold() for invoice in record.invoices}
    return [
        each
        for each in arrangements
        if each.customer.casefold() not in numbers
        or not {number.casefold() for number in each.invoices} <= numbers[each.customer.casefold()]
    ]


def _owners(groups: Iterable[Sequence[Record]]) -> Mapping[str, int]:
    """Return for each invoice number how often it stands in the ledger."""
    counts: dict[str, int] = {}
    for group in groups:
        for record in group:
            for invoice in record.invoices:
                number = invoice.number.casefold()
                counts[number] = counts.get(number, 0) + 1
    return counts


def _account(
    group: Sequence[Record], agreed: Sequence[Arrangement], owners: Mapping[str, int], on: date
) -> Account:
    first = group[0]
    states: dict[str, tuple[State, Agreement | None]] = {}
    for record in group:
        for invoice in record.invoices:
            states[invoice.number] = _state(invoice, record, agreed, on)
    invoices = [invoice for record in group for invoice in record.invoices]
    counted = [each for each in invoices if states[each.number][0] != "future"]
    rest = {each.number: each.outstanding for each in invoices}
    for pool in _pools(counted, states):
        rest |= {each.number: _ZERO for each in pool}
        rest |= {each.number: amount for each, amount in open_claims(pool)}
    items = [
        Item(each, rest[each.number], *states[each.number])
        for each in sorted(invoices, key=lambda each: (each.due_date, each.number))
        if not each.is_credit and rest[each.number] > 0
    ]
    record = first.model_copy(update={"date": on, "attachments": _attachments(group)})
    return Account(
        record=record,
        items=tuple(items),
        credits=tuple(each for each in counted if each.is_credit and each.outstanding < 0),
        balance=sum((each.outstanding for each in counted), _ZERO),
        agreed=tuple(agreed),
        every=tuple(invoices),
        problem=_problem(group, owners),
        stop=gravest(each.customer.stopped for each in group),
    )


def _pools(
    invoices: Iterable[Invoice], states: Mapping[str, tuple[State, Agreement | None]]
) -> list[list[Invoice]]:
    """Return the invoices that credits may lower together: those of one agreement, and all that are free.

    A credit that no agreement names lowers what is free.
    """
    pools: dict[Agreement | None, list[Invoice]] = {}
    for each in invoices:
        state, agreement = states[each.number]
        if state in ("plan", "promise"):
            pools.setdefault(agreement, []).append(each)
        elif state == "free" or each.is_credit:
            pools.setdefault(None, []).append(each)
    return list(pools.values())


def _state(
    invoice: Invoice, record: Record, agreed: Sequence[Arrangement], on: date
) -> tuple[State, Agreement | None]:
    if invoice.date > on:
        return "future", None
    mine = [record.agreement] if record.agreement else []
    for each in agreed:
        if each.is_about(invoice.number):
            mine.append(each.agreement)
    kinds = {each.kind: each for each in mine}
    if "dispute" in kinds or record.reason == "disputed":
        return "disputed", kinds.get("dispute")
    if "payment-plan" in kinds:
        return "plan", kinds["payment-plan"]
    promise = kinds.get("promise-to-pay")
    if promise and promise.pay_by and on <= promise.pay_by:
        return "promise", promise
    return "free", kinds.get("call-summary") or promise


def _attachments(group: Sequence[Record]) -> tuple[Attachment, ...]:
    return tuple(dict.fromkeys(each for record in group for each in record.attachments))


def _problem(group: Sequence[Record], owners: Mapping[str, int]) -> str | None:
    if len(group) > 1 and (problem := _differs(group)):
        return problem
    numbers = (each.number for record in group for each in record.invoices)
    if twice := next((number for number in numbers if owners[number.casefold()] > 1), None):
        return worded("factuurnummer {twice} staat er meer dan één keer in", twice=twice)
    return None


def _differs(group: Sequence[Record]) -> str | None:
    """Return what several records of one customer do not agree on."""
    if len({record.country for record in group}) > 1:
        return worded("deze klant staat er met adressen in twee landen: welk recht geldt?")
    if len({record.customer.alike for record in group}) > 1:
        return worded("de gegevens van deze klant zijn niet overal dezelfde")
    if len({record.creditor for record in group}) > 1:
        return worded("deze klant heeft twee schuldeisers")
    return None
