"""The small validated values that the models are made of: a line of text, money, a day, an IBAN, an address.

What a validator says is Dutch, because the people who keep the records read it: a predicate that follows
the value ("… is geen e-mailadres"), with what to do after a semicolon.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from toolkit.errors import PaymentDataError
from toolkit.language import tag_of
from toolkit.payments.iban import check_iban
from toolkit.wording import worded

LONGEST_LINE = 2000
"""The most characters one text value may have."""

_LINE_BREAKS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"
# Overrides, embeddings and isolates reorder what is printed: an IBAN or an amount would read back to front.
_TURNS = "\u202a-\u202e\u2066-\u2069"
_NO_CHARACTERS = "\ufffe\uffff"
_REFUSED = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029{_TURNS}{_NO_CHARACTERS}]")
_TURN = re.compile(f"[{_TURNS}]")

_EMAIL = re.compile(
    r"(?=.{6,254}$)(?=[^@]{1,64}@)"
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])"
)
_PHONE = re.compile(r"(?:\+|\()?[0-9][0-9 ()./-]{5,24}")
_AMOUNT = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MAX_AMOUNT = Decimal("999999999.99")
YEARS = range(1900, 2200)
"""The years that a day of an invoice can have."""


def _one_line(value: str) -> str:
    found = _REFUSED.search(value)
    if found is None:
        return value
    if found[0] in _LINE_BREAKS:
        raise ValueError(worded("staat op meer dan één regel; maak er één regel van"))
    if _TURN.match(found[0]):
        raise ValueError(
            worded(
                "bevat een teken dat de leesrichting omkeert (U+{code}); haal het weg",
                code=f"{ord(found[0]):04X}",
            )
        )
    raise ValueError(
        worded("bevat een onzichtbaar stuurteken (U+{code}); haal het weg", code=f"{ord(found[0]):04X}")
    )


def _language(value: str) -> str:
    tag = tag_of(value)
    if tag is None:
        raise ValueError(worded("is geen taal; schrijf nl, fr, de, en of de naam van de taal"))
    return tag


def _visible(value: str) -> str:
    if all(unicodedata.category(char) in ("Cf", "Zs") for char in value):
        raise ValueError(worded("is leeg"))
    return value


def _money(value: Any) -> Any:
    if isinstance(value, float):
        # A number such as 119.5: its shortest decimal text is what the person typed.
        return Decimal(repr(value))
    if isinstance(value, str):
        value = value.strip().removeprefix("€").strip()
        if not _AMOUNT.fullmatch(value):
            raise ValueError(worded("is geen bedrag; schrijf het zoals 119.50"))
    return value


def _cents(value: Decimal) -> Decimal:
    if abs(value) > _MAX_AMOUNT:
        raise ValueError(worded("is te groot voor een bedrag in euro's"))
    cents = value.quantize(Decimal("0.01"))
    if cents != value:
        raise ValueError(worded("heeft meer dan twee cijfers achter de komma"))
    return cents + 0  # no negative zero


def _day(value: Any) -> Any:
    if isinstance(value, datetime):
        raise ValueError(worded("bevat ook een tijd; schrijf alleen de datum, zoals 2026-10-31"))
    if isinstance(value, str) and _DAY.fullmatch(value.strip()):
        try:
            value = date.fromisoformat(value.strip())
        except ValueError as error:
            raise ValueError(worded("is een dag die niet bestaat")) from error
    if not isinstance(value, date):
        raise ValueError(worded("is geen datum; schrijf hem zoals 2026-10-31"))
    if value.year not in YEARS:
        raise ValueError(worded("heeft een jaar dat niet kan kloppen"))
    return value


@lru_cache(maxsize=512)
def _iban(value: str) -> str:
    try:
        return check_iban(value)
    except PaymentDataError as error:
        raise ValueError(worded("is geen geldig IBAN; controleer de cijfers")) from error


def _bic(value: str) -> str:
    from stdnum import bic
    from stdnum.exceptions import ValidationError

    if not value:
        return value
    try:
        return str(bic.validate(value))
    except ValidationError as error:
        raise ValueError(worded("is geen geldige BIC; die heeft 8 of 11 tekens, zoals ABNANL2A")) from error


def is_email(text: str) -> bool:
    """Return whether a text is one e-mail address in ASCII."""
    return _EMAIL.fullmatch(text) is not None


def _email(value: str) -> str:
    if not is_email(value):
        raise ValueError(worded("is geen e-mailadres"))
    return value


def _phone(value: str) -> str:
    if not _PHONE.fullmatch(value) or not 6 <= sum(char.isdigit() for char in value) <= 15:
        raise ValueError(worded("is geen telefoonnummer; schrijf het zoals 033 470 00 00 of +32 9 123 45 67"))
    return value


def _https(value: str) -> str:
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError as error:
        raise ValueError(worded("is geen webadres")) from error
    if parts.scheme != "https" or not parts.hostname or re.search(r"[\s<>\"'`\\]", value):
        raise ValueError(worded("is geen webadres dat met https:// begint"))
    if parts.username is not None or parts.password is not None:
        raise ValueError(worded("heeft een @ voor de naam van de website; dat misleidt wie erop klikt"))
    return value


def postcode(value: str, country: str) -> str:
    """Return a postcode the way the country writes it: NL `1234 AB`, BE `9000`, elsewhere as it stands.

    Raises ValueError, in Dutch, for a Dutch or Belgian postcode of another shape.
    """
    if country == "NL":
        from stdnum.exceptions import ValidationError
        from stdnum.nl import postcode as dutch

        try:
            return str(dutch.validate(value))
        except ValidationError as error:
            where = worded("; ligt het adres in België, vul dan het land BE in") if _belgian(value) else ""
            raise ValueError(
                worded("is geen Nederlandse postcode, zoals 1234 AB{where}", where=where)
            ) from error
    if country == "BE":
        found = _belgian(value)
        if found is None:
            raise ValueError(worded("is geen Belgische postcode, zoals 9000"))
        return found
    return value


def _belgian(value: str) -> str | None:
    found = re.fullmatch(r"(?:BE?[ -]?)?([1-9][0-9]{3})", value.upper())
    return found[1] if found else None


Line = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=LONGEST_LINE), AfterValidator(_one_line)
]
"""Text of one line, without control characters and marks that turn the reading order; may be empty."""

Required = Annotated[Line, Field(min_length=1), AfterValidator(_visible)]
"""Text of one line that is not empty."""

Money = Annotated[Decimal, BeforeValidator(_money), AfterValidator(_cents)]
"""An amount in EUR with two decimals."""

Day = Annotated[date, BeforeValidator(_day)]
"""A day; as text only in the form 2026-10-31, never a number or a moment."""

Iban = Annotated[Line, AfterValidator(_iban)]
"""A checked IBAN without spaces."""

Bic = Annotated[Line, AfterValidator(_bic)]
"""A BIC of 8 or 11 characters, or empty."""

Email = Annotated[Line, AfterValidator(_email)]
"""An e-mail address in ASCII."""

Phone = Annotated[Line, AfterValidator(_phone)]
"""A phone number as a person writes it."""

Language = Annotated[Line, AfterValidator(_language)]
"""The tag of a language, however people write it: "FR", "Frans" and "fr_BE" are "fr"."""

Https = Annotated[Line, AfterValidator(_https)]
"""A web address with https."""

Country = Annotated[Line, StringConstraints(to_upper=True, pattern=r"^[A-Z]{2}$")]
"""A country by its ISO 3166 code."""
