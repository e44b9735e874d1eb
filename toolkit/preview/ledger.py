"""Records of the firm's own ledgers, to look at a text with: read when they are asked for, and kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolkit.catalogue import Catalogue
from toolkit.catalogue.samples import sample_table
from toolkit.errors import RecordErrors
from toolkit.preview.choices import Choice, sample_path, template_of
from toolkit.preview.problems import NotThere
from toolkit.preview.samples import plain_values
from toolkit.records import Record
from toolkit.records.own import columns_of, creditor_of
from toolkit.records.readers import SUFFIXES, read_records
from toolkit.text.folding import fold
from toolkit.workspace import Workspace

MOST = 60
"""Records that are shown of a ledger; a search brings the others."""

_KINDS = frozenset(SUFFIXES) - {".toml"}
_OF_THE_SAMPLE = ("date", "pay_by", "next_step_on")
"""What a ledger does not tell, and the chosen sample does."""


def ledgers(workspace: Workspace) -> list[str]:
    """Return the names of the files beside tact.toml that may be a ledger."""
    if workspace.root is None:
        return []
    return [path.name for path in _files(workspace.root)]


def records_of(workspace: Workspace, name: str, sought: str) -> dict[str, Any]:
    """Return the records of a ledger that have the sought words, in short, and how many rows cannot be used.

    Raises NotThere for another file, RecordErrors when nothing in it can be read.
    """
    records, problems = _read(workspace, name)
    wanted = fold(sought.casefold()).split()
    found = [each for each in records if all(word in _words(each) for word in wanted)]
    return {
        "records": [_in_short(each) for each in found[:MOST]],
        "count": len(found),
        "problems": problems,
    }


def values_of(workspace: Workspace, choice: Choice, name: str, identity: str) -> dict[str, Any]:
    """Return the values of a record of a ledger as those of a form, with the days of the chosen sample."""
    records, _ = _read(workspace, name)
    record = next((each for each in records if each.id == identity), None)
    if record is None:
        raise NotThere("Deze klant staat niet meer in de lijst")
    template = template_of(Catalogue(workspace), choice.template)
    sample = sample_table(workspace, sample_path(template, choice.sample))
    days = {field: sample[field] for field in _OF_THE_SAMPLE if field in sample}
    values: dict[str, Any] = plain_values(
        {**record.model_dump(exclude_defaults=True, exclude_none=True), **days}
    )
    return values


def _read(workspace: Workspace, name: str) -> tuple[tuple[Record, ...], int]:
    if name not in ledgers(workspace) or workspace.root is None:
        raise NotThere("Deze lijst is er niet")
    reading = read_records(
        workspace.root / name, creditor=creditor_of(workspace), columns=columns_of(workspace)
    )
    if reading.problems and not reading.records:
        raise RecordErrors(reading.problems)
    return reading.records, len(reading.problems)


def _files(root: Path) -> Iterator[Path]:
    for path in sorted(root.iterdir()):
        if path.is_file() and path.suffix.lower() in _KINDS:
            yield path


def _words(record: Record) -> str:
    numbers = " ".join(invoice.number for invoice in record.invoices)
    return fold(f"{record.customer.name} {record.customer.id} {record.id} {numbers}".casefold())


def _in_short(record: Record) -> dict[str, Any]:
    return {
        "id": record.id,
        "name": record.customer.name,
        "invoices": [invoice.number for invoice in record.invoices],
        "total": str(record.total),
    }
