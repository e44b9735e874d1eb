"""How values are written in a text: amounts, dates, account and phone numbers, singular and plural."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from babel.numbers import format_currency
from jinja2 import Undefined

from toolkit.errors import TemplateError
from toolkit.wording import worded

_NO_BREAK = "\u00a0"
_DATES = {"long": "d MMMM y", "full": "EEEE d MMMM y", "short": "d-M-y", "day": "d MMMM", "weekday": "EEEE"}


@lru_cache(maxsize=4096)
def euro(amount: Decimal, locale: str) -> str:
    """Return an amount in EUR as people write it, with a no-break space: '€ 1.234,50'."""
    text = format_currency(abs(amount), "EUR", locale=locale)
    # Babel writes '€ -12,00'; a minus before the sign is what letters show.
    return f"-{text}" if amount < 0 else text


@lru_cache(maxsize=4096)
def written_date(day: date, form: str, locale: str) -> str:
    """Return a date: 'long' 7 december 2026, 'full' with the weekday, 'short' 7-12-2026, 'day' 7 december."""
    text = format_date(day, _DATES[form], locale=locale)
    # The number stays on one line with its month.
    return text if form == "short" else text.replace(" ", _NO_BREAK, 1) if text[0].isdigit() else text


def filters(locale: str) -> dict[str, Callable[..., str]]:
    """Return the filters of the templates for one language."""

    def as_euro(amount: Any) -> str:
        if isinstance(amount, bool) or not isinstance(amount, Decimal | int):
            _defined(amount)
            raise TemplateError("the filter 'euro' needs an amount", hint="use it on a field such as total")
        return euro(Decimal(amount), locale)

    def as_date(day: Any, form: str = "long") -> str:
        if not isinstance(day, date):
            _defined(day)
            raise TemplateError(
                "the filter 'date' needs a date", hint="check with {% if … %} that there is one"
            )
        if form not in _DATES:
            raise TemplateError(
                worded("unknown form of date '{form}'", form=form),
                hint=worded("known forms: {known}", known=", ".join(_DATES)),
            )
        return written_date(day, form, locale)

    return {"euro": as_euro, "date": as_date, "iban": iban, "phone": phone, "plural": plural}


def _defined(value: Any) -> None:
    """Raise UndefinedError for a field that does not exist: it says more than a value of the wrong kind."""
    if isinstance(value, Undefined):
        str(value)


def iban(number: str) -> str:
    """Return an IBAN in groups of four that stay on one line."""
    _defined(number)
    compact = number.replace(" ", "")
    return _NO_BREAK.join(compact[at : at + 4] for at in range(0, len(compact), 4))


def phone(number: str) -> str:
    """Return a phone number that stays on one line."""
    _defined(number)
    return number.replace(" ", _NO_BREAK)


def plural(count: Any, one: str, more: str) -> str:
    """Return `one` for a count of one (or a list with one member), else `more`."""
    number = count if isinstance(count, int) else len(count)
    return one if number == 1 else more
