"""The lists of forty programs are read without help, or refused when they do not hold what a message needs."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from tests.records.conftest import CREDITOR, ON
from toolkit.records.layout import Layout, programs, ready_layout
from toolkit.records.readers import Reading, read_records

HEADERS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("headers.toml").read_text("utf-8"))[
    "header"
]


def reading(header: dict[str, Any], folder: Path) -> Reading:
    path = folder / "x.csv"
    path.write_text(f"{header['names']}\r\n{header['cells']}\r\n", "utf-8")
    layout = ready_layout(header["ready"]) if "ready" in header else Layout()
    return read_records(path, creditor=CREDITOR, columns=layout, on=ON)


def truth(read: Reading) -> bool:
    """Whether the one record says what every row in the file says."""
    if len(read.records) != 1:
        return False
    (record,) = read.records
    (invoice,) = record.invoices
    days = (invoice.date.isoformat(), invoice.due_date.isoformat())
    whole = (invoice.number, str(record.total), *days, record.customer.last_name)
    return whole == ("F1", "60.25", "2026-10-01", "2026-10-31", "Jansen")


def test_forty_lists_are_read_rightly_or_refused(tmp_path: Path) -> None:
    assert len(HEADERS) >= 40
    readable = [header for header in HEADERS if not header.get("refuses")]
    wrong = {
        header["from"]: [*map(str, read.problems), *(str(each.total) for each in read.records)]
        for header in readable
        if not truth(read := reading(header, tmp_path))
    }
    assert len(wrong) <= 0.05 * len(readable), wrong
    assert not any(reading(header, tmp_path).records for header in HEADERS if header.get("refuses"))


def test_every_ready_set_names_fields_that_exist_and_its_source() -> None:
    from toolkit.records.columns import is_known

    assert len(programs()) == 16
    for name, program in programs().items():
        assert program["source"]
        assert all(map(is_known, program["columns"].values())), name
