"""Invoices that look like instalments of one contract, though nobody says so: rent, a premium, energy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from toolkit.records import Invoice

_SHORTEST, _LONGEST = 26, 35
"""How many days can lie between two instalments of a month."""

_CHANGES = re.compile(
    r"\d+|\b(?:jan|feb|mrt|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*\b|[^\w\s]", re.IGNORECASE
)


def look_like_instalments(invoices: Iterable[Invoice]) -> tuple[Invoice, ...]:
    """Return invoices without a contract that fall due month after month, of one description or one amount.

    The longest such series, oldest first; none where there are not two.
    """
    bare = sorted((each for each in invoices if not each.contract), key=lambda each: each.due_date)
    groups: dict[object, list[Invoice]] = {}
    for invoice in bare:
        groups.setdefault(invoice.amount, []).append(invoice)
        if about := " ".join(_CHANGES.sub(" ", invoice.description.casefold()).split()):
            groups.setdefault(about, []).append(invoice)
    return max((_series(group) for group in groups.values()), key=len, default=())


def _series(group: Sequence[Invoice]) -> tuple[Invoice, ...]:
    """Return the group itself when each falls due a month after the one before it, else nothing."""
    gaps = [(later.due_date - earlier.due_date).days for earlier, later in pairwise(group)]
    return tuple(group) if gaps and all(_SHORTEST <= gap <= _LONGEST for gap in gaps) else ()
