"""Nothing arrives after the day it speaks of: what goes by post goes in time, and its days count from arrival."""

from __future__ import annotations

from datetime import date

import pytest

from tests.schedule.town import DAY, TODAY, customer, invoice, ladder_of, planned, record, sent

BY_POST = {"email": None, "mobile": None}


@pytest.mark.parametrize("late", range(-7, 1))
def test_a_letter_about_a_due_date_goes_with_four_post_days_left_or_not_at_all(late: int) -> None:
    # Saturday 21 November 2026: collected on Monday, so the fourth post day is Friday the 27th.
    made = planned(record(invoice("1", late), of=customer(**BY_POST)))
    if late <= -6:
        assert [(each.step, each.channel) for each in made.messages] == [("due-soon", "letter")]
        return
    assert made.messages == ()
    assert [(each.reason, "komt per brief te laat" in each.why) for each in made.held] == [("not-due", True)]


@pytest.mark.parametrize(("due", "goes"), [(4, False), (5, False), (6, True), (9, True)])
def test_a_letter_that_asks_whether_an_invoice_is_right_is_there_before_it_falls_due(
    due: int, goes: bool
) -> None:
    steps = ladder_of({"name": "check", "template": "invoice-check", "after_invoice": 3})
    row = invoice("1", -due, date=TODAY - 4 * DAY)
    made = planned(record(row, of=customer(**BY_POST)), steps=steps)
    assert [each.channel for each in made.messages] == ["letter"] * goes


def test_who_prefers_letters_gets_an_e_mail_when_a_letter_would_come_too_late() -> None:
    for late, step in ((-5, "due-soon"), (0, "due-today")):
        made = planned(record(invoice("1", late), of=customer(preferred_channel="letter")))
        assert [(each.step, each.channel) for each in made.messages] == [(step, "email")]


def test_the_days_that_a_reminder_gives_count_from_the_arrival_of_a_letter() -> None:
    # It gives 6 days. Of Saturday 21 November: by e-mail until Friday the 27th; a letter is there on Wednesday.
    by_mail, by_post = (
        planned(record(invoice("1", 7), of=customer(**more))).messages[0] for more in ({}, BY_POST)
    )
    assert (by_mail.step, by_mail.record.pay_by) == ("reminder", date(2026, 11, 27))
    assert (by_post.step, by_post.record.pay_by) == ("reminder", date(2026, 12, 1))


def test_a_reminder_of_the_history_without_a_day_gives_its_days_from_arrival_too() -> None:
    # Sent on Monday 9 November: by e-mail until Monday the 16th, by letter, there on Wednesday, until the 17th.
    until = []
    for channel in ("email", "letter"):
        history = [sent("reminder", "1", ago=12, channel=channel)]
        made = planned(record(invoice("1", 18)), on=date(2026, 11, 17), sent=history)
        until.append([each.step for each in made.messages])
    assert until == [["second-reminder"], []]
