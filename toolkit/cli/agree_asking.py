"""The questions of `tact agree`: at most six, of which each can be answered by an option too."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import click

from toolkit.errors import RecordError, TactError
from toolkit.wording import translated, worded

if TYPE_CHECKING:
    from toolkit.schedule.accounts import Account

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """One question, which is not asked when one of its `fields` is known.

    `into` makes fields of an answer, and raises TactError for one that cannot be read. With `several`, it is asked
    only about a customer with more than one open invoice.
    """

    fields: tuple[str, ...]
    text: str
    into: Callable[[str], Fields]
    several: bool = False


def ask(said: Fields, known: Sequence[Account]) -> Fields:
    """Return what was said (the fields of a `Said`) with the answers to what it lacks.

    An answer that cannot be read is asked again, at once.
    """
    from toolkit.schedule.agreeing import find_account
    from toolkit.schedule.answers import kind_of

    def customer(typed: str) -> Fields:
        return {"customer": find_account(known, typed).customer.id}

    said = _asked(said, Question(("customer",), worded("Which customer? (number or name)"), customer))
    account = find_account(known, said["customer"])
    _show(account)
    what = worded("What did you agree? 1 promise to pay, 2 payment plan, 3 dispute, 4 call summary")
    said = _asked(said, Question(("kind",), what, lambda typed: {"kind": kind_of(typed)}))
    for question in (*_QUESTIONS[kind_of(said["kind"])], _BY):
        if not question.several or len(account.items) > 1:
            said = _asked(said, question)
    return said


def _asked(said: Fields, question: Question) -> Fields:
    """Return what was said with the answer to a question, unless it is known."""
    if any(said.get(name) for name in question.fields):
        return said
    while True:
        typed = click.prompt(translated(question.text), default="", show_default=False, err=True).strip()
        try:
            return said | question.into(typed)
        except TactError as error:
            click.echo(error.spoken(), err=True)


def _day(field: str, text: str) -> Question:
    def into(typed: str) -> Fields:
        from toolkit.schedule.answers import day_of

        day_of(typed)
        return {field: typed}

    return Question((field,), text, into)


def _amount(typed: str) -> Fields:
    from toolkit.schedule.answers import amount_of

    if typed:
        amount_of(typed)
    return {"amount": typed}


def _parts(typed: str) -> Fields:
    from toolkit.schedule.answers import amount_of, parts_or_amount

    found = parts_or_amount(typed)
    if "amount" in found:
        amount_of(typed)
    return dict(found)


def _every(typed: str) -> Fields:
    from toolkit.schedule.answers import rhythm_of

    return {"every": rhythm_of(typed or "month")}


def _text(field: str, text: str) -> Question:
    def into(typed: str) -> Fields:
        return {field: _filled(typed)}

    return Question((field,), text, into)


def _texts(field: str, text: str, mark: str = ";", *, several: bool = False) -> Question:
    def into(typed: str) -> Fields:
        return {field: tuple(part.strip() for part in _filled(typed).split(mark) if part.strip())}

    return Question((field,), text, into, several)


def _filled(typed: str) -> str:
    if not typed:
        raise RecordError("this cannot stay empty")
    return typed


_BY = Question(
    ("agreed_by",), worded("Who of you agreed it? (Enter: not said)"), lambda typed: {"agreed_by": typed}
)
_QUESTIONS: Mapping[str, tuple[Question, ...]] = MappingProxyType(
    {
        "promise-to-pay": (
            _day("pay_by", worded("Which day does the customer pay at the latest?")),
            Question(("amount",), worded("How much? (Enter: all of it)"), _amount),
        ),
        "payment-plan": (
            Question(
                ("parts", "amount"), worded("How many instalments, or how much each? (3, or € 50,00)"), _parts
            ),
            _day("first", worded("Which day is the first instalment?")),
            Question(("every",), worded("Each week or each month? (Enter: month)"), _every),
        ),
        "dispute": (
            _texts(
                "invoices", worded("About which invoices? (numbers with a comma, or: all)"), ",", several=True
            ),
            _text("subject", worded("What is it about, in some words?")),
            _day("answer_by", worded("Which day do you answer at the latest?")),
        ),
        "call-summary": (
            _texts("customer_says", worded("What does the customer say? (parted by ;)")),
            _texts("we_say", worded("What do you say? (parted by ;)")),
            _texts(
                "actions", worded("Who does what, and when? (we: send the offer, 5-12-2026; customer: …)")
            ),
        ),
    }
)


def _show(account: Account) -> None:
    """Show what is open, for who has the customer on the phone."""
    from toolkit.cli.saying import say
    from toolkit.law.explain import euro
    from toolkit.schedule.plan import label

    say(
        "{customer}: {amount} open ({numbers})",
        customer=label(account.customer),
        amount=euro(account.balance),
        numbers=tuple(f"{item.invoice.number} {euro(item.open)}" for item in account.items),
        err=True,
    )
