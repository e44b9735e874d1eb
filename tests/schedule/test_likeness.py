"""Invoices that look like instalments of one contract are told before they cost too much."""

from __future__ import annotations

import pytest

from tests.schedule.town import invoice, planned, record

TOLD = "lijken termijnen van één contract"


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ({"amount": "650.00"}, True),  # the same amount
        ({"amount": "655.10", "description": "Huur oktober 2026"}, True),  # the same description
        ({"amount": "655.10", "description": "Reparatie"}, False),
        ({"amount": "650.00", "contract": "H-12"}, False),
    ],
)
def test_invoices_of_each_month_without_a_contract_are_told_in_the_plan(
    second: dict[str, str], told: bool
) -> None:
    first = invoice("1", 65, "650.00", description="Huur september 2026")
    amount = second.pop("amount")
    made = planned(record(first, invoice("2", 35, amount, **second)), sent=None)
    assert [message.step for message in made.messages] == ["last-notice"]
    assert any(f"1, 2 {TOLD}" in note.text for note in made.notes) is told


def test_two_invoices_of_one_month_are_no_instalments() -> None:
    made = planned(record(invoice("1", 40, "650.00"), invoice("2", 35, "650.00")), sent=None)
    assert not any(TOLD in note.text for note in made.notes)
