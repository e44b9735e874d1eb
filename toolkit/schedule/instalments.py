"""Payment plans: which instalments are missed, and what that asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from toolkit.law.explain import euro, in_words
from toolkit.records import Agreement, Instalment
from toolkit.schedule.accounts import Item
from toolkit.schedule.due import Clock
from toolkit.schedule.history import Sent
from toolkit.schedule.ladder import Rung
from toolkit.schedule.plan import Reason
from toolkit.wording import worded

_DAY = timedelta(days=1)
_ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class PlanStep:
    """What a payment plan asks for: a step, or None with the `reason` to wait. `why` is Dutch.

    `agreement` is the plan with what was paid of each instalment.
    """

    rung: Rung | None
    why: str
    agreement: Agreement | None = None
    reason: Reason = "plan"
    until: date | None = None


def missed_step(agreement: Agreement, items: Sequence[Item], clock: Clock, on: date) -> PlanStep:
    """Return what the plan about these invoices asks for on a day.

    An instalment is told once: the message of a day tells all that were missed by then. A step that waits
    for the term of that message follows once, while something it told is still missed.
    """
    left = sum((item.open for item in items), _ZERO)
    if left not in (agreement.total, agreement.outstanding) and left > agreement.total:
        why = worded(
            "de regeling is {total}, maar er staat {left} open", total=euro(agreement.total), left=euro(left)
        )
        return PlanStep(None, why, reason="data")
    current = with_payments(agreement, left)
    first, *later = clock.ladder.plan or (None,)
    wait = (first.step.after_instalment or 0) if first else 0
    missed = [part for part in current.instalments if part.outstanding > 0 and part.due_date < on]
    late = [part for part in missed if part.due_date + wait * _DAY <= on]
    if not late or first is None:
        return _running(current, on)
    entries = [entry for item in items for entry in clock.history.about(item.invoice.number)]
    told = _last(entries, first)
    if told is None or any(part.due_date >= told.on for part in late):
        days = tuple(in_words(part.due_date) for part in missed)
        return PlanStep(first, worded("gemist: het deel van {days}", days=days), current)
    for rung in later:
        waited_for = _last(entries, clock.ladder.by_name[rung.step.after_term_of or first.name])
        done = _last(entries, rung)
        if waited_for is None or (done and done.on >= waited_for.on):
            continue
        over = clock.last_day(waited_for)
        begins = clock.day_after_term(rung, over)
        if on < begins:
            return PlanStep(
                None, worded("de klant heeft tot en met {over}", over=in_words(over)), until=begins
            )
        if rung.step.call and clock.customer_phone is None:
            continue
        return PlanStep(
            rung, worded("een deel van de regeling mist nog sinds {on}", on=in_words(told.on)), current
        )
    return PlanStep(
        None, worded("een deel van de regeling mist nog: maak een nieuwe afspraak"), reason="done"
    )


def with_payments(agreement: Agreement, left: Decimal) -> Agreement:
    """Return a plan with what was paid of each instalment, the first one first.

    In: what is still open of its invoices, in EUR. A plan that says itself what was paid stays as it is.
    """
    paid = agreement.total - left
    if paid <= 0 or any(part.paid for part in agreement.instalments):
        return agreement
    parts: list[Instalment] = []
    for part in agreement.instalments:
        share = min(paid, part.amount)
        paid -= share
        parts.append(part.model_copy(update={"paid": share}))
    return agreement.model_copy(update={"instalments": tuple(parts)})


def _running(agreement: Agreement, on: date) -> PlanStep:
    ahead = [part for part in agreement.instalments if part.outstanding > 0]
    if not ahead:
        why = worded("de regeling is betaald, maar de factuur staat nog open: kijk de boeking na")
        return PlanStep(None, why, reason="data")
    following = next((part for part in ahead if part.due_date >= on), ahead[0])
    return PlanStep(
        None, worded("regeling: het volgende deel is van {due_date}", due_date=in_words(following.due_date))
    )


def _last(entries: Sequence[Sent], rung: Rung) -> Sent | None:
    mine = [entry for entry in entries if entry.step == rung.name]
    return max(mine, key=lambda entry: entry.on, default=None)
