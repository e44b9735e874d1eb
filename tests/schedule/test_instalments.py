"""Payment plans: nothing while they run, one message for what is missed, then a call."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.schedule.town import (
    MONDAY,
    TODAY,
    arrangement,
    customer,
    invoice,
    plan_of_three,
    planned,
    record,
    sent,
)
from toolkit.records import Agreement, Record
from toolkit.schedule import Plan
from toolkit.schedule.instalments import with_payments

DAY = timedelta(days=1)


def ledger(*days: int, **more: Any) -> Record:
    """Return a customer who pays 120.00 in three parts, due so many days after the day TODAY."""
    return record(invoice("1", 40, "120.00"), agreement=plan_of_three(*days), **more)


def steps(made: Plan) -> list[str]:
    return [item.step for item in (*made.messages, *made.calls)]


def test_a_plan_that_is_kept_asks_for_nothing() -> None:
    (held,) = planned(ledger(5, 35, 65)).held
    assert (held.reason, "26 november 2026" in held.why) == ("plan", True)


@pytest.mark.parametrize(("ago", "due"), [(1, False), (2, False), (3, True), (30, True)])
def test_a_missed_instalment_is_told_some_days_later(ago: int, due: bool) -> None:
    assert steps(planned(ledger(-ago, 35, 65))) == (["plan-missed"] if due else [])


def test_the_message_holds_the_plan_and_asks_what_is_missed() -> None:
    (message,) = planned(ledger(-40, -4, 26)).messages
    assert message.template == "plan-missed"
    assert [part.amount for part in message.record.missed] == [40, 40]
    assert message.record.pay_by == TODAY + 9 * DAY  # a Saturday plus seven is a Saturday
    assert message.record.next_step_on == TODAY + 10 * DAY


def paying(paid: str, *days: int) -> dict[str, Any]:
    """Return a ledger of today with the plan of a while ago in a file of its own."""
    plan = arrangement("payment-plan", instalments=plan_of_three(*days)["instalments"])
    return {"agreements": [plan], "ledger": record(invoice("1", 40, "120.00", paid=paid))}


def test_payments_in_the_ledger_count_for_the_first_instalments() -> None:
    paid = paying("80.00", -40, -4, 26)
    assert steps(planned(paid["ledger"], agreements=paid["agreements"])) == []
    paid = paying("50.00", -40, -4, 26)
    (message,) = planned(paid["ledger"], agreements=paid["agreements"]).messages
    assert [(part.due_date, part.outstanding) for part in message.record.missed] == [(TODAY - 4 * DAY, 30)]
    Record.model_validate(message.record.model_dump())


def test_a_plan_that_says_itself_what_was_paid_stays_as_it_is() -> None:
    plan = plan_of_three(-40, -4, 26)
    plan["instalments"][1]["paid"] = "40.00"
    agreement = Agreement.model_validate(plan)
    assert with_payments(agreement, Decimal("80.00")) is agreement


def test_what_was_told_is_not_told_again_and_a_new_miss_is() -> None:
    told = [sent("plan-missed", ago=5, pay_by=TODAY + 2 * DAY)]
    made = planned(ledger(-10, 20, 50), sent=told)
    assert [(held.reason, held.until) for held in made.held] == [("plan", TODAY + 3 * DAY)]
    later = planned(ledger(-10, 20, 50), on=TODAY + 23 * DAY, sent=told)
    assert steps(later) == ["plan-missed"]


def test_after_the_message_comes_one_call() -> None:
    told = [sent("plan-missed", ago=10, pay_by=TODAY - DAY)]
    made = planned(ledger(-15, 20, 50), on=MONDAY, sent=told)
    assert steps(made) == ["plan-call"]
    called = [*told, sent("plan-call", ago=0, channel="phone")]
    (held,) = planned(ledger(-15, 20, 50), sent=called).held
    assert (held.reason, "nieuwe afspraak" in held.why) == ("done", True)


def test_without_a_phone_the_call_is_left_out() -> None:
    told = [sent("plan-missed", ago=10, pay_by=TODAY - DAY)]
    (held,) = planned(ledger(-15, 20, 50, of=customer(mobile=None)), sent=told).held
    assert held.reason == "done"


def test_a_paid_instalment_ends_the_matter() -> None:
    told = [sent("plan-missed", ago=10, pay_by=TODAY - DAY)]
    paid = paying("40.00", -15, 20, 50)
    (held,) = planned(paid["ledger"], agreements=paid["agreements"], sent=told).held
    assert (held.reason, held.until) == ("plan", None)


def test_a_plan_of_another_amount_than_is_open_is_held_back() -> None:
    more = ledger(-15, 20, 50).model_copy(update={"invoices": record(invoice("1", 40, "130.00")).invoices})
    (held,) = planned(more).held
    assert (held.reason, "€ 120,00" in held.why) == ("data", True)


def test_a_plan_that_is_paid_while_the_invoice_is_open_is_held_back() -> None:
    plan = plan_of_three(-60, -40, -20)
    for part in plan["instalments"]:
        part["paid"] = "40.00"
    (held,) = planned(record(invoice("1", 90, "120.00"), agreement=plan)).held
    assert (held.reason, "boeking" in held.why) == ("data", True)


def test_a_plan_goes_before_another_message_of_the_day() -> None:
    whole = ledger(-4, 26, 56)
    other = record(invoice("2", 8), id="other")
    made = planned(whole, other)
    assert steps(made) == ["plan-missed"]
    assert [(held.invoices, held.reason) for held in made.held] == [(("2",), "quiet")]
