"""How people answer when they say what was agreed: kinds, days, amounts and rhythms, as they are typed.

What can be read in two ways is refused, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TypeVar

from toolkit.errors import RecordError
from toolkit.records.cells import Notation, amount, day
from toolkit.records.messages import quote, suggestion
from toolkit.schedule.dividing import RHYTHMS, Rhythm
from toolkit.wording import worded

_SURELY_PARTS = 12
_COUNT = re.compile(r"([0-9]{1,3})( *(?:x|keer|delen|deel|termijnen|parts?))?", re.IGNORECASE)
T = TypeVar("T")

KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "promise-to-pay": ("toezegging", "promise", "belofte", "1"),
        "payment-plan": ("regeling", "plan", "betalingsregeling", "afbetalingsplan", "2"),
        "dispute": ("betwisting", "dispute", "betwist", "3"),
        "call-summary": ("gesprek", "call", "samenvatting", "4"),
    }
)
"""How people call each kind of agreement, the usual name first."""

_RHYTHMS: Mapping[str, tuple[str, ...]] = {
    "week": ("weken", "wekelijks"),
    "month": ("maand", "maanden", "maandelijks"),
}
WAYS: Mapping[str, tuple[str, ...]] = {
    "phone": ("telefoon", "telefonisch", "gebeld"),
    "email": ("e-mail", "mail"),
    "letter": ("brief",),
    "visit": ("bezoek", "balie"),
    "chat": ("chat",),
}
OWNERS: Mapping[str, tuple[str, ...]] = {"customer": ("klant", "u"), "creditor": ("wij", "we", "ons")}


def kind_of(text: str) -> str:
    """Return the kind of an agreement as a record names it. Raises RecordError, in Dutch."""
    return named(text, KINDS, worded("soort afspraak"))


def parts_or_amount(text: str) -> dict[str, str]:
    """Return whether one answer says how many instalments, or how large: {'parts': '3'} or {'amount': '€ 50'}.

    Raises RecordError for a bare number that may be both.
    """
    found = _COUNT.fullmatch(text.strip())
    if found is None:
        return {"amount": text}
    if not found[2] and int(found[1]) > _SURELY_PARTS:
        raise RecordError(
            worded("{number} kan een aantal zijn, maar ook een bedrag", number=found[1]),
            hint=worded("schrijf '{number} delen' of '{number},00'", number=found[1]),
        )
    return {"parts": found[1]}


def day_of(text: str) -> date:
    """Return a day as it was typed. Raises RecordError, in Dutch."""
    return _read(text, lambda typed: day(typed, Notation()))


def amount_of(text: str) -> Decimal:
    """Return an amount in EUR as it was typed. Raises RecordError, in Dutch."""
    return _read(text, lambda typed: amount(typed, Notation()))


def rhythm_of(text: str) -> Rhythm:
    """Return how often instalments come. Raises RecordError, in Dutch."""
    name = named(text, _RHYTHMS, worded("ritme"))
    return next(each for each in RHYTHMS if each == name)


def named(text: str, names: Mapping[str, tuple[str, ...]], what: str) -> str:
    """Return the key of which a text is one of the names. Raises RecordError, in Dutch."""
    wanted = text.strip().casefold()
    for key, others in names.items():
        if wanted == key or wanted in others:
            return key
    known = [others[0] for others in names.values()]
    near = suggestion(wanted, [*names, *(name for others in names.values() for name in others)])
    raise RecordError(
        worded("{text} is geen {what}{near}", text=quote(text), what=what, near=near),
        hint=worded("kies uit: {known}", known=tuple(known)),
    )


def _read(text: str, read: Callable[[str], T]) -> T:
    try:
        return read(text.strip())
    except ValueError as error:
        raise RecordError(worded("{text} {why}", text=quote(text), why=error.args[0])) from error
