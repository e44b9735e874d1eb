"""What goes out about an agreement: its confirmation, a word the day before an instalment, and thanks when it is kept.

Each of them exactly once: the history says of every message which agreement it was about. Without a history nobody
knows what went out, so nothing goes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from toolkit import law
from toolkit.catalogue import Template, spoken
from toolkit.delivery import CHANNELS, FULL
from toolkit.errors import RecordError, TactError
from toolkit.law.calendar import is_working_day
from toolkit.law.explain import euro, in_words
from toolkit.records import Agreement, Payment, Record
from toolkit.schedule.accounts import Account, Item
from toolkit.schedule.agreements import RECEIPT, REMINDER, Arrangement, mark_of
from toolkit.schedule.choosing import choose_channel
from toolkit.schedule.draft import record_about
from toolkit.schedule.history import History, Sent
from toolkit.schedule.instalments import with_payments
from toolkit.schedule.ladder import Ladder
from toolkit.schedule.plan import Held, Note, Planned, Reason
from toolkit.wording import joined, worded

_DAY = timedelta(days=1)
_ZERO = Decimal("0.00")

CUT_OFF = worded("'tact agree' is afgebroken: maak het eerst af met 'tact agree --finish'")
"""Why a confirmation waits of which nobody knows whether it was made."""


@dataclass(frozen=True, slots=True)
class Received:
    """What a payment paid of one invoice, in EUR, and on which day."""

    invoice: str
    on: date
    amount: Decimal


class CannotConfirm(RecordError):
    """An agreement that cannot be confirmed: `reason` is how a plan holds it back."""

    def __init__(self, message: str, *, reason: Reason = "data", hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.reason: Reason = reason


@dataclass(frozen=True)
class Confirmer:
    """Knows what is to be said about the agreements of one customer on a day.

    `received` is what bank statements say came in; `pending` are the marks of the agreements that 'tact agree' was
    writing when it was cut off.
    """

    account: Account
    ladder: Ladder
    on: date
    history: History
    settings: Mapping[str, Any]
    received: Sequence[Received] = ()
    pending: Collection[str] = ()

    def decisions(self) -> Iterator[Planned | Held | Note]:
        """Yield what is due, in the order of importance, and what stands in the way of a confirmation."""
        rules = self.ladder.schedule.agreements
        if not self.history.known or not self.ladder.texts:
            return
        if rules.receipt:
            yield from self._receipts()
        for each in self.account.agreed:
            age = (self.on - each.agreed_on).days
            if 0 <= age < rules.confirm_days and not self.told(each.text, each):
                yield from self._confirmation(each)
        if rules.remind:
            yield from self._reminders()

    def entries(self, step: str, agreement: Agreement, since: date = date.min) -> list[Sent]:
        """Return the lines of the history about an agreement, of one step, from a day on."""
        mark = mark_of(agreement)
        return [
            each for each in self._past if each.step == step and each.agreement == mark and each.on >= since
        ]

    def told(self, step: str, agreement: Agreement, since: date = date.min) -> bool:
        """Tell whether a message about an agreement stands in the history, from a day on."""
        return bool(self.entries(step, agreement, since))

    @property
    def _past(self) -> Iterable[Sent]:
        """What the history holds of this customer, or of its invoices when it has no number."""
        yield from self.history.to(self.account.customer.id)
        if not self.account.customer.id:
            for each in self.account.every:
                yield from self.history.about(each.number)

    def confirmation(self, arrangement: Arrangement) -> Planned:
        """Return the message that confirms an agreement. Raises CannotConfirm with what stands in the way."""
        items = items_of(self.account, arrangement)
        if changed := what_changed(self.account, arrangement, items):
            hint = "zet de afspraak in het bestand zoals zij nu is, of spreek de klant nog een keer"
            raise CannotConfirm(changed, hint=hint)
        return self._message(arrangement.text, items, arrangement.agreement, _first_day(arrangement))

    def _confirmation(self, arrangement: Arrangement) -> Iterator[Planned | Held | Note]:
        items = items_of(self.account, arrangement)
        first = _first_day(arrangement)
        if not items:
            return
        if mark_of(arrangement) in self.pending:
            yield self._held(items, "data", CUT_OFF)
            return
        if first and first < self.on:
            told = worded("de afspraak wordt niet meer bevestigd: {first} is voorbij", first=in_words(first))
            yield Note(self.account.customer, told)
            return
        try:
            yield self.confirmation(arrangement)
        except CannotConfirm as error:
            why = worded(
                "de afspraak van {day} is nog niet bevestigd: {why}",
                day=in_words(arrangement.agreed_on),
                why=error,
            )
            if error.reason == "not-due":
                yield Note(self.account.customer, why)
            else:
                yield self._held(items, error.reason, why)

    def _reminders(self) -> Iterator[Planned | Note]:
        plans: dict[Agreement, list[Item]] = {}
        for item in self.account.items:
            if item.state == "plan" and item.agreement:
                plans.setdefault(item.agreement, []).append(item)
        for agreement, items in plans.items():
            left = sum((item.open for item in items), _ZERO)
            current = with_payments(agreement, left)
            part = next((part for part in current.instalments if part.outstanding > 0), None)
            if part is None or left != current.outstanding:
                continue
            day = self._working_day_before(part.due_date)
            if not day <= self.on < part.due_date or self.told(REMINDER, agreement, day) or self._is_quiet():
                continue
            try:
                yield self._message(REMINDER, items, current, part.due_date)
            except CannotConfirm as error:
                yield Note(
                    self.account.customer, worded("geen bericht over het volgende deel: {why}", why=error)
                )

    def _receipts(self) -> Iterator[Planned | Note]:
        for each in self.account.agreed:
            if each.kind not in ("promise-to-pay", "payment-plan") or self.told(RECEIPT, each):
                continue
            invoices = [invoice for invoice in self.account.every if each.is_about(invoice.number)]
            numbers = {invoice.number.casefold() for invoice in invoices}
            paid = [part for part in self.received if part.invoice.casefold() in numbers]
            if not paid or any(invoice.outstanding for invoice in invoices):
                continue
            last = max(part.on for part in paid)
            came = Payment(
                received_on=last, amount=sum((part.amount for part in paid if part.on == last), _ZERO)
            )
            claims = [
                Item(invoice, _ZERO, "free", each.agreement) for invoice in invoices if not invoice.is_credit
            ]
            agreement = with_payments(each.agreement, _ZERO)
            try:
                yield self._message(RECEIPT, claims, agreement, None, came)
            except CannotConfirm as error:
                yield Note(
                    self.account.customer, worded("geen dank voor de laatste betaling: {why}", why=error)
                )

    def _message(
        self,
        name: str,
        items: Sequence[Item],
        agreement: Agreement,
        first: date | None,
        payment: Payment | None = None,
    ) -> Planned:
        """Return a message about an agreement, by a channel that is there before the `first` day that it names."""
        template, customer = self.ladder.texts[name], self.account.customer
        record = record_about(self.account, items, agreement).model_copy(update={"payment": payment})
        if refused := template.refuses(customer):
            raise CannotConfirm(refused, reason="stop")
        if lacking := _lacking(template, record):
            raise CannotConfirm(worded("{lacking} ontbreekt", lacking=joined(lacking)), reason="not-due")
        by_post = law.arrives_on(self.on, "letter", self.account.calendar)
        late = first is not None and by_post > first
        quick = name == REMINDER
        shut = [
            each for each in CHANNELS if (each == "letter" and (late or quick)) or not (quick or each in FULL)
        ]
        choice = choose_channel(template, None, customer, self.ladder.schedule, shut)
        if choice.channel is None:
            slow = worded("; een brief is er te laat") if late and customer.address else ""
            raise CannotConfirm(worded("{why}{slow}", why=choice.why, slow=slow), reason="no-address")
        try:
            spoken(template, customer.language, self.settings)
            Record.model_validate(record.model_dump())
        except TactError as error:
            raise CannotConfirm(error.message, reason="language") from error
        except ValueError as error:
            raise CannotConfirm(worded("de gegevens passen niet bij elkaar"), reason="data") from error
        covers = tuple(item.invoice.number for item in items)
        why = joined((template.title, choice.why), "; ")
        return Planned(name, name, choice.channel, record, covers, why)

    def _working_day_before(self, day: date) -> date:
        day -= _DAY
        while not is_working_day(day, self.account.calendar):
            day -= _DAY
        return day

    def _is_quiet(self) -> bool:
        until = self.on - self.ladder.schedule.quiet_days * _DAY
        return any(entry.channel != "phone" and entry.on > until for entry in self._past)

    def _held(self, items: Sequence[Item], reason: Reason, why: str) -> Held:
        numbers = tuple(item.invoice.number for item in items)
        return Held(self.account.customer, numbers, sum((item.open for item in items), _ZERO), reason, why)


def items_of(account: Account, arrangement: Arrangement) -> list[Item]:
    """Return the open invoices that an agreement is about: those it names, else all of its day or before."""
    return [
        item
        for item in account.items
        if arrangement.is_about(item.invoice.number)
        and (arrangement.invoices or item.invoice.date <= arrangement.agreed_on)
    ]


def what_changed(account: Account, arrangement: Arrangement, items: Sequence[Item]) -> str:
    """Return in Dutch what of the amounts is other now than when it was agreed; empty for nothing."""
    now = {each.number.casefold(): each.outstanding for each in account.every}
    changes = []
    for number, then in arrangement.open.items():
        left = now.get(number.casefold())
        if left is None and then:
            changes.append(
                worded("{number} was {then} en staat niet meer in de lijst", number=number, then=euro(then))
            )
        elif left is not None and left != then:
            changes.append(
                worded("{number} was {then} en is nu {left}", number=number, then=euro(then), left=euro(left))
            )
    if changes:
        return joined((worded("de lijst is anders dan toen"), joined(changes)), ": ")
    left = sum((item.open for item in items), _ZERO)
    if arrangement.kind == "payment-plan" and left != arrangement.total:
        return worded(
            "de delen zijn samen {total}, maar er staat {left} open",
            total=euro(arrangement.total),
            left=euro(left),
        )
    if arrangement.kind == "promise-to-pay" and (arrangement.amount or _ZERO) > left:
        return worded(
            "{amount} is toegezegd, maar er staat {left} open",
            amount=euro(arrangement.amount or _ZERO),
            left=euro(left),
        )
    return ""


def _first_day(agreement: Agreement) -> date | None:
    """Return the first day that an agreement asks something of the customer."""
    if agreement.kind == "payment-plan":
        return agreement.instalments[0].due_date
    return agreement.pay_by


def _lacking(template: Template, record: Record) -> list[str]:
    """Return the fields that a text cannot do without and a record has not."""
    lacking = []
    for path in template.needs:
        value: object = record
        for name in path.split("."):
            value = getattr(value, name, None)
        if value is None or value in ("", ()):
            lacking.append(path)
    return lacking
