"""Reads records from TOML, JSON, CSV, workbooks and UBL. Whatever is wrong is said in Dutch, with its place.

TOML, JSON and JSON Lines hold the fields of `Record`; in the first two `base = "…"` names a file, from where
this one stands, whose tables are merged under it. CSV and workbooks are tables of open invoices, as Dutch and
Belgian Excel and bookkeeping programs write them, with column names from `columns.toml` and from the firm
itself. UBL is an electronic invoice, or a folder of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from toolkit.errors import Place, RecordError, RecordErrors, SettingsError
from toolkit.records.creditors import Creditor
from toolkit.records.files import empty
from toolkit.records.layout import Layout, layout_of
from toolkit.records.messages import at, explain, quote
from toolkit.records.models import Record
from toolkit.records.reading import Item, Reading
from toolkit.records.shared import owners
from toolkit.records.shared import problem as shared_number
from toolkit.records.toml_json import Document, read_documents
from toolkit.wording import worded

if TYPE_CHECKING:
    from toolkit.records.jsonlines import JsonLine
    from toolkit.records.table import Table

__all__ = ["Item", "Reading", "read_items", "read_ledger", "read_record", "read_records", "schema"]

TEXT_TABLES = (".csv", ".tsv", ".txt")
WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
JSON_LINES = (".jsonl", ".ndjson")
SUFFIXES = (".toml", ".json", *JSON_LINES, *TEXT_TABLES, *WORKBOOKS, ".xml")
"""The endings of the files that can be read."""


def read_records(
    path: Path,
    *,
    creditor: Creditor | None = None,
    columns: Mapping[str, str] | Layout | None = None,
    on: date | None = None,
) -> Reading:
    """Return the usable records of a file, everything that is wrong with it, and its warnings.

    In: the file; `creditor` and `on` for records that name no creditor or date of their own (`on` is today by
    default); `columns`, the firm's own column names of a table, each with our field or a name we know for it,
    such as `{"Rek.nr": "factuurnummer"}`, or with "" for a column to leave out, or a whole `Layout`.
    What is wrong with the file or its contents is in `Reading.problems`. Raises SettingsError when `columns`
    names a field that does not exist, or when a table is read and nobody said who the creditor is.
    """
    path, suffix = Path(path), Path(path).suffix.lower()
    day = on or datetime.now().astimezone().date()
    try:
        if suffix in (".toml", ".json"):
            documents = read_documents(path)
            if not documents:
                raise empty(path, worded("er staat geen record in"))
            return _from_documents(documents, creditor, day)
        if is_table(path):
            return read_ledger(path, creditor, columns, day)[1]
        return _gathered(read_items(path, creditor, day), path)
    except RecordError as error:
        return Reading((), (error,))


def is_electronic(path: Path) -> bool:
    """Return whether a path is an electronic invoice, or a folder of them."""
    return path.is_dir() or path.suffix.lower() == ".xml"


def read_electronic(paths: Sequence[Path], creditor: Creditor | None, on: date, extract: Path) -> Reading:
    """Return the records of UBL files and of folders of them, read together: one record for each customer.

    See `ubl.read_ubl` for the creditor, the date and the folder `extract`.
    """
    from toolkit.records.ubl import read_ubl

    try:
        return _gathered(read_ubl(paths, creditor, on, extract), paths[0])
    except RecordError as error:
        return Reading((), (error,))


def _gathered(found: Iterable[Item], path: Path) -> Reading:
    """Return the records of an input that is read piece by piece; raises what reading raises."""
    items = list(found)
    records: dict[str, Record] = {}
    problems: list[RecordError] = []
    for item in items:
        problems += item.problems
        if item.record and item.record.id in records:
            text = worded("id: {id} komt twee keer voor", id=quote(item.record.id))
            problems.append(RecordError(text, place=Place(str(path), item.number)))
        elif item.record:
            records[item.record.id] = item.record
    warnings = tuple(warning for item in items for warning in item.warnings)
    return Reading(tuple(records.values()), tuple(problems), warnings)


def is_table(path: Path) -> bool:
    """Return whether a file is a table of invoices: CSV or a workbook."""
    return path.suffix.lower() in (*TEXT_TABLES, *WORKBOOKS)


def read_ledger(
    path: Path,
    creditor: Creditor | None,
    columns: Mapping[str, str] | Layout | None,
    on: date,
    take: Callable[[Record, tuple[int, ...]], None] | None = None,
) -> tuple[Table, Reading]:
    """Return a table as it stands in its file, and the records in it; see `csv_reader.read_rows` for `take`.

    Raises RecordError for a file that is no table, SettingsError as `read_records` does.
    """
    from toolkit.records.columns import known
    from toolkit.records.csv_reader import read_rows
    from toolkit.records.table import read_table

    if creditor is None:
        raise SettingsError(
            "niemand zegt van wie de brieven zijn",
            place=Place(str(path)),
            hint="zet uw gegevens in tact.toml, onder [creditor]",
        )
    layout = layout_of(columns)
    names = partial(known, own=layout.names)
    if path.suffix.lower() in WORKBOOKS:
        from toolkit.records.excel import read_workbook

        table = read_workbook(path, names, hidden=layout.hidden)
    else:
        table = read_table(path, names)
    return table, read_rows(table, path, creditor, layout, on, take)


def read_items(
    path: Path, creditor: Creditor | None, on: date, extract: Path | None = None
) -> Iterator[Item]:
    """Yield the records of JSON Lines, of a UBL file, or of a folder of UBL files, one at a time.

    See `ubl.read_ubl` for `extract`. Raises RecordError for a file that cannot be read.
    """
    suffix = path.suffix.lower()
    if is_electronic(path):
        from toolkit.records.ubl import read_ubl

        yield from read_ubl([path], creditor, on, extract)
    elif suffix in JSON_LINES:
        from toolkit.records.jsonlines import read_lines

        line, known = None, owners(line.table for line in read_lines(path))
        for line in read_lines(path):
            item = record_item(path, line, creditor, on)
            double = shared_number(line.table or {}, known, Place(str(path), line.number))
            yield replace(item, record=None, problems=(double,)) if item.record and double else item
        if line is None:
            raise empty(path, worded("er staat geen record in"))
    else:
        kinds = ", ".join(SUFFIXES)
        raise RecordError(
            worded("is geen bestand met gegevens; dat eindigt op {kinds}", kinds=kinds),
            place=Place(str(path)),
        )


def record_item(path: Path, line: JsonLine, creditor: Creditor | None, on: date) -> Item:
    """Return the record on a line of JSON, or what is wrong with it."""
    if line.table is None:
        return Item(line.number, line.text, problems=(line.problem,) if line.problem else ())
    given = {"date": on, **({"creditor": creditor} if creditor else {})}
    try:
        return Item(line.number, line.text, Record.model_validate({**given, **line.table}))
    except ValidationError as error:
        place = Place(str(path), line.number)
        wrong = (at(where, what) for where, what in explain(error, Record))
        return Item(line.number, line.text, problems=tuple(RecordError(text, place=place) for text in wrong))


def read_record(
    path: Path,
    *,
    creditor: Creditor | None = None,
    columns: Mapping[str, str] | Layout | None = None,
    on: date | None = None,
) -> Record:
    """Return the one record of a file; takes what `read_records` takes.

    Raises RecordErrors with everything that is wrong, also when the file holds no record or several.
    """
    reading = read_records(path, creditor=creditor, columns=columns, on=on)
    if reading.problems:
        raise RecordErrors(reading.problems)
    if len(reading.records) != 1:
        count = len(reading.records) or worded("geen")
        raise RecordErrors(
            [
                RecordError(
                    worded("bevat {count} records; er hoort er één in", count=count), place=Place(str(path))
                )
            ]
        )
    return reading.records[0]


def record_of(document: Document, creditor: Creditor | None = None, on: date | None = None) -> Record:
    """Return the record of a document; `creditor` and `on` as in `read_records`. Raises RecordErrors."""
    problems: list[RecordError] = []
    record = _record(document, creditor, on or datetime.now().astimezone().date(), problems)
    if record is None:
        raise RecordErrors(problems)
    return record


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a record file: the fields of `Record`, and `base`."""
    out = Record.model_json_schema()
    base = {"type": "string", "title": "Base", "description": "A file to merge under this one."}
    out["properties"] = {"base": base, **out["properties"]}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **out}


def _from_documents(documents: tuple[Document, ...], creditor: Creditor | None, on: date) -> Reading:
    records: list[Record] = []
    problems: list[RecordError] = []
    first_of: dict[str, int] = {}
    known = owners(document.table for document in documents)
    for number, document in enumerate(documents, start=1):
        record = _record(document, creditor, on, problems)
        if record is None:
            continue
        first = first_of.setdefault(record.id, number)
        if first != number:
            text = worded("id: {id} is ook van record {first}", id=quote(record.id), first=first)
            problems.append(_problem(document, (), text))
        elif double := shared_number(document.table, known, document.place(("invoices",))):
            problems.append(double)
        else:
            records.append(record)
    return Reading(tuple(records), tuple(problems))


def _record(
    document: Document, creditor: Creditor | None, on: date, problems: list[RecordError]
) -> Record | None:
    given = {"date": on, **({"creditor": creditor} if creditor else {})}
    try:
        return Record.model_validate({**given, **document.table})
    except ValidationError as error:
        for location, text in explain(error, Record):
            problems.append(_problem(document, location, at(location, text)))
        return None


def _problem(document: Document, location: tuple[int | str, ...], text: str) -> RecordError:
    where = worded("record {number}: ", number=document.number) if document.number else ""
    return RecordError(worded("{where}{text}", where=where, text=text), place=document.place(location))
