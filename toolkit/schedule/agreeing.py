"""From what was said in a call to an agreement: the customer, the invoices and the amounts come from the ledger.

What is typed is read as a Dutch spreadsheet is (see `records.cells`). What can be read in two ways, what fits two
customers and what the ledger does not hold is refused, never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import ValidationError

from toolkit.bank.naming import name_words
from toolkit.errors import RecordError, RecordErrors
from toolkit.law.explain import euro, in_words
from toolkit.records import Invoice
from toolkit.records.messages import at, explain, quote, suggestion
from toolkit.schedule.accounts import Account, Item
from toolkit.schedule.agreements import Arrangement
from toolkit.schedule.answers import OWNERS, WAYS, amount_of, day_of, kind_of, named, rhythm_of
from toolkit.schedule.dividing import divide
from toolkit.schedule.plan import label
from toolkit.wording import joined, worded

_ZERO = Decimal("0.00")
_ALL = ("alle", "alles", "all")

_FIELDS: Mapping[str, str] = {
    "soort": worded("soort"),
    "facturen": worded("facturen"),
    "afgesproken op": worded("afgesproken op"),
    "hoe": worded("hoe"),
    "antwoord op": worded("antwoord op"),
    "regeling": worded("regeling"),
    "betaalt op": worded("betaalt op"),
    "bedrag": worded("bedrag"),
    "eerste dag": worded("eerste dag"),
    "onderwerp": worded("onderwerp"),
    "klant zegt": worded("klant zegt"),
    "wij zeggen": worded("wij zeggen"),
    "acties": worded("acties"),
}
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Said:
    """What was agreed, as it was typed; empty for what was not said.

    `amount` is what is promised, or of one instalment, in EUR; `parts` how many instalments. `actions` are written as
    'wij: de offerte sturen, 5-12-2026'. `agreed_by` is the colleague, `agreed_with` the person at the customer's.
    """

    customer: str
    kind: str
    pay_by: str = ""
    amount: str = ""
    parts: str = ""
    first: str = ""
    every: str = ""
    subject: str = ""
    answer_by: str = ""
    customer_says: tuple[str, ...] = ()
    we_say: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    invoices: tuple[str, ...] = ()
    agreed_on: str = ""
    agreed_with: str = ""
    agreed_by: str = ""
    how: str = ""


def find_account(known: Sequence[Account], text: str) -> Account:
    """Return the account of a customer by its number, else by words of its name.

    Raises RecordError when none fits, with the nearest one, and when several do, with all of them.
    """
    wanted = text.strip().casefold()
    if not wanted:
        raise RecordError("noem het klantnummer of de naam van de klant")
    found = [each for each in known if each.customer.id.casefold() == wanted]
    words = set(name_words(text))
    if not found and words:
        found = [each for each in known if words <= set(name_words(_whole_name(each)))]
    if len(found) > 1:
        several = joined([label(each.customer) for each in found[:8]], "; ")
        raise RecordError(
            worded(
                "{text} past bij {count} klanten: {several}",
                text=quote(text),
                count=len(found),
                several=several,
            ),
            hint="noem het klantnummer",
        )
    if not found:
        names = {each.customer.name: each for each in known} | {each.customer.id: each for each in known}
        near = get_close_matches(text[:100], [name for name in names if name], n=1, cutoff=0.6)
        hint = worded("bedoelt u {label}?", label=label(names[near[0]].customer)) if near else None
        raise RecordError(worded("er is geen klant {text} in de lijst", text=quote(text)), hint=hint)
    (account,) = found
    if not account.customer.id:
        raise RecordError(
            worded("{name} heeft geen klantnummer in de lijst", name=account.customer.name),
            hint="een afspraak hoort bij een klantnummer: zet dat in de lijst",
        )
    if account.problem:
        raise RecordError(account.problem)
    if not account.items:
        raise RecordError(worded("van {name} staat er niets open", name=label(account.customer)))
    return account


def open_items(account: Account) -> list[Item]:
    """Return the open invoices that an agreement can be about when nobody names one: what is not in dispute."""
    return [item for item in account.items if item.state not in ("disputed", "future")]


def arrange(said: Said, account: Account, on: date) -> Arrangement:
    """Return what was agreed with a customer, complete, with what is open of each invoice on the day `on`.

    Raises RecordErrors with all that is wrong.
    """
    draft = _Draft(said, account, on)
    values = draft.values()
    if not draft.problems:
        try:
            return Arrangement.model_validate(values)
        except ValidationError as error:
            draft.problems += [RecordError(at(where, what)) for where, what in explain(error, Arrangement)]
    raise RecordErrors(draft.problems)


class _Draft:
    """Reads one agreement and collects what is wrong with it."""

    def __init__(self, said: Said, account: Account, on: date) -> None:
        self._said = said
        self._account = account
        self._on = on
        self.problems: list[RecordError] = []

    def values(self) -> dict[str, Any]:
        """Return the fields of the agreement; only of use when no problem was found."""
        said = self._said
        kind = self._try("soort", lambda: kind_of(said.kind)) or ""
        invoices = self._try("facturen", lambda: self._invoices(kind)) or []
        agreed_on = self._day("afgesproken op", said.agreed_on) or self._on
        if agreed_on > self._on:
            self._wrong("afgesproken op", worded("{day} komt nog", day=in_words(agreed_on)))
        values: dict[str, Any] = {
            "customer": self._account.customer.id,
            "invoices": tuple(each.number for each in invoices),
            "open": {each.number: each.outstanding for each in invoices},
            "kind": kind,
            "agreed_on": agreed_on,
            "agreed_with": said.agreed_with,
            "agreed_by": said.agreed_by,
            "channel": self._try("hoe", lambda: named(said.how or "phone", WAYS, worded("manier"))),
            "subject": said.subject,
            "customer_says": said.customer_says,
            "creditor_says": said.we_say,
            "actions": [each for each in (self._action(text) for text in said.actions) if each],
            "answer_by": self._later("antwoord op", said.answer_by),
        }
        left = sum((each.outstanding for each in invoices), _ZERO)
        if kind == "payment-plan":
            values["instalments"] = self._try("regeling", lambda: self._instalments(left)) or ()
        elif kind in ("promise-to-pay", "call-summary"):
            values |= self._promised(kind, left)
        self._needed(kind)
        return values

    def _invoices(self, kind: str) -> list[Invoice]:
        """Return the invoices that it is about, with the credits that lower them when it is about all."""
        account, named = self._account, self._said.invoices
        items = account.items if kind == "dispute" else open_items(account)
        everything = [item.invoice for item in items]
        if [name.casefold() for name in named] not in [[], *([each] for each in _ALL)]:
            return self._named_invoices(kind, [*everything, *account.credits])
        if not everything:
            raise RecordError(
                "alles wat openstaat, is betwist",
                hint="haal eerst de betwisting uit het bestand met afspraken",
            )
        if kind == "dispute" and not named and len(everything) > 1:
            raise RecordError(
                worded("er staan er {count} open", count=len(everything)),
                hint=worded(
                    "noem de facturen waarover het gaat, of 'alle': {numbers}",
                    numbers=tuple(each.number for each in everything),
                ),
            )
        self._check_running(kind, items)
        return [*everything, *(account.credits if kind in ("promise-to-pay", "payment-plan") else ())]

    def _named_invoices(self, kind: str, known: Sequence[Invoice]) -> list[Invoice]:
        mine = {each.number.casefold(): each for each in self._account.every}
        found = []
        for name in self._said.invoices:
            invoice = mine.get(name.strip().casefold())
            if invoice is None:
                near = suggestion(name, [each.number for each in mine.values()])
                raise RecordError(
                    worded("{number} is geen factuur van deze klant{near}", number=quote(name), near=near)
                )
            if invoice not in known:
                raise RecordError(
                    worded("van {number} staat niets open, of zij is betwist", number=invoice.number)
                )
            found.append(invoice)
        numbers = {each.number for each in found}
        self._check_running(kind, [item for item in self._account.items if item.invoice.number in numbers])
        return list({each.number: each for each in found}.values())

    def _check_running(self, kind: str, items: Iterable[Item]) -> None:
        """Refuse what an agreement that runs would keep from counting."""
        plans = [item for item in items if item.state == "plan"]
        if kind == "promise-to-pay" and plans:
            raise RecordError(
                worded("er loopt een regeling over {number}", number=plans[0].invoice.number),
                hint="maak een nieuwe regeling, of haal de oude uit het bestand met afspraken",
            )

    def _promised(self, kind: str, left: Decimal) -> dict[str, Any]:
        said = self._said
        if kind == "call-summary" and not (said.pay_by or said.amount):
            return {}
        pay_by = self._later("betaalt op", said.pay_by)
        if not said.pay_by:
            self._wrong("betaalt op", worded("ontbreekt"))
        money = self._amount("bedrag", said.amount) if said.amount else left
        if money is not None and not 0 < money <= left:
            self._wrong(
                "bedrag",
                worded("{amount} kan niet: er staat {left} open", amount=euro(money), left=euro(left)),
            )
        return {"pay_by": pay_by, "amount": money}

    def _instalments(self, left: Decimal) -> Any:
        said = self._said
        if bool(said.parts) == bool(said.amount):
            raise RecordError("noem het aantal delen, of het bedrag van één deel: een van de twee")
        first = self._later("eerste dag", said.first)
        if first is None:
            if not said.first:
                self._wrong("eerste dag", worded("ontbreekt"))
            return ()
        every = rhythm_of(said.every)
        if said.parts:
            if not said.parts.strip().isdecimal() or len(said.parts.strip()) > 3:
                raise RecordError(worded("{parts} is geen aantal delen", parts=quote(said.parts)))
            return divide(left, first, every, self._account.calendar, parts=int(said.parts))
        size = self._amount("bedrag", said.amount)
        return () if size is None else divide(left, first, every, self._account.calendar, amount=size)

    def _needed(self, kind: str) -> None:
        said = self._said
        needs = {
            "dispute": (("onderwerp", said.subject), ("antwoord op", said.answer_by)),
            "call-summary": (
                ("klant zegt", said.customer_says),
                ("wij zeggen", said.we_say),
                ("acties", said.actions),
            ),
        }
        for name, value in needs.get(kind, ()):
            if not value:
                self._wrong(name, worded("ontbreekt"))

    def _action(self, text: str) -> dict[str, Any] | None:
        owner, colon, rest = text.partition(":")
        what, comma, by = rest.rpartition(",")
        if not (colon and comma and what.strip()):
            self._wrong("acties", worded("{text} is niet te lezen", text=quote(text)), _LIKE_THIS)
            return None
        who = self._try("acties", lambda: named(owner, OWNERS, worded("wie")))
        return {"owner": who, "what": what.strip(), "by": self._later("acties", by)}

    def _later(self, name: str, text: str) -> date | None:
        """Return a day that is still to come, or today; a problem for another one."""
        found = self._day(name, text)
        if found is not None and found < self._on:
            self._wrong(name, worded("{day} is voorbij", day=in_words(found)))
            return None
        return found

    def _day(self, name: str, text: str) -> date | None:
        return self._try(name, lambda: day_of(text)) if text.strip() else None

    def _amount(self, name: str, text: str) -> Decimal | None:
        return self._try(name, lambda: amount_of(text))

    def _try(self, name: str, make: Callable[[], T]) -> T | None:
        try:
            return make()
        except RecordError as error:
            self._wrong(name, error.message, error.hint)
            return None

    def _wrong(self, name: str, what: str, hint: str | None = None) -> None:
        self.problems.append(RecordError(worded("{name}: {what}", name=_FIELDS[name], what=what), hint=hint))


_LIKE_THIS = worded("schrijf het zoals: wij: de offerte sturen, 5-12-2026")


def _whole_name(account: Account) -> str:
    customer = account.customer
    people = (
        " ".join((each.first_name, each.initials, each.prefix, each.last_name)) for each in customer.people
    )
    return " ".join((customer.company, *people))
