"""The small validated values that the models are made of: text of one line, money, IBAN, web address, e-mail."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

_LINE_BREAKS = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{5,24}")
_MAX_AMOUNT = Decimal("999999999.99")


def _one_line(value: str) -> str:
    if _LINE_BREAKS.search(value):
        raise ValueError("must be one line; remove the line break")
    if any(unicodedata.category(char) == "Cc" for char in value):
        raise ValueError("holds a control character; remove it")
    return value


def _money(value: Any) -> Any:
    if isinstance(value, float):
        # A TOML or JSON number such as 119.5: its shortest decimal text is what the person typed.
        value = Decimal(repr(value))
    if isinstance(value, str):
        value = value.strip().removeprefix("€").strip()
    return value


def _cents(value: Decimal) -> Decimal:
    if not value.is_finite() or abs(value) > _MAX_AMOUNT:
        raise ValueError("is not an amount in euros")
    cents = value.quantize(Decimal("0.01"))
    if cents != value:
        raise ValueError("has more than two decimals")
    return cents


def _iban(value: str) -> str:
    from stdnum import iban
    from stdnum.exceptions import ValidationError

    try:
        return str(iban.validate(value))
    except ValidationError as error:
        raise ValueError("is not a valid IBAN; check the digits") from error


def _email(value: str) -> str:
    if not _EMAIL.fullmatch(value):
        raise ValueError("is not an e-mail address")
    return value


def _phone(value: str) -> str:
    if not _PHONE.fullmatch(value):
        raise ValueError("is not a phone number; write it like 033 470 00 00 or +32 9 123 45 67")
    return value


def _https(value: str) -> str:
    try:
        parts = urlsplit(value)
    except ValueError as error:
        raise ValueError("is not a web address") from error
    if parts.scheme != "https" or not parts.hostname or re.search(r"[\s<>\"'`\\]", value):
        raise ValueError("must be a web address that starts with https://")
    return value


Line = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_one_line)]
"""Text of one line, without control characters; may be empty."""

Required = Annotated[Line, Field(min_length=1)]
"""Text of one line that is not empty."""

Money = Annotated[Decimal, BeforeValidator(_money), AfterValidator(_cents)]
"""An amount in EUR with two decimals."""

Iban = Annotated[Line, AfterValidator(_iban)]
"""A checked IBAN without spaces."""

Email = Annotated[Line, AfterValidator(_email)]
"""An e-mail address."""

Phone = Annotated[Line, AfterValidator(_phone)]
"""A phone number as a person writes it."""

Https = Annotated[Line, AfterValidator(_https)]
"""A web address with https."""

Country = Annotated[Line, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""A country by its ISO 3166 code."""
