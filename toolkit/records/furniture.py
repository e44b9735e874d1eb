"""Rows of a table that are no invoice: totals, subtotals, and the heads that are printed again on every page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.records.columns import Columns
from toolkit.records.rowlog import RowLog
from toolkit.records.table import Row, Table
from toolkit.wording import worded

_TOTAL = re.compile(
    r"(?:sub|sous[- ]?|eind|grand |general )?tota(?:al|l|ux|len|ls)\b.*|totaux|som|saldo totaal",
    re.IGNORECASE,
)
_PAGE = re.compile(r"(?:pagina|page|blad|afgedrukt|printed|imprimé)\b.*", re.IGNORECASE)
_DIGIT = re.compile(r"[0-9]")
# An invoice has these; a row of totals has none of them.
_OF_AN_INVOICE = ("invoice.number", "invoice.date", "invoice.due_date")


def invoice_rows(table: Table, found: Columns, log: RowLog) -> Iterator[Row]:
    """Yield the rows that may be invoices; each other row is told in one note."""
    header = tuple(cell.casefold() for cell in table.header)
    above = {tuple(filter(None, row.cells)) for row in table.above}
    for row in table.rows:
        filled = tuple(filter(None, row.cells))
        if tuple(cell.casefold() for cell in row.cells[: len(header)]) == header:
            log.notice(row, None, worded("kopregel die zich herhaalt, overgeslagen"))
        elif filled in above or (len(filled) == 1 and _PAGE.fullmatch(filled[0])):
            log.notice(row, None, worded("kop van een bladzijde, overgeslagen"))
        elif _is_total(row, found):
            log.notice(row, None, worded("totaalregel overgeslagen"))
        else:
            yield row


def _is_total(row: Row, found: Columns) -> bool:
    """Whether a row says that it is a total and has nothing that an invoice has: a firm may be called Totaal."""
    if not any(map(_TOTAL.fullmatch, row.cells)):
        return False
    places = [found.places[field] for field in _OF_AN_INVOICE if field in found.places]
    cells = [row.cells[place] if place < len(row.cells) else "" for place in places]
    return not any(_DIGIT.search(cell) and not _TOTAL.fullmatch(cell) for cell in cells)
