"""What a cell of a Dutch or Belgian spreadsheet means: amounts, days, countries, phone numbers.

An amount such as `1.234` and a day such as `4/11/2026` can be read in two ways. Dutch notation decides
(1234 euro, 4 November), unless another cell of the same file shows that the file is written otherwise: then
the cell is refused, because a letter about a thousandth of the amount, or with another month, is worse than
no letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from toolkit.wording import worded

LONGEST_CELL = 40
"""The most characters an amount or a day may take."""

_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f", " "))
_QUOTES = str.maketrans(dict.fromkeys("\u2018\u2019\u00b4`", "'"))
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))
_CURRENCY = r"(?:€|eur|euro)"
_AMOUNT = re.compile(
    rf"(?P<open>\()? ?(?P<lead>[-+])? ?(?:{_CURRENCY} ?)?(?P<inner>[-+])? ?"
    rf"(?P<number>[0-9](?:[0-9., ']*[0-9])?)(?P<dash>,--?)? ?(?P<trail>-)?(?: ?{_CURRENCY})?"
    r"(?P<after>-)? ?(?P<side>D|C|DR|CR|DB|DEBET|DEBIT|CREDIT)?\.? ?(?P<close>\))?",
    re.IGNORECASE,
)
_NOTHING = re.compile(rf"(?:{_CURRENCY} ?)?-", re.IGNORECASE)
_PLAIN = re.compile(r"(?P<whole>[0-9]+)(?:(?P<mark>[.,])(?P<part>[0-9]+))?")
_GROUPED = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?P<group>[., '])[0-9]{3}(?:(?P=group)[0-9]{3})*)"
    r"(?:(?P<mark>(?!(?P=group))[.,])(?P<part>[0-9]+))?"
)

_NUMERIC_DAY = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2((?:[0-9]{2})?[0-9]{2})")
_PLAIN_DAY = re.compile(r"(20[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])")
_SERIAL = re.compile(r"[0-9]{5}(?:[.,]0+)?")
_SHORT_YEARS = range(20, 31)  # what may be a day of the month and a year of now
_SERIALS = range(36_526, 73_051)  # 2000 up to 2100, as a spreadsheet counts the days from 30 December 1899
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_WRITTEN_DAY = re.compile(
    r"(?:[a-z]{2,9}\.?,? )?([0-9]{1,2})(?:er)?[ -]([a-zéû]+)\.?[ -]((?:[0-9]{2})?[0-9]{2})", re.IGNORECASE
)
_SHORT_YEAR = re.compile(r"[0-9]{1,2}([-/. ])(?:[0-9]{1,2}|[a-z]+)\.?\1'?[0-9]{2}", re.IGNORECASE)
_MIDNIGHT = re.compile(r"[T ]0?0:00(?::00(?:\.0+)?)?$")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "jan", "january", "janvier", "janv"),
            ("februari", "feb", "febr", "february", "février", "févr", "fév"),
            ("maart", "mrt", "mar", "march", "mars"),
            ("april", "apr", "avril", "avr"),
            ("mei", "may", "mai"),
            ("juni", "jun", "june", "juin"),
            ("juli", "jul", "july", "juillet", "juil"),
            ("augustus", "aug", "august", "août"),
            ("september", "sep", "sept", "septembre"),
            ("oktober", "okt", "october", "oct", "octobre"),
            ("november", "nov", "novembre"),
            ("december", "dec", "décembre", "déc"),
        ),
        start=1,
    )
    for name in names
}

# Two letters, but not the groups of countries and the private codes that lists of territories hold too.
_COUNTRY = re.compile(r"(?!EU|EZ|QO|UN|X[AB]|ZZ)[A-Z]{2}")

_SHORTENED = re.compile(r"[0-9](?:[.,][0-9]+)?E\+?[0-9]{2,}", re.IGNORECASE)
_EXCEL_ERROR = re.compile(r"#(?:N/?[AB]|[A-Z0-9/]+[!?])|#{3,}")
_AS_TEXT = re.compile(r'="((?:[^"]|"")*)"')


@dataclass(frozen=True, slots=True)
class Notation:
    """How the other cells of a file write amounts and days.

    `comma` and `point`: some amount has that as its decimal mark beyond doubt; `month_first`: some day is
    only a day when its month stands first. `american`: the firm says that all days of the file have.
    `year_first`: a day with a year of two digits may well begin with its year.
    """

    comma: bool = False
    point: bool = False
    month_first: bool = False
    american: bool = False
    year_first: bool = False


def clean(cell: str) -> str:
    """Return a cell without the spaces around it, and without the guard `="…"` that keeps a number text."""
    text = cell.translate(_SPACES).strip()
    guarded = _AS_TEXT.fullmatch(text)
    return guarded[1].replace('""', '"').strip() if guarded else text


def damage(text: str) -> str | None:
    """Return what Excel did to a cell that should hold text, in Dutch, or None: `1,23E+11` or `#N/B`."""
    if _SHORTENED.fullmatch(text):
        return worded("is een lang getal dat Excel heeft ingekort; geef de kolom in Excel de opmaak Tekst")
    if _EXCEL_ERROR.fullmatch(text):
        return worded("is een foutmelding van Excel")
    return None


def sniff(amounts: Iterable[str], days: Iterable[str]) -> Notation:
    """Return the notation that the amounts and days of a file prove."""
    marks, texts = {_mark(text) for text in amounts}, list(days)
    short = [found for text in texts if (found := _NUMERIC_DAY.fullmatch(text)) and len(found[4]) == 2]
    first, last = {found[1] for found in short}, {found[4] for found in short}
    unsure = len(first) <= len(last) and any(int(text) in _SHORT_YEARS for text in first)
    return Notation("," in marks, "." in marks, any(map(_month_first, texts)), year_first=unsure)


def amount(text: str, notation: Notation) -> Decimal:
    """Return an amount in EUR, exact, as it stands in a cell: `€ 1.234,50`, `1234,5`, `12,-`, `12,00-`.

    `1.234` is 1234 unless the file uses a decimal point; `1,234` is refused unless the file does. A dash
    alone is zero. Raises ValueError, in Dutch.
    """
    found = _number(text)
    if found is None:
        if _NOTHING.fullmatch(_plain_characters(text)):
            return Decimal(0)
        raise ValueError(damage(text) or worded("is geen bedrag; schrijf het zoals 1234,50"))
    number, negative, dash = found
    grouped, plain = _GROUPED.fullmatch(number), _PLAIN.fullmatch(number)
    parts = grouped or plain
    if parts is None or (dash and (parts["part"] or (plain and plain["mark"] == ","))):
        raise ValueError(worded("is geen bedrag: de punten, komma's of spaties staan niet op hun plaats"))
    whole, part = re.sub(r"[., ']", "", parts["whole"]), parts["part"] or ""
    one_mark = plain["mark"] if grouped and plain else None  # 1.234 or 1,234: one mark, then three digits
    if one_mark and not dash and (one_mark, notation.comma, notation.point) not in _THOUSANDS:
        small = number.replace(".", ",")
        raise ValueError(
            worded(
                "kan {whole} euro zijn, maar ook {small} euro; schrijf {whole},00", whole=whole, small=small
            )
        )
    if len(part.rstrip("0")) > 2:
        raise ValueError(worded("heeft meer dan twee cijfers achter de komma"))
    value = Decimal(f"{whole}.{part or 0}")
    return -value if negative else value


# (mark, the file proves a decimal comma, the file proves a decimal point) for which a mark before three
# digits can only part thousands.
_THOUSANDS = {(".", False, False), (".", True, False), (",", False, True)}


def day(text: str, notation: Notation) -> date:
    """Return the day in a cell: `31-10-2026`, `31/10/26`, `2026-10-31`, `20261031`, `za 31 okt. 2026`, or its
    number as a spreadsheet counts days (`46326`).

    A year of two digits is of this century. A time is accepted when it is midnight. Raises ValueError, in Dutch,
    for another time, a day that does not exist, and for a day that may have its month first in a file that does
    so, unless the firm said that all days of it do.
    """
    short = _MIDNIGHT.sub("", text[: LONGEST_CELL + 1])
    year, month, number = _day_parts(short)
    if _SERIAL.fullmatch(short) and int(short[:5]) in _SERIALS:
        return date(1899, 12, 30) + timedelta(int(short[:5]))
    if year is None or month is None or number is None:
        raise ValueError(_why_no_day(text))
    if year < 100:
        if notation.year_first and _NUMERIC_DAY.fullmatch(short):
            raise ValueError(worded("heeft een jaar van twee cijfers; schrijf het jaar met vier cijfers"))
        year += 2000
    if notation.american and _NUMERIC_DAY.fullmatch(short):
        month, number = number, month
        if month > 12:
            raise ValueError(
                worded("heeft de dag voorop, maar volgens uw instellingen staat de maand voorop")
            )
    elif notation.month_first and _NUMERIC_DAY.fullmatch(short):
        if month > 12:
            raise ValueError(worded("heeft de maand voorop; schrijf eerst de dag, of schrijf 2026-10-31"))
        if number <= 12 and number != month:
            raise ValueError(
                worded(
                    "kan twee dagen zijn, want in dit bestand staat de maand soms voorop; schrijf 2026-10-31"
                )
            )
    try:
        return date(year, month, number)
    except ValueError as error:
        raise ValueError(worded("is een dag die niet bestaat")) from error


@cache
def _country_names() -> dict[str, str]:
    from babel import Locale

    names: dict[str, str] = {}
    for tag in ("de", "en", "fr", "nl"):
        territories = Locale(tag).territories
        names |= {name.casefold(): code for code, name in territories.items() if _COUNTRY.fullmatch(code)}
    return names | {"belgie": "BE", "holland": "NL", "nld": "NL", "bel": "BE", "the netherlands": "NL"}


def country(text: str) -> str:
    """Return the ISO 3166 code of a country by code or by name (Dutch, French, German, English).

    Raises ValueError, in Dutch, for another word.
    """
    names = _country_names()
    code = text.upper() if len(text) == 2 else names.get(text.casefold(), "")
    if code not in names.values():
        raise ValueError(worded("is geen land; schrijf NL, BE of de naam van het land"))
    return code


def phone(text: str, country: str) -> str:
    """Return a phone number with the leading 0 or + that Excel drops from a number (`612345678`)."""
    if not text.isascii() or not text.isdigit():
        return text
    if re.fullmatch(r"31[1-9][0-9]{8}|32[1-9][0-9]{7,8}", text):
        return f"+{text}"
    lost = {"NL": r"[1-9][0-9]{8}", "BE": r"4[0-9]{8}|[1-9][0-9]{7}"}.get(country)
    return f"0{text}" if lost and re.fullmatch(lost, text) else text


def _plain_characters(text: str) -> str:
    short = text[: LONGEST_CELL + 1].translate(_SPACES).translate(_DASHES).translate(_QUOTES)
    return " ".join(short.split())


def _number(text: str) -> tuple[str, bool, bool] | None:
    """Return the digits and marks of an amount, whether it is negative, and whether `,-` follows."""
    text = _plain_characters(text)
    found = _AMOUNT.fullmatch(text) if len(text) <= LONGEST_CELL else None
    if found is None or bool(found["open"]) != bool(found["close"]):
        return None
    signs = [found[name] for name in ("open", "lead", "inner", "trail", "after") if found[name]]
    credit = (found["side"] or "").upper().startswith("C")
    if len(signs) > 1 or (signs and found["side"]):
        return None
    return found["number"], credit or (bool(signs) and signs[0] != "+"), bool(found["dash"])


def _mark(text: str) -> str | None:
    """Return the decimal mark that an amount proves, or None."""
    found = _number(text)
    if found is None:
        return None
    number, _, dash = found
    grouped, plain = _GROUPED.fullmatch(number), _PLAIN.fullmatch(number)
    if grouped and (grouped["mark"] or not plain):
        thousands = grouped["group"]
        return grouped["mark"] or {".": ",", ",": "."}.get(thousands)
    if dash:
        return ","
    return plain["mark"] if plain and not grouped else None


def _day_parts(text: str) -> tuple[int | None, int | None, int | None]:
    if found := _NUMERIC_DAY.fullmatch(text):
        return int(found[4]), int(found[3]), int(found[1])
    if found := _PLAIN_DAY.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _YEAR_FIRST.fullmatch(text):
        return int(found[1]), int(found[3]), int(found[4])
    if found := _WRITTEN_DAY.fullmatch(text):
        return int(found[3]), _MONTHS.get(found[2].lower()), int(found[1])
    return None, None, None


def day_first(text: str) -> bool:
    """Return whether a day can only have its day before its month: `31-10-2026`."""
    first, second = _two_parts(text)
    return second <= 12 < first <= 31


def is_ambiguous(text: str) -> bool:
    """Return whether a day is another one when its month stands first: `3-4-2026`, and not `4-4-2026`."""
    first, second = _two_parts(text)
    return 0 < first <= 12 and 0 < second <= 12 and first != second


def _month_first(text: str) -> bool:
    first, second = _two_parts(text)
    return first <= 12 < second <= 31


def _two_parts(text: str) -> tuple[int, int]:
    """Return the first two numbers of a day of which the year stands last; zeros for any other text."""
    found = _NUMERIC_DAY.fullmatch(_MIDNIGHT.sub("", text[: LONGEST_CELL + 1]))
    return (int(found[1]), int(found[3])) if found else (0, 0)


def _why_no_day(text: str) -> str:
    if _SHORT_YEAR.fullmatch(text):
        return worded("heeft een jaar van twee cijfers; schrijf het jaar met vier cijfers")
    if re.fullmatch(r"[0-9]{5}([.,][0-9]+)?", text):
        return worded("is een getal; geef de kolom in Excel de opmaak Datum")
    if re.search(r"[0-9]:[0-9]{2}", text):
        return worded("bevat ook een tijd; schrijf alleen de datum, zoals 31-10-2026")
    return damage(text) or worded("is geen datum; schrijf hem zoals 31-10-2026")
