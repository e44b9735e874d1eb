"""What a message must say, and whether a text says it: amounts, dates, numbers, people, ways out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from toolkit.lint.model import Say
from toolkit.lint.rules._law import told
from toolkit.lint.scenario import Scenario

_SPACES = re.compile(r"\s+")
_DIGITS = re.compile(r"\D")
_OPTION = re.compile(
    r"\bu kunt\b|\bkunt u\b|\bbel (?:ons|\+?\d|gerust)|\bmail ons\b|\bbetaal via\b|\bregeling\b|\bin delen\b",
    re.IGNORECASE,
)
_CONSEQUENCE = re.compile(r"\b(?:incasso|kosten|vergoeding|rente|deurwaarder)", re.IGNORECASE)

ASKING = frozenset(("before", "due", "reminder", "last-notice", "handover"))
"""The stages of messages that ask for money."""


@dataclass(frozen=True, slots=True)
class Text:
    """The characters of a message as facts are looked for in them: single spaces, and the digits alone."""

    plain: str
    digits: str

    @classmethod
    def of(cls, scenario: Scenario) -> Text:
        """Return the text of a message, its subject included."""
        whole = "\n".join(document.text for document in scenario.documents.values())
        return cls(_SPACES.sub(" ", whole), _DIGITS.sub("", whole))

    def has(self, words: str) -> bool:
        """Say whether the text has these words, whatever its capitals."""
        return _SPACES.sub(" ", words).casefold() in self.plain.casefold()

    def has_number(self, number: str) -> bool:
        """Say whether the text has these digits in a row, however they are grouped."""
        return _DIGITS.sub("", number) in self.digits

    def has_amount(self, amount: Decimal) -> bool:
        """Say whether the text names an amount."""
        from toolkit.compose.filters import euro

        return (
            re.search(re.escape(_SPACES.sub(" ", euro(amount, "nl_NL"))) + r"(?!\d|,\d)", self.plain)
            is not None
        )

    def has_date(self, day: date) -> bool:
        """Say whether the text names a day, in words or in figures."""
        from toolkit.compose.filters import written_date

        forms = (_SPACES.sub(" ", written_date(day, form, "nl_NL")) for form in ("long", "day", "short"))
        return any(re.search(rf"(?<!\d){re.escape(form)}", self.plain) for form in forms)


Test = Callable[[Scenario, Text], bool]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a message must say: what it is called, and whether a message says it."""

    name: Say
    said: Test


def _invoices(scenario: Scenario, text: Text) -> bool:
    numbers = [invoice.number for invoice in scenario.record.invoices]
    if scenario.channel == "sms":
        asked = [invoice.number for invoice in scenario.record.claims]
        return text.has(f"{len(asked)} facturen") or all(map(text.has, asked))
    return all(map(text.has, numbers))


def _account(scenario: Scenario, text: Text) -> bool:
    compact = text.plain.replace(" ", "")
    return scenario.record.creditor.iban in compact or bool(
        scenario.channel == "sms" and scenario.record.payment_link and text.has(scenario.record.payment_link)
    )


def _amount(scenario: Scenario, text: Text) -> bool:
    record, notice = scenario.record, told(scenario)
    if notice is not None:
        return text.has_amount(notice.amount)
    return any(map(text.has_amount, (record.total, *(part.outstanding for part in record.missed))))


def _last_day(scenario: Scenario, text: Text) -> bool:
    from toolkit.compose.context import pay_by

    record, notice = scenario.record, told(scenario)
    if notice is not None and notice.stage == "last-notice" and notice.term is not None:
        return text.has_date(record.pay_by or notice.term.pay_by)
    return any(map(text.has_date, (pay_by(record), *(invoice.due_date for invoice in record.invoices))))


AMOUNT = Fact(Say("het bedrag", "the amount"), _amount)
LAST_DAY = Fact(Say("de laatste dag om te betalen", "the last day to pay"), _last_day)
INVOICES = Fact(Say("het nummer van elke factuur", "the number of each invoice"), _invoices)
ACCOUNT = Fact(Say("het rekeningnummer", "the account number"), _account)
HOLDER = Fact(
    Say("op wiens naam de rekening staat", "the account holder"),
    lambda s, t: t.has(s.record.creditor.account_holder),
)
REFERENCE = Fact(
    Say("wat de klant bij de betaling zet", "the payment reference"),
    lambda s, t: all(t.has(part) for part in s.record.reference.split(", ")),
)
PERSON = Fact(
    Say("hoe de klant iemand bereikt", "how to reach a person"),
    lambda s, t: t.has_number(s.record.creditor.phone),
)
CREDITOR = Fact(
    Say("wie het bericht stuurt", "who sends it"), lambda s, t: t.has(s.record.creditor.name.split()[0])
)
OPTION = Fact(
    Say("wat de klant kan doen", "what the customer can do"), lambda _, t: bool(_OPTION.search(t.plain))
)
CONSEQUENCE = Fact(
    Say("wat er gebeurt als de klant niets doet", "what happens if the customer does nothing"),
    lambda _, t: bool(_CONSEQUENCE.search(t.plain)),
)
PROMISE = Fact(
    Say("het bedrag en de dag van de afspraak", "the amount and the day agreed"),
    lambda s, t: (
        (agreement := s.record.agreement) is not None
        and (agreement.amount is None or t.has_amount(agreement.amount))
        and (agreement.pay_by is None or t.has_date(agreement.pay_by))
    ),
)
INSTALMENTS = Fact(
    Say("het bedrag en de dag van elk deel", "the amount and the day of each instalment"),
    lambda s, t: (
        (agreement := s.record.agreement) is not None
        and all(
            t.has_date(part.due_date) and t.has_amount(part.outstanding or part.amount)
            for part in agreement.instalments
        )
    ),
)
ACTIONS = Fact(
    Say("wie wat doet, en wanneer", "who does what, and when"),
    lambda s, t: (
        (agreement := s.record.agreement) is not None
        and all(t.has_date(action.by) and t.has(action.what.rstrip(".")) for action in agreement.actions)
    ),
)
RECEIVED = Fact(
    Say("het bedrag dat binnen is", "the amount received"),
    lambda s, t: s.record.payment is None or t.has_amount(s.record.payment.amount),
)


def needed(scenario: Scenario) -> tuple[Fact, ...]:
    """Return what a message must say, by the stage of its template, its channel and its record."""
    stage = scenario.template.stage
    sms = scenario.channel == "sms"
    if stage in ASKING:
        basis = (AMOUNT, INVOICES, PERSON, CREDITOR) if sms else (AMOUNT, INVOICES, PERSON, OPTION)
        if stage == "handover" and sms:
            return basis
        pay = (LAST_DAY,) if sms else (LAST_DAY, ACCOUNT, HOLDER, REFERENCE)
        consequence = (CONSEQUENCE,) if stage in ("last-notice", "handover") and not sms else ()
        return (*basis, *pay, *consequence)
    if stage == "check":
        return (INVOICES, PERSON)
    if stage in ("agreement", "confirmation"):
        return (PERSON, *_agreed(scenario)) if not sms else (PERSON, CREDITOR)
    return ()


def _agreed(scenario: Scenario) -> tuple[Fact, ...]:
    record = scenario.record
    if record.payment is not None:
        return (RECEIVED,)
    match record.agreement.kind if record.agreement else "":
        case "promise-to-pay":
            return (PROMISE,)
        case "payment-plan":
            return (INSTALMENTS,)
        case "dispute" | "call-summary":
            return (ACTIONS,)
    return ()
