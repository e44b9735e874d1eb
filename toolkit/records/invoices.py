"""The cells of one row, as an `Invoice`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from pydantic import ValidationError

from toolkit.records import cells as cell
from toolkit.records.cells import Notation
from toolkit.records.grouping import Entry
from toolkit.records.messages import explain, quote
from toolkit.records.models import Invoice
from toolkit.records.rowlog import RowLog

DAYS = ("invoice.date", "invoice.due_date")
AMOUNTS = ("invoice.amount", "invoice.paid", "invoice.outstanding")
_TEXTS = ("number", "description", "reference", "payment_link", "file")


def read_invoice(entry: Entry, notation: Notation, log: RowLog) -> Invoice | None:
    """Return the invoice in a row; None when something is wrong with it, or when nothing is open.

    `openstaand` may stand instead of `bedrag`, or beside it instead of `betaald`. What is wrong goes to the
    log, and that nothing is open too.
    """
    cells, row = entry.cells, entry.row
    present = log.columns.places
    for column in ("invoice.number", *DAYS, "invoice.amount", "invoice.outstanding"):
        if column in present and column not in cells:
            log.fault(row, column, "is leeg")
    days = {column: day(entry, column, notation, log) for column in DAYS}
    amounts = {column: _amount(entry, column, notation, log) for column in AMOUNTS}
    if row.line in log.bad:
        return None
    amount, paid = _settle(amounts)
    outstanding = amounts["invoice.outstanding"]
    if outstanding is not None and amount - paid != outstanding:
        log.fault(row, "invoice.outstanding", "is niet wat er overblijft van het bedrag na wat er betaald is")
    elif outstanding is not None and abs(outstanding) > abs(amount) and "invoice.paid" not in cells:
        log.fault(row, "invoice.outstanding", "is meer dan het bedrag van de factuur")
    elif amount == paid:
        log.notice(row, None, "niet meegenomen, want er staat niets open")
    else:
        texts = {name: cells[f"invoice.{name}"] for name in _TEXTS if f"invoice.{name}" in cells}
        # A description of several lines, as Excel allows, means the same on one line.
        texts["description"] = " ".join(texts.get("description", "").split())
        typed = {"date": days["invoice.date"], "due_date": days["invoice.due_date"]}
        return _validated({**texts, **typed, "amount": amount, "paid": paid}, entry, log)
    return None


def day(entry: Entry, column: str, notation: Notation, log: RowLog) -> date | None:
    """Return the day in a cell, None when it is empty or wrong; what is wrong goes to the log."""
    text = entry.cells.get(column)
    if text is None:
        return None
    try:
        return cell.day(text, notation)
    except ValueError as error:
        log.fault(entry.row, column, f"{quote(text)} {error}")
        return None


def _amount(entry: Entry, column: str, notation: Notation, log: RowLog) -> Decimal | None:
    text = entry.cells.get(column)
    if text is None:
        return None
    try:
        return cell.amount(text, notation)
    except ValueError as error:
        log.fault(entry.row, column, f"{quote(text)} {error}")
        return None


def _settle(amounts: Mapping[str, Decimal | None]) -> tuple[Decimal, Decimal]:
    """Return the amount and what is paid of it; whichever a table leaves out follows from the others."""
    amount, paid, outstanding = (amounts[column] for column in AMOUNTS)
    if amount is None:
        paid = paid or Decimal(0)
        return (outstanding or Decimal(0)) + paid, paid
    if paid is None:
        paid = Decimal(0) if outstanding is None else amount - outstanding
    return amount, paid


def _validated(values: Mapping[str, object], entry: Entry, log: RowLog) -> Invoice | None:
    try:
        return Invoice.model_validate(values)
    except ValidationError as error:
        for location, text in explain(error, Invoice):
            log.fault(entry.row, f"invoice.{location[0]}" if location else None, text)
        return None
