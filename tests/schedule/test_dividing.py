"""Payment plans out of an amount: exactly what is open, on working days, in order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import RecordError
from toolkit.law import Jurisdiction
from toolkit.records import Agreement
from toolkit.schedule.dividing import MOST_PARTS, Rhythm, divide

OFF = {country: holidays.country_holidays(country, years=range(2024, 2036)) for country in ("NL", "BE")}
AMOUNTS = st.decimals("0.02", "999999.99", places=2)
DAYS = st.dates(date(2025, 1, 1), date(2029, 12, 31))
COUNTRIES: st.SearchStrategy[Jurisdiction] = st.sampled_from(["NL", "BE"])
EVERY: st.SearchStrategy[Rhythm] = st.sampled_from(["week", "month"])


@settings(max_examples=10_000 if settings().max_examples > 1000 else 100)
@given(AMOUNTS, DAYS, EVERY, COUNTRIES, st.integers(2, MOST_PARTS), st.booleans(), st.data())
def test_the_parts_are_together_what_is_open_on_working_days_in_order(
    total: Decimal,
    first: date,
    every: Rhythm,
    country: Jurisdiction,
    parts: int,
    by_amount: bool,
    data: st.DataObject,
) -> None:
    if by_amount:
        least = max(Decimal("0.01"), (total / MOST_PARTS).quantize(Decimal("0.01")) + Decimal("0.01"))
        if least >= total:
            return
        size = data.draw(st.decimals(least, total - Decimal("0.01"), places=2))
        made = divide(total, first, every, country, amount=size)
        assert all(part.amount == size for part in made[:-1])
        assert made[-1].amount <= size
    else:
        if total < parts * Decimal("0.01"):
            return
        made = divide(total, first, every, country, parts=parts)
        assert len(made) == parts
        assert max(part.amount for part in made) - min(part.amount for part in made) < parts * Decimal("0.01")
    assert sum(part.amount for part in made) == total
    days = [part.due_date for part in made]
    assert days == sorted(set(days))
    assert days[0] >= first
    assert all(day.weekday() < 5 and day not in OFF[country] for day in days)
    Agreement(kind="payment-plan", agreed_on=first, instalments=made)


def test_a_month_keeps_its_day_also_after_a_day_that_was_moved() -> None:
    made = divide(Decimal("300.00"), date(2026, 11, 28), "month", "NL", parts=4)  # a Saturday
    assert [str(part.due_date) for part in made] == ["2026-11-30", "2026-12-28", "2027-01-28", "2027-03-01"]


def test_a_day_off_of_one_country_is_a_working_day_of_the_other() -> None:
    armistice, king = date(2026, 11, 11), date(2027, 4, 27)
    for first, free, works in ((armistice, "BE", "NL"), (king, "NL", "BE")):
        countries: dict[str, Jurisdiction] = {"BE": "BE", "NL": "NL"}
        moved = divide(Decimal("10.00"), first, "week", countries[free], parts=2)
        kept = divide(Decimal("10.00"), first, "week", countries[works], parts=2)
        assert (moved[0].due_date > first, kept[0].due_date) == (True, first)


@pytest.mark.parametrize(
    ("total", "more", "why"),
    [
        ("100.00", {"parts": 1}, "2 tot 60 delen, geen 1"),
        ("100.00", {"parts": 61}, "geen 61"),
        ("0.05", {"parts": 6}, "te weinig voor 6 delen"),
        ("100.00", {"amount": "100.00"}, "is alles"),
        ("100.00", {"amount": "0.00"}, "van niets"),
        ("100.00", {"amount": "-5.00"}, "van niets"),
        ("100.00", {"amount": "1.00"}, "geen 100"),
    ],
)
def test_what_is_no_plan_is_refused(total: str, more: dict[str, object], why: str) -> None:
    if "amount" in more:
        more = {"amount": Decimal(str(more["amount"]))}
    with pytest.raises(RecordError, match=why):
        divide(Decimal(total), date(2026, 12, 1), "month", "NL", **more)  # type: ignore[arg-type]
