"""One record says one thing: no sum or day in letter, e-mail, text part or SMS contradicts another."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from tests.templates.collection import ASKING, CATALOGUE, FOR_CUSTOMERS, Case, cases
from tests.templates.reading import block_passages, part, text
from toolkit.channels.plaintext import plain_text
from toolkit.records import Record

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
SUM = re.compile(r"€ ?(\d{1,3}(?:\.\d{3})*,\d\d)")
LONG = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")
SHORT = re.compile(r"\b(\d{1,2})-(\d{1,2})-(\d{4})\b")


def sums(words: str) -> set[Decimal]:
    return {Decimal(each.replace(".", "").replace(",", ".")) for each in SUM.findall(words)}


def days(words: str) -> set[date]:
    long = {date(int(year), MONTHS.index(month) + 1, int(day)) for day, month, year in LONG.findall(words)}
    return long | {date(int(year), int(month), int(day)) for day, month, year in SHORT.findall(words)}


def explained(case: Case) -> set[Decimal]:
    """Every sum that the record and the explanation of its legal amounts hold."""
    record, notice = case.record, case.message.notice
    known = {record.total, record.paid}
    for invoice in record.invoices:
        known |= {invoice.amount, invoice.paid, invoice.outstanding}
    if plan := record.agreement:
        known |= {plan.total, plan.outstanding, plan.amount or Decimal(0)}
        known |= {record.total - (plan.amount or Decimal(0))}
        for number, part in enumerate(plan.instalments, start=1):
            known |= {part.amount, part.paid, part.outstanding}
            # What is left after an instalment.
            known |= {sum((each.amount for each in plan.instalments[number:]), Decimal(0))}
    known |= {part.outstanding for part in record.missed}
    known |= {sum((part.outstanding for part in record.missed), Decimal(0))}
    if record.payment:
        known |= {record.payment.amount}
    if notice:
        known |= {notice.amount, notice.costs.amount, notice.costs.vat, notice.costs.total}
        known |= {each.amount for each in notice.charges}
        known |= {notice.interest.total} if notice.interest else set()
        known |= {record.notice.costs or Decimal(0)} if record.notice else set()
    return {abs(each) for each in known}


def told(case: Case) -> str:
    return text(case.message).replace("\u00a0", " ")


def descriptions(record: Record) -> str:
    return " ".join(invoice.description for invoice in record.invoices)


@pytest.mark.parametrize("name", FOR_CUSTOMERS)
def test_every_sum_in_a_message_is_in_its_record_or_its_explanation(name: str) -> None:
    for case in cases(name):
        own = sums(told(case)) - sums(descriptions(case.record))
        assert own <= explained(case), (str(case), own - explained(case))


@pytest.mark.parametrize("name", FOR_CUSTOMERS)
def test_letter_e_mail_and_text_part_name_the_same_sums_and_days_and_an_sms_no_other(name: str) -> None:
    samples: dict[str, dict[str, str]] = {}
    for case in cases(name):
        mine = samples.setdefault(case.sample, {})
        mine[case.channel] = told(case)
        if case.channel == "email":
            mine["text"] = re.sub(r"[\u00a0\n]", " ", plain_text(case.message.body))
            # The subject is no part of the text.
            mine["email"] = mine["email"].removeprefix(case.message.subject.replace("\u00a0", " "))
    for sample, channels in samples.items():
        full = channels.get("email") or channels["letter"]
        for channel, words in channels.items():
            said, named = sums(words), days(words)
            if channel == "sms":
                assert said <= sums(full), (name, sample, channel, said - sums(full))
                assert named <= days(full), (name, sample, channel, named - days(full))
            else:
                assert (said, named) == (sums(full), days(full)), (name, sample, channel)


@pytest.mark.parametrize("name", [*ASKING, "plan-missed", "promise-to-pay"])
def test_an_sms_asks_the_sum_of_the_payment_block(name: str) -> None:
    for case in cases(name):
        if case.channel == "sms":
            letter = next(
                each for each in cases(name) if each.sample == case.sample and each.channel == "email"
            )
            block = "\n".join(block_passages(part(letter.message, "payment").children))
            (asked,) = sums(block.replace("\u00a0", " "))
            assert sums(told(case)) == {asked}, str(case)


def test_every_text_that_a_customer_or_who_acts_for_one_reads_is_compared() -> None:
    stages = {CATALOGUE.template(name).stage for name in FOR_CUSTOMERS}
    assert {"last-notice", "handover", "agreement", "stop"} <= stages
    assert {"heirs", "parents", "report-claim", "administrator", "debt-help", "plan-missed"} <= set(
        FOR_CUSTOMERS
    )
