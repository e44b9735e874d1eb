"""A CSV file as rows of cells, whatever program wrote it, with the line that every row starts on."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.errors import Place, RecordError
from toolkit.records.cells import clean
from toolkit.records.files import decode_any, empty, read_bytes
from toolkit.wording import worded

HEADER_WITHIN = 20
"""How many rows may stand above the one with the names of the columns, itself among them."""

_DELIMITERS = ";,\t|"
_SEP_LINE = re.compile(r'"?sep=([;,\t|:^~])"?[;,\t]*\r?\n', re.IGNORECASE)
# The first block holds the header, which is never short.
_EXCEL_BLOCK = 16


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `line` is the line it starts on and `number` its row in Excel, both with the header as 1.

    `problem` says, in Dutch, why its cells cannot be trusted; None for a good row. `short`: because it has too
    few of them.
    """

    line: int
    number: int
    cells: tuple[str, ...]
    problem: str | None = None
    short: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The header and the rows that hold something; `whole` tells whether the last line is complete.

    `at` is the line of the header, `above` the rows over it, and `notes` is what is to be said of single rows.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    whole: bool
    at: int = 1
    above: tuple[Row, ...] = ()
    notes: tuple[tuple[Row, str], ...] = ()


def read_table(path: Path, known: Callable[[Sequence[str]], int]) -> Table:
    """Return the table in a CSV file with `;`, `,`, tab or `|`, in any encoding that Excel writes.

    In: `known` counts the column names it knows in a header; the delimiter that gives most is the right one.
    A first line `sep=;` decides instead. Lines are counted without it, as Excel does.
    Raises RecordError, in Dutch, for a file that is no table, is empty or holds a header alone.
    """
    text = decode_any(read_bytes(path), path)
    sep = _SEP_LINE.match(text)
    lines = list(io.StringIO(text[sep.end() :] if sep else text, newline=""))
    delimiter = sep[1] if sep else max(_DELIMITERS, key=lambda mark: _fit(lines, mark, known))
    rows = _rows(lines, delimiter) or [Row(1, 1, ())]
    at = _header_at(rows, known)
    header = rows[at]
    if header.problem or not any(header.cells):
        raise RecordError(
            "de kopregel met de kolomnamen is niet te lezen", place=Place(str(path), header.line)
        )
    if not rows[at + 1 :]:
        raise empty(path, worded("er staat alleen een kopregel in"), header.line)
    whole = lines[-1].endswith(("\n", "\r"))
    cells = header.cells
    while at and len(cells) > 1 and not cells[-1]:  # rows that a spreadsheet made as wide as the widest
        cells = cells[:-1]
    return Table(cells, tuple(rows[at + 1 :]), whole, header.line, tuple(rows[:at]))


def _header_at(rows: Sequence[Row], known: Callable[[Sequence[str]], int]) -> int:
    """Return which of the first rows holds the names of the columns: the first one, when none holds more."""
    scores = [0 if row.problem else known(row.cells) for row in rows[:HEADER_WITHIN]]
    best = max(scores)
    return scores.index(best) if best >= 3 and scores[0] < best else 0


def square(table: Table, needed: int) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Return the rows with as many cells as the header, and which of them Excel left short.

    Excel leaves out the columns at the right end that are empty in a whole block of 16 rows. Rows of such a
    block are filled up when they have the first `needed` cells; any other row of the wrong length gets a
    problem, because its cells may stand under the wrong names.
    """
    width = len(table.header)
    lengths: dict[int, set[int]] = {}
    for row in table.rows:
        lengths.setdefault(_block(row), set()).add(len(row.cells))
    rows, short = [], []
    for row in table.rows:
        count = len(row.cells)
        if row.problem or count == width:
            rows.append(row)
        elif count > width:
            more = any(row.cells[width:])
            problem = (
                worded(
                    "deze regel heeft {count} cellen, maar er zijn {width} kolommen", count=count, width=width
                )
                if more
                else None
            )
            rows.append(replace(row, cells=row.cells if more else row.cells[:width], problem=problem))
        elif count >= needed and table.whole and _block(row) and len(lengths[_block(row)]) == 1:
            rows.append(replace(row, cells=row.cells + ("",) * (width - count)))
            short.append(rows[-1])
        else:
            problem = worded("deze regel heeft maar {count} van de {width} cellen", count=count, width=width)
            rows.append(replace(row, problem=problem, short=True))
    return tuple(rows), tuple(short)


def _block(row: Row) -> int:
    return (row.number - 1) // _EXCEL_BLOCK


def _fit(lines: list[str], delimiter: str, known: Callable[[Sequence[str]], int]) -> tuple[int, int, int]:
    """Return how many names we know in the row that has most, how early it stands, and how wide it is."""
    best, reader = (0, 0, 0), csv.reader(iter(lines), delimiter=delimiter, strict=True)
    for number in range(HEADER_WITHIN):
        try:
            header = next(reader, [])
        except csv.Error:
            break
        best = max(best, (known([clean(cell) for cell in header]), -number, len(header)))
    return best


def _rows(lines: list[str], delimiter: str) -> list[Row]:
    reader = csv.reader(iter(lines), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    number = 0
    while (start := reader.line_num) < len(lines):
        number += 1
        try:
            cells = tuple(clean(cell) for cell in next(reader))
        except csv.Error as error:
            too_long = str(error).startswith("field larger")
            last = reader.line_num
            if too_long and "".join(lines[start:last]).count('"') % 2:
                last = len(lines)  # the giant cell goes on: what looks like rows may be its contents
            raw = "".join(lines[start:last])
            cells = tuple(cell.strip(' "') for line in raw.splitlines() for cell in line.split(delimiter))
            rows.append(Row(start + 1, number, cells, _broken(start + 1, last, too_long)))
            if last == len(lines):
                break
        else:
            if number == 1 or any(cells):
                rows.append(Row(start + 1, number, cells))
    return rows


def _broken(first: int, last: int, too_long: bool) -> str:
    what = worded("een cel is te lang") if too_long else worded("de aanhalingstekens kloppen niet")
    lines = (
        worded("regel {first} tot en met {last} zijn", first=first, last=last)
        if last > first
        else worded("deze regel is")
    )
    return worded("{what}; {lines} niet gelezen", what=what, lines=lines)
