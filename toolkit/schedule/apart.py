"""Letters that go apart: what may be written when a customer itself may not be, for a person to look at first."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from toolkit.law.explain import in_words
from toolkit.records import Record
from toolkit.records.stops import Letter, letter, next_step, rule, said
from toolkit.schedule.accounts import Account
from toolkit.schedule.draft import record_about
from toolkit.schedule.history import History
from toolkit.schedule.plan import Apart, Held, Planned
from toolkit.wording import worded


def draft_apart(account: Account, history: History) -> tuple[Held, Apart | None]:
    """Return why a customer on the stop list waits and what to do next, and the letter that may go apart.

    That letter is None when no template is meant for the reason, when the record lacks to whom it goes, and when
    the history has it already. It is never part of the messages of a plan.
    """
    stop = account.stop
    assert stop  # noqa: S101
    where = f" ({account.customer.stop_note})" if account.customer.stop_note else ""
    law = rule(stop, account.record.country)
    by_law = (
        worded("; {says} ({rule}, zekerheid {grade})", says=worded(law.says), rule=law.rule, grade=law.grade)
        if law
        else ""
    )
    why = worded(
        "{stop}{where}: {next}{by_law}", stop=said(stop), where=where, next=next_step(stop), by_law=by_law
    )
    told, drafted = _letter(account, history)
    numbers = tuple(item.invoice.number for item in account.items)
    amount = sum((item.open for item in account.items), Decimal("0.00"))
    return (
        Held(account.customer, numbers, amount, "stop", worded("{why}{told}", why=why, told=told)),
        Apart(drafted) if drafted else None,
    )


def _letter(account: Account, history: History) -> tuple[str, Planned | None]:
    """Return what to add to why a customer waits, and the letter."""
    if (
        account.stop is None
        or (plan := letter(account.stop)) is None
        or account.problem
        or account.balance <= 0
    ):
        return "", None
    record = account.record
    customer = record.customer.model_copy(update={"stop": account.stop})
    if went := [entry.on for entry in history.to(customer.id) if entry.step == plan.template]:
        quiet = _quiet(_again(account, plan, max(went)), record.date)
        return worded(
            "; '{template}' ging op {day}{quiet}",
            template=plan.template,
            day=in_words(max(went)),
            quiet=quiet,
        ), None
    if plan.to_representative and customer.representative is None:
        needs = worded("de naam en het adres")
    elif customer.receiver.address or (not plan.to_representative and customer.address):
        drafted = _drafted(account, record.model_copy(update={"customer": customer}), "letter", plan.template)
        return worded(
            "; '{template}' ligt klaar voor {who}", template=plan.template, who=worded(plan.who)
        ), drafted
    elif plan.to_representative and customer.receiver.email:
        drafted = _drafted(account, record.model_copy(update={"customer": customer}), "email", plan.template)
        return worded(
            "; '{template}' ligt klaar voor {who}, per e-mail", template=plan.template, who=worded(plan.who)
        ), drafted
    else:
        needs = worded("het adres")
    return worded(
        "; '{template}' kan zodra {needs} van {who} erbij staat",
        template=plan.template,
        needs=needs,
        who=worded(plan.who),
    ), None


def _again(account: Account, plan: Letter, went: date) -> date | None:
    """Return the day on which the quiet after a letter is over, None for a letter that gives no time."""
    law = rule(account.stop, account.record.country) if account.stop else None
    days = (law.quiet_days if law else 0) or plan.quiet_days
    return went + timedelta(days=days) if days else None


def _quiet(again: date | None, on: date) -> str:
    """Return what to add to the day on which a letter went: until when it is quiet, or what to ask after that."""
    if again is None:
        return ""
    if again > on:
        return worded("; tot {again} wacht alles", again=in_words(again))
    return worded("; vraag nu hoe het ervoor staat")


def _drafted(account: Account, record: Record, channel: str, template: str) -> Planned:
    assert account.stop  # noqa: S101
    plan = letter(account.stop)
    again = _again(account, plan, record.date) if plan else None
    items = account.items
    made = record_about(account, items, None).model_copy(
        update={"customer": record.customer, "next_step_on": again}
    )
    numbers = tuple(item.invoice.number for item in items)
    return Planned(template, template, channel, made, numbers, said(account.stop))
