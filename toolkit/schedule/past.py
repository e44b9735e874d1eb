"""What the one who calls should know of before: what was sent, how often late, what was agreed and kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from toolkit.records import Agreement, Invoice
from toolkit.records.past import Contact, Kept, Past
from toolkit.schedule.accounts import Account
from toolkit.schedule.due import Clock
from toolkit.schedule.instalments import with_payments

_ZERO = Decimal("0.00")


def past_of(account: Account, clock: Clock, about: Iterable[Invoice]) -> Past | None:
    """Return what happened before with a customer, in the order of time; None when nobody keeps a history.

    In: the invoices that the call is `about`. Late before is what had a reminder and is not among them.
    """
    if not clock.history.known:
        return None
    numbers = {invoice.number.casefold() for invoice in about}
    steps = clock.ladder.by_name
    entries = {id(entry): entry for number in numbers for entry in clock.history.about(number)}
    contacts = (
        Contact(on=entry.on, what=steps[entry.step].template.title, channel=entry.channel)
        for entry in sorted(entries.values(), key=lambda each: each.on)
        if entry.step in steps
    )
    late = {
        number.casefold()
        for entry in clock.history.to(account.customer.id)
        if entry.step in clock.ladder.height
        for number in entry.invoices
    }
    kept = (
        Kept(kind=each.kind, agreed_on=each.agreed_on, state=state)
        for each, state in _agreed(account, account.record.date)
        if each.kind in ("promise-to-pay", "payment-plan")
    )
    return Past(contacts=tuple(contacts), late_before=len(late - numbers), agreements=tuple(kept))


def _agreed(account: Account, on: date) -> Iterable[tuple[Agreement, str]]:
    """Yield the promises and payment plans of a customer, each with what came of it by a day."""
    mine: list[tuple[Agreement, tuple[str, ...]]] = [
        (each.agreement, each.invoices) for each in account.agreed
    ]
    if account.record.agreement:
        mine.append((account.record.agreement, ()))
    for agreement, named in sorted(mine, key=lambda each: each[0].agreed_on):
        numbers = {number.casefold() for number in named}
        items = [
            item
            for item in account.items
            if item.invoice.date <= agreement.agreed_on
            and (not numbers or item.invoice.number.casefold() in numbers)
        ]
        left = sum((item.invoice.outstanding for item in items), _ZERO)
        paid = sum((item.invoice.paid for item in items), _ZERO)
        yield agreement, _state(agreement, left, paid, on)


def _state(agreement: Agreement, left: Decimal, paid: Decimal, on: date) -> str:
    if left <= 0:
        return "kept"
    if agreement.kind == "payment-plan":
        parts = with_payments(agreement, left).instalments
        missed = any(part.outstanding > 0 and part.due_date < on for part in parts)
        return "broken" if missed else "running"
    if agreement.pay_by is None or on <= agreement.pay_by:
        return "running"
    return "partly" if paid > 0 else "broken"
