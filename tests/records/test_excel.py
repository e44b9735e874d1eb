"""Workbooks are read as the table that a person sees in them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.records.workbooks import Sheet, ods, xlsx
from toolkit.records import Creditor
from toolkit.records.readers import Reading, read_records

ON = date(2026, 11, 20)
HEAD = (
    "Klantnummer",
    "Klantnaam",
    "Factuurnummer",
    "Factuurdatum",
    "Vervaldatum",
    "Bedrag",
    "Mobiel",
    "Kenmerk",
)
ONE = (1001, "mevr. F. Yilmaz", "2026-0413", date(2026, 10, 16), date(2026, 11, 15), 119.5, 612345678, None)


def read(path: Path, creditor: Creditor) -> Reading:
    return read_records(path, creditor=creditor, on=ON)


@pytest.mark.parametrize("write", [lambda path, rows: xlsx(path, {"Blad1": rows}), ods], ids=["xlsx", "ods"])
def test_numbers_dates_and_texts_are_what_they_are(tmp_path: Path, creditor: Creditor, write: object) -> None:
    rows: Sheet = [
        HEAD,
        ONE,
        (1002, "De Kade B.V.", 20260414, date(2026, 10, 1), date(2026, 10, 31), 1284, None, None),
    ]
    path = tmp_path / ("x.ods" if write is ods else "x.xlsx")
    write(path, rows)  # type: ignore[operator]
    reading = read(path, creditor)
    assert reading.problems == ()
    first, second = reading.records
    assert (first.id, first.customer.last_name, first.customer.mobile) == ("1001", "Yilmaz", "0612345678")
    assert (first.invoices[0].amount, first.invoices[0].due_date) == (Decimal("119.50"), date(2026, 11, 15))
    assert (second.invoices[0].number, second.invoices[0].amount) == ("20260414", Decimal("1284.00"))


def test_a_sum_of_a_formula_is_the_amount_it_shows(tmp_path: Path, creditor: Creditor) -> None:
    rows = [HEAD, (*ONE[:5], 0.1 + 0.2, None, None)]
    (record,) = read(xlsx(tmp_path / "x.xlsx", {"Blad1": rows}), creditor).records
    assert record.invoices[0].amount == Decimal("0.30")


def test_the_visible_sheet_and_the_row_with_known_columns_are_found(
    tmp_path: Path, creditor: Creditor
) -> None:
    sheets: dict[str, Sheet] = {
        "Toelichting": [("Deze lijst is van de boekhouding",)],
        "Oud": [HEAD, (*ONE[:2], "OUD", *ONE[3:])],
        "Open posten": [("Openstaande posten per 20 november",), (None,), HEAD, ONE],
    }
    (record,) = read(xlsx(tmp_path / "x.xlsx", sheets, hidden=["Oud"]), creditor).records
    assert record.invoices[0].number == "2026-0413"


def test_a_problem_names_the_row_of_the_sheet(tmp_path: Path, creditor: Creditor) -> None:
    rows: Sheet = [
        ("Titel",),
        HEAD,
        ONE,
        (1002, "De Kade B.V.", "2", date(2026, 10, 1), "morgen", 10, None, None),
    ]
    reading = read(xlsx(tmp_path / "x.xlsx", {"Blad1": rows}), creditor)
    (problem,) = reading.problems
    assert problem.place is not None
    assert problem.place.line == 4
    assert 'kolom "Vervaldatum": "morgen" is geen datum' in problem.message
    assert set(reading.reasons) == {4}


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (5000056789012345678, "een lang getal dat Excel heeft ingekort"),
        (datetime(2026, 11, 15, 9, 30), "bevat ook een tijd"),  # noqa: DTZ001 - a cell has no time zone
    ],
)
def test_what_a_workbook_cannot_hold_exactly_is_refused(
    tmp_path: Path, creditor: Creditor, cell: int | datetime, said: str
) -> None:
    values = dict(zip(HEAD, ONE, strict=True)) | {
        ("Vervaldatum" if isinstance(cell, datetime) else "Kenmerk"): cell
    }
    reading = read(xlsx(tmp_path / "x.xlsx", {"Blad1": [HEAD, tuple(values.values())]}), creditor)
    assert reading.records == ()
    assert said in str(reading.problems[0])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 broken", "geen werkmap die gelezen kan worden"),
        (b"", "geen werkmap die gelezen kan worden"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused(
    tmp_path: Path, creditor: Creditor, content: bytes, said: str
) -> None:
    (tmp_path / "x.xlsx").write_bytes(content)
    assert said in str(read(tmp_path / "x.xlsx", creditor).problems[0])


def test_a_workbook_without_a_table_is_refused(tmp_path: Path, creditor: Creditor) -> None:
    nothing = xlsx(tmp_path / "x.xlsx", {"Blad1": [("a", "b"), (1, 2)]})
    assert "kolomnamen die wij kennen" in str(read(nothing, creditor).problems[0])
    head = xlsx(tmp_path / "y.xlsx", {"Blad1": [HEAD]})
    assert "alleen een kopregel" in str(read(head, creditor).problems[0])
