"""Which message is due for whom, and why the others wait."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.schedule.town import (
    ADDRESSES,
    CREDITOR,
    DAY,
    MONDAY,
    TODAY,
    arrangement,
    customer,
    invoice,
    ladder_of,
    plan_of_three,
    planned,
    record,
    sent,
)
from toolkit.records import Invoice, Record
from toolkit.schedule import Held, Plan, Planned


def only(made: Plan) -> Planned:
    (message,) = made.messages
    assert not made.calls
    return message


def held(made: Plan) -> Held:
    assert not made.messages
    assert not made.calls
    (one,) = made.held
    return one


@pytest.mark.parametrize(
    ("late", "step"),
    [
        (-8, None),
        (-7, "due-soon"),
        (-1, "due-soon"),
        (0, "due-today"),
        (1, None),
        (6, None),
        (7, "reminder"),
        (13, "reminder"),
        (14, "second-reminder"),
        (23, "second-reminder"),
        (30, "last-notice"),
        (400, "last-notice"),
    ],
)
def test_without_a_history_the_day_decides(late: int, step: str | None) -> None:
    made = planned(record(invoice("1", late)), sent=None)
    assert [message.step for message in made.messages] == ([step] if step else [])


def test_without_a_history_a_call_is_due_before_the_last_notice() -> None:
    made = planned(record(invoice("1", 26)), on=MONDAY, sent=None)
    assert [(call.step, call.phone) for call in made.calls] == [("call", "06 00 00 00 41")]
    assert not made.messages


def test_without_a_history_nobody_is_handed_over() -> None:
    assert only(planned(record(invoice("1", 90)), sent=None)).step == "last-notice"


def test_with_a_history_nobody_skips_a_reminder() -> None:
    assert only(planned(record(invoice("1", 60)))).step == "reminder"
    after = planned(record(invoice("1", 60)), sent=[sent("reminder", ago=10)])
    assert only(after).step == "second-reminder"


def test_a_schedule_may_let_the_day_decide_with_a_history_too() -> None:
    steps = ladder_of(
        {"name": "first", "template": "reminder", "day": 7},
        {"name": "second", "template": "second-reminder", "day": 14},
        in_order=False,
    )
    assert only(planned(record(invoice("1", 20)), steps=steps)).step == "second"


def test_a_step_that_was_sent_is_never_planned_again() -> None:
    for ago in (0, 1, 30, -5):
        made = planned(record(invoice("1", 8)), sent=[sent("reminder", ago=ago)])
        assert not made.messages


def test_after_the_last_step_nothing_follows() -> None:
    made = planned(record(invoice("1", 90)), sent=[sent("handover", ago=20, channel="letter")])
    assert held(made).reason == "done"


def test_the_next_step_waits_for_the_last_day_that_was_named() -> None:
    named = [sent("reminder", ago=8, pay_by=TODAY)]
    one = held(planned(record(invoice("1", 15)), sent=named))
    assert (one.reason, one.until) == ("term", TODAY + DAY)
    assert "21 november 2026" in one.why
    assert only(planned(record(invoice("1", 16)), on=TODAY + DAY, sent=named)).step == "second-reminder"


def test_one_message_is_about_all_overdue_invoices_and_the_highest_step_decides() -> None:
    ledger = record(invoice("1", 14, "100.00"), invoice("2", 3, "50.00"), invoice("3", -3, "25.00"))
    message = only(planned(ledger, sent=[sent("reminder", "1", ago=9)]))
    assert (message.step, message.covers, message.record.total) == ("second-reminder", ("1", "2"), 150)
    assert message.sent.invoices == ("1", "2")


def test_an_invoice_that_has_had_the_step_or_still_has_time_stays_out() -> None:
    ledger = record(invoice("1", 8), invoice("2", 15), invoice("3", 15))
    history = [
        sent("second-reminder", "2", ago=5, pay_by=TODAY + 3 * DAY),
        sent("reminder", "3", ago=4, pay_by=TODAY + 2 * DAY),
    ]
    made = planned(ledger, sent=history)
    assert only(made).covers == ("1",)
    assert {one.invoices for one in made.held} == {("2",), ("3",)}


def test_a_message_for_one_invoice_leaves_out_another_that_still_has_time() -> None:
    ledger = record(invoice("1", 14), invoice("2", 9))
    history = [sent("reminder", "1", ago=7), sent("reminder", "2", ago=3, pay_by=TODAY + DAY)]
    message = only(planned(ledger, sent=history))
    assert (message.step, message.covers) == ("second-reminder", ("1",))


def test_the_costs_are_asked_once_for_all_invoices() -> None:
    message = only(planned(record(invoice("1", 40, "200.00"), invoice("2", 20, "100.00")), sent=None))
    assert message.notice
    assert (message.notice.principal, message.notice.costs.total) == (300, 45)
    assert message.sent.costs == 45


def ready(*numbers: str, ago: int = 24, **more: object) -> list:
    """Return the history of invoices whose last notice went out by letter."""
    return [sent("last-notice", *numbers, ago=ago, channel="letter", **{"costs": "75.00", **more})]


@pytest.mark.parametrize(
    ("country", "kind", "ago", "due"),
    [
        # Thursday 29 October 2026: who got the letter late has until 19 November, and the schedule waits two days more.
        ("NL", "consumer", 17, False),
        ("NL", "consumer", 23, False),
        ("NL", "consumer", 24, True),
        ("BE", "consumer", 17, False),
        ("BE", "consumer", 22, True),
        ("NL", "business", 17, False),
        ("NL", "business", 24, True),
    ],
)
def test_a_handover_waits_for_the_term_of_the_last_notice(
    country: str, kind: str, ago: int, due: bool
) -> None:
    who = customer(country=country, kind=kind, company="De Kade")
    made = planned(record(invoice("1", 60), of=who), sent=ready("1", ago=ago))
    if due:
        assert only(made).step == "handover"
    else:
        assert (held(made).reason, "termijn van 'last-notice'" in held(made).why) == ("term", True)


def test_a_schedule_of_days_alone_moves_to_the_end_of_the_term() -> None:
    steps = ladder_of(
        {"name": "last-notice", "template": "last-notice", "day": 14, "channels": ["letter", "email"]},
        {"name": "handover", "template": "handover", "day": 30, "after_term_of": "last-notice"},
    )
    # Due on Monday 9 November 2026, the last notice on Monday the 23rd. By letter until 14 December (BE: the 9th).
    for country, channel, first in [
        ("NL", "email", 30),
        ("BE", "email", 30),
        ("NL", "letter", 36),
        ("BE", "letter", 31),
    ]:
        ledger = record(invoice("1", 12), of=customer(country=country))
        history = [sent("last-notice", ago=-2, channel=channel, costs="40.00")]
        days = [
            number
            for number in range(20, 40)
            if planned(ledger, on=TODAY + (number - 12) * DAY, steps=steps, sent=history).messages
        ]
        assert days[0] == first, (country, channel)


def test_an_invoice_without_a_last_notice_is_not_handed_over_with_the_others() -> None:
    made = planned(record(invoice("1", 60, "100.00"), invoice("2", 20, "50.00")), sent=ready("1"))
    message = only(made)
    assert (message.step, message.covers, message.amount) == ("handover", ("1",), 140)
    assert [(one.invoices, one.reason) for one in made.held] == [(("2",), "quiet")]


def test_a_handover_rests_on_all_last_notices_that_went_before() -> None:
    history = ready("1", ago=30, costs="40.00") + ready("2", ago=24, costs="40.00")
    message = only(planned(record(invoice("1", 60, "200.00"), invoice("2", 50, "100.00")), sent=history))
    assert message.record.notice
    assert (message.record.notice.sent_on, message.record.notice.costs) == (TODAY - 24 * DAY, 80)
    assert message.notice
    assert message.notice.costs.total == 45


@pytest.mark.parametrize("order", [("letter", "email", "sms"), ("sms", "email", "letter")])
def test_what_went_with_a_last_notice_on_its_day_announces_nothing_more(order: tuple[str, ...]) -> None:
    together = [sent("last-notice", "1", ago=40, channel=each, costs="40.00") for each in order]
    notice = only(planned(record(invoice("1", 90)), sent=together)).record.notice
    assert notice is not None
    assert (notice.channel, notice.costs, notice.several) == ("letter", 40, False)
    other = record(invoice("2", 60, contract="H-12"))
    rent = [each.model_copy(update={"contracts": ("H-12",), "invoices": ("1",)}) for each in together]
    reminded = [sent("second-reminder", "2", ago=30), sent("call", "2", ago=20, channel="phone")]
    assert only(planned(other, sent=[*rent, *reminded])).record.costs_before == 40


def test_a_handover_that_would_ask_more_than_was_announced_is_held_back() -> None:
    made = planned(record(invoice("1", 60, "500.00")), sent=ready("1", costs="40.00"))
    assert (held(made).reason, "noemde 40.00 euro" in held(made).why) == ("law", True)


@pytest.mark.parametrize("kind", ["consumer", "business"])
def test_a_history_that_does_not_say_what_was_announced_holds_a_handover_back(kind: str) -> None:
    who = customer(kind=kind, company="De Kade" if kind == "business" else "")
    made = planned(record(invoice("1", 60), of=who), sent=ready("1", costs=None))
    assert held(made).reason == "law"
    assert "zegt niet welke kosten de laatste herinnering van" in held(made).why
    assert "costs" in held(made).why


def test_a_business_is_asked_no_more_than_a_text_message_announced() -> None:
    firm = customer(kind="business", company="De Kade")
    for costs, step in (("40.00", "handover"), ("39.99", None)):
        texted = [sent("last-notice", ago=30, channel="sms", costs=costs)]
        made = planned(record(invoice("1", 60), of=firm), sent=texted)
        assert [message.step for message in made.messages] == ([step] if step else [])


def test_a_last_notice_by_text_message_leads_to_no_costs_for_a_consumer() -> None:
    texted = [sent("last-notice", ago=30, channel="sms")]
    made = planned(record(invoice("1", 60)), sent=texted)
    assert (held(made).reason, "ging niet per brief of e-mail" in held(made).why) == ("law", True)


def test_a_customer_hears_nothing_for_some_days_after_a_message() -> None:
    ledger = record(invoice("1", 20), invoice("2", 7))
    history = [sent("second-reminder", "1", ago=2, pay_by=TODAY + 6 * DAY)]
    made = planned(ledger, sent=history)
    assert not made.messages
    assert [(one.invoices, one.until) for one in made.held if one.reason == "quiet"] == [
        (("2",), TODAY + DAY)
    ]
    assert only(planned(ledger, on=TODAY + DAY, sent=history)).covers == ("2",)


def test_a_message_about_an_invoice_that_is_paid_by_now_counts_too() -> None:
    history = [sent("reminder", "paid long ago", ago=1)]
    assert held(planned(record(invoice("1", 7)), sent=history)).reason == "quiet"


def test_a_call_comes_first_and_its_days_are_waited_for() -> None:
    history = [sent("second-reminder", ago=16)]
    ledger = record(invoice("1", 30))
    made = planned(ledger, on=MONDAY, sent=history)
    assert [call.covers for call in made.calls] == [("1",)]
    assert not made.messages
    called = [*history, sent("call", ago=4, channel="phone")]
    assert held(planned(ledger, sent=called)).reason == "term"
    called = [*history, sent("call", ago=5, channel="phone")]
    assert only(planned(ledger, sent=called)).step == "last-notice"


def test_a_call_is_said_to_be_impossible_without_a_number_and_the_letter_goes() -> None:
    made = planned(record(invoice("1", 30), of=customer(mobile=None)), sent=[sent("second-reminder", ago=16)])
    assert only(made).step == "last-notice"
    assert [note.text for note in made.notes] == ["geen telefoonnummer: stap 'call' vervalt"]


def test_the_caller_sees_all_overdue_invoices() -> None:
    ledger = record(invoice("1", 26, "100.00"), invoice("2", 10, "50.00"))
    history = [sent("second-reminder", "1", ago=12), sent("reminder", "2", ago=3)]
    (call,) = planned(ledger, on=MONDAY, sent=history).calls
    assert (call.covers, call.record.total) == (("1",), 150)
    assert call.sent.channel == "phone"


def test_a_disputed_invoice_gets_no_message_and_the_others_do() -> None:
    ledger = record(invoice("1", 14), invoice("2", 14))
    made = planned(ledger, sent=None, agreements=[arrangement("dispute", invoices=["1"])])
    assert only(made).covers == ("2",)
    assert [(one.invoices, one.reason) for one in made.held] == [(("1",), "disputed")]


@pytest.mark.parametrize("more", [{"reason": "disputed"}, {"agreement": "dispute"}])
def test_a_dispute_of_the_customer_stops_everything(more: dict[str, object]) -> None:
    if "agreement" in more:
        more = {"agreement": {"kind": "dispute", "agreed_on": TODAY}}
    assert held(planned(record(invoice("1", 40), **more), sent=None)).reason == "disputed"


def test_a_promise_holds_until_its_day_and_no_longer() -> None:
    promise = {"kind": "promise-to-pay", "agreed_on": TODAY, "pay_by": TODAY + 5 * DAY, "amount": 119}
    ledger = record(invoice("1", 7), agreement=promise)
    for days in (0, 5):
        one = held(planned(ledger, on=TODAY + days * DAY))
        assert (one.reason, one.until) == ("promise", TODAY + 6 * DAY)
    message = only(planned(ledger, on=TODAY + 6 * DAY))
    assert message.step == "reminder"
    assert message.record.agreement
    assert message.record.agreement.kind == "promise-to-pay"


def parts(*days: int) -> dict[str, object]:
    """Return what makes an agreement a plan of a month ago, which needs no confirmation any more."""
    plan = plan_of_three(*days)
    return {"agreed_on": plan["agreed_on"], "instalments": plan["instalments"]}


def test_a_running_plan_rests_and_the_other_invoices_do_not() -> None:
    ledger = record(invoice("1", 40, "120.00"), invoice("2", 7))
    plan = arrangement("payment-plan", invoices=["1"], **parts(5, 35, 65))
    made = planned(ledger, agreements=[plan])
    assert only(made).covers == ("2",)
    assert [(one.invoices, one.reason) for one in made.held] == [(("1",), "plan")]


def test_a_credit_note_lowers_the_oldest_invoice_and_is_shown() -> None:
    ledger = record(invoice("1", 14, "100.00"), invoice("C", 2, "-30.00"), invoice("2", -20, "50.00"))
    message = only(planned(ledger, sent=None))
    assert [each.number for each in message.record.invoices] == ["1", "C"]
    assert message.record.total == 70
    assert message.covers == ("1",)


def test_a_credit_is_never_counted_twice() -> None:
    ledger = record(
        invoice("1", 20, "100.00"),
        invoice("2", 7, "80.00"),
        invoice("C", 0, "-120.00"),
        invoice("D", 0, "-5.00"),
    )
    history = [sent("second-reminder", "1", ago=5, pay_by=TODAY + 9 * DAY)]
    message = only(planned(ledger, sent=history))
    # 125.00 of credit: 100.00 settles invoice 1, the other 25.00 lowers invoice 2.
    assert message.covers == ("2",)
    assert message.record.total == 55
    shown = {each.number: each.outstanding for each in message.record.credits}
    assert sum(shown.values()) == -25
    Record.model_validate(message.record.model_dump())


def test_a_customer_who_paid_too_much_gets_no_message() -> None:
    one = held(planned(record(invoice("1", 20, "100.00"), invoice("2", 20, "100.00", paid="230.00"))))
    assert (one.reason, one.amount) == ("overpaid", -30)
    assert "€ 30,00 terug" in one.why


def test_a_customer_whose_credit_covers_everything_owes_nothing() -> None:
    assert held(planned(record(invoice("1", 20, "100.00"), invoice("C", 2, "-100.00")))).reason == "paid"


def test_what_is_paid_gets_no_message() -> None:
    assert held(planned(record(invoice("1", 20, paid="119.00")))).reason == "paid"


def test_an_invoice_of_a_later_day_is_not_counted() -> None:
    late = invoice("2", 0, date=TODAY + DAY, due_date=TODAY + 31 * DAY)
    made = planned(record(invoice("1", 7), late))
    assert only(made).record.total == 119
    assert [(one.invoices, one.reason) for one in made.held] == [(("2",), "data")]


def test_two_customers_of_one_name_get_a_message_each() -> None:
    one, other = customer("K1"), customer("K2", address={**ADDRESSES["NL"], "street": "Zonnedauw 14"})
    made = planned(record(invoice("1", 7), of=one), record(invoice("2", 7), of=other, id="K2"))
    assert [message.covers for message in made.messages] == [("1",), ("2",)]


def test_two_people_of_one_name_without_numbers_stay_two() -> None:
    one = customer("", email="a@post.example")
    other = customer("", email="b@post.example")
    made = planned(record(invoice("1", 7), of=one), record(invoice("2", 7), of=other, id="x"))
    assert len(made.messages) == 2
    same = planned(record(invoice("1", 7), of=one), record(invoice("2", 7), of=one, id="x"))
    assert only(same).covers == ("1", "2")


def test_a_customer_in_two_countries_is_held_back() -> None:
    made = planned(
        record(invoice("1", 40)), record(invoice("2", 40), of=customer(country="BE"), id="x"), sent=None
    )
    assert (held(made).reason, "twee landen" in held(made).why) == ("data", True)


def test_a_customer_with_two_sets_of_data_is_held_back() -> None:
    made = planned(
        record(invoice("1", 7)), record(invoice("2", 7), of=customer(email="x@post.example"), id="x")
    )
    assert "niet overal dezelfde" in held(made).why


def test_a_customer_of_two_creditors_is_held_back() -> None:
    other = CREDITOR.model_copy(update={"name": "Een ander"})
    made = planned(record(invoice("1", 7)), record(invoice("2", 7), id="x", creditor=other))
    assert "twee schuldeisers" in held(made).why


def test_an_invoice_number_that_two_customers_have_holds_both_back() -> None:
    made = planned(record(invoice("1", 7)), record(invoice("1", 7), of=customer("K2"), id="K2"))
    assert [one.reason for one in made.held] == ["data", "data"]
    assert not made.messages


def test_where_the_law_is_not_known_only_the_steps_that_need_it_wait() -> None:
    ledger = record(invoice("1", 40), invoice("2", 8), of=customer(country="DE"))
    past = [sent(step, "1", ago=20, channel="email") for step in ("reminder", "second-reminder", "call")]
    made = planned(ledger, sent=past)
    assert (only(made).step, only(made).covers) == ("reminder", ("2",))
    (one,) = made.held
    assert (one.reason, one.invoices) == ("law", ("1",))
    assert "het recht van land DE is niet bekend: 'last-notice' wacht" in one.why


def test_a_description_that_belgian_law_asks_for_is_missed_before_the_letter_goes() -> None:
    made = planned(record(invoice("1", 40, description=""), of=customer(country="BE")), sent=None)
    assert (held(made).reason, "description" in held(made).why) == ("law", True)


def test_a_day_without_a_rate_holds_back_one_customer_and_not_the_plan() -> None:
    asks = CREDITOR.model_copy(update={"charges_interest": True})
    firm = customer("K1", kind="business", company="De Kade")
    ledger = [
        record(invoice("1", 20), of=firm, creditor=asks),
        record(invoice("2", 0), of=customer("K2"), id="K2"),
    ]
    history = [sent("last-notice", "1", ago=0, channel="letter", costs="40.00")]
    made = planned(*ledger, on=date(2027, 1, 4), sent=history)
    assert [(one.reason, one.customer.id) for one in made.held] == [("rate", "K1")]
    assert "2027" in made.held[0].why
    assert [message.step for message in made.messages] == ["reminder"]


def test_a_due_date_on_a_leap_day_counts_like_any_other() -> None:
    leap = {"date": date(2028, 1, 30), "due_date": date(2028, 2, 29)}
    ledger = record(invoice("1", **leap))
    assert only(planned(ledger, on=date(2028, 2, 29))).step == "due-today"
    assert not planned(ledger, on=date(2028, 3, 6)).messages
    assert only(planned(ledger, on=date(2028, 3, 7))).step == "reminder"


def test_a_last_day_on_a_holiday_becomes_the_next_working_day() -> None:
    # The sixth day after Saturday 19 December 2026 is Christmas; then come a holiday and a Sunday.
    ledger = record(invoice("1", due_date=date(2026, 12, 12), date=date(2026, 11, 12)))
    message = only(planned(ledger, on=date(2026, 12, 19)))
    assert message.record.pay_by == date(2026, 12, 28)
    assert message.record.next_step_on == date(2026, 12, 29)


def test_a_message_says_when_the_next_one_comes_and_that_day_is_kept() -> None:
    ledger = record(invoice("1", 7))
    history = []
    on, promised = TODAY, None
    steps = []
    for number in range(80):
        on = TODAY + number * DAY
        made = planned(ledger, on=on, sent=history)
        if made.messages:
            message = only(made)
            assert promised in (None, on), message.step
            assert message.record.pay_by
            promised = message.record.next_step_on
            assert promised is None or promised > message.record.pay_by
            steps.append(message.step)
        history += [message.sent for message in made.messages] + [call.sent for call in made.calls]
    assert steps == ["reminder", "second-reminder", "last-notice", "handover"]


def test_an_early_message_says_when_the_first_reminder_comes() -> None:
    message = only(planned(record(invoice("1", 0))))
    assert (message.step, message.record.next_step_on) == ("due-today", date(2026, 11, 28))


def test_due_today_is_not_sent_a_day_later() -> None:
    assert held(planned(record(invoice("1", 1)))).reason == "not-due"


def test_after_a_step_before_the_due_date_no_earlier_one_follows() -> None:
    made = planned(record(invoice("1", -5)), sent=[sent("due-today", ago=10)])
    assert not made.messages


def test_a_check_of_the_invoice_lapses() -> None:
    steps = ladder_of(
        {"name": "check", "template": "invoice-check", "after_invoice": 3, "lapses_after": 4},
        {"name": "reminder", "template": "reminder", "day": 7},
    )
    days = [
        number
        for number in range(40)
        if planned(record(invoice("1", -30)), on=TODAY + number * DAY, steps=steps).messages
    ]
    assert days == [3, 4, 5, 6, 7, 37, 38, 39]


def test_an_agreement_about_what_is_not_in_the_ledger_is_told() -> None:
    strange = [
        arrangement("dispute", customer="K9"),
        arrangement("dispute", invoices=["7"]),
        arrangement("dispute", invoices=["1"]),
    ]
    made = planned(record(invoice("1", 7)), agreements=strange)
    assert made.strangers == tuple(strange[:2])


def test_amounts_stay_exact() -> None:
    ledger = record(invoice("1", 14, "1.10"), invoice("2", 14, "0.20"), invoice("C", 14, "-0.10"))
    assert only(planned(ledger, sent=None)).record.total == Decimal("1.20")


@pytest.mark.parametrize(("amount", "due"), [("0.01", False), ("4.99", False), ("5.00", True)])
def test_nobody_gets_a_last_notice_about_less_than_the_schedule_asks(amount: str, due: bool) -> None:
    made = planned(record(invoice("1", 40, amount)), sent=None)
    if due:
        assert only(made).step == "last-notice"
    else:
        assert held(made).reason == "small"
        assert "is te weinig voor 'last-notice' (minstens € 5,00)" in held(made).why


def test_small_amounts_count_together_and_keep_no_other_invoice_waiting() -> None:
    together = record(invoice("1", 40, "3.00"), invoice("2", 35, "2.00"))
    assert only(planned(together, sent=None)).covers == ("1", "2")
    past = [sent("reminder", "1", ago=30), sent("second-reminder", "1", ago=20)]
    past.append(sent("call", "1", ago=12, channel="phone"))
    made = planned(record(invoice("1", 40, "0.01"), invoice("2", 7, "90.00")), sent=past)
    assert (only(made).step, only(made).covers) == ("reminder", ("2",))
    assert [(one.invoices, one.reason) for one in made.held] == [(("1",), "small")]


def test_an_invoice_that_had_no_reminder_does_not_ride_along_in_a_last_notice() -> None:
    past = [sent("reminder", "1", ago=38), sent("second-reminder", "1", ago=28)]
    past += [
        sent("call", "1", ago=15, channel="phone"),
        sent("reminder", "2", ago=14, pay_by=TODAY - 8 * DAY),
    ]
    late = [invoice("1", 47, "100.00"), invoice("2", 13, "80.00"), invoice("3", 9, "1500.00")]
    made = planned(record(*late), sent=past)
    message = only(made)
    assert (message.step, message.covers) == ("last-notice", ("1",))
    assert message.sent.costs == 40
    assert {one.invoices for one in made.held} == {("2",), ("3",)}
    past.append(message.sent)
    own = only(planned(record(*late), on=TODAY + 3 * DAY, sent=past))
    assert own.covers == ("2", "3")
    assert own.step == "second-reminder"


def test_a_call_with_days_of_the_week_never_comes_on_a_holiday() -> None:
    # 25 and 26 December 2026 are holidays, on a Friday and a Saturday.
    work = ["mon", "tue", "wed", "thu", "fri"]
    steps = ladder_of({"name": "call", "template": "call-sheet", "day": 20, "call": True, "on": work})
    ledger = record(invoice("1", due_date=date(2026, 11, 28), date=date(2026, 10, 28)))
    days = [date(2026, 12, 24) + number * DAY for number in range(6)]
    called = [day.day for day in days if planned(ledger, on=day, steps=steps).calls]
    assert called == [24, 28, 29]
    made = planned(ledger, on=date(2026, 12, 25), steps=steps)
    assert (held(made).reason, held(made).until) == ("not-due", date(2026, 12, 28))


def test_a_step_with_days_of_the_week_waits_for_one_of_them_and_messages_say_so() -> None:
    steps = ladder_of(
        {"name": "reminder", "template": "reminder", "day": 7, "gives": 6},
        {
            "name": "second-reminder",
            "template": "second-reminder",
            "day": 14,
            "gives": 8,
            "on": ["mon", "thu"],
        },
    )
    ledger, past = record(invoice("1", 7)), []
    reminder = only(planned(ledger, steps=steps))
    past.append(reminder.sent)
    days = [
        TODAY + number * DAY
        for number in range(1, 14)
        if planned(ledger, on=TODAY + number * DAY, steps=steps, sent=past).messages
    ]
    assert days[0] == reminder.record.next_step_on == date(2026, 11, 30)
    assert {day.weekday() for day in days} == {0, 3}


@pytest.mark.parametrize("late", [-7, 7, 30, 40])
def test_nobody_on_the_stop_list_gets_a_message_or_a_call(late: int) -> None:
    who = {**customer(), "stop": "deceased", "stop_note": "Overleden"}
    made = planned(record(invoice("1", late), of=who), sent=None)
    one = held(made)
    assert (one.reason, one.invoices) == ("stop", ("1",))
    assert one.why.startswith("overleden (Overleden): schrijf de erven apart, zonder kosten")


def test_a_customer_with_very_many_invoices_takes_as_many_steps_and_not_their_square(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = []
    monkeypatch.setattr(Invoice, "__eq__", lambda one, other: compared.append(one) or one is other)
    many = [invoice(f"{n}", late) for late in (40, 10, -3) for n in range(1000 * late, 1000 * late + 60)]
    made = planned(record(*many))
    assert len(made.messages[0].record.invoices) + sum(len(each.invoices) for each in made.held) == len(many)
    assert len(compared) <= len(many)
