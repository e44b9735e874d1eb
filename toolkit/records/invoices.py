"""The cells of one row, as an `Invoice`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from pydantic import ValidationError

from toolkit.records import cells as cell
from toolkit.records import columns
from toolkit.records.cells import Notation
from toolkit.records.grouping import Entry
from toolkit.records.messages import explain, quote
from toolkit.records.models import Invoice
from toolkit.records.rowlog import RowLog
from toolkit.records.sayings import is_understood, question
from toolkit.records.stops import METHOD, STATUS
from toolkit.records.unread import currency
from toolkit.wording import worded

DAYS = ("invoice.date", "invoice.due_date")
AMOUNTS = (
    "invoice.amount",
    "invoice.paid",
    "invoice.outstanding",
    "invoice.debit",
    "invoice.credit",
    "invoice.credited",
)
_WHOLE = ("invoice.amount", "invoice.outstanding", "invoice.debit", "invoice.credit")
_TEXTS = ("number", "description", "reference", "payment_link", "file", "contract")
_LONGEST_PAST = 20
"""How many years ago an invoice may be: the longest term after which a claim is barred (art. 3:306 BW)."""
_LONGEST_AHEAD = {"invoice.date": 1, "invoice.due_date": 5}
_ZERO = Decimal(0)
_CREDIT_NOTE = re.compile(
    r"(?:verkoop)?credit ?-?(?:nota|factuur|note|memo)\b|note de cr[eé]dit|avoir\b|gutschrift", re.IGNORECASE
)


def is_left_out(entry: Entry, log: RowLog) -> bool:
    """Return whether a row is about something that nobody is asked for here, and say so.

    That is an invoice in another currency, one that we have to pay, or one that is closed by its status or by
    the day it was paid. What a cell says that we do not know is a fault.
    """
    cells, row = entry.cells, entry.row
    if text := cells.get("invoice.currency"):
        code = currency(text)
        if code is None:
            log.fault(row, "invoice.currency", question("invoice.currency", text))
        elif code != "EUR":
            log.notice(
                row,
                "invoice.currency",
                worded("niet meegenomen, want in {code} en niet in euro's", code=code),
            )
            return True
    if text := cells.get("invoice.kind"):
        kind = columns.answer("document", text)
        if kind == "purchase":
            log.notice(row, "invoice.kind", worded("niet meegenomen, want dit is geen factuur aan een klant"))
            return True
        if kind in (None, "other"):
            log.fault(row, "invoice.kind", question("invoice.kind", text))
    if text := cells.get("invoice.status"):
        status = columns.answer("status", text)
        if status == "closed":
            log.notice(row, "invoice.status", worded("niet meegenomen, want {text}", text=quote(text)))
            return True
        if status == "partial" and not _says_what_is_open(entry, log):
            log.fault(row, "invoice.status", _how_much(text))
    for field in (STATUS, METHOD, "invoice.side"):
        if (text := cells.get(field)) and not is_understood(field, text):
            log.fault(row, field, question(field, text))
    return _is_paid(entry, log)


def _is_paid(entry: Entry, log: RowLog) -> bool:
    """Whether a row says when it was paid, and nothing says how much is open then."""
    cells, row = entry.cells, entry.row
    if _says_what_is_open(entry, log):
        return False
    if text := cells.get("invoice.last_payment"):
        log.fault(row, "invoice.last_payment", _how_much(text))
    if text := cells.get("invoice.paid_on"):
        if re.search("[1-9]", text):
            log.notice(row, "invoice.paid_on", worded("niet meegenomen, want betaald"))
            return True
        log.fault(row, "invoice.paid_on", worded("{text} is geen dag van betaling", text=quote(text)))
    return False


def _says_what_is_open(entry: Entry, log: RowLog) -> bool:
    paid = entry.cells.keys() & {"invoice.paid", "invoice.credit"}
    return "invoice.outstanding" in log.columns.places or bool(paid)


def _how_much(text: str) -> str:
    return worded("{text}: hoeveel staat er nog open? Zet dat in een eigen kolom", text=quote(text))


def read_invoice(entry: Entry, notation: Notation, log: RowLog, on: date) -> Invoice | None:
    """Return the invoice in a row; None when something is wrong with it, or when nothing is open.

    In: `on`, the day of the messages, from which no day of an invoice is decades away.

    `openstaand` may stand instead of `bedrag`, or beside it instead of `betaald`; `debet` and `credit` may
    stand instead of all of them. What is wrong goes to the log, and that nothing is open too.
    """
    cells, row = entry.cells, entry.row
    present = log.columns.places
    amounts = {column: _amount(entry, column, notation, log) for column in AMOUNTS}
    whole, paid = _settle(amounts, _is_credit(cells))
    optional = "invoice.due_date" if whole < 0 else ""  # a credit note need not fall due
    for column in ("invoice.number", *DAYS, "invoice.amount", "invoice.outstanding"):
        if column in present and column not in cells and column != optional:
            log.fault(row, column, worded("is leeg"))
    if not any(column in cells for column in _WHOLE) and not present.keys() & set(_WHOLE[:2]):
        log.fault(row, "invoice.debit" if "invoice.debit" in present else "invoice.credit", worded("is leeg"))
    if whole > 0 and "invoice.kind" not in cells and _CREDIT_NOTE.match(cells.get("invoice.description", "")):
        log.fault(
            row, "invoice.description", worded("is dit een creditnota? Zet dan een min voor het bedrag")
        )
    days = {column: _day_near(entry, column, notation, log, on) for column in DAYS}
    claim = columns.answer("claim", cells["invoice.claim"]) if "invoice.claim" in cells else None
    if claim is None and "invoice.claim" in cells:
        told = quote(cells["invoice.claim"])
        log.fault(
            row, "invoice.claim", worded("{told}: is dit privaat, of publiek zoals een belasting?", told=told)
        )
    if row.line in log.bad:
        return None
    outstanding = amounts["invoice.outstanding"]
    if outstanding is not None and _is_credit(cells):
        outstanding = -abs(outstanding)
    if outstanding is not None and whole - paid != outstanding:
        log.fault(
            row,
            "invoice.outstanding",
            worded("is niet wat er overblijft van het bedrag na wat er betaald is"),
        )
    elif outstanding is not None and abs(outstanding) > abs(whole) and "invoice.paid" not in cells:
        log.fault(row, "invoice.outstanding", worded("is meer dan het bedrag van de factuur"))
    elif whole == paid:
        log.notice(row, None, worded("niet meegenomen, want er staat niets open"))
    else:
        texts = {name: cells[f"invoice.{name}"] for name in _TEXTS if f"invoice.{name}" in cells}
        # A description of several lines, as Excel allows, means the same on one line.
        texts["description"] = " ".join(texts.get("description", "").split())
        due = days["invoice.due_date"] or days["invoice.date"]
        typed = {"date": days["invoice.date"], "due_date": due, "amount": whole, "paid": paid}
        return _validated({**texts, **typed, "claim": claim}, entry, log)
    return None


def sums(entry: Entry, notation: Notation) -> tuple[Decimal, Decimal] | None:
    """Return the amount of the invoice in a row and what is open of it, in EUR; None when a cell holds no amount."""
    try:
        amounts = {
            column: cell.amount(text, notation) if (text := entry.cells.get(column)) else None
            for column in AMOUNTS
        }
    except ValueError:
        return None
    whole, paid = _settle(amounts, _is_credit(entry.cells))
    return whole, whole - paid


def _is_credit(cells: Mapping[str, str]) -> bool:
    """Whether a column says that the row lowers what the customer owes."""
    kind = columns.answer("document", cells.get("invoice.kind", ""))
    return kind == "credit" or columns.answer("side", cells.get("invoice.side", "")) == "credit"


def day(entry: Entry, column: str, notation: Notation, log: RowLog) -> date | None:
    """Return the day in a cell, None when it is empty or wrong; what is wrong goes to the log."""
    text = entry.cells.get(column)
    if text is None:
        return None
    try:
        return cell.day(text, notation)
    except ValueError as error:
        log.fault(entry.row, column, worded("{text} {error}", text=quote(text), error=error))
        return None


def _day_near(entry: Entry, column: str, notation: Notation, log: RowLog, on: date) -> date | None:
    """Return the day in a cell as `day` does; one that is decades away is a fault."""
    found = day(entry, column, notation, log)
    if found and not -_LONGEST_PAST <= found.year - on.year <= _LONGEST_AHEAD[column]:
        log.fault(
            entry.row,
            column,
            worded("{day} ligt te ver weg; klopt het jaar?", day=quote(entry.cells[column])),
        )
    return found


def _amount(entry: Entry, column: str, notation: Notation, log: RowLog) -> Decimal | None:
    text = entry.cells.get(column)
    if text is None:
        return None
    try:
        return cell.amount(text, notation)
    except ValueError as error:
        log.fault(entry.row, column, worded("{text} {error}", text=quote(text), error=error))
        return None


def _settle(amounts: Mapping[str, Decimal | None], credit: bool) -> tuple[Decimal, Decimal]:
    """Return the amount and what is paid of it; whichever a table leaves out follows from the others."""
    amount, paid, outstanding, debits, credits_, credited = (amounts[column] for column in AMOUNTS)
    if credit:
        amount, paid, outstanding = (
            -abs(each) if each is not None else None for each in (amount, paid, outstanding)
        )
    if credited is not None:
        paid = (paid or _ZERO) + credited
    if amount is None and (debits or credits_):
        amount, taken = (debits, credits_ or _ZERO) if debits else (-(credits_ or _ZERO), _ZERO)
        paid = taken if paid is None else paid
    if amount is None:
        paid = paid or _ZERO
        return (outstanding or _ZERO) + paid, paid
    if paid is None:
        paid = _ZERO if outstanding is None else amount - outstanding
    return amount, paid


def merge_terms(invoices: Sequence[Invoice], on: date) -> list[Invoice]:
    """Return the invoices of one customer with the terms of each (one number, several due dates) as one.

    Of such an invoice only the terms that are due on the day count, and its due date is that of the latest of
    them; with none due yet, it is the first term alone. An amount that stands on every row is that of the whole.
    """
    terms: dict[str, list[Invoice]] = {}
    for invoice in invoices:
        terms.setdefault(invoice.number.casefold(), []).append(invoice)
    return [_one(sorted(parts, key=lambda each: each.due_date), on) for parts in terms.values()]


def _one(parts: Sequence[Invoice], on: date) -> Invoice:
    if len(parts) == 1:
        return parts[0]
    due = [each for each in parts if each.due_date <= on] or [parts[0]]
    rest = sum((each.outstanding for each in due), _ZERO)
    amount = sum((each.amount for each in due), _ZERO)
    if len(due) < len(parts):
        amount = rest
    elif len({each.amount for each in parts}) == 1 and abs(rest) <= abs(parts[0].amount):
        amount = parts[0].amount
    return due[0].model_copy(update={"due_date": due[-1].due_date, "amount": amount, "paid": amount - rest})


def _validated(values: Mapping[str, object], entry: Entry, log: RowLog) -> Invoice | None:
    try:
        return Invoice.model_validate(values)
    except ValidationError as error:
        for location, text in explain(error, Invoice):
            log.fault(entry.row, f"invoice.{location[0]}" if location else None, text)
        return None
