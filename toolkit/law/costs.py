"""What a creditor may ask for collecting: the amount, its VAT, and how both came about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from toolkit.errors import RecordError
from toolkit.law import be, nl
from toolkit.law.be import Clause
from toolkit.law.explain import ZERO, checked
from toolkit.law.kinds import CustomerKind, Jurisdiction
from toolkit.law.outcomes import Costs


@dataclass(frozen=True, slots=True)
class Claim:
    """What is open of one invoice, in EUR; `contract` names the agreement of which it is an instalment."""

    amount: Decimal
    contract: str = ""
    due_date: date = date.min


def collection_costs(
    principal: Decimal,
    jurisdiction: Jurisdiction,
    customer_kind: CustomerKind,
    *,
    on: date,
    vat_recoverable: bool = True,
) -> Costs:
    """Return the most that a creditor may ask for collecting `principal` (EUR, without interest and costs).

    NL: the slices of art. 2 Besluit vergoeding voor buitengerechtelijke incassokosten (Stb. 2012, 141), at
    least 40 and at most 6,775 EUR. They bind for a consumer (art. 6:96 lid 5 BW) and hold for a business
    unless something else was agreed (lid 4: at least 40 EUR). VAT comes on top only if `vat_recoverable` is
    false. BE: for a consumer the cap on a clause on late payment (art. XIX.4 WER), due only if the contract
    has such a clause; for a business 40 EUR (art. 6 of the law of 2 August 2002); never VAT.

    `on` is the day on which the costs are asked: it picks the rule. A consumer owes them only from
    `Term.costs_from` of the free reminder. All is computed exactly and the sum is rounded once, half a cent
    up; the steps add up to the total. No principal, no costs. Raises NoRateKnown for a day that the tables do
    not cover, RecordError for a negative principal.
    """
    return _costs(checked(principal, "principal"), jurisdiction, customer_kind, on, vat_recoverable)


def costs_of_claims(
    claims: Iterable[Claim | Decimal],
    jurisdiction: Jurisdiction,
    customer_kind: CustomerKind,
    *,
    on: date,
    vat_recoverable: bool = True,
    paid_in_term: Decimal = ZERO,
    clause: Clause | None = None,
    per_invoice: bool = False,
    before: Decimal = ZERO,
) -> Costs:
    """Return the costs of the claims (EUR, oldest first) that one letter asks for.

    NL: the claims are added and the costs computed once; of missed instalments of one contract that follow each
    other within six months the dearest alone counts, and what was asked `before` for their contracts in the last
    six months comes off (Stb. 2024, 44; that the rule exists is V, its content is known from one source).

    BE, consumer: whether the cap holds for each claim
    or for their sum is not certain, so the lower of both is asked; a `clause` of the terms is asked as far as the cap
    allows, and without one this is the cap. A business owes the fixed sum once, or `per_invoice` (C-585/20 and
    C-419/21; known from one source).

    What the customer paid within the free reminder's term comes off the oldest claim first, and the costs are
    computed anew on the rest (HR 25 November 2016, ECLI:NL:HR:2016:2704; known from one source). Raises what
    `collection_costs` raises, and RecordError when more was paid than was asked.
    """
    paid, rests = checked(paid_in_term, "paid_in_term"), []
    earlier = checked(before, "before")
    known = [each if isinstance(each, Claim) else Claim(each) for each in claims]
    for one in known:
        whole_claim = checked(one.amount, "claims")
        settled = min(whole_claim, paid)
        rests.append(whole_claim - settled)
        paid -= settled
    if paid:
        raise RecordError(
            "more was paid than is outstanding", hint="pay back what is too much and ask no costs"
        )
    whole = sum(rests, Fraction(0))
    if jurisdiction == "NL":
        parts = ((rest, one.contract, one.due_date) for rest, one in zip(rests, known, strict=True) if rest)
        principal, left_out = nl.counted(parts, on)
        costs = _costs(principal, jurisdiction, customer_kind, on, vat_recoverable)
        costs = Costs(costs.amount, costs.vat, (*left_out, *costs.explanation))
        return nl.less_before(costs, earlier)
    if not whole:
        return Costs(ZERO, ZERO, ())
    if customer_kind == "business":
        return be.business_compensation(on, sum(1 for rest in rests if rest) if per_invoice else 1)
    together = be.consumer_compensation(whole, on, clause)
    each = [be.consumer_compensation(rest, on, clause) for rest in rests if rest]
    apart = Costs(
        sum((costs.amount for costs in each), ZERO),
        ZERO,
        tuple(step for costs in each for step in costs.explanation),
    )
    return min(together, apart, key=lambda costs: costs.total)


def later_reminder_fee(
    due_date: date, reminded: Iterable[date], jurisdiction: Jurisdiction, *, on: date, postage: Decimal = ZERO
) -> Costs:
    """Return the most that a reminder about `due_date` may cost a consumer with a regular supply, in EUR.

    BE: the reminders about three due dates of a calendar year are free; one about a further due date costs at
    most 7.50 EUR plus `postage` (EUR) (art. XIX.2 WER). `reminded` are the due dates about which a reminder went
    out before, however many letters there were. NL: always zero. `on` is the day it goes out. Raises NoRateKnown
    for a day that the table does not cover, RecordError for negative postage.
    """
    exact = checked(postage, "postage")
    if jurisdiction == "NL":
        return Costs(ZERO, ZERO, ())
    return be.later_reminder_fee(due_date, reminded, exact, on)


def _costs(
    principal: Fraction, jurisdiction: Jurisdiction, kind: CustomerKind, on: date, vat_recoverable: bool
) -> Costs:
    if principal == 0:
        return Costs(ZERO, ZERO, ())
    if jurisdiction == "NL":
        return nl.collection_costs(principal, on, vat_recoverable)
    return be.consumer_compensation(principal, on) if kind == "consumer" else be.business_compensation(on)
