"""The open invoices of a ledger, findable by what payers write: reference, number, customer number, name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from toolkit.bank import shorthand
from toolkit.bank.naming import has_initial, is_same, keys, name_words
from toolkit.errors import PaymentDataError
from toolkit.payments import read_reference
from toolkit.records import Customer, Invoice, Record

_TOKEN = re.compile(r"[A-Za-z]+|[0-9]+")
_IBAN = re.compile(
    r"\b(?:NL[0-9]{2} ?[A-Z]{4}(?: ?[0-9]{4}){2} ?[0-9]{2}|BE[0-9]{2}(?: ?[0-9]{4}){3}|LU[0-9]{2}(?: ?[0-9A-Z]{4}){4}"
    r"|DE[0-9]{2}(?: ?[0-9]{4}){4} ?[0-9]{2}|FR[0-9]{2}(?: ?[0-9A-Z]{4}){5} ?[0-9A-Z]{3})\b"
)
_MOST_TOKENS = 10
_WIDEST_GAP = 3
_CUE = re.compile(
    r"(?:factuur|facturen|fact|fac|nota|invoice|facture|rekening)\W*(?:n[ro]|nummer)?\W*$", re.I
)
_CUSTOMER = re.compile(
    r"\b(?:klant|debiteur|relatie|client)(?:en)?\W{0,2}(?:nummer|nr)?\W{0,3}([A-Za-z0-9-]+)", re.I
)


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """One invoice of which something is open: `at` is its place in the ledger, `who` tells its customer apart."""

    at: tuple[int, int]
    who: object
    customer: Customer
    invoice: Invoice


@dataclass(frozen=True, slots=True)
class Mention:
    """An invoice in the words of a payment. `strong` says that nothing else is likely to be written so, `short` that
    other numbers follow in short: "2026-0413 en 0415".
    """

    claim: Claim
    strong: bool
    short: bool = False


class Claims:
    """All open invoices, with an index for each way in which a payer names one."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.all: list[Claim] = []
        self.by_customer: dict[object, list[Claim]] = {}
        self._references: dict[str, list[Claim]] = {}
        self._numbers: dict[str, list[Claim]] = {}
        self._names: dict[str, list[object]] = {}
        self._ids: dict[str, object] = {}
        for at, record in enumerate(records):
            for place, invoice in enumerate(record.invoices):
                if not invoice.is_credit and invoice.outstanding > 0:
                    self._add(Claim((at, place), record.customer.identity, record.customer, invoice), record)

    def _add(self, claim: Claim, record: Record) -> None:
        self.all.append(claim)
        if claim.who not in self.by_customer:
            for word in {word for key in keys(claim.customer) for word in key}:
                self._names.setdefault(word, []).append(claim.who)
            if claim.customer.id:
                self._ids[bare(claim.customer.id)] = claim.who
        self.by_customer.setdefault(claim.who, []).append(claim)
        self._numbers.setdefault(bare(claim.invoice.number), []).append(claim)
        if reference := claim.invoice.reference:
            found = _structured(reference, record.creditor.address.country)
            index = self._references if found else self._numbers
            known = index.setdefault(found or bare(reference), [])
            if claim not in known:
                known.append(claim)

    def referred(self, references: Iterable[str], words: str) -> list[Claim]:
        """Return the invoices whose structured reference a payment has, in its own field or in its words."""
        keyed = [bare(reference) for reference in references]
        found = [claim for key in keyed for claim in self._references.get(key, ())]
        found += [claim for _, claims, *_ in _found(words, self._references) for claim in claims]
        return list(dict.fromkeys(found))

    def mentioned(self, words: str) -> list[Mention]:
        """Return the invoices whose number stands in the words of a payment; the longest one where two overlap."""
        found: dict[Claim, Mention] = {}
        for key, claims, before, behind in _found(words, self._numbers):
            strong = _is_strong(key) or bool(_CUE.search(before))
            more = shorthand.after(key, behind)
            also = [each for number in more for each in self._numbers.get(number, ())]
            for claim in claims:
                for each in (claim, *(other for other in also if other.who == claim.who)):
                    known = found.get(each, Mention(each, strong=False))
                    found[each] = Mention(each, known.strong or strong, known.short or bool(more))
        return list(found.values())

    def shortened(self, words: str) -> list[list[Claim]]:
        """Return the invoices that a payment names by the ends of their numbers ("fact 413/415"), for each customer of
        which every one of them is one invoice.
        """
        ends = shorthand.listed(words)
        if not ends:
            return []
        found = []
        for claims in self.by_customer.values():
            each = [[claim for claim in claims if bare(claim.invoice.number).endswith(end)] for end in ends]
            if all(len(one) == 1 for one in each):
                found.append(list(dict.fromkeys(one[0] for one in each)))
        return found

    def numbered(self, words: str) -> list[object]:
        """Return the customers whose number the words name: 'klant 1001'."""
        found = (self._ids.get(bare(mark[1])) for mark in _CUSTOMER.finditer(words))
        return [who for who in found if who is not None]

    def named(self, payer: str) -> list[object]:
        """Return the customers that have the name of a payer; of several those whose initial it has too."""
        near = dict.fromkeys(who for word in name_words(payer) for who in self._names.get(word, ()))
        found = [who for who in near if is_same(self.customer(who), payer)]
        closer = [who for who in found if has_initial(self.customer(who), payer)]
        return closer if len(found) > 1 and closer else found

    def customer(self, who: object) -> Customer:
        """Return a customer by what tells it apart."""
        return self.by_customer[who][0].customer


def bare(text: str) -> str:
    """Return the letters and digits of a number, small."""
    return "".join(_TOKEN.findall(text)).casefold()


def _structured(reference: str, country: str) -> str:
    try:
        read = read_reference(reference, country=country)
    except PaymentDataError:
        return ""
    return bare(read.value) if read.structured else ""


def _is_strong(key: str) -> bool:
    """Tell whether a number is long enough to be nothing else: a year, an amount or a house number is not."""
    digits = sum(char.isdigit() for char in key)
    return digits >= 5 or (digits >= 4 and len(key) > digits)


def _found(words: str, index: Mapping[str, list[Claim]]) -> Iterator[tuple[str, list[Claim], str, str]]:
    """Yield what of an index stands in a text: its key, the invoices, and the words before and behind it.

    Letters and digits that stand together count as two words, so that 'factuur20260413' holds 20260413. An
    IBAN holds no number of an invoice.
    """
    text = _IBAN.sub(lambda mark: " ; " * (len(mark[0]) // 3), words)
    tokens = list(_TOKEN.finditer(text))
    hits: list[tuple[int, int, str]] = []
    for first in range(len(tokens)):
        key = ""
        for last in range(first, min(first + _MOST_TOKENS, len(tokens))):
            if last > first and tokens[last].start() - tokens[last - 1].end() > _WIDEST_GAP:
                break
            key += tokens[last][0].casefold()
            if key in index:
                hits.append((first, last, key))
    for first, last, key in hits:
        inside = any(
            (other_first, other_last) != (first, last) and other_first <= first and last <= other_last
            for other_first, other_last, _ in hits
        )
        if not inside:
            yield key, index[key], text[: tokens[first].start()], text[tokens[last].end() :]


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Return a sum in EUR."""
    return sum(amounts, Decimal("0.00"))
