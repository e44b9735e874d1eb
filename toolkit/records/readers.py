"""Reads records from TOML, JSON and CSV files. Whatever is wrong is said in Dutch, with its place.

TOML and JSON hold the fields of `Record`, JSON Lines (.jsonl) one record a line; `base = "…"` names a file,
from where this one stands, whose tables are merged under it. CSV is a table of open invoices, as Dutch and
Belgian Excel and bookkeeping programs write it, with column names from `columns.toml` and from the firm itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from toolkit.errors import Place, RecordError, RecordErrors, SettingsError
from toolkit.records.messages import dotted, explain, quote
from toolkit.records.models import Creditor, Record
from toolkit.records.reading import Reading
from toolkit.records.toml_json import Document, read_documents

__all__ = ["Reading", "read_record", "read_records", "schema"]

SUFFIXES = (".toml", ".json", ".csv", ".jsonl", ".tsv", ".txt")
"""The endings of the files that can be read; .csv, .tsv and .txt are tables."""


def read_records(
    path: Path,
    *,
    creditor: Creditor | None = None,
    columns: Mapping[str, str] | None = None,
    on: date | None = None,
) -> Reading:
    """Return the usable records of a file, everything that is wrong with it, and its warnings.

    In: the file; `creditor` and `on` for records that name no creditor or date of their own (`on` is today by
    default); `columns`, the firm's own column names of a table, each with our field or a name we know for it,
    such as `{"Rek.nr": "factuurnummer"}`, or with "" for a column to leave out.
    What is wrong with the file or its contents is in `Reading.problems`. Raises SettingsError when `columns`
    names a field that does not exist, or when a table is read and nobody said who the creditor is.
    """
    path, suffix = Path(path), Path(path).suffix.lower()
    day = on or datetime.now().astimezone().date()
    try:
        if suffix not in SUFFIXES:
            kinds = ", ".join(SUFFIXES[:3])
            raise RecordError(f"is geen bestand met gegevens; dat eindigt op {kinds}", place=Place(str(path)))
        if suffix in (".toml", ".json", ".jsonl"):
            return _from_documents(read_documents(path), creditor, day)
        if creditor is None:
            raise SettingsError(
                "niemand zegt van wie de brieven zijn",
                place=Place(str(path)),
                hint="zet uw gegevens in tact.toml, onder [creditor]",
            )
        from toolkit.records.csv_reader import read_csv

        return read_csv(path, creditor, columns or MappingProxyType({}), day)
    except RecordError as error:
        return Reading((), (error,))


def read_record(
    path: Path,
    *,
    creditor: Creditor | None = None,
    columns: Mapping[str, str] | None = None,
    on: date | None = None,
) -> Record:
    """Return the one record of a file; takes what `read_records` takes.

    Raises RecordErrors with everything that is wrong, also when the file holds no record or several.
    """
    reading = read_records(path, creditor=creditor, columns=columns, on=on)
    if reading.problems:
        raise RecordErrors(reading.problems)
    if len(reading.records) != 1:
        count = len(reading.records) or "geen"
        raise RecordErrors(
            [RecordError(f"bevat {count} records; er hoort er één in", place=Place(str(path)))]
        )
    return reading.records[0]


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
    for number, document in enumerate(documents, start=1):
        record = _record(document, creditor, on, problems)
        if record is None:
            continue
        first = first_of.setdefault(record.id, number)
        if first != number:
            text = f"id: {quote(record.id)} is ook van record {first}"
            problems.append(_problem(document, (), text))
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
            path = dotted(location)
            problems.append(_problem(document, location, f"{path}: {text}" if path else text))
        return None


def _problem(document: Document, location: tuple[int | str, ...], text: str) -> RecordError:
    where = f"record {document.number}: " if document.number else ""
    return RecordError(f"{where}{text}", place=document.place(location))
