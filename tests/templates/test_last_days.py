"""The last day that a last notice prints is never too early, on any working day, for anybody, on any channel.

What is early is counted here from the rules themselves, by hand, not with the program's own room of law.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest

from tests.law.test_terms import HOLIDAYS, belgian_start, delivery_days, free, working_days_of_2026
from tests.templates.collection import compose
from tests.templates.reading import block_passages, part, text
from toolkit.errors import RecordError
from toolkit.records import Record

DAY = timedelta(days=1)
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
ADDRESSES = {
    "NL": {"street": "Zonnedauw 12", "postcode": "3561 KL", "town": "Utrecht", "country": "NL"},
    "BE": {"street": "Molenlaan 22", "postcode": "9040", "town": "Gent", "country": "BE"},
}


def record(sent: date, country: str, kind: str, **more: Any) -> Record:
    address = ADDRESSES[country]
    creditor = {
        "name": "Bakkerij De Korenbloem",
        "address": address,
        "phone": "033 470 00 00",
        "email": "post@korenbloem.example",
        "iban": "NL91ABNA0417164300",
        "account_holder": "Bakkerij De Korenbloem",
        "registration": "12345678",
    }
    invoice = {
        "number": "2026-0413",
        "date": sent - 60 * DAY,
        "due_date": sent - 30 * DAY,
        "amount": "119.00",
        "description": "Taart",
    }
    customer = {"last_name": "Yilmaz", "kind": kind, "company": "Lunchroom De Kade", "address": address}
    return Record.model_validate(
        {"id": "R", "date": sent, "creditor": creditor, "customer": customer, "invoices": [invoice], **more}
    )


def first_lawful(sent: date, country: str, channel: str) -> date:
    """Return the last day of the 14 days that a consumer has, at the worst of what the post may do."""
    if country == "NL":
        received = delivery_days(sent)[-1] if channel == "letter" else sent
        return received + 14 * DAY
    starts = belgian_start(sent) if channel == "letter" else sent + DAY
    return starts + 13 * DAY


def printed_days(letter: str) -> list[date]:
    """Return every date that a text gives as a last day, in words or in figures."""
    words = re.findall(rf"(\d+) ({'|'.join(MONTHS)}) (\d{{4}})", letter)
    figures = re.findall(r"uiterlijk (\d+)-(\d+)-(\d{4})", letter)
    days = [date(int(year), MONTHS.index(month) + 1, int(day)) for day, month, year in words]
    return days + [date(int(year), int(month), int(day)) for day, month, year in figures]


@pytest.mark.parametrize("channel", ["letter", "email", "sms"])
@pytest.mark.parametrize("kind", ["consumer", "business"])
@pytest.mark.parametrize("country", ["NL", "BE"])
def test_no_printed_last_day_comes_before_the_time_that_the_law_gives(
    country: str, kind: str, channel: str
) -> None:
    for sent in working_days_of_2026(country):
        message = compose("last-notice", record(sent, country, kind), channel)
        if channel == "sms":
            days = printed_days(text(message))
        else:
            asked = " ".join(block_passages(part(message, "payment").children)).replace("\u00a0", " ")
            days = printed_days(asked)
            letter = text(message).replace("\u00a0", " ")
            if country == "NL" and kind == "consumer":
                # The term stands in words; the only day is that on which one is surely in time.
                assert (days, "binnen 14 dagen vanaf de dag nadat" in asked) == ([], True), sent
                days = printed_days(letter)
            # Everything else the letter says about days says the same.
            assert set(printed_days(letter)) == set(days), sent
        assert len(days) == 1, sent
        assert days[0] >= first_lawful(sent, country, channel), sent
        if country == "NL" and channel == "letter":
            assert days[0] >= sent + 16 * DAY, sent


def test_the_printed_day_leaves_a_letter_three_post_days_late_its_14_days_for_a_year() -> None:
    for sent in (date(2026, 7, 1) + number * DAY for number in range(365)):
        collected = next(day for number in range(9) if not free(day := sent + number * DAY, "NL"))
        after = (collected + number * DAY for number in range(1, 20))
        latest = [day for day in after if day.isoweekday() not in (7, 1) and day not in HOLIDAYS["NL"]][4]
        (printed,) = set(printed_days(text(compose("last-notice", record(sent, "NL", "consumer")))))
        assert (printed - latest).days >= 14, sent


@pytest.mark.parametrize("channel", ["letter", "email"])
@pytest.mark.parametrize("country", ["NL", "BE"])
def test_a_last_day_that_a_record_names_too_early_makes_no_letter(country: str, channel: str) -> None:
    sent = date(2026, 11, 23)
    early = first_lawful(sent, country, channel) - DAY
    with pytest.raises(RecordError, match="te vroeg; de wet geeft tot en met"):
        compose("last-notice", record(sent, country, "consumer", pay_by=early), channel)
    late = record(sent, country, "consumer", pay_by=date(2026, 12, 31))
    assert "31 december 2026" in text(compose("last-notice", late, channel))


def test_costs_are_asked_on_the_first_day_after_the_term_and_not_on_the_last() -> None:
    sent = {"sent_on": "2026-11-23", "channel": "letter", "costs": "40.00"}
    early = record(date(2026, 12, 14), "NL", "consumer", notice=sent)
    with pytest.raises(RecordError, match="kosten mogen pas vanaf 2026-12-15"):
        compose("handover", early)
    assert "€ 40,00" in text(compose("handover", record(date(2026, 12, 15), "NL", "consumer", notice=sent)))


@pytest.mark.parametrize("name", ["reminder", "second-reminder"])
def test_a_letter_that_is_there_after_the_last_day_it_names_is_not_made(name: str) -> None:
    # Saturday 28 November 2026: collected on Monday, and there on the second day with post, Wednesday 2 December.
    sent = date(2026, 11, 28)
    early, fits = (record(sent, "NL", "consumer", pay_by=date(2026, 12, day)) for day in (1, 2))
    with pytest.raises(RecordError, match="een brief van 28 november 2026 is er pas op 2 december 2026"):
        compose(name, early, "letter")
    assert "1 december 2026" in text(compose(name, early, "email")).replace("\u00a0", " ")
    assert "2 december 2026" in text(compose(name, fits, "letter")).replace("\u00a0", " ")


@pytest.mark.parametrize("name", ["invoice-check", "due-soon"])
def test_a_letter_about_a_due_date_is_made_when_even_a_late_one_is_there_in_time(name: str) -> None:
    # Friday 20 November 2026: the fourth day with post is Thursday the 26th.
    for due, fits in ((25, False), (26, True)):
        of = record(date(2026, 11, 20), "NL", "consumer")
        open_one = of.invoices[0].model_copy(update={"due_date": date(2026, 11, due)})
        of = of.model_copy(update={"invoices": (open_one,)})
        if fits:
            assert compose(name, of, "letter")
        else:
            with pytest.raises(RecordError, match="is er pas op 26 november 2026"):
                compose(name, of, "letter")
