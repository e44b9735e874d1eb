"""What a text may hold of a record: text, a number, an amount, a date. Anything else is refused, wherever it stands.

A record holds more than its customer may read: remarks of the firm, a phone number, who is behind a company. So
a value that is not one of these never becomes text: not printed, not in a filter, not when texts are put together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from decimal import Decimal
from functools import cache
from math import isfinite
from typing import Any

from babel.numbers import format_decimal
from jinja2 import Undefined
from jinja2.runtime import BlockReference, Macro
from pydantic import BaseModel

from toolkit.compose.filters import euro, written_date
from toolkit.errors import TemplateError
from toolkit.wording import worded

_TELLING = ("name", "number", "last_name", "what", "subject", "town", "amount")
_LISTS = (Sequence, Set, Mapping, Iterator, range)
_MOST_DIGITS = 30
_PATH = re.compile(r"[\w.\[\]]+")


def written(value: Any, locale: str, expression: str = "") -> str:
    """Return a value as it appears in a text, an amount or a date that no filter wrote in full.

    `expression` is how the template names the value, for the hint. Raises TemplateError for what is not a text, a
    number, an amount or a date, and UndefinedError for a field that does not exist.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, Undefined):
        return str(value)  # raises
    if value is None:
        raise TemplateError("has no value", hint="check with {% if … %} that there is one")
    if isinstance(value, bool):
        raise TemplateError(
            "hier staat ja of nee (waar of niet waar), en dat is geen tekst",
            hint=worded(
                "schrijf {% if {expression} %} … {% endif %} om de woorden die gelden",
                expression=expression or "…",
            ),
        )
    if isinstance(value, int) and abs(value) < 10**_MOST_DIGITS:
        return str(value)
    if isinstance(value, Decimal) and value.is_finite() and value.adjusted() < _MOST_DIGITS:
        return euro(value, locale)
    if isinstance(value, float) and isfinite(value) and abs(value) < 10**_MOST_DIGITS:
        return format_decimal(value, locale=locale)
    if isinstance(value, date):
        return written_date(value, "long", locale)
    raise refused(value, expression)


def refused(value: Any, expression: str = "") -> TemplateError:
    """Return the error of a value that is not text, with what the writer may have meant."""
    if isinstance(value, BaseModel):
        return TemplateError(
            "hier staat een heel gegeven met alles wat erin zit, en dat is geen tekst",
            hint=_one_field(type(value), expression),
        )
    if isinstance(value, int | float | Decimal):
        return TemplateError("dit getal is te groot om te schrijven", hint="kijk naar de berekening hier")
    if isinstance(value, Macro):
        call = expression or value.name
        return TemplateError(
            "hier staat een macro, en dat is geen tekst", hint=worded("schrijf {{ {call}(…) }}", call=call)
        )
    if callable(value) or isinstance(value, BlockReference):
        hint = (
            worded("bedoelt u '{expression}()'?", expression=expression)
            if expression
            else "roep haar aan met (…), of gebruik een filter met |"
        )
        return TemplateError("hier staat een functie, en dat is geen tekst", hint=hint)
    if isinstance(value, _LISTS):
        return TemplateError(
            "hier staat een lijst, en dat is geen tekst",
            hint=worded(
                'herhaal met {% for … in {expression} %}, of schrijf er |join(", ") achter',
                expression=expression or "…",
            ),
        )
    return TemplateError(
        "hier staat een heel gegeven met alles wat erin zit, en dat is geen tekst",
        hint=worded("noem één deel ervan, zoals '{expression}.…'", expression=expression or "…"),
    )


def _one_field(model: type[BaseModel], expression: str) -> str:
    known = fields(model)
    name = next((name for name in _TELLING if name in known), None)
    if name is None:
        return f"noem één veld ervan: {', '.join(sorted(known))}"
    owner = expression if _PATH.fullmatch(expression) else f"({expression})"
    return f"bedoelt u '{owner}.{name}'?" if expression else f"noem één veld ervan, zoals '.{name}'"


@cache
def fields(model: type[BaseModel]) -> frozenset[str]:
    """Return the names a template may read of a model: its fields and its properties."""
    properties = (
        name
        for base in model.__mro__
        if issubclass(base, BaseModel) and base is not BaseModel
        for name, member in vars(base).items()
        if isinstance(member, property) and not name.startswith("_")
    )
    return frozenset((*model.model_fields, *properties))
