"""Workbooks are read as the table that a person sees in them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from time import process_time
from zipfile import ZipFile

import pytest

from tests.records.workbooks import Sheet, ods, xls, xlsb, xlsx
from toolkit.records import Creditor, sheets
from toolkit.records.layout import Layout
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
    reading = read(xlsx(tmp_path / "x.xlsx", sheets, hidden=["Oud"]), creditor)
    (record,) = reading.records
    assert record.invoices[0].number == "2026-0413"
    assert any('het verborgen blad "Oud" is niet gelezen' in each for each in reading.warnings)


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


def rewritten(path: Path, old: str, new: str, part: str = "") -> Path:
    """The same workbook with another text in a part, by default its first sheet."""
    with ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    sheet = part or next(name for name in parts if name in ("xl/s0.xml", "content.xml"))
    assert old.encode() in parts[sheet]
    parts[sheet] = parts[sheet].replace(old.encode(), new.encode(), 1)
    with ZipFile(path, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


@pytest.mark.parametrize("cell", ["XFD1048576", "C1048576", "XFD101"])
def test_a_stray_cell_far_from_the_table_is_named_without_laying_out_the_sheet(
    tmp_path: Path, creditor: Creditor, cell: str
) -> None:
    row = "".join(filter(str.isdigit, cell))
    rows = [HEAD, ONE]
    stray = f'<row r="{row}"><c r="{cell}"><v>1</v></c></row>'
    book = rewritten(xlsx(tmp_path / "x.xlsx", {"Blad1": rows}), "</sheetData>", f"{stray}</sheetData>")
    started = process_time()
    reading = read(book, creditor)
    assert process_time() - started < 1
    assert reading.records == ()
    assert f'op het blad "Blad1" staat cel {cell} ver buiten de tabel' in str(reading.problems[0])


def test_a_stray_cell_of_a_binary_workbook_is_named_too(tmp_path: Path, creditor: Creditor) -> None:
    texts = [tuple(map(str, row)) for row in (HEAD[:6], ONE[:6])]
    assert len(read(xlsb(tmp_path / "x.xlsb", texts), creditor).records) == 1
    book = xlsb(tmp_path / "y.xlsb", [*texts, ("x",)], at=[1, 2, 1048576])
    assert "staat cel A1048576 ver buiten" in str(read(book, creditor).problems[0])


def test_cells_that_an_open_document_repeats_without_end_are_refused(
    tmp_path: Path, creditor: Creditor
) -> None:
    book = rewritten(
        ods(tmp_path / "x.ods", [HEAD, ONE]),
        "</table:table>",
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
        '<table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
        "</table:table-row></table:table>",
    )
    assert "staat cel A1048003 ver buiten" in str(read(book, creditor).problems[0])


def test_empty_rows_that_only_have_a_format_do_not_count(tmp_path: Path, creditor: Creditor) -> None:
    rows = "".join(f'<row r="{row}"><c r="XFD{row}" s="1"/></row>' for row in (3, 1048576))
    book = rewritten(xlsx(tmp_path / "x.xlsx", {"Blad1": [HEAD, ONE]}), "</sheetData>", f"{rows}</sheetData>")
    assert len(read(book, creditor).records) == 1


def test_a_number_of_days_that_no_calendar_has_is_refused_with_its_cell(
    tmp_path: Path, creditor: Creditor
) -> None:
    book = xlsx(tmp_path / "x.xlsx", {"Blad1": [HEAD, ONE]})
    rewritten(book, 's="1"><v>46311</v>', 's="1"><v>1e17</v>')
    rewritten(book, 'numFmtId="14"', 'numFmtId="46"', "xl/styles.xml")  # 46 is a time that runs: [h]:mm:ss
    said = str(read(book, creditor).problems[0])
    assert 'op het blad "Blad1" staat in cel D2 een datum die niet bestaat' in said


def test_an_old_workbook_is_read_too_whatever_it_is_called(tmp_path: Path, creditor: Creditor) -> None:
    for name in ("x.xls", "x.xlsx"):
        (record,) = read(xls(tmp_path / name, [HEAD, ONE]), creditor).records
        assert record.invoices[0].due_date == date(2026, 11, 15)
    (record,) = read(xlsx(tmp_path / "y.xls", {"Blad1": [HEAD, ONE]}), creditor).records
    assert record.invoices[0].amount == Decimal("119.50")


def test_a_workbook_that_unpacks_to_more_than_a_machine_holds_is_refused(
    tmp_path: Path, creditor: Creditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "LARGEST_CONTENT", 1_000)
    book = xlsx(tmp_path / "x.xlsx", {"Blad1": [HEAD, ONE]})
    assert "is uitgepakt groter dan" in str(read(book, creditor).problems[0])


def test_a_workbook_with_a_password_says_so(tmp_path: Path, creditor: Creditor) -> None:
    (tmp_path / "x.xlsx").write_bytes(
        b"\xd0\xcf\x11\xe0" + bytes(99) + "EncryptedPackage".encode("utf-16-le")
    )
    assert "met een wachtwoord beveiligd" in str(read(tmp_path / "x.xlsx", creditor).problems[0])


def test_rows_that_a_workbook_hides_are_left_out_and_told_unless_asked_for(
    tmp_path: Path, creditor: Creditor
) -> None:
    two = (1002, "P. Smit", "F2", date(2026, 10, 16), date(2026, 11, 15), 50, None, None)
    book = rewritten(
        xlsx(tmp_path / "x.xlsx", {"Blad1": [HEAD, ONE, two]}), '<row r="3">', '<row r="3" hidden="1">'
    )
    for path in (book, xls(tmp_path / "x.xls", [HEAD, ONE, two], hidden=[3])):
        reading = read(path, creditor)
        assert [record.id for record in reading.records] == ["1001"]
        assert "verborgen rij, niet gelezen (regel 3)" in reading.warnings
        everything = read_records(path, creditor=creditor, columns=Layout(hidden=True), on=ON)
        assert len(everything.records) == 2


def test_all_sheets_with_the_same_head_are_read_and_the_others_told(
    tmp_path: Path, creditor: Creditor
) -> None:
    two = (1002, "P. Smit", "F2", date(2026, 10, 16), "x", 50, None, None)
    three = (1003, "A. Bos", "F3", date(2026, 10, 16), date(2026, 11, 15), 50, None, None)
    sheets: dict[str, Sheet] = {"Okt": [HEAD, ONE], "Nov": [("Titel",), HEAD, two, three], "Som": [("x", 3)]}
    reading = read(xlsx(tmp_path / "x.xlsx", sheets), creditor)
    assert [record.id for record in reading.records] == ["1001", "1003"]
    assert any('het blad "Nov" is ook gelezen' in warning for warning in reading.warnings)
    assert any('het blad "Som" is niet gelezen' in warning for warning in reading.warnings)
    (problem,) = reading.problems
    assert problem.place is not None
    assert (problem.place.line, "rij 3 in Excel" in problem.message) == (1003, True)


def test_a_web_page_that_is_called_xls_is_read_as_its_table(tmp_path: Path, creditor: Creditor) -> None:
    cells = "".join(f"<th>{name}</th>" for name in HEAD[:6])
    page = (
        f"<html><body><table><tr><td colspan=3>Open posten</td></tr><tr>{cells}</tr><tr><td>1001</td><td>J. Jansen</td>"
        "<td>F1</td><td>1-10-2026</td><td>31-10-2026</td><td>1.284,50</td></tr></table></body></html>"
    )
    (tmp_path / "x.xls").write_text(page)
    (record,) = read(tmp_path / "x.xls", creditor).records
    assert record.total == Decimal("1284.50")
