"""Columns that nobody knows, but that may change what is asked: an amount, a currency, a kind, a block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

from toolkit.records import cells as cell
from toolkit.records import columns
from toolkit.records.cells import Notation
from toolkit.records.grouping import Entry
from toolkit.records.messages import quote
from toolkit.records.stops import in_remark, is_no
from toolkit.wording import joined, worded

_AMOUNTS = ("invoice.amount", "invoice.outstanding", "invoice.debit", "invoice.credit")
_BLOCK = re.compile(
    r"blok|block|bloq|stop|overled|decede|failliet|faillis|bewind|wsnp|schuldsan|betwist|disp|geschil|litige"
    r"|deurwaard|curat|minderjarig|incasso|regeling|klacht|hold",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"status|statut|betaalwij|betaalmeth|payment ?(?:meth|type)|zahl(?:ungs)?(?:art|weise)|afhandel",
    re.IGNORECASE,
)
_FLAG = re.compile(r"ja|j|nee|n|x|yes|y|no|oui|o|non|true|false|waar|onwaar|[01]", re.IGNORECASE)
_SYMBOLS = {"$": "USD", "£": "GBP", "¥": "JPY", "US$": "USD", "Fr.": "CHF", "CHF": "CHF"}


@cache
def _currencies() -> frozenset[str]:
    from babel import Locale

    return frozenset(Locale("nl").currencies)


def currency(text: str) -> str | None:
    """Return the ISO 4217 code of a currency as a cell writes it, None when it is none."""
    bare = text.strip().upper()
    if bare in ("€", "EURO", "EUROS", "EUR"):
        return "EUR"
    return _SYMBOLS.get(text.strip()) or (bare if bare in _currencies() else None)


def doubtful_columns(found: columns.Columns, entries: Sequence[Entry], notation: Notation) -> Iterator[str]:
    """Yield what is to be said of each unread column that may change what is asked, with the line to write."""
    owed = [_owed(entry.cells, notation) for entry in entries]
    for place in found.unread:
        header = found.headers[place]
        texts = [entry.row.cells[place] for entry in entries]
        what = _meaning(header, texts, owed, notation)
        if what:
            means, fields = what
            wanted = (f'"{_toml(header)}" = "{field}"' for field in (*fields, ""))
            yield (
                worded(
                    "kolom {header} {means}, en dat kan veranderen wat u vraagt; schrijf in tact.toml onder "
                    "[columns]: {lines} (leeg: telt niet mee)",
                    header=quote(header),
                    means=means,
                    lines=joined(wanted, worded(" of ")),
                )
            )


def _meaning(
    header: str, texts: Sequence[str], owed: Sequence[Decimal | None], notation: Notation
) -> tuple[str, tuple[str, ...]] | None:
    filled = [text for text in texts if text]
    if not filled:
        return None
    if all(currency(text) for text in filled):
        return worded("lijkt een valuta"), ("valuta",)
    if all(columns.answer("document", text) for text in filled):
        return worded("lijkt een soort factuur"), ("soort",)
    if (_BLOCK.search(header) and all(map(_FLAG.fullmatch, filled))) or any(
        _BLOCK.search(text) or in_remark(text) for text in filled
    ):
        return worded("lijkt te zeggen dat iemand geen bericht mag krijgen"), ("geblokkeerd",)
    if _STATUS.search(header) and not all(map(_changes_nothing, filled)):
        return worded("zegt misschien of er nog iets te vragen is"), ("status", "betaalwijze")
    if columns.field_of(header) == "invoice.kind":
        return worded("zegt misschien wat voor stuk het is"), ("soort",)
    if _is_part(texts, owed, notation):
        return worded("bevat bedragen tot het bedrag van de factuur"), ("openstaand", "betaald")
    return None


def _changes_nothing(text: str) -> bool:
    return is_no(text) or any(
        columns.is_made_of_known_words(name, text) for name in ("status", "payment_method")
    )


def _is_part(texts: Sequence[str], owed: Sequence[Decimal | None], notation: Notation) -> bool:
    """Whether all cells are amounts, none more than what the row is about, and some are not zero."""
    some = False
    for text, whole in zip(texts, owed, strict=True):
        if not text:
            continue
        if re.fullmatch(r"0[0-9]+", text):
            return False
        try:
            value = abs(cell.amount(text, notation))
        except ValueError:
            return False
        if whole is not None and value > abs(whole):
            return False
        some = some or bool(value)
    return some


def _owed(cells: Mapping[str, str], notation: Notation) -> Decimal | None:
    for field in _AMOUNTS:
        try:
            return cell.amount(cells[field], notation)
        except (KeyError, ValueError):
            continue
    return None


def _toml(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
