"""What the law explains to a customer, whole: `data/explained.txt` holds every step as it is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from toolkit.errors import RecordError
from toolkit.law import (
    Claim,
    Clause,
    Costs,
    CustomerKind,
    Interest,
    Jurisdiction,
    Step,
    check_consumer_debt,
    check_private,
    collection_costs,
    costs_of_claims,
    interest,
    jurisdiction,
    later_reminder_fee,
    term,
)
from toolkit.law.tables import GRADES

GOLDEN = Path(__file__).parent / "data" / "explained.txt"
TODAY = date(2026, 11, 23)


def rent(amount: str, due_date: date) -> Claim:
    return Claim(Decimal(amount), "huur-7", due_date)


RENTS = [rent("750", date(2026, 8, 1)), rent("760", date(2026, 9, 1)), Claim(Decimal("90.50"))]


def before_the_change(day: date) -> Costs:
    return costs_of_claims(
        [rent("750", date(2024, 8, 1)), rent("760", date(2024, 9, 1))], "NL", "consumer", on=day
    )


def belgian(claims: Iterable[str], **told: object) -> Costs:
    kind = told.pop("kind", "consumer")
    return costs_of_claims([Claim(Decimal(each)) for each in claims], "BE", kind, on=TODAY, **told)  # type: ignore[arg-type]


COSTS: dict[str, Callable[[], Costs]] = {
    "NL, 100": lambda: collection_costs(Decimal(100), "NL", "consumer", on=TODAY),
    "NL, 12000, with VAT": lambda: collection_costs(
        Decimal(12000), "NL", "consumer", on=TODAY, vat_recoverable=False
    ),
    "NL, 2500": lambda: collection_costs(Decimal(2500), "NL", "business", on=TODAY),
    "NL, 2000000": lambda: collection_costs(Decimal(2_000_000), "NL", "business", on=TODAY),
    "NL, two terms of one contract": lambda: costs_of_claims(RENTS, "NL", "consumer", on=TODAY),
    "NL, the same, 30 asked before": lambda: costs_of_claims(
        RENTS, "NL", "consumer", on=TODAY, before=Decimal(30), vat_recoverable=False
    ),
    "NL, two terms on the last day of the old rule": lambda: before_the_change(date(2024, 9, 30)),
    "NL, two terms on the first day of the new rule": lambda: before_the_change(date(2024, 10, 1)),
    "BE, 120": lambda: belgian(["120"]),
    "BE, 400.55": lambda: belgian(["400.55"]),
    "BE, 800.01": lambda: belgian(["800.01"]),
    "BE, 90000": lambda: belgian(["90000"]),
    "BE, three invoices": lambda: belgian(["40", "60", "600"]),
    "BE, a clause below the cap": lambda: belgian(["400"], clause=Clause(Decimal(5), Decimal("2.5"), Decimal(20))),
    "BE, a clause above the cap": lambda: belgian(["400"], clause=Clause(Decimal(50), Decimal(15))),
    "BE, a business": lambda: belgian(["400", "500"], kind="business"),
    "BE, a business, each invoice": lambda: belgian(["400", "500"], kind="business", per_invoice=True),
    "BE, a fourth reminder with postage": lambda: later_reminder_fee(
        TODAY, [TODAY - timedelta(days=days) for days in (30, 60, 90)], "BE", on=TODAY, postage=Decimal("1.52")
    ),
}  # fmt: skip


REFUSED: dict[str, Callable[[], object]] = {
    "a country": lambda: jurisdiction("DE"),
    "a tax": lambda: check_private(None, "invoices[0]", "OZB 2026"),
    "a public claim": lambda: check_private("public", "invoices[0]"),
    "less than nothing": lambda: collection_costs(Decimal(-1), "NL", "consumer", on=TODAY),
    "more than anyone owes": lambda: collection_costs(Decimal(10) ** 16, "NL", "consumer", on=TODAY),
    "more paid than open": lambda: costs_of_claims(
        [Decimal(10)], "NL", "consumer", on=TODAY, paid_in_term=Decimal("10.01")
    ),
    "a negative postage": lambda: later_reminder_fee(TODAY, [], "BE", on=TODAY, postage=Decimal(-1)),
    "a Belgian debt of before the law": lambda: check_consumer_debt(date(2023, 8, 31), TODAY),
    "a Belgian debt of energy": lambda: check_consumer_debt(TODAY, TODAY, "energy"),
    "a period that ends before it begins": lambda: grown(TODAY - timedelta(days=900)),
    "a payment of before the period": lambda: grown(TODAY, (date(2024, 11, 29), Decimal(1))),
    "payments of more than is owed": lambda: grown(TODAY, (date(2025, 1, 1), Decimal("1000.01"))),
}


def grown(
    to: date, *payments: tuple[date, Decimal], country: Jurisdiction = "NL", kind: CustomerKind = "consumer"
) -> Interest:
    return interest(Decimal(1000), date(2024, 11, 30), to, country, kind, payments)


def shown(name: str, outcome: str, steps: Iterable[Step]) -> Iterator[str]:
    yield f"{name}: {outcome}"
    for step in steps:
        what = step.on if step.amount is None else step.amount
        yield f"  {step.text} | {what} | {step.rule} | {step.source} | {step.grade}"
        assert step.grade in GRADES
    yield ""


def explained() -> Iterator[str]:
    for name, make in COSTS.items():
        costs = make()
        yield from shown(name, f"{costs.amount} + {costs.vat}", costs.explanation)
    for country in ("NL", "BE"):
        for channel in ("letter", "email"):
            for kind in ("consumer", "business"):
                days = term(date(2026, 12, 24), channel, country, kind)  # type: ignore[arg-type]
                said = (
                    f"{days.received_on}, {days.starts_on}..{days.ends_on}, {days.pay_by}, {days.costs_from}"
                )
                yield from shown(
                    f"{country}, {channel}, {kind}", f"{said}, {days.statutory}", days.explanation
                )
    asked: list[tuple[Jurisdiction, CustomerKind]] = [
        ("NL", "consumer"),
        ("NL", "business"),
        ("BE", "business"),
    ]
    for country, kind in asked:
        sum_of = grown(TODAY, (date(2026, 2, 1), Decimal(250)), country=country, kind=kind)
        yield from shown(f"interest, {country}, {kind}", f"{sum_of.total}", sum_of.explanation)
        for each in sum_of.explanation:
            year = f"{each.days} of {each.days_in_year} days"
            yield f"  {each.first}..{each.last}, {year}, {each.rate}% of {each.base}"
        yield ""
    for days in (1, 2):
        few = grown(date(2024, 11, 30) + timedelta(days=days))
        yield from shown(f"interest of {days}", f"{few.total}", few.explanation)
    for name, ask in REFUSED.items():
        with pytest.raises(RecordError) as error:
            ask()
        yield f"refused, {name}: {error.value}"


def test_every_step_and_every_refusal_of_the_law_is_told_as_it_was_agreed() -> None:
    assert "\n".join(explained()) == GOLDEN.read_text("utf-8")
