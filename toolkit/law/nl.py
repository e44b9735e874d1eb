"""Dutch law: what collecting may cost, and the term that the free reminder gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from toolkit.delivery import ChannelName
from toolkit.law.calendar import months_after, post_days_after, working_day_from
from toolkit.law.explain import ZERO, Step, amounts, cents, cents_that_add_up, euro, in_words, percent
from toolkit.law.kinds import CustomerKind
from toolkit.law.outcomes import Costs, Term
from toolkit.law.tables import check_bounds, decimal, entries, keys, load, whole
from toolkit.wording import worded

_DAY = timedelta(days=1)
_NO_STACKING_FROM = date(2024, 10, 1)
_DECREE = "art. 2 Besluit vergoeding voor buitengerechtelijke incassokosten"
_NO_STACKING = "Stb. 2024, 44, in werking sinds 1 oktober 2024; inhoud volgens kantoorabri.nl"
_SLACK = 3
"""Post days after the expected delivery on which a late letter may still come: about 1 in 20 is late."""
_HOGE_RAAD = "HR 25 november 2016, ECLI:NL:HR:2016:2704"


@dataclass(frozen=True, slots=True)
class Slices:
    """A percentage for each slice of a principal (bound, None for the last) and both limits, in EUR."""

    slices: tuple[tuple[Decimal | None, Decimal], ...]
    minimum: Decimal
    maximum: Decimal


def read_slices(raw: Any) -> Slices:
    """Return what a row of the table of collection costs holds; raises ValueError when it is not in order."""
    keys(raw, {"slices", "minimum", "maximum"})
    slices: list[tuple[Decimal | None, Decimal]] = []
    for item in entries(raw, "slices"):
        keys(item, {"percent"}, frozenset({"up_to"}))
        slices.append((decimal(item["up_to"]) if "up_to" in item else None, decimal(item["percent"])))
    check_bounds([bound for bound, _ in slices])
    return Slices(tuple(slices), decimal(raw["minimum"]), decimal(raw["maximum"]))


def counted(claims: Iterable[tuple[Fraction, str, date]], on: date) -> tuple[Fraction, list[Step]]:
    """Return the principal (EUR) that the costs are computed over, and what was left out of it.

    In: of each claim what is open, its contract and its due date. Of missed instalments of one contract that
    follow each other within six months only the dearest counts, so that their costs together are never more
    than those of that one (Stb. 2024, 44, since 1 October 2024).
    """
    whole, by_contract = Fraction(0), dict[str, list[tuple[date, Fraction]]]()
    for amount, contract, due_date in claims:
        if contract and on >= _NO_STACKING_FROM:
            by_contract.setdefault(contract, []).append((due_date, amount))
        else:
            whole += amount
    steps = []
    for contract, parts in by_contract.items():
        for run in _runs(sorted(parts)):
            dearest = max(run)
            whole += dearest
            if len(run) > 1:
                text = worded(
                    "Contract {contract}: {count} gemiste termijnen binnen zes maanden, samen {sum}; alleen de "
                    "duurste telt, {dearest}",
                    contract=contract,
                    count=len(run),
                    sum=euro(cents(sum(run, Fraction(0)))),
                    dearest=euro(cents(dearest)),
                )
                steps.append(Step(text=text, amount=ZERO, rule=_DECREE, source=_NO_STACKING, grade="V/1"))
    return whole, steps


def _runs(parts: Sequence[tuple[date, Fraction]]) -> Iterator[list[Fraction]]:
    """Yield the amounts of instalments, oldest first, in runs in which each is due within six months of the last."""
    run: list[Fraction] = []
    before = None
    for due_date, amount in parts:
        if before is not None and due_date > months_after(before, 6):
            yield run
            run = []
        run.append(amount)
        before = due_date
    if run:
        yield run


def less_before(costs: Costs, before: Fraction) -> Costs:
    """Return costs lowered by what was asked `before` for the same contracts in the last six months, in EUR."""
    lowered = min(cents(before), costs.total)
    if not lowered:
        return costs
    text = worded("Eraf: de kosten die voor hetzelfde contract al in de laatste zes maanden zijn genoemd")
    step = Step(text=text, amount=-lowered, rule=_DECREE, source=_NO_STACKING, grade="V/1")
    left = costs.total - lowered
    amount = cents(Fraction(left) * Fraction(costs.amount) / Fraction(costs.total))
    return Costs(amount, left - amount, (*costs.explanation, step))


def collection_costs(principal: Fraction, on: date, vat_recoverable: bool) -> Costs:
    """Return the costs over a principal above zero (EUR); a business may have agreed on something else."""
    row = load("nl_collection_costs", read_slices).on(on)
    parts, lower = [], Fraction(0)
    for bound, rate in row.value.slices:
        if principal <= lower:
            break
        upper = principal if bound is None else min(principal, Fraction(bound))
        parts.append(
            (_slice_text(rate, lower, upper, full=upper == bound), (upper - lower) * Fraction(rate) / 100)
        )
        lower = upper
    lines = list(zip((text for text, _ in parts), cents_that_add_up(part for _, part in parts), strict=True))
    amount = sum((part for _, part in lines), ZERO)
    limited = min(max(amount, row.value.minimum), row.value.maximum).quantize(ZERO)
    if limited > amount:
        lines.append(
            (worded("Aangevuld tot het minimum van {limited}", limited=euro(limited)), limited - amount)
        )
    elif limited < amount:
        lines.append(
            (worded("Verlaagd tot het maximum van {limited}", limited=euro(limited)), limited - amount)
        )
    steps = amounts(lines, _DECREE, row)
    if vat_recoverable:
        return Costs(limited, ZERO, steps)
    tax = load("nl_vat", decimal).on(on)
    exact = sum((part for _, part in parts), Fraction(0))
    exact = min(max(exact, Fraction(row.value.minimum)), Fraction(row.value.maximum))
    rate = Fraction(tax.value) / 100
    # Whether the rounded or the exact costs are taxed can differ by a cent: the lower one is asked.
    vat = min(cents(Fraction(limited) * rate), cents(exact * rate), cents(exact * (1 + rate)) - limited)
    text = worded(
        "{rate} btw over {limited}, die de schuldeiser niet kan terugvragen",
        rate=percent(tax.value),
        limited=euro(limited),
    )
    return Costs(limited, vat, (*steps, *amounts([(text, vat)], _DECREE, tax)))


def _slice_text(rate: Decimal, lower: Fraction, upper: Fraction, *, full: bool) -> str:
    part = euro(cents(upper - lower))
    if lower:
        return worded("{rate} van de volgende {part}", rate=percent(rate), part=part)
    if full:
        return worded("{rate} van de eerste {part}", rate=percent(rate), part=part)
    return worded("{rate} van {part}", rate=percent(rate), part=part)


def term(sent_on: date, delivery: ChannelName, customer_kind: CustomerKind) -> Term:
    """Return the term of a free reminder; the reasoning stands with `toolkit.law.terms.term`."""
    if delivery == "letter":
        received, late, steps = _by_post(sent_on)
        sure = late + 14 * _DAY
        text = worded("De dag om te noemen: een werkdag, en ook van zo'n late brief zijn de 14 dagen dan om")
    else:
        received = sent_on
        sure = received + 15 * _DAY
        text = worded("De dag om te noemen: een werkdag, en ook de 15 dagen na de bezorging zijn dan om")
        steps = [
            _day_step(worded("Een e-mail of sms komt aan op de dag zelf"), received, "art. 3:37 lid 3 BW")
        ]
    starts, ends = received + _DAY, received + 14 * _DAY
    steps.append(
        _day_step(worded("De termijn begint op de dag na de ontvangst"), starts, "art. 6:96 lid 6 BW")
    )
    steps.append(_day_step(worded("De veertiende dag"), ends, "art. 6:96 lid 6 BW"))
    pay_by = working_day_from(sure, "NL")
    steps.append(_day_step(text, pay_by, "art. 6:96 lid 6 BW"))
    if customer_kind == "business":
        costs_from = sent_on
        text = worded("Een bedrijf betaalt de kosten zonder deze termijn, vanaf de dag na de vervaldatum")
        steps.append(_day_step(text, costs_from, "art. 6:96 lid 4 BW", source="Burgerlijk Wetboek Boek 6"))
    else:
        costs_from = pay_by + _DAY
        steps.append(_day_step(worded("De eerste dag waarop kosten mogen"), costs_from, "art. 6:96 lid 6 BW"))
    return Term(
        sent_on, received, starts, ends, pay_by, costs_from, customer_kind == "consumer", tuple(steps)
    )


def _by_post(sent_on: date) -> tuple[date, date, list[Step]]:
    """Return the last day on which a letter can be expected, the one for a late letter, and how they came about."""
    collected = working_day_from(sent_on, "NL")
    row = load("nl_letter_delivery", whole).on(collected)
    received = post_days_after(collected, row.value, "NL")
    text = worded(
        "Een brief is er uiterlijk op bezorgdag {day} (van dinsdag tot en met zaterdag)", day=row.value
    )
    step = Step(
        text=worded("{text}: {day}", text=text, day=in_words(received)),
        on=received,
        rule="art. 3:37 lid 3 BW",
        source=row.source,
        grade=row.grade,
    )
    late = post_days_after(received, _SLACK, "NL")
    text = worded("Een late brief kan nog {days} bezorgdagen later komen", days=_SLACK)
    return received, late, [step, _day_step(text, late, "art. 3:37 lid 3 BW")]


def _day_step(text: str, day: date, rule: str, source: str = _HOGE_RAAD) -> Step:
    return Step(
        text=worded("{text}: {day}", text=text, day=in_words(day)),
        on=day,
        rule=rule,
        source=source,
        grade="S",
    )
