"""A customer with debts of private and of public law: costs come over the first, and never over the second."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.schedule.town import DAY, MONDAY, TODAY, invoice, planned, record, sent
from toolkit.catalogue import Catalogue
from toolkit.compose import Composer
from toolkit.records import Record
from toolkit.workspace import Workspace

TAX: dict[str, Any] = {"claim": "public"}
REMINDED = [
    sent("second-reminder", "rent", "tax", ago=20, channel="letter", pay_by=TODAY - 8 * DAY),
    sent("call", "rent", "tax", ago=12, channel="phone"),
]
NOTICED = [*REMINDED, sent("last-notice", "rent", ago=40, channel="letter", costs="40.00")]


def both(**more: Any) -> Record:
    return record(invoice("rent", 60), invoice("tax", 60, "90.00", **{**TAX, **more}))


@pytest.mark.parametrize(
    ("past", "step", "amount"), [(REMINDED, "last-notice", 119), (NOTICED, "handover", 159)]
)
def test_the_private_debt_goes_on_alone_and_why_the_public_one_does_not_is_told(
    past: list[Any], step: str, amount: int
) -> None:
    made = planned(both(), on=MONDAY, sent=past)
    (message,) = made.messages
    assert (message.step, message.covers, message.amount) == (step, ("rent",), amount)
    (held,) = made.held
    assert (held.invoices, held.reason, held.amount) == (("tax",), "done", Decimal("90.00"))
    assert "een publieke schuld gaat daarna haar eigen weg" in held.why


def test_a_public_debt_alone_gets_its_reminders_and_no_more() -> None:
    tax = record(invoice("tax", 60, **TAX))
    assert [each.step for each in planned(tax, on=MONDAY).messages] == ["reminder"]
    made = planned(tax, on=MONDAY, sent=REMINDED)
    assert (made.messages, made.calls) == ((), ())
    assert [each.reason for each in made.held] == ["done"]


@pytest.mark.parametrize("kinds", [("public",), ("public", "private")])
def test_a_second_reminder_about_a_public_debt_announces_no_last_notice(kinds: tuple[str, ...]) -> None:
    ledger = record(*(invoice(str(at), 16, claim=kind) for at, kind in enumerate(kinds)))
    past = [sent("reminder", *(str(at) for at in range(len(kinds))), ago=9)]
    (message,) = planned(ledger, sent=past).messages
    assert message.step == "second-reminder"
    text = Composer(Workspace()).compose(
        Catalogue(Workspace()).template("second-reminder"), message.record, "email"
    )
    assert "laatste herinnering" not in str(text.body)
    assert "hoe het verdergaat" in str(text.body)


def test_what_is_called_after_a_tax_waits_for_who_says_what_it_is() -> None:
    unsaid = both(claim=None, description="Rioolheffing 2026")
    (held,) = planned(unsaid, on=MONDAY, sent=REMINDED).held
    assert (held.invoices, held.reason) == (("tax",), "law")
    assert "'Rioolheffing' is de naam van een belasting" in held.why
    rent = both(claim="private", description="Rioolheffing 2026")
    (message,) = planned(rent, on=MONDAY, sent=REMINDED).messages
    assert message.covers == ("rent", "tax")


def test_a_credit_lowers_debts_of_its_own_kind_first() -> None:
    rows = invoice("tax", 90, **TAX), invoice("rent", 60), invoice("credit", 50, "-50.00", claim="private")
    (message,) = planned(record(*rows), on=MONDAY, sent=REMINDED).messages
    assert (message.covers, message.amount) == (("rent",), 69)
    assert [each.number for each in message.record.invoices] == ["rent", "credit"]
