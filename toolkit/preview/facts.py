"""The facts that a message of some purpose has to tell, and whether each channel tells them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from toolkit.catalogue import Template
from toolkit.compose import Message
from toolkit.compose.context import pay_by
from toolkit.compose.filters import euro as euro_in
from toolkit.compose.filters import iban, phone, written_date
from toolkit.delivery import FULL, NAMES
from toolkit.records import Record

_ASKING = frozenset({"before", "due", "reminder", "last-notice"})
_PRESSING = frozenset({"reminder", "last-notice"})
_OWED = _ASKING | {"handover"}
_ALL = frozenset(
    {"check", "before", "due", "reminder", "last-notice", "handover", "agreement", "confirmation"}
)
_LOCALE = "nl"

Values = Callable[[Record], list[str]]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to tell: `values` gives the texts of which each must be there (`any_of`: one is enough).

    `stages` are the purposes it belongs to and `channels` those that must tell it. A value between slashes is a
    regular expression.
    """

    name: str
    nl: str
    en: str
    stages: frozenset[str]
    channels: tuple[str, ...]
    values: Values
    any_of: bool = False


def _euro(amount: Decimal) -> str:
    return euro_in(amount, _LOCALE)


def _invoices(record: Record) -> list[str]:
    return [invoice.number for invoice in record.invoices]


def _holder(record: Record) -> list[str]:
    return [record.creditor.account_holder]


def _phone(record: Record) -> list[str]:
    return [phone(record.creditor.phone)]


def _hours(record: Record) -> list[str]:
    return [record.creditor.opening_hours]


def _dates(record: Record) -> list[str]:
    return _written(pay_by(record))


def _due_dates(record: Record) -> list[str]:
    days = dict.fromkeys(invoice.due_date for invoice in record.invoices)
    return [text for day in (*days, pay_by(record)) for text in _written(day)]


def _written(day: date) -> list[str]:
    return [written_date(day, style, _LOCALE) for style in ("long", "short")]


FACTS: tuple[Fact, ...] = (
    Fact("who", "Van wie het bericht is", "Who it is from", _ALL, NAMES, lambda r: [r.creditor.name]),
    Fact(
        "invoices",
        "Om welke factuur het gaat",
        "Which invoice",
        _OWED,
        FULL,
        lambda r: [i.number for i in r.invoices],
    ),
    Fact(
        "total",
        "Welk bedrag er openstaat",
        "The amount that is open",
        _ASKING,
        NAMES,
        lambda r: [_euro(r.total)],
    ),
    Fact(
        "total",
        "Welk bedrag er openstaat",
        "The amount that is open",
        frozenset({"handover"}),
        FULL,
        lambda r: [_euro(r.total)],
    ),
    Fact(
        "last-day",
        "De laatste dag om te betalen",
        "The last day to pay",
        _PRESSING,
        NAMES,
        _dates,
        any_of=True,
    ),
    Fact(
        "last-day",
        "De laatste dag om te betalen",
        "The last day to pay",
        frozenset({"before", "due"}),
        NAMES,
        _due_dates,
        any_of=True,
    ),
    Fact(
        "account",
        "Het rekeningnummer",
        "The account number",
        _ASKING,
        FULL,
        lambda r: [iban(r.creditor.iban)],
    ),
    Fact(
        "holder",
        "Op wiens naam de rekening staat",
        "The account holder",
        _ASKING,
        FULL,
        lambda r: [r.creditor.account_holder],
    ),
    Fact("reference", "Wat de klant erbij zet", "What to quote", _ASKING, FULL, lambda r: [r.reference]),
    Fact(
        "way-out",
        "Wat kan als betalen niet lukt",
        "What to do when paying is hard",
        _ASKING,
        FULL,
        lambda _: ["/regeling|in delen|uitstel|termijnen|andere dag|afspreken/"],
    ),
    Fact(
        "disagree",
        "Wat kan als de factuur niet klopt",
        "What to do when the invoice is wrong",
        _PRESSING,
        FULL,
        lambda _: ["/niet eens|klopt .*niet|niet klopt/"],
    ),
    Fact(
        "next",
        "Wat er gebeurt als de klant niets doet",
        "What happens next",
        _PRESSING,
        FULL,
        lambda _: ["/als u niets doet|niet op tijd|niet betaalt/"],
    ),
    Fact(
        "promise",
        "Wat er is afgesproken, met dag en bedrag",
        "What was agreed, with day and amount",
        frozenset({"agreement"}),
        FULL,
        lambda r: list(_agreed(r)),
    ),
    Fact(
        "received",
        "Welk bedrag er binnen is",
        "What came in",
        frozenset({"confirmation"}),
        FULL,
        lambda r: [_euro(r.payment.amount)] if r.payment else [],
    ),
    Fact("person", "Wie de klant helpt", "Who helps", _ALL, FULL, lambda r: [r.creditor.contact]),
    Fact(
        "phone",
        "Het telefoonnummer",
        "The phone number",
        _ALL,
        NAMES,
        lambda r: [phone(r.creditor.phone)],
    ),
    Fact(
        "hours",
        "Wanneer u bereikbaar bent",
        "When you can be reached",
        _ALL,
        FULL,
        lambda r: [r.creditor.opening_hours],
    ),
)


def checklist(
    template: Template, messages: Mapping[str, Message], texts: dict[str, str]
) -> list[dict[str, Any]]:
    """Return the facts of a purpose, each with what it is now and, for each channel, whether it is told.

    `messages` is what is sent and `texts` its plain text, by channel. A channel that need not tell a fact is
    None, unless it does.
    """
    return list(_checked(template, {name: _record(message) for name, message in messages.items()}, texts))


def _record(message: Message) -> Record:
    """Return the record of a message with the last day that it names: the law may set another for each channel."""
    if message.notice is None or message.notice.pay_by is None:
        return message.record
    return message.record.model_copy(update={"pay_by": message.notice.pay_by})


def _checked(
    template: Template, records: Mapping[str, Record], texts: dict[str, str]
) -> Iterator[dict[str, Any]]:
    plain = {channel: _plain(text) for channel, text in texts.items()}
    for fact in FACTS:
        if template.stage not in fact.stages:
            continue
        told: dict[str, bool | None] = {}
        shown: dict[str, None] = {}
        for channel, text in plain.items():
            values = [value for value in fact.values(records[channel]) if value]
            if not values:
                continue
            there = (any if fact.any_of else all)(_there(value, text) for value in values)
            told[channel] = there if channel in fact.channels or there else None
            if not values[0].startswith("/"):
                shown[values[0] if fact.any_of else ", ".join(values)] = None
        if told:
            value = _plain(" / ".join(shown))
            yield {"name": fact.name, "nl": fact.nl, "en": fact.en, "value": value, "told": told}


def _agreed(record: Record) -> Iterator[str]:
    plan = record.agreement
    if plan is None or record.payment is not None:  # what came in is told, not all that was agreed
        return
    for part in plan.instalments:
        yield _euro(part.amount)
    if plan.kind == "promise-to-pay" and plan.amount is not None:
        yield _euro(plan.amount)
    if plan.kind == "promise-to-pay" and plan.pay_by is not None:
        yield written_date(plan.pay_by, "long", _LOCALE)


def _there(value: str, text: str) -> bool:
    if value.startswith("/"):
        return re.search(value.strip("/"), text, re.IGNORECASE) is not None
    return _plain(value) in text


def _plain(text: str) -> str:
    return " ".join(text.split())
