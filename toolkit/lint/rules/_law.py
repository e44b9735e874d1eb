"""What the law makes of the record behind a message: the amounts, the term, and whether costs may be asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from toolkit.lint.scenario import Scenario

if TYPE_CHECKING:
    from toolkit.records.notice import Notice

BEFORE_COSTS = frozenset(("check", "before", "due", "reminder", "last-notice"))
"""The stages in which a consumer owes nothing but the invoices."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Figures:
    """The charges of a message in EUR: costs, their VAT, the `total` of both, and the interest (None: not asked)."""

    costs: Decimal
    vat: Decimal
    total: Decimal
    interest: Decimal | None


def told(scenario: Scenario) -> Notice | None:
    """Return what the law sets in a last notice or a handover; None for other messages.

    Raises RecordError when the law does not allow the message, NoRateKnown for a day that no table covers.
    """
    from toolkit.records.notice import NOTICE_STAGES, notice

    stage: Any = scenario.template.stage
    return notice(scenario.record, _delivery(scenario), stage) if stage in NOTICE_STAGES else None


def figures(scenario: Scenario) -> Figures:
    """Return the charges that a message may name; raises NoRateKnown for a day that no table covers."""
    from toolkit import law
    from toolkit.records.notice import costs_of, open_claims

    known = told(scenario)
    if known is not None:
        interest = known.interest.total if known.interest else None
        return Figures(known.costs.amount, known.costs.vat, known.costs.total, interest)
    record = scenario.record
    costs = costs_of(record, open_claims(record.invoices), law.jurisdiction(record.country))
    return Figures(costs.amount, costs.vat, costs.total, None)


def last_day(scenario: Scenario) -> date:
    """Return the first day that a last notice may name as the last one to pay."""
    from toolkit import law
    from toolkit.records.notice import notice_channel

    record = scenario.record
    jurisdiction = law.jurisdiction(record.country)
    by = notice_channel(record, _delivery(scenario))
    return law.term(record.date, by, jurisdiction, record.customer.kind).pay_by


def may_ask_costs(scenario: Scenario) -> bool:
    """Say whether a message may ask costs: a business owes them when it is late, a consumer after a free term."""
    from toolkit import law

    record, stage = scenario.record, scenario.template.stage
    if record.customer.kind == "business":
        return record.due_date < record.date
    if stage in BEFORE_COSTS or record.notice is None:
        return False
    sent = record.notice
    term = law.term(sent.sent_on, sent.channel, law.jurisdiction(record.country), "consumer")
    return record.date >= max(term.costs_from, (sent.pay_by or term.pay_by) + _DAY)


def _delivery(scenario: Scenario) -> Any:
    """Return the channel as the room of law calls it."""
    return scenario.channel
