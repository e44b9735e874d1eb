"""A large ledger with broken rows: only the customers of those rows wait, though many bear the same name."""

from __future__ import annotations

from pathlib import Path

from tests.records.conftest import CREDITOR, ON
from tests.records.many import customers, rows
from toolkit.records.readers import read_records

COUNT = 3000


def test_only_the_customers_with_a_broken_row_wait(tmp_path: Path) -> None:
    lines, hurt = rows(COUNT, 0.02)
    path = tmp_path / "posten.csv"
    path.write_text("\r\n".join([*lines, ""]), "utf-8")
    reading = read_records(path, creditor=CREDITOR, on=ON)
    assert 30 < len(hurt) < 90
    assert {record.id for record in reading.records} == set(customers(COUNT)) - hurt
    assert all(len(record.invoices) == 4 for record in reading.records)
