"""A table of open invoices as records: one record for each customer, with all of its invoices.

A record is made only when every row of its customer is right: a letter with half of the invoices is worse
than none. The rows that wait for another row are named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from toolkit.errors import Place, RecordError
from toolkit.records import cells as cell
from toolkit.records import columns
from toolkit.records.cells import Notation
from toolkit.records.creditors import Creditor
from toolkit.records.customers import choose, read_customer
from toolkit.records.directory import join_customers, read_customers
from toolkit.records.doubts import doubtful_currency, doubtful_days
from toolkit.records.furniture import invoice_rows
from toolkit.records.grouping import MARKS, Entry, by_customer, marks, mentions, merge, name_of
from toolkit.records.invoices import AMOUNTS, DAYS, day, is_left_out, merge_terms, read_invoice
from toolkit.records.layout import Layout
from toolkit.records.messages import explain, quote
from toolkit.records.models import Invoice, Record
from toolkit.records.numbers import check_numbers
from toolkit.records.reading import Reading
from toolkit.records.rowlog import RowLog, lines
from toolkit.records.sayings import translated
from toolkit.records.stops import in_rows
from toolkit.records.table import Row, Table, read_table, square
from toolkit.records.unread import doubtful_columns
from toolkit.wording import worded

_ADDRESS = ("address.street", "address.postcode", "address.town")
_RECORD_DAYS = ("record.date", "record.pay_by", "record.next_step_on")


@dataclass(frozen=True, slots=True)
class _Setting:
    """What holds for all records of a file."""

    creditor: Creditor
    on: date
    notation: Notation
    with_address: bool


def read_csv(path: Path, creditor: Creditor, own: Mapping[str, str], on: date) -> Reading:
    """Return the records in a CSV file, one for each customer in the order of the file.

    In: who the money is owed to, the firm's own column names (see `columns.match`), and the date of the
    messages, for rows that name none. A row of which nothing is open is left out, with a warning.
    Raises RecordError for a file that is no table, SettingsError for a field that does not exist.
    """
    return read_rows(read_table(path, partial(columns.known, own=own)), path, creditor, Layout(own), on)


def read_rows(
    table: Table,
    path: Path,
    creditor: Creditor,
    layout: Layout,
    on: date,
    take: Callable[[Record, tuple[int, ...]], None] | None = None,
) -> Reading:
    """Return the records in the rows of a table, as `read_csv` does.

    With `take`, each record goes to it at once, with its lines, and is not kept: `Reading.records` is empty.
    """
    found = columns.match(table.header, layout.own, [row.cells for row in table.rows], layout.ready)
    if found.problems:
        problems = (RecordError(text, place=Place(str(path), table.at)) for text in found.problems)
        return Reading((), tuple(problems), found.warnings)
    log = RowLog(str(path), found)
    for row, what in table.notes:
        log.notice(row, None, what)
    rows, short = square(replace(table, rows=tuple(invoice_rows(table, found, log))), found.needed)
    for row in short:
        log.notice(row, None, worded("aangevuld met lege cellen, die Excel aan het eind wegliet"))
    good = [
        Entry(row, translated(_cells(row, found, log), layout.sayings)) for row in rows if not row.problem
    ]
    notation = replace(_notation(good), american=bool(layout.month_first))
    unclear = [
        *doubtful_currency(table, found, layout),
        *doubtful_days(found, good, layout, notation, on),
        *doubtful_columns(found, good, notation),
    ]
    if unclear:
        problems = (RecordError(text, place=Place(str(path), table.at)) for text in unclear)
        return Reading((), tuple(problems), found.warnings)
    good = [entry for entry in good if not is_left_out(entry, log)]
    joined = False
    if layout.customers:
        good, joined = join_customers(good, read_customers(layout.customers, layout), log)
    setting = _Setting(creditor, on, notation, joined or not _address_gaps(found, good, log))
    check_numbers(good, notation, log)
    invoices = {entry.row.line: read_invoice(entry, setting.notation, log, on) for entry in good}
    lost = [(row.line, _marks(row, found)) for row in rows if row.problem]
    for row in rows:
        if row.problem:
            log.fault(row, None, row.problem)
    entries, nameless = _known_customers(good, log)
    lost += [(entry.row.line, [entry.cells.get(field, "") for field in MARKS]) for entry in nameless]
    groups, doubts = by_customer(entries)
    for pair in doubts:
        _report_doubt(pair, log)
    unread = mentions(lost)
    records = []
    for group in groups:
        record = _record(group, invoices, setting, unread, log)
        if record and take:
            take(record, tuple(entry.row.line for entry in group))
        elif record:
            records.append(record)
    return log.reading(records)


def _cells(row: Row, found: columns.Columns, log: RowLog) -> dict[str, str]:
    cells = {field: text for field, place in found.places.items() if (text := row.cells[place])}
    if remarks := [text for place in found.remarks if (text := row.cells[place])]:
        cells[columns.REMARKS] = "\n".join([*filter(None, [cells.get(columns.REMARKS)]), *remarks])
    for field in list(cells):
        damage = None if field in (*DAYS, *AMOUNTS, *_RECORD_DAYS) else cell.damage(cells[field])
        if damage:
            log.fault(row, field, worded("{text} {damage}", text=quote(cells.pop(field)), damage=damage))
        elif "\ufffd" in cells[field]:
            log.notice(row, field, worded("bevat het teken �: een letter is verloren gegaan"))
    return cells


def _notation(entries: Sequence[Entry]) -> Notation:
    def texts(fields: Iterable[str]) -> Iterable[str]:
        return (entry.cells[field] for field in fields for entry in entries if field in entry.cells)

    return cell.sniff(texts(AMOUNTS), texts((*DAYS, *_RECORD_DAYS)))


def _marks(row: Row, found: columns.Columns) -> Sequence[str]:
    """Return the cells of a row that cannot be trusted that may say whose it is: its customer number alone, when
    it is only too short and has one, else all of them.
    """
    place = found.places.get("customer.id")
    if row.short and place is not None and place < len(row.cells) and row.cells[place]:
        return (row.cells[place],)
    return row.cells


def _address_gaps(found: columns.Columns, entries: Sequence[Entry], log: RowLog) -> bool:
    """Return whether the table lacks a column for a whole address, and say so when it has another one."""
    gaps = [columns.names()[field][0] for field in _ADDRESS if field not in found.places]
    if entries and 0 < len(gaps) < len(_ADDRESS):
        log.notice(
            entries[0].row,
            None,
            worded("geen adressen, want deze kolom ontbreekt: {names}", names=", ".join(gaps)),
        )
    return bool(gaps)


def _known_customers(entries: Sequence[Entry], log: RowLog) -> tuple[list[Entry], list[Entry]]:
    """Return the rows that say whose they are, and report the others."""
    numbered = any("customer.id" in entry.cells for entry in entries)
    key = "customer.id" if numbered else next(field for field in columns.NAMES if field in log.columns.places)
    known, nameless = [], []
    for entry in entries:
        if "customer.id" in entry.cells or (not numbered and name_of(entry)):
            known.append(entry)
        else:
            nameless.append(entry)
            log.fault(entry.row, key, worded("zegt niet wie de klant is"))
    return known, nameless


def _report_doubt(pair: tuple[Entry, Entry], log: RowLog) -> None:
    for entry, other in (pair, pair[::-1]):
        text = worded(
            "op {lines} staat dezelfde naam; is dat dezelfde klant? Vul een klantnummer in",
            lines=lines([other.row.line]),
        )
        log.fault(entry.row, None, text)


def _record(
    group: Sequence[Entry],
    invoices: Mapping[int, Invoice | None],
    setting: _Setting,
    unread: Mapping[str, Sequence[int]],
    log: RowLog,
) -> Record | None:
    """Return the record of one customer; None when a row is wrong or nothing is open.

    In: `unread`, the lines of which the customer is not known, by what may name one (see `mentions`).
    """
    merged = merge(group)
    for field, one, other in merged.contradictions:
        for entry, elsewhere in ((one, other), (other, one)):
            log.fault(
                entry.row,
                field,
                worded("is anders dan op {lines}, van dezelfde klant", lines=lines([elsewhere.row.line])),
            )
    remarks = dict.fromkeys(
        line.strip() for entry in group for line in entry.cells.get("customer.remarks", "").splitlines()
    )
    country = setting.creditor.address.country
    customer, draft = read_customer(
        merged.cells,
        tuple(filter(None, remarks)),
        country,
        with_address=setting.with_address,
        stop=in_rows(entry.cells for entry in group),
    )
    values: dict[str, Any] = {"reason": choose("record.reason", merged.cells, draft)}
    for field in _RECORD_DAYS:
        values[field.partition(".")[2]] = day(
            merged.origins.get(field, group[0]), field, setting.notation, log
        )
    for column, text in draft.faults:
        log.fault(merged.origins.get(column or "", group[0]).row, column, text)
    for column, text in draft.notices:
        log.notice(merged.origins[column].row, column, text)
    rows = [entry.row for entry in group]
    bad = [row.line for row in rows if row.line in log.bad]
    perhaps = [line for mark in marks(group) for line in unread.get(mark, ())]
    if bad or perhaps:
        good = [row for row in rows if row.line not in log.bad]
        why = (
            worded("fout op {lines}", lines=lines(bad))
            if bad
            else worded("misschien dezelfde klant als op {lines}", lines=lines(perhaps))
        )
        log.hold(good, why)
        return None
    mine = merge_terms([each for entry in group if (each := invoices[entry.row.line])], setting.on)
    if not mine:
        return None
    values = {name: value for name, value in values.items() if value is not None}
    fixed = {"id": merged.cells.get("customer.id", mine[0].number), "creditor": setting.creditor}
    try:
        return Record.model_validate(
            {"date": setting.on, **values, **fixed, "customer": customer, "invoices": mine}
        )
    except ValidationError as error:
        for _, text in explain(error, Record):
            log.fault(rows[0], None, text)
        return None
