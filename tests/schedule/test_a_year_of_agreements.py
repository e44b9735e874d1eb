"""A year with agreements and payments, day by day: each confirmed once, and who keeps one is not pressed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import settings

from tests.schedule.town import ADDRESSES, CREDITOR, ladder
from toolkit.records import Record
from toolkit.schedule import Arrangement, Call, History, Planned, Sent, plan
from toolkit.schedule.agreements import RECEIPT, REMINDER, TEXTS, mark_of
from toolkit.schedule.confirming import Received
from toolkit.schedule.dividing import divide

DAY = timedelta(days=1)
BEGIN = date(2026, 1, 1)
DAYS = 365
KINDS = ("promise-to-pay", "payment-plan", "dispute", "call-summary")


@dataclass
class Debt:
    """One customer with one invoice, what was agreed about it and when it is paid."""

    customer: dict[str, object]
    number: str
    made: date
    due: date
    amount: Decimal
    agreed: Arrangement
    keeps: bool
    paid: list[tuple[date, Decimal]] = field(default_factory=list)

    def left(self, on: date) -> Decimal:
        return self.amount - sum((part for day, part in self.paid if day <= on), Decimal(0))

    @property
    def until(self) -> date:
        """The day after which the agreement presses nobody any more: it is kept, or broken."""
        first = self.agreed.pay_by or self.agreed.answer_by or self.agreed.agreed_on
        return self.paid[-1][0] if self.keeps else first

    def record(self, on: date) -> Record:
        invoice = {"number": self.number, "date": self.made, "due_date": self.due, "amount": self.amount}
        values = {"id": self.customer["id"], "date": on, "creditor": CREDITOR, "customer": self.customer}
        paid = self.amount - self.left(on)
        return Record.model_validate(
            {**values, "invoices": [{**invoice, "paid": paid, "description": "Taart"}]}
        )

    def is_listed(self, on: date) -> bool:
        """What is paid stands in the ledger until it is booked, three days later."""
        return self.made <= on and (self.left(on) > 0 or on <= self.paid[-1][0] + 2 * DAY)


def debt(number: int, draw: Random) -> Debt:
    name = f"K{number:04}"
    country = "BE" if number % 4 == 3 else "NL"
    who: dict[str, object] = {
        "id": name,
        "last_name": "Yilmaz",
        "address": ADDRESSES[country],
        "email": f"{name.lower()}@post.example" if number % 3 else None,
        "mobile": "06 00 00 00 41",
    }
    made = BEGIN + draw.randrange(90) * DAY
    due = made + 30 * DAY
    on = due + draw.randrange(3, 34) * DAY
    amount = Decimal(draw.randrange(60_00, 900_00)) / 100
    kind, keeps = KINDS[number % 4], number // 4 % 3 > 0
    more: dict[str, object] = {}
    paid: list[tuple[date, Decimal]] = []
    if kind == "promise-to-pay":
        more = {"pay_by": on + draw.randrange(10, 30) * DAY, "amount": amount}
        paid = [(on + 10 * DAY, amount)] if keeps else []
    elif kind == "payment-plan":
        every = "week" if number % 8 == 1 else "month"
        parts = divide(amount, on + 12 * DAY, every, country, parts=draw.randrange(2, 5))  # type: ignore[arg-type]
        more = {"instalments": parts}
        mine = parts if keeps else parts[:1]
        paid = [(part.due_date - draw.randrange(3) * DAY, part.amount) for part in mine]
    elif kind == "dispute":
        more = {"subject": "De taart was te klein", "answer_by": on + 20 * DAY}
        paid = [(on + 15 * DAY, amount)] if keeps else []
    else:
        said = {"customer_says": ["Ik bel terug."], "creditor_says": ["Dat is goed."]}
        more = {**said, "actions": [{"owner": "customer", "what": "terugbellen", "by": on + 5 * DAY}]}
        paid = [(on + 3 * DAY, amount)] if keeps else []
    values = {"customer": name, "invoices": [f"{name}-1"], "open": {f"{name}-1": amount}, "kind": kind}
    agreed = Arrangement.model_validate({**values, "agreed_on": on, **more})
    return Debt(who, f"{name}-1", made, due, amount, agreed, keeps, paid)


@pytest.fixture(scope="module")
def debts() -> list[Debt]:
    """Twenty-four customers; four hundred at night."""
    draw = Random(20260102)  # noqa: S311 - the same each time
    return [debt(number, draw) for number in range(400 if settings().max_examples > 1000 else 24)]


@pytest.fixture(scope="module")
def year(debts: list[Debt]) -> list[tuple[date, Planned | Call]]:
    """What each day of the year plans, which is sent and goes into the history; agreements stay in the file."""
    entries: list[Sent] = []
    found: list[tuple[date, Planned | Call]] = []
    for number in range(DAYS):
        on = BEGIN + number * DAY
        listed = [each for each in debts if each.is_listed(on)]
        agreed = [each.agreed for each in debts if each.agreed.agreed_on <= on and not closed(each, on)]
        received = {
            str(each.customer["id"]).casefold(): [
                Received(each.number, day, part) for day, part in each.paid if on - 4 * DAY <= day <= on
            ]
            for each in listed
        }
        made = plan(
            [each.record(on) for each in listed],
            ladder(),
            on,
            history=History(tuple(entries)),
            agreements=agreed,
            received=received,
        )
        found += [(on, item) for item in (*made.messages, *made.calls)]
        entries += [item.sent for item in (*made.messages, *made.calls)]
    return found


def closed(each: Debt, on: date) -> bool:
    """A dispute is taken out of the file on the day after its answer."""
    return each.agreed.kind == "dispute" and each.agreed.answer_by is not None and on > each.agreed.answer_by


def about(year: list[tuple[date, Planned | Call]], each: Debt) -> list[tuple[date, str]]:
    return [(on, item.step) for on, item in year if each.number in item.covers]


def test_every_agreement_is_confirmed_once_on_its_day(
    debts: list[Debt], year: list[tuple[date, Planned | Call]]
) -> None:
    confirmed = Counter(
        (item.sent.agreement, on)
        for on, item in year
        if isinstance(item, Planned) and item.step in TEXTS and item.step not in (REMINDER, RECEIPT)
    )
    assert confirmed == Counter((mark_of(each.agreed), each.agreed.agreed_on) for each in debts)


def test_who_keeps_an_agreement_gets_no_step_of_the_schedule(
    debts: list[Debt], year: list[tuple[date, Planned | Call]]
) -> None:
    for each in debts:
        if each.agreed.kind == "call-summary":  # it presses nothing and pauses nothing
            continue
        steps = [(on, step) for on, step in about(year, each) if each.agreed.agreed_on <= on <= each.until]
        assert {step for _, step in steps} <= set(TEXTS), each.agreed.kind
    assert sum(each.keeps for each in debts) >= 12


def test_nobody_who_has_paid_is_asked_for_money(
    debts: list[Debt], year: list[tuple[date, Planned | Call]]
) -> None:
    for each in debts:
        if each.left(BEGIN + DAYS * DAY) == 0:
            after = [step for on, step in about(year, each) if on >= each.paid[-1][0]]
            assert set(after) <= {RECEIPT}, after


def test_who_kept_a_promise_or_a_plan_is_thanked_once(
    debts: list[Debt], year: list[tuple[date, Planned | Call]]
) -> None:
    for each in debts:
        thanks = [step for _, step in about(year, each)].count(RECEIPT)
        may = each.keeps and each.agreed.kind in ("promise-to-pay", "payment-plan")
        assert thanks == int(may), each.agreed.kind


def test_an_instalment_is_announced_once_and_a_missed_one_is_told(
    debts: list[Debt], year: list[tuple[date, Planned | Call]]
) -> None:
    plans = [each for each in debts if each.agreed.kind == "payment-plan"]
    assert len(plans) >= 6
    for each in plans:
        steps = [step for _, step in about(year, each)]
        assert steps.count(REMINDER) <= len(each.agreed.instalments)
        assert ("plan-missed" in steps) is not each.keeps
    assert any(REMINDER in [step for _, step in about(year, each)] for each in plans)


def test_after_a_broken_promise_the_steps_go_on(
    debts: list[Debt], year: list[tuple[date, Planned | Call]]
) -> None:
    broken = [each for each in debts if not each.keeps and each.agreed.kind == "promise-to-pay"]
    assert broken
    for each in broken:
        assert each.agreed.pay_by
        after = [step for on, step in about(year, each) if on > each.agreed.pay_by]
        assert after[-1] == "handover", after
