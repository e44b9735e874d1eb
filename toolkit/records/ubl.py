"""UBL invoices as records: one record for each customer, with all of its invoices and credit notes.

Files are read twice: first to see which are of the same customer (`ubl_parties`), then customer by customer, so
that the memory holds one customer at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from toolkit.errors import Place, RecordError
from toolkit.language import HOUSE, labels
from toolkit.records.creditors import Creditor
from toolkit.records.files import other_files, xml_files
from toolkit.records.messages import at, explain, quote
from toolkit.records.models import Record
from toolkit.records.reading import Item
from toolkit.records.shared import shared
from toolkit.records.ubl_document import TERM, Bill, read_document
from toolkit.records.ubl_parties import File, Sight, creditor_of, customer_of, identity, same_customer
from toolkit.wording import overheard, worded

_PDF = "application/pdf"


def read_ubl(
    paths: Sequence[Path], creditor: Creditor | None, on: date, extract: Path | None = None
) -> Iterator[Item]:
    """Yield a record for each customer of UBL files, and of those in folders at any depth.

    In: the creditor, which has to be the seller of every file (without one, the seller must say everything a
    letter needs); the date of the messages; and `extract`, the folder for the invoices as PDF that are inside
    the files: without it they do not go along. `Item.raw` holds the names of the files of the record, a line
    each, as seen from their folder, and `Item.number` counts the records. A file that is no invoice is a problem.
    """
    others = [name for path in paths if path.is_dir() for name in other_files(path)]
    told = (_unread(others),) if others else ()
    for number, item in enumerate(_items(paths, creditor, on, extract), start=1):
        yield replace(item, number=number, warnings=(*told, *item.warnings))
        told = ()


def _items(
    paths: Sequence[Path], creditor: Creditor | None, on: date, extract: Path | None
) -> Iterator[Item]:
    sight = []
    for path in paths:
        files = xml_files(path) if path.is_dir() else [path]
        if not files:
            raise RecordError("in deze map staat geen XML-bestand", place=Place(str(path)))
        for file in files:
            name = file.relative_to(path).as_posix() if path.is_dir() else file.name
            try:
                sight.append(Sight.of(File(file, name), read_document(file)))
            except RecordError as error:
                yield Item(0, name, problems=(error,))
    groups = same_customer(sight)
    numbers = {each.file: each.number for each in sight}
    counts = Counter(key for members in groups for key in {numbers[file] for file in members})
    for members in groups:
        twice = next((numbers[file][1] for file in members if counts[numbers[file]] > 1), None)
        if twice:
            raw = "\n".join(file.name for file in members)
            yield Item(0, raw, problems=(shared(twice, Place(str(members[0].path))),))
        else:
            yield _item(members, creditor, on, extract)


def _unread(names: Sequence[str]) -> str:
    shown = tuple(names[:5])
    if len(names) > 5:
        return worded(
            "niet gelezen, want geen XML: {names} en nog {count}", names=shown, count=len(names) - 5
        )
    return worded("niet gelezen, want geen XML: {names}", names=shown)


def _item(files: Sequence[File], creditor: Creditor | None, on: date, extract: Path | None) -> Item:
    raw = "\n".join(file.name for file in files)
    warnings: list[str] = []
    try:
        bills, files = _each_once([read_document(file.path) for file in files], files, warnings)
        values = {
            "id": bills[0].number if len(bills) == 1 else identity(bills),
            "date": on,
            "creditor": creditor_of(bills, creditor, files),
            "customer": customer_of(bills, creditor, files, warnings),
            "invoices": [_invoice(bill, warnings) for bill in bills],
            "attachments": [file for bill in bills for file in _attachments(bill, extract, warnings)],
        }
    except RecordError as error:
        return Item(0, raw, problems=(error,))
    except OSError as error:
        what = worded("de bijlage kan niet bewaard worden: {reason}", reason=overheard(error.strerror))
        return Item(0, raw, problems=(RecordError(what, place=Place(str(extract))),))
    try:
        return Item(0, raw, Record.model_validate(values), warnings=tuple(warnings))
    except ValidationError as error:
        place = Place(str(files[0].path))
        wrong = (at(where, what) for where, what in explain(error, Record))
        return Item(0, raw, problems=tuple(RecordError(text, place=place) for text in wrong))


def _each_once(
    bills: Sequence[Bill], files: Sequence[File], warnings: list[str]
) -> tuple[list[Bill], list[File]]:
    """Return the documents without copies: one that says in everything the same as another is told and left out."""
    kept: dict[Bill, File] = {}
    for bill, file in zip(bills, files, strict=True):
        if bill in kept:
            warnings.append(
                worded(
                    "{name}: is dezelfde factuur als {other}, en telt één keer",
                    name=file.name,
                    other=kept[bill].name,
                )
            )
        else:
            kept[bill] = file
    return list(kept), list(kept.values())


def _invoice(bill: Bill, warnings: list[str]) -> dict[str, Any]:
    due = bill.due
    if due is None:
        due = bill.on + TERM
        warnings.append(
            worded(
                "factuur {number} noemt geen vervaldatum; {days} dagen na de factuurdatum genomen",
                number=bill.number,
                days=TERM.days,
            )
        )
    return {
        "number": bill.number,
        "date": bill.on,
        "due_date": max(due, bill.on),
        "amount": bill.amount,
        "paid": bill.paid,
        "description": bill.description[:200],
        "reference": "" if bill.reference == bill.number else bill.reference,
    }


def _attachments(bill: Bill, extract: Path | None, warnings: list[str]) -> Iterator[dict[str, str]]:
    """Write the PDF files inside a document, once, and yield them as attachments."""
    said = labels(HOUSE)
    for number, file in enumerate(bill.embedded, start=1):
        if file.media_type != _PDF or not file.content.startswith(b"%PDF-"):
            warnings.append(
                worded(
                    "factuur {number}: bijlage {name} is geen PDF en gaat niet mee",
                    number=bill.number,
                    name=quote(file.name),
                )
            )
        elif extract is None:
            warnings.append(
                worded("factuur {number}: de bijlage in het bestand gaat niet mee", number=bill.number)
            )
        else:
            extract.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = extract / f"{sha256(file.content).hexdigest()[:16]}.pdf"
            if not path.exists():
                path.touch(mode=0o600)
                path.write_bytes(file.content)
            name = (
                said.invoice.format(number=bill.number)
                if number == 1
                else said.other_attachment.format(number=number, invoice=bill.number)
            )
            yield {"file": path.name, "name": name, "kind": "invoice" if number == 1 else "other"}
