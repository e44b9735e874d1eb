"""A creditor, and files to read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from toolkit.records import Address, Creditor
from toolkit.records.readers import Reading, read_records

ON = date(2026, 11, 20)
HEADER = "klantnummer;klantnaam;factuurnummer;factuurdatum;vervaldatum;bedrag"

Table = Callable[..., Reading]


CREDITOR = Creditor(
    name="Bakkerij De Korenbloem B.V.",
    address=Address(street="Molenweg 2", postcode="3811 AB", town="Amersfoort"),
    phone="033 470 00 00",
    email="post@korenbloem.example",
    iban="NL91 ABNA 0417 1643 00",
    accounts=("NL20 INGB 0001 2345 67",),
    account_holder="Bakkerij De Korenbloem B.V.",
    registration="12345678",
)


@pytest.fixture
def creditor() -> Creditor:
    return CREDITOR


@pytest.fixture
def table(tmp_path: Path, creditor: Creditor) -> Table:
    """Read a table from rows of text (the first one the header) or from bytes."""

    def read(*rows: str | bytes, columns: dict[str, str] | None = None, by: Creditor = creditor) -> Reading:
        path = tmp_path / "posten.csv"
        lines = (row if isinstance(row, bytes) else row.encode() + b"\r\n" for row in rows)
        path.write_bytes(b"".join(lines))
        return read_records(path, creditor=by, columns=columns, on=ON)

    return read


def said(reading: Reading) -> list[str]:
    """The problems without the folder of the file."""
    return [str(problem).rpartition("posten.csv:")[2] for problem in reading.problems]
