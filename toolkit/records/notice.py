"""What a last notice announces and what a handover asks: costs, the term, interest, each explained.

The Netherlands and Belgium both ask one free reminder that gives a consumer time and names what comes next
(art. 6:96 lid 6 BW; art. XIX.2 WER): the last notice. Only when its term has run out are costs due, and the
message that asks them is the handover. For a business the law asks neither; it gets the same days.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, TypeVar, get_args

from toolkit import law
from toolkit.delivery import FULL, ChannelName, FullChannelName
from toolkit.errors import RecordError
from toolkit.language import labels
from toolkit.law.explain import in_words, percent
from toolkit.records.base import Model
from toolkit.records.models import Invoice, Record
from toolkit.records.people import CustomerKind
from toolkit.wording import worded

NoticeStage = Literal["last-notice", "handover"]
NOTICE_STAGES: tuple[str, ...] = get_args(NoticeStage)
"""The stages of a template in which the law decides on amounts and days."""

_DAY = timedelta(days=1)
_ZERO = Decimal("0.00")
M = TypeVar("M", bound=Model)


class Explanation(Model):
    """One step towards an amount (EUR) or a day, in Dutch, with its article, its source and its grade."""

    text: str
    rule: str
    source: str
    grade: str
    amount: Decimal | None = None
    on: date | None = None


class NoticeCosts(Model):
    """What collecting costs the customer, in EUR: `amount` without VAT, the `vat`, and both in `total`."""

    amount: Decimal = _ZERO
    vat: Decimal = _ZERO
    total: Decimal = _ZERO
    explanation: tuple[Explanation, ...] = ()


class NoticeTerm(Model):
    """The time that the last notice gives: see `toolkit.law.Term`; all days are inclusive."""

    sent_on: date
    received_on: date
    starts_on: date
    ends_on: date
    pay_by: date
    costs_from: date
    statutory: bool
    explanation: tuple[Explanation, ...]


class InterestPart(Explanation):
    """The interest of one invoice over days with one rate: `number` of the invoice, `rate` in percent a year."""

    number: str
    first: date
    last: date
    rate: Decimal


class NoticeInterest(Model):
    """Interest for late payment, in EUR, until the date of the message; that day itself does not count."""

    total: Decimal
    explanation: tuple[InterestPart, ...]


class Charge(Model):
    """One line of what a handover asks on top of the invoices: `what` it is, its `details` (Dutch), and EUR."""

    what: str
    details: str
    amount: Decimal


class Notice(Model):
    """What a last notice announces or a handover asks, in EUR.

    `channel` is the one by which the last notice goes. `principal` is what is open,
    `amount` what the message asks: the principal alone in a last notice, with
    costs and interest in a handover. `term` is the time the last notice gives, None for a handover to a
    business that got none. `pay_by` is the last day to name; None where the law leaves that to the creditor.
    `interest` is None where it is not asked. `charges` are the lines that make `amount` of `principal`.
    """

    stage: NoticeStage
    channel: FullChannelName
    jurisdiction: law.Jurisdiction
    kind: CustomerKind
    principal: Decimal
    costs: NoticeCosts
    term: NoticeTerm | None
    pay_by: date | None
    interest: NoticeInterest | None
    charges: tuple[Charge, ...] = ()
    amount: Decimal


def open_claims(invoices: Iterable[Invoice]) -> tuple[tuple[Invoice, Decimal], ...]:
    """Return the invoices with what is still to be paid of each, in EUR, the oldest due date first.

    Credit notes and what was paid too much lower the oldest invoices first (art. 6:43 lid 2 BW), those of their own
    kind, private or public, before the others; an invoice of which nothing is left is not among them.
    """
    every = tuple(invoices)
    claims = sorted(
        (each for each in every if not each.is_credit), key=lambda each: (each.due_date, each.number)
    )
    credit = {
        public: -sum(
            (each.outstanding for each in every if each.is_credit and each.is_public is public), _ZERO
        )
        for public in (False, True)
    }
    rest = {each.number: each.outstanding for each in claims}
    for own in (True, False):
        for claim in claims:
            public = claim.is_public is own
            lowered = min(credit[public], rest[claim.number])
            rest[claim.number] -= lowered
            credit[public] -= lowered
    return tuple((each, rest[each.number]) for each in claims if rest[each.number])


def notice(record: Record, delivery: ChannelName, stage: NoticeStage) -> Notice:
    """Return what a last notice or a handover of a record says that goes out by `delivery` on its date.

    The costs are those of what is open on that date; for a handover they are never more than the last notice
    (`record.notice`) announced. Raises RecordError when the law does not allow the message: an invoice that
    is not overdue, a last day that comes too early, a handover to a consumer without a last notice or before
    its term has run out, a description that Belgian law asks; NoRateKnown for a day that no table covers.
    """
    jurisdiction, kind = law.jurisdiction(record.country), record.customer.kind
    claims = open_claims(record.invoices)
    by = notice_channel(record, delivery)
    _check_claims(record, claims, jurisdiction)
    term: law.Term | None
    if stage == "last-notice":
        term = law.term(record.date, by, jurisdiction, kind)
        _check_last_day(record, term)
    else:
        term = _past_term(record, jurisdiction)
    costs = costs_of(record, claims, jurisdiction)
    interest = _interest(record, claims, jurisdiction, term) if stage == "handover" else None
    charges: tuple[Charge, ...] = ()
    if stage == "handover":
        _check_announced(record, costs)
        charges = tuple(_charges(costs, interest, jurisdiction, record))
    return Notice(
        stage=stage,
        channel=record.notice_by or (delivery if delivery in FULL else by),
        jurisdiction=jurisdiction,
        kind=kind,
        principal=record.total,
        costs=costs,
        term=_shown(NoticeTerm, term) if term else None,
        pay_by=record.pay_by or (term.pay_by if term and stage == "last-notice" else None),
        interest=interest,
        charges=charges,
        amount=record.total + sum((each.amount for each in charges), _ZERO),
    )


def check_arrival(record: Record, channel: str, stage: str) -> None:
    """Raise RecordError for a letter that may be there only after the last day that it names.

    What speaks of a due date needs the time of a late letter; what gives days of its own, the time of any letter.
    """
    if channel != "letter" or record.country not in get_args(law.Jurisdiction):
        return
    country = law.jurisdiction(record.country)
    if stage in ("check", "before", "due"):
        field, last, there = "due_date", record.due_date, law.surely_there(record.date, country)
    elif stage in ("reminder", "handover") and record.pay_by:
        field, last, there = "pay_by", record.pay_by, law.arrives_on(record.date, "letter", country)
    else:
        return
    if there > last:
        raise RecordError(
            worded(
                "{field}: een brief van {sent} is er pas op {there}, en noemt dan {last} als laatste dag",
                field=field,
                sent=in_words(record.date),
                there=in_words(there),
                last=in_words(last),
            ),
            hint="kies een latere dag, of stuur een e-mail",
        )


def notice_channel(record: Record, delivery: ChannelName) -> FullChannelName:
    """Return the channel whose term holds for a last notice that is, or goes with, a message by `delivery`.

    One notice has one day, whatever goes with it: that of `record.notice_by`. Where nobody says, it is that of a
    letter for who has an address, because a letter takes longest.
    """
    if record.notice_by:
        return record.notice_by
    return "letter" if delivery == "letter" or record.customer.address else "email"


def with_notice_by(record: Record, channels: Collection[str]) -> Record:
    """Return a record of which a last notice goes by these channels, with the one of them that is the notice.

    That is the record's own, else the first that holds a whole letter; one message alone needs none.
    """
    if record.notice_by or len(channels) < 2:
        return record
    by = next((each for each in FULL if each in channels), None)
    return record.model_copy(update={"notice_by": by})


def costs_of(
    record: Record, claims: Iterable[tuple[Invoice, Decimal]], jurisdiction: law.Jurisdiction
) -> NoticeCosts:
    """Return what a creditor may ask for collecting what is open of claims (EUR) on the record's date."""
    kind, creditor = record.customer.kind, record.creditor
    clause = creditor.compensation
    if jurisdiction == "BE" and kind == "consumer" and clause is None:
        return NoticeCosts()
    costs = law.costs_of_claims(
        [law.Claim(amount, invoice.contract, invoice.due_date) for invoice, amount in claims],
        jurisdiction,
        kind,
        on=record.date,
        vat_recoverable=creditor.vat_recoverable,
        clause=law.Clause(clause.fixed, clause.percent, clause.minimum) if clause else None,
        per_invoice=creditor.compensation_per_invoice,
        before=record.costs_before,
    )
    return _shown(NoticeCosts, costs)


def _interest(
    record: Record,
    claims: Iterable[tuple[Invoice, Decimal]],
    jurisdiction: law.Jurisdiction,
    term: law.Term | None,
) -> NoticeInterest | None:
    """Return the interest from the first day of default; a Belgian consumer owes it only after the term."""
    if not record.creditor.charges_interest:
        return None
    kind = record.customer.kind
    late = _after_term(record, term) if term and jurisdiction == "BE" and kind == "consumer" else None
    rate = record.creditor.interest_rate
    total, steps = _ZERO, []
    for invoice, amount in claims:
        first = late or invoice.due_date + _DAY
        part = law.interest(amount, first, record.date, jurisdiction, kind, clause_rate=rate)
        total += part.total
        steps += [
            InterestPart(
                number=invoice.number,
                text=worded("Factuur {number}: {text}", number=invoice.number, text=step.text),
                rule=step.rule,
                source=step.source,
                grade=step.grade,
                amount=step.amount,
                first=step.first,
                last=step.last,
                rate=step.rate,
            )
            for step in part.explanation
        ]
    return NoticeInterest(total=total, explanation=tuple(steps))


def _charges(
    costs: NoticeCosts, interest: NoticeInterest | None, jurisdiction: law.Jurisdiction, record: Record
) -> Iterator[Charge]:
    """Yield the lines that a handover adds to the invoices; together with those they are what it asks."""
    said = labels(record.customer.language)
    over = said.interest if len(record.invoices) > 1 else said.interest_alone
    if costs.total:
        yield Charge(what=said.costs_in(jurisdiction), details="", amount=costs.amount)
    if costs.vat:
        yield Charge(what=said.costs_vat, details="", amount=costs.vat)
    for step in interest.explanation if interest else ():
        first, last = (f"{day:%-d-%-m-%Y}" for day in (step.first, step.last))
        yield Charge(
            what=over.format(invoice=step.number),
            details=said.interest_details.format(rate=percent(step.rate), first=first, last=last),
            amount=step.amount or _ZERO,
        )


def _past_term(record: Record, jurisdiction: law.Jurisdiction) -> law.Term | None:
    """Return the term of the last notice that went before, which must have run out for a consumer."""
    kind, sent = record.customer.kind, record.notice
    if sent is None:
        if kind == "business":
            return None
        raise RecordError(
            "notice: er is nog geen laatste herinnering; kosten mogen pas als de termijn daarvan om is",
            hint="zet in het record wanneer (sent_on) en hoe (channel) die verstuurd is",
        )
    term = law.term(sent.sent_on, sent.channel, jurisdiction, kind)
    first = _after_term(record, term)
    if kind == "consumer" and record.date < first:
        raise RecordError(
            worded("date: {date} is te vroeg; kosten mogen pas vanaf {first}", date=record.date, first=first)
        )
    return term


def _after_term(record: Record, term: law.Term) -> date:
    """Return the first day after the time that the last notice gave: by law, and by the day that it named."""
    named = record.notice.pay_by if record.notice else None
    return max(term.costs_from, (named or term.pay_by) + _DAY)


def _check_claims(
    record: Record, claims: tuple[tuple[Invoice, Decimal], ...], jurisdiction: law.Jurisdiction
) -> None:
    if not claims:
        raise RecordError("invoices: er staat niets open")
    described = jurisdiction != "BE" or record.customer.kind == "business"
    if not described:
        for invoice, _ in claims:
            law.check_consumer_debt(invoice.due_date, record.date, record.creditor.sector)
    for number, invoice in enumerate(record.invoices, start=1):
        if invoice.outstanding <= 0:
            continue
        law.check_private(invoice.claim, f"invoices[{number}].claim", invoice.description)
        if invoice.due_date >= record.date:
            raise RecordError(
                worded("invoices[{number}].due_date: de vervaldag is nog niet voorbij", number=number),
                hint="een laatste herinnering kan pas daarna",
            )
        if not described and not invoice.description:
            raise RecordError(
                worded("invoices[{number}].description: ontbreekt", number=number),
                hint="de Belgische wet vraagt om te zeggen waarvoor de factuur is (art. XIX.2 WER)",
            )


def _check_last_day(record: Record, term: law.Term) -> None:
    if term.statutory and record.pay_by and record.pay_by < term.pay_by:
        raise RecordError(
            worded(
                "pay_by: {pay_by} is te vroeg; de wet geeft tot en met {last_day}",
                pay_by=record.pay_by,
                last_day=term.pay_by,
            ),
            hint="laat pay_by weg, dan staat de goede dag er vanzelf",
        )


def _check_announced(record: Record, costs: NoticeCosts) -> None:
    announced = record.notice.costs if record.notice else None
    if announced is None and costs.total and record.customer.kind == "consumer":
        raise RecordError(
            "notice.costs: ontbreekt; een consument betaalt alleen kosten die de laatste herinnering precies noemde",
            hint="zet erbij welk bedrag aan kosten in de laatste herinnering stond",
        )
    if announced is not None and costs.total > announced:
        raise RecordError(
            worded(
                "notice.costs: de laatste herinnering noemde {announced} euro, nu zijn de kosten {total}",
                announced=announced,
                total=costs.total,
            ),
            hint="stuur een nieuwe laatste herinnering, met het goede bedrag",
        )


def _shown(model: type[M], outcome: object) -> M:
    """Return an outcome of the room of law as a model, which a template reads and JSON holds."""
    return model.model_validate(outcome, from_attributes=True)
