"""Rows with one invoice number: the terms of one invoice when they look like it, else a fault of each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from toolkit.records.cells import Notation
from toolkit.records.grouping import Entry, name_of
from toolkit.records.invoices import sums
from toolkit.records.messages import quote
from toolkit.records.rowlog import RowLog, lines
from toolkit.wording import worded

_TOKEN = re.compile(r"[^\W\d_]+|[0-9]+")
_SHORT = 5
_ZERO = Decimal(0)


def check_numbers(entries: Sequence[Entry], notation: Notation, log: RowLog) -> None:
    """Report every invoice number that stands on more than one row, unless the rows are terms of one invoice.

    A number is the same however its parts are put together: "F 1", "F1" and "f-1".
    """
    spelled: dict[str, list[Entry]] = {}
    for entry in entries:
        if number := entry.cells.get("invoice.number"):
            spelled.setdefault("".join(_parts(number)), []).append(entry)
    for same_letters in spelled.values():
        for group in _same_number(same_letters):
            if len(group) == 1:
                continue
            if _are_terms(group, notation):
                for entry in group:
                    log.notice(entry.row, "invoice.number", worded("als termijnen van één factuur gelezen"))
                continue
            for entry, other in [(group[0], group[1]), *((other, group[0]) for other in group[1:])]:
                text = worded(
                    "{number} staat ook op {lines}{hint}",
                    number=quote(entry.cells["invoice.number"]),
                    lines=lines([other.row.line]),
                    hint=_hint(entry, other),
                )
                log.fault(entry.row, "invoice.number", text)


def _hint(one: Entry, other: Entry) -> str:
    """Return what to do about two rows that may be terms: of one invoice, but each for the same amount."""
    if _who(one) != _who(other) or one.cells.get("invoice.due_date") == other.cells.get("invoice.due_date"):
        return ""
    return worded(
        "; zijn het termijnen? Zet dan een kolom Termijn erbij. Is het twee keer dezelfde? Haal er "
        "dan een weg"
    )


def _parts(number: str) -> list[str]:
    return _TOKEN.findall(number.casefold())


def _same_number(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Yield rows of one number each. In: rows whose numbers have the same letters and digits.

    "2026.1.11" and "2026.11.1" are two numbers, and so are the short "1-1" and "11"; "2026-0413" is "20260413".
    """
    groups: list[tuple[frozenset[int], list[Entry]]] = []
    bare = "".join(_parts(entries[0].cells["invoice.number"]))
    is_short = bare.isdigit() and len(bare) < _SHORT
    for entry in entries:
        ends = frozenset(accumulate(map(len, _parts(entry.cells["invoice.number"]))))
        for known, rows in groups:
            if known == ends or (not is_short and (known <= ends or ends <= known)):
                rows.append(entry)
                break
        else:
            groups.append((ends, [entry]))
    yield from (rows for _, rows in groups)


def _who(entry: Entry) -> tuple[str, str]:
    return entry.cells.get("customer.id", "").casefold(), name_of(entry)


def _are_terms(entries: Sequence[Entry], notation: Notation) -> bool:
    """Whether rows of one number are terms: of one customer, of one day, each due on another day, and either
    numbered as terms, or each a part of the one amount that stands on all, or for different amounts.
    """
    cells = [entry.cells for entry in entries]
    dues = {each.get("invoice.due_date", "") for each in cells}
    if (
        len({each.get("invoice.number", "").casefold() for each in cells}) > 1
        or len(set(map(_who, entries))) > 1
    ):
        return False
    if "" in dues or len(dues) < len(cells) or len({each.get("invoice.date", "") for each in cells}) > 1:
        return False
    terms = {each.get("invoice.term", "") for each in cells}
    if "" not in terms and len(terms) == len(cells):
        return True
    known = [each for entry in entries if (each := sums(entry, notation))]
    if len(known) < len(cells) or len({whole > 0 for whole, _ in known}) > 1:
        return False
    wholes = {whole for whole, _ in known}
    if len(wholes) > 1:
        return True
    (whole,) = wholes
    rest = sum((part for _, part in known), _ZERO)
    return abs(rest) <= abs(whole) and any(part != whole for _, part in known)
