"""Drafts: the record that a due message is composed from, with its days and its legal amounts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from toolkit import law
from toolkit.delivery import FULL
from toolkit.errors import RecordError
from toolkit.law.calendar import months_after
from toolkit.law.explain import in_words
from toolkit.records import Agreement, Invoice, Record, SentNotice
from toolkit.records.notice import NOTICE_STAGES, Notice, NoticeStage, costs_of, notice, open_claims
from toolkit.schedule.accounts import Account, Item
from toolkit.schedule.due import Clock
from toolkit.schedule.history import Sent
from toolkit.schedule.ladder import Rung
from toolkit.schedule.past import past_of
from toolkit.schedule.plan import Call, Planned
from toolkit.wording import worded

_ZERO = Decimal("0.00")


def draft_message(
    account: Account,
    clock: Clock,
    rung: Rung,
    items: Sequence[Item],
    channel: str,
    why: str,
    agreement: Agreement | None = None,
) -> Planned:
    """Return the message of a step about some invoices, on the date of the account's record.

    Raises RecordError when the law does not allow it, NoRateKnown for a day that no table covers.
    """
    on, delivery = account.record.date, channel
    record = record_about(account, items, agreement)
    last_day = clock.given(rung, on, channel) if rung.step.gives is not None else None
    if rung.stage == "last-notice":
        named = clock.term(on, delivery).pay_by
        last_day = max(named, last_day) if last_day else named
    earlier = _earlier_notice(clock, rung, items) if rung.stage == "handover" else None
    record = record.model_copy(
        update={
            "pay_by": last_day,
            "next_step_on": _next_day(clock, rung, items, last_day or on),
            "notice": earlier,
            "notice_by": channel if rung.stage == "last-notice" and channel in FULL else None,
            "costs_before": _before(clock, items, on) if rung.stage in NOTICE_STAGES else _ZERO,
        }
    )
    explained: Notice | None = None
    if rung.stage in NOTICE_STAGES:
        if earlier and earlier.costs is None and _costs(record) > 0:
            raise RecordError(
                worded(
                    "de geschiedenis zegt niet welke kosten de laatste herinnering van {sent_on} noemde",
                    sent_on=in_words(earlier.sent_on),
                ),
                hint="zet die als costs bij die regel, of stuur een nieuwe laatste herinnering",
            )
        explained = notice(record, delivery, cast(NoticeStage, rung.stage))
    return Planned(rung.name, rung.template.name, channel, record, _numbers(items), why, explained)


def draft_call(
    account: Account,
    clock: Clock,
    rung: Rung,
    items: Sequence[Item],
    about: Sequence[Item],
    why: str,
    agreement: Agreement | None = None,
) -> Call:
    """Return a call that is due for `items`; its record is `about` all invoices the caller should know.

    A step that sends a message is a call when the customer wants that, with the call sheet of the schedule.
    """
    record = record_about(account, about, agreement)
    record = record.model_copy(update={"past": past_of(account, clock, record.claims)})
    phone = clock.customer_phone or ""
    sheet = rung.template.name if rung.step.call else clock.ladder.call_sheet or rung.template.name
    return Call(rung.name, sheet, phone, record, _numbers(items), why)


def reason_of(rung: Rung, items: Sequence[Item], on: date) -> str:
    """Return in Dutch why a step is due today for these invoices."""
    first = min(item.invoice.due_date for item in items)
    if first > on:
        return worded("laatste dag is {first}", first=in_words(first))
    if first == on:
        return worded("vandaag is de laatste dag")
    days = (on - first).days
    late = worded("1 dag te laat") if days == 1 else worded("{days} dagen te laat", days=days)
    return (
        worded(
            "{late}; de termijn van '{after_term_of}' is om", late=late, after_term_of=rung.step.after_term_of
        )
        if rung.step.after_term_of
        else late
    )


def _numbers(items: Iterable[Item]) -> tuple[str, ...]:
    return tuple(item.invoice.number for item in items)


def record_about(account: Account, items: Sequence[Item], agreement: Agreement | None) -> Record:
    """Return the account's record about some of its invoices, with the credits that lower them."""
    lowered = sum((item.invoice.outstanding - item.open for item in items), _ZERO)
    agreed = agreement or next((item.agreement for item in items if item.agreement), None)
    public = any(item.invoice.is_public for item in items)
    own_first = sorted(account.credits, key=lambda each: each.is_public is not public)
    invoices = (*(item.invoice for item in items), *_credits(own_first, lowered))
    return account.record.model_copy(
        update={
            "invoices": invoices,
            "agreement": agreed,
            "pay_by": None,
            "next_step_on": None,
            "notice": None,
            "notice_by": None,
            "costs_before": _ZERO,
            "payment": None,
        }
    )


def _credits(rows: Iterable[Invoice], used: Decimal) -> list[Invoice]:
    """Return as much of the credits as is `used`, in EUR; what is left of one counts as settled."""
    shown: list[Invoice] = []
    for credit in rows:
        part = min(used, -credit.outstanding)
        if part > 0:
            settled = credit.amount + part
            shown.append(credit if settled == credit.paid else credit.model_copy(update={"paid": settled}))
            used -= part
    return shown


def _next_day(clock: Clock, rung: Rung, items: Sequence[Item], last_day: date) -> date | None:
    if rung.track == "plan":
        after = next((each for each in clock.ladder.plan if each.step.after_term_of == rung.name), None)
        return clock.day_after_term(after, last_day) if after else None
    days = [day for item in items if (day := clock.after(rung, item, last_day))]
    return min(days, default=None)


def _costs(record: Record) -> Decimal:
    return costs_of(record, open_claims(record.invoices), law.jurisdiction(record.country)).total


def _before(clock: Clock, items: Sequence[Item], on: date) -> Decimal:
    """Return the costs that other last notices about the same contracts announced in the last six months, in EUR."""
    contracts = {item.invoice.contract for item in items} - {""}
    own = {item.invoice.number for item in items}
    notices = [
        entry
        for entry in clock.history.entries
        if (rung := clock.ladder.by_name.get(entry.step)) is not None
        and rung.stage == "last-notice"
        and entry.customer.casefold() == clock.customer.id.casefold()
        and not contracts.isdisjoint(entry.contracts or ())
        and own.isdisjoint(entry.invoices)
        and months_after(entry.on, 6) >= on
    ]
    return sum((entry.costs or _ZERO for entry in _one_each(notices)), _ZERO)


def _one_each(entries: Iterable[Sent]) -> list[Sent]:
    """Return one line for each message, whatever went with it on the same day: an e-mail beside a letter.

    Of those the one that binds: the first channel that holds a whole letter.
    """
    order = {name: number for number, name in enumerate(FULL)}
    found: dict[object, Sent] = {}
    for entry in sorted(entries, key=lambda each: order.get(each.channel, len(order))):
        found.setdefault((entry.step, entry.on, frozenset(entry.invoices)), entry)
    return list(found.values())


def _earlier_notice(clock: Clock, rung: Rung, items: Sequence[Item]) -> SentNotice | None:
    """Return the last notice that the costs of these invoices rest on: of several the latest.

    The costs that all of them announced together are the most that can be asked.
    """
    found: dict[int, Sent] = {}
    for item in items:
        for entry in clock.history.about(item.invoice.number):
            if entry.step == rung.step.after_term_of:
                found[id(entry)] = entry
    written = [entry for entry in found.values() if entry.channel in FULL]
    # A business needs no letter before costs; what another message announced binds all the same.
    notices = _one_each(written or found.values())
    if not notices:
        return None
    latest = max(notices, key=clock.last_day)
    announced = [entry.costs for entry in notices]
    costs = None if None in announced else sum((each for each in announced if each), _ZERO)
    channel = latest.channel if latest.channel in FULL else FULL[-1]
    told = {"sent_on": latest.on, "channel": channel, "pay_by": latest.pay_by, "costs": costs}
    return SentNotice.model_validate(told | {"several": len(notices) > 1})
