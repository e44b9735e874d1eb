"""What a message must tell, by the purpose of its template: the one table that the rules and the desk read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from toolkit.delivery import FULL, NAMES
from toolkit.language import load
from toolkit.lint.findings import Say, Severity
from toolkit.lint.plain import Plain, euro_of, written

if TYPE_CHECKING:
    from toolkit.compose import Message
    from toolkit.records import Record

ASKING = frozenset(("before", "due", "reminder", "last-notice", "handover"))
"""The stages of messages that ask for money."""

_LATER = frozenset(("reminder", "last-notice"))
_ALL = ASKING | {"check", "agreement", "confirmation", "stop"}

_SHORT = tuple(name for name in NAMES if name not in FULL)

Test = Callable[["Message", Plain], bool]
Shown = Callable[["Message"], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to tell: what it is called, when it must be told, whether a text tells it, and what it is.

    `stages` are the purposes and `must` the channels that cannot do without: leaving it out there is an error. On
    those of `should` it is a warning. `shown` gives what it is now, as the customer reads it; nothing where it is no
    value. A record without it `has` nothing to tell. `wording` names what the pack of the language must know to see it.
    """

    name: str
    say: Say
    stages: frozenset[str]
    said: Test
    must: tuple[str, ...] = ()
    should: tuple[str, ...] = ()
    shown: Shown = lambda _: ()
    has: Callable[[Record], bool] = lambda _: True
    wording: tuple[str, ...] = ()

    def severity(self, channel: str) -> Severity | None:
        """Return how bad it is when a channel does not tell it; None when it need not."""
        if channel in self.must:
            return Severity.ERROR
        return Severity.WARNING if channel in self.should else None


@dataclass(frozen=True, slots=True)
class Told:
    """Whether a message tells a fact; `severity` is how bad it is that it does not, None when it need not."""

    fact: Fact
    is_said: bool
    severity: Severity | None
    value: str

    @property
    def is_missing(self) -> bool:
        """Whether the message must tell it and does not."""
        return self.severity is not None and not self.is_said


def told(stage: str, message: Message, text: Plain) -> Iterator[Told]:
    """Yield each fact of a purpose that the record has, and whether the text of its message tells it.

    What the language of the message has no words for is not among them: `unseen` names it.
    """
    left = unseen(message.language)
    for fact in FACTS:
        if stage in fact.stages and fact not in left and fact.has(message.record):
            value = " ".join(", ".join(fact.shown(message)).split())
            yield Told(fact, fact.said(message, text), fact.severity(message.channel), value)


def unseen(language: str) -> tuple[Fact, ...]:
    """Return the facts that nobody can see in a text of a language, because its pack has no words for them."""
    known = load(language).wording.keys()
    return tuple(fact for fact in FACTS if not known >= set(fact.wording))


def _says(wording: str) -> Test:
    """Return the test for a text that says something as its language says it."""
    return lambda _, text: any(text.says(wording))


def _says_invoices(message: Message, text: Plain) -> bool:
    record = message.record
    if message.channel in _SHORT:
        asked = [invoice.number for invoice in record.claims]
        counted = (int(found["count"]) for found in text.says("number-of-invoices"))
        return len(asked) in counted or all(map(text.has, asked))
    return all(text.has(invoice.number) for invoice in record.invoices)


def _amounts(message: Message) -> list[Decimal]:
    """Return the amounts of which a message asks one: what the law makes of it, else all or what was missed."""
    if message.notice is not None:
        return [message.notice.amount]
    record = message.record
    return [record.total, *(part.outstanding for part in record.missed)]


def _last_days(message: Message) -> list[date]:
    """Return the days of which a message names one as the last to pay."""
    from toolkit.compose.context import pay_by

    record, notice = message.record, message.notice
    if notice is not None and notice.pay_by is not None:
        return [notice.pay_by]
    return [pay_by(record)]


def _due_days(message: Message) -> list[date]:
    return [*_last_days(message), *(invoice.due_date for invoice in message.record.invoices)]


def _says_account(message: Message, text: Plain) -> bool:
    return message.record.creditor.iban in text.text.replace(" ", "")


def _account(message: Message) -> list[str]:
    from toolkit.compose.filters import iban

    return [iban(message.record.creditor.iban)]


def _hours(message: Message) -> list[str]:
    from toolkit.compose.context import speaking

    return [speaking(message.record.creditor, message.language).opening_hours]


def _phone(message: Message) -> list[str]:
    from toolkit.compose.filters import phone

    return [phone(message.record.creditor.phone)]


def _agreed(*kinds: str) -> Callable[[Record], bool]:
    """Return the test for a record with an agreement of these kinds, of which no payment came in yet."""
    return lambda record: (
        record.payment is None and record.agreement is not None and record.agreement.kind in kinds
    )


def _says_promise(message: Message, text: Plain) -> bool:
    plan = message.record.agreement
    return plan is not None and (
        (plan.amount is None or text.has_amount(plan.amount))
        and (plan.pay_by is None or text.has_date(plan.pay_by))
    )


def _promise(message: Message) -> Iterator[str]:
    plan = message.record.agreement
    if plan is not None and plan.amount is not None:
        yield euro_of(plan.amount, message.language)
    if plan is not None and plan.pay_by is not None:
        yield written(plan.pay_by, "long", message.language)


def _says_instalments(message: Message, text: Plain) -> bool:
    plan = message.record.agreement
    return plan is not None and all(
        text.has_date(part.due_date) and text.has_amount(part.outstanding or part.amount)
        for part in plan.instalments
    )


def _instalments(message: Message) -> Iterator[str]:
    for part in message.record.agreement.instalments if message.record.agreement else ():
        day = written(part.due_date, "short", message.language)
        yield f"{day}: {euro_of(part.outstanding or part.amount, message.language)}"


def _says_actions(message: Message, text: Plain) -> bool:
    plan = message.record.agreement
    return plan is not None and all(
        text.has_date(action.by) and text.has(action.what.rstrip(".")) for action in plan.actions
    )


def _received(message: Message) -> list[str]:
    payment = message.record.payment
    return [euro_of(payment.amount, message.language)] if payment else []


CREDITOR_SAY = Say("van wie het bericht is", "who it is from")
_NEXT_SAY = Say("wat er gebeurt als de klant niets doet", "what happens if the customer does nothing")
_LAST_DAY_SAY = Say("de laatste dag om te betalen", "the last day to pay")

AMOUNT = Fact(
    "total",
    Say("het bedrag", "the amount"),
    ASKING,
    lambda m, t: any(map(t.has_amount, _amounts(m))),
    must=NAMES,
    shown=lambda m: [euro_of(_amounts(m)[0], m.language)],
)
LAST_DAY = Fact(
    "last-day",
    _LAST_DAY_SAY,
    _LATER,
    lambda m, t: any(map(t.has_date, _last_days(m))),
    must=NAMES,
    shown=lambda m: [written(_last_days(m)[0], "long", m.language)],
)
ACCOUNT = Fact(
    "account",
    Say("het rekeningnummer", "the account number"),
    ASKING,
    _says_account,
    must=FULL,
    shown=_account,
)

FACTS: tuple[Fact, ...] = (
    Fact(
        "who",
        CREDITOR_SAY,
        _ALL,
        lambda m, t: t.has(
            m.record.creditor.name.split()[0] if m.channel in _SHORT else m.record.creditor.name
        ),
        must=_SHORT,
        should=FULL,
        shown=lambda m: [m.record.creditor.name],
    ),
    Fact(
        "invoices",
        Say("het nummer van elke factuur", "the number of each invoice"),
        ASKING | {"check"},
        _says_invoices,
        must=NAMES,
        shown=lambda m: [invoice.number for invoice in m.record.invoices],
    ),
    AMOUNT,
    LAST_DAY,
    Fact(
        "last-day",
        _LAST_DAY_SAY,
        frozenset(("before", "due")),
        lambda m, t: any(map(t.has_date, _due_days(m))),
        must=NAMES,
        shown=LAST_DAY.shown,
    ),
    Fact(
        "last-day",
        _LAST_DAY_SAY,
        frozenset(("handover",)),
        LAST_DAY.said,
        must=FULL,
        shown=LAST_DAY.shown,
    ),
    ACCOUNT,
    Fact(
        "holder",
        Say("op wiens naam de rekening staat", "the account holder"),
        ASKING,
        lambda m, t: t.has(m.record.creditor.account_holder),
        must=FULL,
        shown=lambda m: [m.record.creditor.account_holder],
    ),
    Fact(
        "reference",
        Say("wat de klant bij de betaling zet", "the payment reference"),
        ASKING,
        lambda m, t: all(map(t.has, m.record.reference.split(", "))),
        must=FULL,
        shown=lambda m: [m.record.reference],
    ),
    Fact(
        "way-out",
        Say("wat de klant kan doen als betalen niet lukt", "what to do when paying is hard"),
        ASKING,
        _says("way-out"),
        must=FULL,
        wording=("way-out",),
    ),
    Fact(
        "disagree",
        Say("wat de klant kan doen als de factuur niet klopt", "what to do when the invoice is wrong"),
        _LATER,
        _says("disagree"),
        should=FULL,
        wording=("disagree",),
    ),
    Fact(
        "next",
        _NEXT_SAY,
        frozenset(("reminder",)),
        lambda _, t: any(t.says("next-step")) or any(t.says("consequence")),
        should=FULL,
        wording=("next-step", "consequence"),
    ),
    Fact(
        "next",
        _NEXT_SAY,
        frozenset(("last-notice", "handover")),
        _says("consequence"),
        must=FULL,
        wording=("consequence",),
    ),
    Fact(
        "promise",
        Say("het bedrag en de dag van de afspraak", "the amount and the day agreed"),
        frozenset(("agreement", "confirmation")),
        _says_promise,
        must=FULL,
        shown=_promise,
        has=_agreed("promise-to-pay"),
    ),
    Fact(
        "instalments",
        Say("het bedrag en de dag van elk deel", "the amount and the day of each instalment"),
        frozenset(("agreement", "confirmation")),
        _says_instalments,
        must=FULL,
        shown=_instalments,
        has=_agreed("payment-plan"),
    ),
    Fact(
        "actions",
        Say("wie wat doet, en wanneer", "who does what, and when"),
        frozenset(("agreement", "confirmation")),
        _says_actions,
        must=FULL,
        has=_agreed("dispute", "call-summary"),
    ),
    Fact(
        "received",
        Say("het bedrag dat binnen is", "the amount received"),
        frozenset(("agreement", "confirmation")),
        lambda m, t: m.record.payment is not None and t.has_amount(m.record.payment.amount),
        must=FULL,
        shown=_received,
        has=lambda record: record.payment is not None,
    ),
    Fact(
        "person",
        Say("wie de klant helpt", "who helps the customer"),
        _ALL,
        lambda m, t: t.has(m.record.creditor.contact),
        should=FULL,
        shown=lambda m: [m.record.creditor.contact],
        has=lambda record: bool(record.creditor.contact),
    ),
    Fact(
        "phone",
        Say("het telefoonnummer", "the phone number"),
        _ALL,
        lambda m, t: t.has_number(m.record.creditor.phone),
        must=NAMES,
        shown=_phone,
    ),
    Fact(
        "hours",
        Say("wanneer u bereikbaar bent", "when you can be reached"),
        _ALL,
        lambda m, t: all(map(t.has, _hours(m))),
        should=FULL,
        shown=_hours,
    ),
)
