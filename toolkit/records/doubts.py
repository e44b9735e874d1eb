"""What makes a whole table doubtful: amounts in another currency by its title, days that may have their month first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from toolkit.records import cells as cell
from toolkit.records.cells import Notation
from toolkit.records.columns import Columns
from toolkit.records.grouping import Entry
from toolkit.records.layout import Layout
from toolkit.records.messages import quote
from toolkit.records.table import Table
from toolkit.wording import worded

_CODES = "USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|TRY|JPY|CNY|CAD|AUD|ZAR|MAD|ANG|AWG|XCG|SRD"
_WORDS = r"dollars?|pond(?:en)?|pounds?|sterling|frank(?:en)?|francs? suisses?|kronen|kroner|yen|złoty|zloty"
# A word of a currency may be the name of a firm: something before it has to say that it is about the amounts.
_FOREIGN = re.compile(
    r"(?i:\b(?:in|valuta|munt\w*|currency|devises?|bedragen|amounts?|montants|all\w*)\W+(?:[\w']+\W+){0,2}?)"
    rf"(?P<named>(?:{_CODES})\b|(?i:{_WORDS})\b|[$£¥])|\((?P<code>{_CODES}|[$£¥])\)|^(?P<alone>{_CODES})$"
)
_ENGLISH_DAY = re.compile(r"\bdue|expir", re.IGNORECASE)
_TERMS = (0, 7, 8, 10, 14, 15, 20, 21, 28, 30, 31, 45, 60, 90)
_LONGEST = 120


def doubtful_currency(table: Table, found: Columns, layout: Layout) -> Iterator[str]:
    """Yield what is to be said of a title, or a row that holds nothing else, that names another currency than euros.

    A column with the currency of each row decides itself, and so does the firm's own word for all its tables.
    """
    if "invoice.currency" in found.places or layout.currency:
        return
    lone = (row for row in table.rows if sum(map(bool, row.cells)) == 1)
    for row in (*table.above, *lone):
        text = " ".join(filter(None, row.cells))
        if named := _FOREIGN.search(text):
            money = named[named.lastgroup or 0]
            yield (
                worded(
                    "{text} (regel {line}) noemt {money}, en wij vragen euro's; zijn het toch euro's, schrijf "
                    'dan in tact.toml onder [table]: currency = "EUR"',
                    text=quote(text),
                    line=row.line,
                    money=money,
                )
            )
            return


def doubtful_days(
    found: Columns, entries: Sequence[Entry], layout: Layout, notation: Notation, on: date
) -> Iterator[str]:
    """Yield what is to be said of days that may have their month first, when nothing proves which part is the day.

    There is doubt when the list is in English and writes its days with slashes, or when the terms between
    invoice and due date are usual ones only with the month first.
    """
    if layout.month_first is not None:
        return
    pairs = [(each.cells.get("invoice.date", ""), each.cells.get("invoice.due_date", "")) for each in entries]
    texts = [text for pair in pairs for text in pair if text]
    if any(cell.day_first(text) for text in texts):
        return
    if notation.month_first:
        yield "de dagen beginnen met de maand; schrijf in tact.toml onder [table]: month_first = true"
        return
    unclear = next((text for text in texts if cell.is_ambiguous(text)), None)
    if unclear is None:
        return
    header = found.headers[found.places["invoice.due_date"]]
    english = "/" in unclear and _ENGLISH_DAY.search(header) is not None
    as_written, turned = (_terms(pairs, Notation(american=american), on) for american in (False, True))
    usual = _are_usual(as_written)
    if (english and not (usual and not _are_usual(turned))) or (not usual and _are_usual(turned)):
        yield (
            worded(
                "{unclear} kan met de dag beginnen en met de maand; schrijf in tact.toml onder [table]: "
                "month_first = true (eerst de maand) of month_first = false (eerst de dag)",
                unclear=quote(unclear),
            )
        )


def _terms(pairs: Sequence[tuple[str, str]], notation: Notation, on: date) -> list[int | None]:
    """Return the days between the two dates of each row; None where they cannot be right."""
    terms: list[int | None] = []
    for issued, due in pairs:
        try:
            first, last = cell.day(issued, notation), cell.day(due, notation)
        except ValueError:
            continue
        days = (last - first).days
        terms.append(days if 0 <= days <= _LONGEST and first <= on else None)
    return terms


def _are_usual(terms: Sequence[int | None]) -> bool:
    return bool(terms) and all(days in _TERMS for days in terms)
