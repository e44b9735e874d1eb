"""Belgian law: what late payment may cost, and the term that the free reminder gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from toolkit.delivery import ChannelName
from toolkit.errors import RecordError
from toolkit.law.calendar import working_day_from, working_days_after
from toolkit.law.explain import ZERO, Step, amounts, cents, cents_that_add_up, euro, in_words, percent
from toolkit.law.kinds import CustomerKind
from toolkit.law.outcomes import Costs, Term
from toolkit.law.tables import Row, check_bounds, decimal, entries, keys, load
from toolkit.wording import worded

_DAY = timedelta(days=1)
_BOOK_XIX = "wet van 4 mei 2023, BS 23 mei 2023"
_FREE_REMINDERS_A_YEAR = 3
_IN_FORCE, _ARREARS_FROM = date(2023, 12, 1), date(2023, 9, 1)


@dataclass(frozen=True, slots=True)
class Clause:
    """What a creditor's terms ask for late payment: `fixed` plus `percent` of the balance, at least `minimum`; EUR."""

    fixed: Decimal = ZERO
    percent: Decimal = ZERO
    minimum: Decimal = ZERO

    def over(self, balance: Fraction) -> Fraction:
        """Return what the clause asks over a balance, exactly."""
        asked = Fraction(self.fixed) + balance * Fraction(self.percent) / 100
        return max(asked, Fraction(self.minimum))


def check_consumer_debt(due_date: date, on: date, sector: str = "") -> None:
    """Raise RecordError where Book XIX says nothing of a consumer's invoice that fell due on `due_date`.

    It holds from 1 December 2023, for arrears that arose after 1 September 2023 (wet van 4 mei 2023). Energy
    and telecom have rules of their own.
    """
    if sector in ("energy", "telecom"):
        raise RecordError(
            "creditor.sector: energy and telecom have rules of their own in Belgium, which tact does not know",
            hint="have this message made by someone who knows them",
        )
    if on < _IN_FORCE or due_date + _DAY <= _ARREARS_FROM:
        raise RecordError(
            worded(
                "invoices: book XIX WER does not hold on {on} for what fell due on {due}", on=on, due=due_date
            ),
            hint="it holds since 1 December 2023, for arrears of after 1 September 2023",
        )


@dataclass(frozen=True, slots=True)
class Band:
    """The cap up to a balance `up_to` (None: any): `fixed` and `percent` of what is above `above`; in EUR."""

    up_to: Decimal | None
    fixed: Decimal
    percent: Decimal
    above: Decimal


@dataclass(frozen=True, slots=True)
class Caps:
    """The bands of a cap, lowest first, and the most it can be, in EUR."""

    bands: tuple[Band, ...]
    maximum: Decimal


def read_caps(raw: Any) -> Caps:
    """Return what a row of the table of caps holds; raises ValueError when it is not in order."""
    keys(raw, {"bands", "maximum"})
    bands: list[Band] = []
    for item in entries(raw, "bands"):
        keys(item, {"fixed"}, frozenset({"up_to", "percent", "above"}))
        up_to = decimal(item["up_to"]) if "up_to" in item else None
        rate, above = decimal(item.get("percent", "0")), decimal(item.get("above", "0"))
        bands.append(Band(up_to, decimal(item["fixed"]), rate, above))
    check_bounds([band.up_to for band in bands])
    return Caps(tuple(bands), decimal(raw["maximum"]))


def consumer_compensation(balance: Fraction, on: date, clause: Clause | None = None) -> Costs:
    """Return what a clause asks a consumer over a balance above zero (EUR), at most the cap; without one the cap."""
    most = _consumer_cap(balance, on)
    if clause is None:
        return most
    asked = cents(clause.over(balance))
    parts = []
    if clause.fixed:
        parts.append((worded("Vast bedrag volgens de voorwaarden"), Fraction(clause.fixed)))
    if clause.percent:
        text = worded(
            "{percent} van {balance} volgens de voorwaarden",
            percent=percent(clause.percent),
            balance=euro(cents(balance)),
        )
        parts.append((text, balance * Fraction(clause.percent) / 100))
    lines = list(zip((text for text, _ in parts), cents_that_add_up(part for _, part in parts), strict=True))
    if (below := asked - sum((amount for _, amount in lines), ZERO)) > 0:
        lines.append(
            (worded("Aangevuld tot het minimum van de voorwaarden, {asked}", asked=euro(asked)), below)
        )
    if asked > most.total:
        lines.append(
            (
                worded("Verlaagd tot het wettelijke maximum van {total}", total=euro(most.total)),
                most.total - asked,
            )
        )
    return _costs(lines, "art. XIX.4 WER", load("be_consumer_compensation", read_caps).on(on))


def _consumer_cap(balance: Fraction, on: date) -> Costs:
    row = load("be_consumer_compensation", read_caps).on(on)
    band = next(band for band in row.value.bands if band.up_to is None or balance <= band.up_to)
    fixed = worded("Vast bedrag voor de eerste {above}", above=euro(band.above))
    if band.up_to and not band.percent:
        fixed = worded("Vast bedrag voor ten hoogste {most}", most=euro(band.up_to))
    parts = [(fixed, Fraction(band.fixed))]
    if band.percent:
        over = balance - Fraction(band.above)
        text = worded(
            "{percent} van {over}, het deel boven {above}",
            percent=percent(band.percent),
            over=euro(cents(over)),
            above=euro(band.above),
        )
        parts.append((text, over * Fraction(band.percent) / 100))
    lines = list(zip((text for text, _ in parts), cents_that_add_up(part for _, part in parts), strict=True))
    amount = sum((part for _, part in lines), ZERO)
    if amount > row.value.maximum:
        lines.append(
            (
                worded("Verlaagd tot het maximum van {maximum}", maximum=euro(row.value.maximum)),
                row.value.maximum - amount,
            )
        )
    return _costs(lines, "art. XIX.4 WER", row)


def business_compensation(on: date, invoices: int = 1) -> Costs:
    """Return the fixed sum that a business owes for collecting, in EUR: once, or for each of its invoices."""
    row = load("be_business_compensation", decimal).on(on)
    lines = [(worded("Vaste vergoeding voor invorderingskosten"), row.value.quantize(ZERO))]
    if invoices > 1:
        row = load("be_business_compensation_each", decimal).on(on)
        text = worded("Vaste vergoeding voor invorderingskosten, voor {invoices} facturen", invoices=invoices)
        lines = [(text, (invoices * row.value).quantize(ZERO))]
    return _costs(lines, "art. 6 wet van 2 augustus 2002", row)


def later_reminder_fee(due_date: date, reminded: Iterable[date], postage: Fraction, on: date) -> Costs:
    """Return the most that a reminder about `due_date` may cost; `reminded` are due dates with an earlier one."""
    due_dates = {day for day in reminded if day.year == due_date.year} - {due_date}
    if len(due_dates) < _FREE_REMINDERS_A_YEAR:
        return Costs(ZERO, ZERO, ())
    row = load("be_later_reminder", decimal).on(on)
    lines = [
        (worded("Een herinnering na de drie gratis herinneringen van dit jaar"), row.value.quantize(ZERO))
    ]
    if postage:
        lines.append((worded("Portokosten"), cents(postage)))
    return _costs(lines, "art. XIX.2 WER", row)


def _costs(lines: list[tuple[str, Decimal]], rule: str, row: Row[Any]) -> Costs:
    """Return the sum of the lines (Dutch text, EUR); Belgian compensation bears no VAT."""
    return Costs(sum((amount for _, amount in lines), ZERO), ZERO, amounts(lines, rule, row))


def term(sent_on: date, delivery: ChannelName, customer_kind: CustomerKind) -> Term:
    """Return the term of a free reminder; the reasoning stands with `toolkit.law.terms.term`."""
    if delivery == "letter":
        starts = working_days_after(working_day_from(sent_on, "BE"), 3, "BE")
        received, text = starts, worded("De termijn begint op de derde werkdag na de verzending per post")
    else:
        starts = sent_on + _DAY
        received, text = sent_on, worded("De termijn begint op de dag na de elektronische verzending")
    ends = starts + 13 * _DAY
    pay_by = working_day_from(ends, "BE")
    steps = [
        _day_step(text, starts, "art. XIX.2 WER"),
        _day_step(worded("De veertiende kalenderdag"), ends, "art. XIX.2 WER"),
    ]
    text = worded("De dag om te noemen: de laatste dag, of de eerste werkdag daarna")
    steps.append(
        _day_step(text, pay_by, "art. 1.7 § 4 Burgerlijk Wetboek", "wet van 28 april 2022, BS 1 juli 2022")
    )
    if customer_kind == "business":
        costs_from = sent_on
        text = worded(
            "Een onderneming betaalt de vergoeding zonder ingebrekestelling, vanaf de dag na de vervaldatum"
        )
        steps.append(_day_step(text, costs_from, "art. 5 en 6 wet van 2 augustus 2002", "BS 7 augustus 2002"))
    else:
        costs_from = pay_by + _DAY
        steps.append(_day_step(worded("De eerste dag waarop kosten mogen"), costs_from, "art. XIX.2 WER"))
    return Term(
        sent_on, received, starts, ends, pay_by, costs_from, customer_kind == "consumer", tuple(steps)
    )


def _day_step(text: str, day: date, rule: str, source: str = _BOOK_XIX) -> Step:
    return Step(
        text=worded("{text}: {day}", text=text, day=in_words(day)),
        on=day,
        rule=rule,
        source=source,
        grade="S",
    )
