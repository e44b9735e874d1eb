"""Plans: reads the accounts of a ledger against the schedule, and says what is due and what waits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from toolkit import law
from toolkit.catalogue import instead, spoken
from toolkit.errors import NoRateKnown, TactError
from toolkit.law.explain import euro, in_words
from toolkit.records import Agreement, Record
from toolkit.records.notice import NOTICE_STAGES
from toolkit.schedule.accounts import Account, Item, State, accounts, strangers
from toolkit.schedule.agreements import Arrangement
from toolkit.schedule.apart import draft_apart
from toolkit.schedule.choosing import choose_channel
from toolkit.schedule.confirming import Confirmer, Received
from toolkit.schedule.draft import draft_call, draft_message, reason_of
from toolkit.schedule.due import Clock, Next
from toolkit.schedule.history import History
from toolkit.schedule.instalments import missed_step
from toolkit.schedule.ladder import Ladder, Rung
from toolkit.schedule.likeness import look_like_instalments
from toolkit.schedule.plan import Apart, Call, Held, Note, Plan, Planned, Reason
from toolkit.wording import joined, worded

_DAY = timedelta(days=1)
_ZERO = Decimal("0.00")

Decision = Planned | Call | Held | Note | Apart


def plan(
    records: Iterable[Record],
    ladder: Ladder,
    on: date,
    *,
    history: History | None = None,
    agreements: Iterable[Arrangement] = (),
    settings: Mapping[str, Any] = MappingProxyType({}),
    doubts: Mapping[object, str] = MappingProxyType({}),
    received: Mapping[object, Sequence[Received]] = MappingProxyType({}),
    pending: Collection[str] = (),
) -> Plan:
    """Return what is due on a day, and for everybody else why nothing is.

    In: the records of a ledger, the steps of the schedule, what was sent before (None when nobody knows:
    then the days alone decide), agreements that the ledger does not hold, the settings of the workspace; `doubts`:
    why, in Dutch, a customer may have paid, and `received`: what came in, both by `Customer.identity`; `pending`:
    the marks of agreements that may be confirmed already. Per customer there is one message at most: the highest
    step decides, and it is about all overdue invoices that have not had that step. The same input gives the same
    plan. A customer for whom the law or the data allow no message is among `Plan.held`; nothing is raised for it.
    """
    ledger, agreed = tuple(records), tuple(agreements)
    past = history or History(known=False)
    outcomes: list[Decision] = []
    known = accounts(ledger, agreed, on)
    for account in known:
        came = received.get(account.customer.identity, ())
        talks = Confirmer(account, ladder, on, past, settings, came, pending)
        planner = _Planner(account, ladder, on, past, settings, talks)
        doubt = doubts.get(account.customer.identity)
        outcomes += planner.doubted(doubt) if doubt else planner.outcomes()
    return Plan(
        on=on,
        messages=tuple(each for each in outcomes if isinstance(each, Planned)),
        calls=tuple(each for each in outcomes if isinstance(each, Call)),
        held=tuple(each for each in outcomes if isinstance(each, Held)),
        notes=tuple(each for each in outcomes if isinstance(each, Note)),
        strangers=tuple(strangers(ledger, agreed)),
        apart=tuple(each.message for each in outcomes if isinstance(each, Apart)),
        by_name=tuple(each.customer for each in known if each.items and each.customer.kind_by_name),
    )


class _Planner:
    """Plans one account. `_busy` says whether a message or a call is due for it already."""

    def __init__(
        self,
        account: Account,
        ladder: Ladder,
        on: date,
        history: History,
        settings: Mapping[str, Any],
        talks: Confirmer,
    ) -> None:
        self._account = account
        self._ladder = ladder
        self._on = on
        self._history = history
        self._settings = settings
        self._talks = talks
        self._busy = False

    def doubted(self, why: str) -> Iterator[Decision]:
        """Yield that a customer who may have paid hears nothing; what else is wrong with it is told first."""
        if self._account.problem or self._account.balance < 0 or not self._account.items:
            yield from self.outcomes()
        else:
            yield self._held(self._account.items, "maybe-paid", why)

    def outcomes(self) -> Iterator[Decision]:
        """Yield the message or the call that is due, and what holds back the rest."""
        account = self._account
        if account.stop and account.items:
            yield from self._agreed()
            yield from filter(None, draft_apart(account, self._history))
        elif account.problem:
            yield self._held(account.items, "data", account.problem)
        elif account.balance < 0:
            why = worded("te veel betaald: de klant krijgt {balance} terug", balance=euro(-account.balance))
            yield Held(account.customer, (), account.balance, "overpaid", why)
        elif not account.items:
            yield from self._agreed()
            yield self._held((), "paid", worded("er staat niets open"))
        else:
            self._clock = Clock(account.customer, account.calendar, self._ladder, self._history)
            yield from self._agreed()
            yield from self._paused()
            yield from self._in_plans()
            yield from self._overdue([item for item in self._free if item.invoice.due_date < self._on])
            yield from self._before([item for item in self._free if item.invoice.due_date >= self._on])

    @property
    def _free(self) -> tuple[Item, ...]:
        return tuple(item for item in self._account.items if item.state == "free")

    def _agreed(self) -> Iterator[Decision]:
        """Yield what is to be said about agreements: one message today."""
        for each in self._talks.decisions():
            if isinstance(each, Planned) and self._busy:
                why = worded("vandaag is er al een ander bericht")
                yield Held(self._account.customer, each.covers, each.amount, "quiet", why, self._on + _DAY)
                continue
            self._busy = self._busy or isinstance(each, Planned)
            yield each

    def _paused(self) -> Iterator[Held]:
        """Yield the invoices for which everything waits."""
        items = self._account.items
        if future := [item for item in items if item.state == "future"]:
            yield self._held(future, "data", worded("de factuurdatum ligt na de dag van het plan"))
        if disputed := [item for item in items if item.state == "disputed"]:
            yield self._held(
                disputed, "disputed", worded("de klant is het er niet mee eens: eerst een antwoord")
            )
        for agreement, promised in _by_agreement(items, "promise"):
            until = agreement.pay_by or self._on
            why = worded("de klant betaalt uiterlijk op {until}", until=in_words(until))
            yield self._held(promised, "promise", why, until + _DAY)

    def _in_plans(self) -> Iterator[Decision]:
        """Yield what is due in the payment plans: something only when an instalment is missed."""
        for agreement, items in _by_agreement(self._account.items, "plan"):
            step = missed_step(agreement, items, self._clock, self._on)
            if step.rung is None:
                yield self._held(items, step.reason, step.why, step.until)
            elif self._busy:
                yield self._held(
                    items, "quiet", worded("vandaag is er al een ander bericht"), self._on + _DAY
                )
            else:
                yield from self._send(step.rung, items, items, step.why, step.agreement)

    def _overdue(self, items: Sequence[Item]) -> Iterator[Decision]:
        """Yield the highest step that is due after the due date and can go, and what the other invoices wait for."""
        steps = [(item, self._clock.next_step(item, self._on)) for item in items]
        due = {step.rung.name: step for _, step in steps if step.rung and step.is_due(self._on)}
        height = self._ladder.height
        tried: set[int] = set()
        for name in sorted(due, key=height.__getitem__, reverse=True):
            rung = due[name].rung
            members = (
                self._members(rung, [each for each in steps if id(each[0]) not in tried]) if rung else []
            )
            if self._busy or rung is None or not members:
                continue
            for call in due[name].skipped:
                yield Note(
                    self._account.customer,
                    worded("geen telefoonnummer: stap '{name}' vervalt", name=call.name),
                )
            yield from self._send(rung, members, items, reason_of(rung, members, self._on))
            tried.update(map(id, members))
        waiting: dict[tuple[Reason, str, date | None], list[Item]] = {}
        for item, step in steps:
            if id(item) not in tried:
                waiting.setdefault(self._wait(item, step), []).append(item)
        for (reason, why, until), rest in waiting.items():
            yield self._held(rest, reason, why, until)

    def _members(self, rung: Rung, steps: Sequence[tuple[Item, Next]]) -> list[Item]:
        """Return the invoices that a step is about.

        A message is about all overdue invoices that have not had it and of which no last day is still to
        come. A call, and a message that waits for a term, is about those for which that step itself is due. A
        last notice announces costs, so with a history it is about those that have had every message before it.
        """
        if rung.step.call or rung.step.after_term_of is not None:
            return [item for item, step in steps if step.rung is rung and step.is_due(self._on)]
        height = self._ladder.height[rung.name]
        return [
            item
            for item, _ in steps
            if self._clock.reached(item) < height
            and not self._clock.is_running(item, self._on)
            and not self._clock.skips(rung, item)
            and self._clock.allows(rung, item)
        ]

    def _wait(self, item: Item, step: Next) -> tuple[Reason, str, date | None]:
        if step.rung is None and item.invoice.is_public:
            if item.invoice.claim:
                why = worded(
                    "alle herinneringen zijn gestuurd; een publieke schuld gaat daarna haar eigen weg"
                )
                return "done", why, None
            why = worded("'{levy}' is de naam van een belasting", levy=law.levy(item.invoice.description))
            return "law", worded("{why}: zet erbij (claim) of de schuld publiek of privaat is", why=why), None
        if step.rung is None:
            return "done", worded("alle stappen zijn gezet"), None
        if step.on is None:
            return ("law", step.why, None) if step.blocked else ("not-due", step.why, None)
        if step.is_due(self._on):
            return "quiet", worded("vandaag is er al een ander bericht"), self._on + _DAY
        moved = step.by_calendar is not None and step.by_calendar <= self._on
        return "term" if moved else "not-due", step.why, step.on

    def _before(self, items: Sequence[Item]) -> Iterator[Decision]:
        """Yield the highest step that is due until the due date, and the invoices for which none is."""
        rungs = {item.invoice.number: self._clock.step_before(item, self._on) for item in items}
        due = [rung for rung in rungs.values() if rung]
        top = max(due, key=self._ladder.before.index, default=None)
        members = [item for item in items if top and rungs[item.invoice.number] is top]
        rest = [item for item in items if not (top and rungs[item.invoice.number] is top)]
        if top and self._busy:
            yield self._held(members, "quiet", worded("vandaag is er al een ander bericht"), self._on + _DAY)
        elif top:
            yield from self._send(top, members, members, reason_of(top, members, self._on))
        if rest:
            first = min(item.invoice.due_date for item in rest)
            yield self._held(rest, "not-due", worded("de laatste dag is {first}", first=in_words(first)))

    def _send(
        self,
        rung: Rung,
        items: Sequence[Item],
        about: Sequence[Item],
        why: str,
        agreement: Agreement | None = None,
    ) -> Iterator[Decision]:
        """Yield the message or the call of a step, or what stands in its way."""
        amount = sum((item.open for item in items), _ZERO)
        if amount < rung.step.least:
            why = worded(
                "{amount} is te weinig voor '{name}' (minstens {least})",
                amount=euro(amount),
                name=rung.name,
                least=euro(rung.step.least),
            )
            yield self._held(items, "small", why)
            return
        if rung.stage in NOTICE_STAGES and not self._account.law_is_known:
            country = self._account.record.country
            yield self._held(
                items,
                "law",
                worded(
                    "het recht van land {country} is niet bekend: '{name}' wacht",
                    country=country,
                    name=rung.name,
                ),
            )
            return
        if (first := self._clock.slot(rung, self._on)) > self._on:
            yield self._held(
                items,
                "not-due",
                worded("'{name}' komt op {first}", name=rung.name, first=in_words(first)),
                first,
            )
            return
        customer = self._account.customer
        if rung.step.call or self._clock.by_phone(rung):
            self._busy = True
            wished = "" if rung.step.call else worded("; telefoon: wens van de klant")
            yield draft_call(
                self._account,
                self._clock,
                rung,
                items,
                about,
                worded("{why}{wished}", why=why, wished=wished),
                agreement,
            )
            return
        if quiet := self._quiet_until(items):
            why = worded(
                "de klant kreeg al een bericht; '{name}' wacht tot {quiet}",
                name=rung.name,
                quiet=in_words(quiet),
            )
            yield self._held(items, "quiet", why, quiet)
            return
        too_late = self._clock.comes_too_late(rung, items, self._on)
        choice = choose_channel(rung.template, rung.step, customer, self._ladder.schedule, too_late)
        if choice.channel is None and too_late and customer.address:
            yield self._held(items, "not-due", worded("'{name}' komt per brief te laat", name=rung.name))
            return
        if choice.channel is None:
            yield self._held(
                items, "no-address", worded("'{name}' kan niet weg: {why}", name=rung.name, why=choice.why)
            )
            return
        reads = customer.language
        try:
            tag = spoken(rung.template, reads, self._settings)
        except TactError as error:
            yield self._held(
                items,
                "language",
                worded("'{name}' kan niet weg: {why}", name=rung.name, why=error),
            )
            return
        try:
            message = draft_message(
                self._account,
                self._clock,
                rung,
                items,
                choice.channel,
                joined((why, choice.why), "; "),
                agreement,
            )
        except TactError as error:
            reason: Reason = "rate" if isinstance(error, NoRateKnown) else "law"
            yield self._held(
                items,
                reason,
                worded("'{name}' kan niet weg: {why}", name=rung.name, why=error),
            )
            return
        if tag != reads:
            yield Note(customer, instead(reads, tag))
        no_phone = (worded("geen telefoonnummer"),) if self._clock.wants_phone(rung) else ()
        for missing in (*no_phone, *choice.missing):
            yield Note(
                customer,
                worded(
                    "{missing}: '{step}' gaat per {channel}",
                    missing=missing,
                    step=rung.name,
                    channel=choice.name,
                ),
            )
        alike = look_like_instalments(item.invoice for item in items) if rung.stage == "last-notice" else ()
        if alike and self._account.record.country == "NL":
            numbers = tuple(each.number for each in alike)
            told = worded(
                "{numbers} lijken termijnen van één contract; zet het erbij (contract), dan tellen de kosten "
                "één keer",
                numbers=numbers,
            )
            yield Note(customer, told)
        self._busy = True
        yield message

    def _quiet_until(self, items: Sequence[Item]) -> date | None:
        """Return the first day on which the customer may hear from us again, None when that is today."""
        entries = list(self._history.to(self._account.customer.id))
        for item in items:
            entries += self._history.about(item.invoice.number)
        days = [entry.on for entry in entries if entry.channel != "phone"]
        until = max(days, default=date.min) + self._ladder.schedule.quiet_days * _DAY
        return until if until > self._on else None

    def _held(self, items: Sequence[Item], reason: Reason, why: str, until: date | None = None) -> Held:
        numbers = tuple(item.invoice.number for item in items)
        amount = sum((item.open for item in items), _ZERO)
        return Held(self._account.customer, numbers, amount, reason, why, until)


def _by_agreement(items: Iterable[Item], state: State) -> list[tuple[Agreement, list[Item]]]:
    """Return the invoices in a state, by the agreement about them."""
    groups: dict[Agreement, list[Item]] = {}
    for item in items:
        if item.state == state and item.agreement:
            groups.setdefault(item.agreement, []).append(item)
    return list(groups.items())
