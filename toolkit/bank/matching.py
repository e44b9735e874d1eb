"""Which invoice each payment pays. Certain ones are matched, likely ones are asked about, the rest is told.

Precision comes before recall: a false match is a debtor nobody writes to, a missed one an unjust letter. So what
is likely but not certain holds the customer back until a person has looked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Literal

from toolkit.bank.claims import Claim, Claims, total
from toolkit.bank.naming import is_same
from toolkit.bank.statement import Movement
from toolkit.law.explain import euro, in_words
from toolkit.records import Customer, Record
from toolkit.wording import joined, worded

Kind = Literal["matched", "ask", "nothing", "undone"]

_ZERO = Decimal("0.00")
_MOST_TOGETHER = 4
_MOST_OPEN = 12


@dataclass(frozen=True, slots=True)
class Part:
    """What a payment pays, or may pay, of one invoice, in EUR."""

    claim: Claim
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Match:
    """One payment and what it pays: `rest` is what is left of it in EUR, `why` says in Dutch how that is known."""

    movement: Movement
    kind: Kind
    why: str
    parts: tuple[Part, ...] = ()
    rest: Decimal = _ZERO

    @property
    def customers(self) -> tuple[Customer, ...]:
        """Whose invoices they are, each once."""
        return tuple({part.claim.who: part.claim.customer for part in self.parts}.values())


@dataclass(frozen=True, slots=True)
class Matching:
    """What the payments say about a ledger: `matches` in the order of the days, without what we paid ourselves.

    `paid` is what comes off each invoice in EUR, by its place in the ledger; `doubts` says in Dutch why a
    customer may have paid, by what tells customers apart.
    """

    matches: tuple[Match, ...]
    paid: Mapping[tuple[int, int], Decimal]
    doubts: Mapping[object, str]


def match_payments(records: Iterable[Record], movements: Sequence[Movement]) -> Matching:
    """Return which open invoices of a ledger the movements of our accounts pay.

    A structured reference comes first, then the number of an invoice with its amount; the IBAN or the name of a
    customer with an amount that is open is asked about. A payment that bounced counts for nothing. The same input
    gives the same matches.
    """
    bounced = _bounced(movements)
    matcher = _Matcher(Claims(records))
    certain = {
        at: matcher.certain(movement)
        for at, movement in enumerate(movements)
        if movement.amount > 0 and at not in bounced and not movement.is_reversal
    }
    found: dict[int, Match] = {}
    for at, movement in enumerate(movements):
        if at in bounced:
            found[at] = Match(movement, "undone", bounced[at])
        elif movement.is_reversal:
            found[at] = matcher.reversal(movement)
        elif movement.amount > 0:
            found[at] = certain[at] or matcher.likely(movement)
    return Matching(tuple(found.values()), matcher.paid, matcher.doubts)


def lowered(records: Iterable[Record], matching: Matching) -> list[Record]:
    """Return the records of a ledger with what came in counted as paid; nothing else of them changes."""
    paid = matching.paid
    result = []
    for at, record in enumerate(records):
        mine = {place: paid[at, place] for place in range(len(record.invoices)) if (at, place) in paid}
        if mine:
            invoices = tuple(
                each.model_copy(update={"paid": each.paid + mine[place]}) if place in mine else each
                for place, each in enumerate(record.invoices)
            )
            result.append(_with_plan(record.model_copy(update={"invoices": invoices}), total(mine.values())))
        else:
            result.append(record)
    return result


def _with_plan(record: Record, paid: Decimal) -> Record:
    """Return a record whose payment plan, if it keeps count itself, has what came in on its first instalments."""
    plan = record.agreement
    if plan is None or not any(part.paid for part in plan.instalments):
        return record
    parts = []
    for part in plan.instalments:
        share = min(paid, part.outstanding)
        paid -= share
        parts.append(part.model_copy(update={"paid": part.paid + share}))
    return record.model_copy(update={"agreement": plan.model_copy(update={"instalments": tuple(parts)})})


def _bounced(movements: Sequence[Movement]) -> dict[int, str]:
    """Return the payments that were undone and the movements that undid them, with why, by their place.

    A return of the bank, or what we paid back ourselves with the same words.
    """
    found: dict[int, str] = {}
    came_in = {at: each for at, each in enumerate(movements) if each.amount > 0 and not each.is_reversal}
    for at, back in enumerate(movements):
        if back.amount >= 0:
            continue
        fits = [
            before
            for before, each in came_in.items()
            if before not in found and each.amount == -back.amount and each.on <= back.on
        ]
        rank = {before: _likeness(came_in[before], back) for before in fits}
        best = max(fits, key=lambda before: (rank[before], came_in[before].on), default=None)
        if best is None or not rank[best]:
            continue
        reason = f" ({back.reason})" if back.reason else ""
        found[best] = worded("teruggeboekt op {on}{reason}", on=in_words(back.on), reason=reason)
        found[at] = worded(
            "boekt de betaling van {on} terug{reason}", on=in_words(came_in[best].on), reason=reason
        )
    return found


def _likeness(payment: Movement, back: Movement) -> int:
    """Return how sure it is that a movement undoes a payment of the same amount; 0 for not at all."""
    same_text = bool(payment.text) and payment.text.casefold() == back.text.casefold()
    same_account = bool(payment.iban) and payment.iban == back.iban
    if not back.is_reversal:  # we paid it back ourselves, or the bank has no word for a return
        same_end = bool(payment.end_to_end) and payment.end_to_end == back.end_to_end
        return int(same_account and (same_text or same_end))
    if payment.end_to_end and back.end_to_end:
        return 3 if payment.end_to_end == back.end_to_end else 0
    if set(payment.references) & set(back.references):
        return 2
    return 1 if same_account or (same_text and not (payment.iban and back.iban)) else 0


class _Matcher:
    """Gives payments to invoices one by one. `_open` is what is left of each invoice, `_payers` who used an IBAN."""

    def __init__(self, claims: Claims) -> None:
        self._claims = claims
        self._open = {claim: claim.invoice.outstanding for claim in claims.all}
        self._payers: dict[str, dict[object, None]] = {}
        self.paid: dict[tuple[int, int], Decimal] = {}
        self.doubts: dict[object, str] = {}

    def certain(self, movement: Movement) -> Match | None:
        """Return what a payment pays by the reference or the number it names; None when it names none."""
        structured = [reference.value for reference in movement.references]
        referred = self._claims.referred(structured, movement.words)
        mentions = self._claims.mentioned(movement.words)
        strong = [mention.claim for mention in mentions if mention.strong]
        mentioned = strong or [mention.claim for mention in mentions]
        if referred:
            return self._by_reference(movement, referred, mentioned)
        if mentioned:
            return self._by_number(movement, mentioned, bool(strong), any(each.short for each in mentions))
        return self._by_ends(movement)

    def _by_ends(self, movement: Movement) -> Match | None:
        """Return what a payment pays that names the ends of numbers alone: certain with the name and the amount."""
        found = self._claims.shortened(movement.words)
        mine = [claims for claims in found if self._agrees(claims[0], movement)]
        fits = [claims for claims in mine or found if movement.amount == self._left(claims)]
        if len(fits) == 1 and mine:
            return self._give(
                movement, fits[0], worded("de nummers in het kort, de naam en het bedrag kloppen")
            )
        if fits or mine:
            asked = [claim for claims in fits or mine for claim in claims]
            return self._ask(movement, asked, worded("de facturen staan er in het kort bij"))
        return None

    def likely(self, movement: Movement) -> Match:
        """Return what a payment without reference or number may pay, by its IBAN or name and its amount."""
        by_iban = [] if not movement.iban else list(self._payers.get(movement.iban, ()))
        by_number = self._claims.numbered(movement.words)
        by_name = self._claims.named(movement.name)
        for who, how in (
            (by_iban, worded("het IBAN")),
            (by_number, worded("het klantnummer")),
            (by_name, worded("de naam")),
        ):
            claims = [claim for each in who for claim in self._adding_up(each, movement)]
            if claims:
                return self._ask(
                    movement,
                    claims,
                    worded("{how} en het bedrag kloppen, maar er staat geen kenmerk bij", how=how),
                )
        return Match(movement, "nothing", worded("hoort bij geen open factuur"), rest=movement.amount)

    def reversal(self, movement: Movement) -> Match:
        """Return what is told of a return whose payment is not in the statements."""
        why = worded("een betaling van uzelf kwam terug")
        if movement.amount < 0:
            why = worded(
                "teruggeboekt, maar de betaling staat niet in deze afschriften: staat de factuur weer open?"
            )
        return Match(movement, "nothing", why, rest=movement.amount)

    def _by_reference(self, movement: Movement, referred: list[Claim], mentioned: list[Claim]) -> Match:
        both = list(dict.fromkeys([*referred, *mentioned]))
        how = worded("het kenmerk klopt")
        if movement.amount == self._left(both):
            return self._give(movement, both, how)
        if len({claim.who for claim in referred}) > 1:
            exact = [claim for claim in referred if self._open[claim] == movement.amount]
            if len(exact) == 1:
                return self._give(movement, exact, how)
            return self._ask(movement, referred, worded("het kenmerk is van meer dan één klant"))
        exact = [claim for claim in referred if self._open[claim] == movement.amount]
        first = min(exact, key=lambda each: each.invoice.due_date, default=None)
        return self._give(movement, [first] if first else referred, how)

    def _by_number(self, movement: Movement, claims: list[Claim], strong: bool, short: bool) -> Match | None:
        how = worded("het factuurnummer en het bedrag kloppen")
        exact = [claim for claim in claims if self._open[claim] == movement.amount]
        agrees = all(self._agrees(claim, movement) for claim in claims)
        early = any(movement.on < claim.invoice.date for claim in claims)
        if others := self._payable_by_name(claims, movement):
            why = worded(
                "het factuurnummer is van een ander dan de naam, en bij die naam staat hetzelfde bedrag open"
            )
            return self._ask(movement, [*claims, *others], why)
        if early or not (strong or agrees):
            fits = exact or (claims if movement.amount == self._left(claims) else [])
            return (
                self._ask(
                    movement, fits, worded("het nummer en het bedrag kloppen, maar het kan iets anders zijn")
                )
                if fits
                else None
            )
        if movement.amount == self._left(claims):
            return self._give(movement, claims, how)
        if len(exact) == 1:
            return self._give(movement, exact, how)
        if short and not exact:
            return self._ask(
                movement, claims, worded("er staan meer nummers in het kort, en het bedrag past niet")
            )
        if agrees and len({claim.who for claim in claims}) == 1 and not exact:
            return self._give(movement, claims, worded("het factuurnummer en de naam kloppen"))
        return self._ask(movement, claims, worded("het factuurnummer klopt, maar het bedrag niet"))

    def _payable_by_name(self, claims: Sequence[Claim], movement: Movement) -> list[Claim]:
        """Return what the payer owes by its own name, when the numbers it names are all of others."""
        payers = self._claims.named(movement.name)
        if any(self._agrees(claim, movement) or claim.who in payers for claim in claims):
            return []
        return [claim for who in payers for claim in self._adding_up(who, movement)]

    def _give(self, movement: Movement, claims: Sequence[Claim], why: str) -> Match:
        """Return the match that pays invoices, the oldest first, and take it off what is open of them."""
        if any(self._may_be_booked(claim, movement) for claim in claims):
            return self._ask(movement, claims, worded("de lijst telt al een betaling mee: is het deze?"))
        rest, parts = movement.amount, []
        for claim in sorted(claims, key=lambda each: (each.invoice.due_date, each.at)):
            share = min(rest, self._open[claim])
            if share > 0:
                self._open[claim] -= share
                self.paid[claim.at] = self.paid.get(claim.at, _ZERO) + share
                parts.append(Part(claim, share))
                rest -= share
        who = dict.fromkeys(claim.who for claim in claims)
        if movement.iban:
            self._payers.setdefault(movement.iban, {}).update(who)
        if not parts:
            why = worded("nog eens betaald: er staat niets meer open")
        elif any(self._open[part.claim] for part in parts):
            why = joined((why, worded("een deel van de factuur blijft open")), "; ")
        if rest:
            why = joined((why, worded("er blijft {rest} over", rest=euro(rest))), "; ")
            for each in who:
                if any(self._open[claim] for claim in self._claims.by_customer[each]):
                    self.doubts.setdefault(
                        each, self._doubt(movement, worded("er is {rest} over", rest=euro(rest)))
                    )
        return Match(movement, "matched", why, tuple(parts), rest)

    def _ask(self, movement: Movement, claims: Sequence[Claim], why: str) -> Match:
        """Return the question whether a payment is for these invoices; their customers wait for the answer."""
        parts = tuple(Part(claim, min(movement.amount, self._open[claim])) for claim in claims)
        for part in parts:
            self.doubts.setdefault(part.claim.who, self._doubt(movement, why))
        return Match(movement, "ask", why, parts)

    def _doubt(self, movement: Movement, why: str) -> str:
        return worded(
            "er is misschien betaald: {amount} op {on} ({why})",
            amount=euro(movement.amount),
            on=in_words(movement.on),
            why=why,
        )

    def _may_be_booked(self, claim: Claim, movement: Movement) -> bool:
        """Tell whether a payment may be the one, or one of those, that the ledger has taken off already."""
        booked = claim.invoice.paid
        return movement.amount == booked or (
            movement.amount < booked and movement.amount != self._open[claim]
        )

    def _agrees(self, claim: Claim, movement: Movement) -> bool:
        return claim.who in self._payers.get(movement.iban, ()) or is_same(claim.customer, movement.name)

    def _left(self, claims: Iterable[Claim]) -> Decimal:
        return total(self._open[claim] for claim in claims)

    def _adding_up(self, who: object, movement: Movement) -> list[Claim]:
        """Return the open invoices of a customer that are together what was paid; nothing when none are."""
        mine = [
            claim
            for claim in self._claims.by_customer[who]
            if self._open[claim] and claim.invoice.date <= movement.on
        ]
        if exact := [claim for claim in mine if self._open[claim] == movement.amount]:
            return exact[:1]
        if mine and self._left(mine) == movement.amount:
            return mine
        if len(mine) > _MOST_OPEN:
            return []
        for size in range(2, _MOST_TOGETHER + 1):
            for some in combinations(mine, size):
                if self._left(some) == movement.amount:
                    return list(some)
        return []
