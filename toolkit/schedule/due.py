"""From which day a step is due for an invoice: the schedule counts days, the law counts terms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from toolkit import law
from toolkit.catalogue.steps import WEEK
from toolkit.delivery import FULL, ChannelName, SentBy
from toolkit.law.calendar import working_day_from
from toolkit.law.explain import in_words
from toolkit.records import Customer
from toolkit.records.notice import NOTICE_STAGES
from toolkit.schedule.accounts import Item
from toolkit.schedule.history import History, Sent
from toolkit.schedule.ladder import Ladder, Rung
from toolkit.wording import worded

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Next:
    """The next step for one invoice, None when all were sent, and the first day it may go out.

    `on` is that day, None while nothing says when. `by_calendar` is the day by the schedule alone: between
    both, the term of an earlier message still runs. `why` says in Dutch what it waits for; `blocked` that no
    day will bring it. `skipped` are the calls that were left out because the customer has no phone.
    """

    rung: Rung | None
    on: date | None = None
    by_calendar: date | None = None
    why: str = ""
    blocked: bool = False
    skipped: tuple[Rung, ...] = ()

    def is_due(self, day: date) -> bool:
        """Tell whether the step may go out on a day."""
        return self.rung is not None and self.on is not None and self.on <= day


@dataclass(frozen=True, slots=True)
class Clock:
    """Knows the days of one customer: its law, its schedule and what it was sent."""

    customer: Customer
    jurisdiction: law.Jurisdiction
    ladder: Ladder
    history: History

    def last_day(self, entry: Sent) -> date:
        """Return the last day that a message gave the customer; of a call, the last day to wait after it.

        The law's term counts for a last notice, whatever day the message names.
        """
        rung = self.ladder.by_name[entry.step]
        named = entry.pay_by or self.given(rung, entry.on, entry.channel)
        if rung.stage != "last-notice":
            return named
        channel = "email" if entry.channel == "phone" else entry.channel
        return max(named, self.term(entry.on, channel).pay_by)

    def given(self, rung: Rung, on: date, channel: SentBy) -> date:
        """Return the last day that a step gives when it goes out on a day, counted from when it arrives.

        A call needs no working day.
        """
        if rung.step.gives is None:
            return on
        arrived = on if channel == "phone" else law.arrives_on(on, channel, self.jurisdiction)
        day = arrived + rung.step.gives * _DAY
        return day if rung.step.call else working_day_from(day, self.jurisdiction)

    def comes_too_late(self, rung: Rung, items: Iterable[Item], day: date) -> tuple[str, ...]:
        """Return the channels by which a message before the due date may not be there on that day.

        A letter has to be there even when it is late.
        """
        if rung.stage not in ("check", "before", "due"):
            return ()
        there = law.surely_there(day, self.jurisdiction)
        return ("letter",) if there > min(item.invoice.due_date for item in items) else ()

    def slot(self, rung: Rung, day: date) -> date:
        """Return the first day from `day` on which a step may be taken: on its days of the week.

        A call is for working days. A step that names a Saturday or Sunday may be called then; never on a holiday.
        """
        days = (day + number * _DAY for number in range(366))
        return next(each for each in days if self._suits(rung, each))

    def _suits(self, rung: Rung, day: date) -> bool:
        allowed = rung.step.on
        if allowed is not None and WEEK[day.weekday()] not in allowed:
            return False
        if not (rung.step.call or self.by_phone(rung)) or (allowed is not None and day.weekday() > 4):
            return True
        return working_day_from(day, self.jurisdiction) == day

    def wants_phone(self, rung: Rung) -> bool:
        """Tell whether the customer asked to be called instead of what this step sends.

        Only a reminder of which the schedule names no channels can be a call: what the law asks for is written.
        """
        wished = self.customer.preferred_channel == "phone" and not rung.step.call
        return wished and rung.stage == "reminder" and rung.step.channels is None

    def by_phone(self, rung: Rung) -> bool:
        """Tell whether a step that sends a message becomes a call: the customer wants it, and can be called."""
        return (
            self.wants_phone(rung) and self.customer_phone is not None and self.ladder.call_sheet is not None
        )

    def has_lapsed(self, rung: Rung, item: Item, day: date) -> bool:
        """Tell whether a call about an invoice comes too late on a day; the steps go on without it.

        However few the days are, there is one on which it can be made.
        """
        if rung.step.lapses_after is None:
            return False
        first = self._calendar(rung, item)
        last = max(self.slot(rung, first), first + rung.step.lapses_after * _DAY)
        return self.slot(rung, day) > last

    def term(self, on: date, channel: ChannelName) -> law.Term:
        """Return the term of a last notice that goes out on a day."""
        return law.term(on, channel, self.jurisdiction, self.customer.kind)

    def reached(self, item: Item) -> int:
        """Return the highest step after the due date that was sent about an invoice; -1 for none."""
        height = self.ladder.height
        return max((height.get(entry.step, -1) for entry in self._sent(item)), default=-1)

    def skips(self, rung: Rung, item: Item) -> bool:
        """Tell whether a last notice about an invoice would come before a message that has to go first."""
        if rung.stage != "last-notice" or not (self.ladder.schedule.in_order and self.history.known):
            return False
        between = self.ladder.overdue[self.reached(item) + 1 : self.ladder.height[rung.name]]
        return any(not each.step.call for each in between)

    @staticmethod
    def allows(rung: Rung, item: Item) -> bool:
        """Tell whether a step may be about an invoice: one of public law has no last notice and no handover."""
        return rung.stage not in NOTICE_STAGES or not item.invoice.is_public

    def is_running(self, item: Item, day: date) -> bool:
        """Tell whether the last day that an earlier message named is still to come, or is today."""
        return any(self.last_day(entry) >= day for entry in self._sent(item))

    def next_step(self, item: Item, day: date) -> Next:
        """Return what comes next for an overdue invoice, seen from a day.

        With a history and in order it is the step after the last one; else the highest step whose day has
        come. A call needs a phone number, and may lapse.
        """
        ahead_of = self.ladder.overdue[self.reached(item) + 1 :]
        ahead_of = tuple(rung for rung in ahead_of if self.allows(rung, item))
        above = [rung for rung in ahead_of if not self.has_lapsed(rung, item, day)]
        if not above:
            return Next(None)
        in_order = self.ladder.schedule.in_order and self.history.known
        ahead = [self._opening(rung, item) for rung in above]
        if in_order:
            return self._first_possible(ahead)
        due = [each for each in ahead if each.is_due(day) and self._can(each)]
        return due[-1] if due else self._first_possible(ahead)

    def step_before(self, item: Item, day: date) -> Rung | None:
        """Return the step that is due today for an invoice that is not overdue, None when there is none.

        A step lapses with its text: what looks ahead to the due date is of no use on that day or later. After
        a step, no earlier one follows.
        """
        sent = {entry.step for entry in self.history.about(item.invoice.number)}
        for rung in reversed(self.ladder.before):
            if rung.name in sent:
                return None
            if self._is_open(rung, item, day):
                return rung
        return None

    def after(self, rung: Rung, item: Item, last_day: date) -> date | None:
        """Return the day of the next message about an invoice if nothing happens.

        In: the step that goes out now, and the last day that it names.
        """
        for above in self.ladder.overdue[self.ladder.height.get(rung.name, -1) + 1 :]:
            if above.step.call and (above.step.lapses_after is not None or not self.customer_phone):
                continue
            if not self.allows(above, item):
                continue
            day = max(last_day + _DAY, self._calendar(above, item))
            if above.step.after_term_of is not None:
                if above.step.after_term_of != rung.name:
                    return None
                day = max(day, self.day_after_term(above, last_day))
            day = self.slot(above, day)
            if not above.step.call:
                return day
            last_day = self.given(above, day, "phone")
        return None

    def day_after_term(self, rung: Rung, last_day: date) -> date:
        """Return the day on which a step begins that waits for a term, which ends on `last_day`."""
        return last_day + (1 + rung.step.wait) * _DAY

    @property
    def customer_phone(self) -> str | None:
        """The number to call, the mobile one first."""
        return self.customer.mobile or self.customer.phone

    def _is_open(self, rung: Rung, item: Item, day: date) -> bool:
        due = item.invoice.due_date
        if rung.step.after_invoice is not None:
            first = item.invoice.date + rung.step.after_invoice * _DAY
        else:
            first = due + (rung.step.day or 0) * _DAY
        last = due if rung.stage == "due" else due - _DAY
        if rung.step.lapses_after is not None:
            last = min(last, first + rung.step.lapses_after * _DAY)
        return first <= day <= last

    def _first_possible(self, ahead: list[Next]) -> Next:
        calls = [each.rung for each in ahead if each.rung and not self._can(each)]
        possible = next((each for each in ahead if self._can(each)), None)
        if possible is None:
            return Next(None)
        before = [rung for rung in calls if self._height(rung) < self._height(possible.rung)]
        return replace(possible, skipped=tuple(before))

    def _can(self, step: Next) -> bool:
        return step.rung is None or not step.rung.step.call or self.customer_phone is not None

    def _height(self, rung: Rung | None) -> int:
        return self.ladder.height[rung.name] if rung else -1

    def _opening(self, rung: Rung, item: Item) -> Next:
        """Return a step with the first day it may go out."""
        calendar = self._calendar(rung, item)
        day, why = (
            calendar,
            worded("stap '{name}' komt op {calendar}", name=rung.name, calendar=in_words(calendar)),
        )
        for entry in self._sent(item):
            over = self.last_day(entry)
            if over >= day:
                day = over + _DAY
                why = worded(
                    "de klant heeft na '{step}' tot en met {over}", step=entry.step, over=in_words(over)
                )
        if rung.step.after_term_of is not None:
            waited_for = [entry for entry in self._sent(item) if entry.step == rung.step.after_term_of]
            if not waited_for:
                return Next(
                    rung,
                    None,
                    calendar,
                    worded(
                        "stap '{after_term_of}' is nog niet verstuurd", after_term_of=rung.step.after_term_of
                    ),
                )
            if problem := self._not_lawful(waited_for):
                return Next(rung, None, calendar, problem, blocked=True)
            over = max(self.last_day(entry) for entry in waited_for)
            if self.day_after_term(rung, over) >= day:
                day = self.day_after_term(rung, over)
                name = rung.step.after_term_of
                why = worded(
                    "de termijn van '{name}' loopt tot en met {over}; daarna '{following}'",
                    name=name,
                    over=in_words(over),
                    following=rung.name,
                )
        return Next(rung, day, calendar, why)

    def _not_lawful(self, entries: Iterable[Sent]) -> str | None:
        """Return why no costs can follow last notices that went a way the law does not know."""
        sent = tuple(entries)
        entry = max(sent, key=lambda each: each.on)
        is_notice = self.ladder.by_name[entry.step].stage == "last-notice"
        written = any(each.channel in FULL for each in sent)
        if is_notice and not written and self.customer.kind == "consumer":
            return worded(
                "'{step}' ging niet per brief of e-mail; zonder geldige brief mogen er geen kosten bij",
                step=entry.step,
            )
        return None

    def _calendar(self, rung: Rung, item: Item) -> date:
        days = rung.step.day if rung.step.day is not None else 1
        return item.invoice.due_date + days * _DAY

    def _sent(self, item: Item) -> tuple[Sent, ...]:
        """Return what was sent about an invoice after its due date."""
        height = self.ladder.height
        return tuple(entry for entry in self.history.about(item.invoice.number) if entry.step in height)
