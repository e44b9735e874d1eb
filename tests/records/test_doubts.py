"""A table in another currency, with its months first, or with a day decades away, is refused and never guessed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.records.conftest import CREDITOR, HEADER, ON, said
from tests.records.workbooks import xlsx
from toolkit.records.layout import Layout
from toolkit.records.readers import Reading, read_records

ROW = "1;J. Jansen;F1;1-10-2026;31-10-2026;100"
ENGLISH = "Customer No;Customer;Invoice No;Invoice Date;Due Date;Amount"
Table = Callable[..., Reading]


def rows(*days: tuple[str, str]) -> list[str]:
    return [
        f"{at};P. {who}akker;F{at};{issued};{due};100"
        for at, (who, (issued, due)) in enumerate(zip("ABCDE", days, strict=False))
    ]


@pytest.mark.parametrize(
    "title",
    [
        *("Openstaande posten in USD", "Alle bedragen in GBP", "Amounts in US dollars", "Currency;USD", "Valuta: CHF"),
        *("Open items (USD)", "Bedragen in Zwitserse franken", "in $", "Montants en devise: GBP", "Valuta;;£"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("below", [False, True])
def test_a_title_that_names_another_currency_refuses_the_file_with_the_line_to_write(
    table: Table, tmp_path: Path, title: str, below: bool
) -> None:
    lines = [HEADER, ROW, "", f"{title}{';' * (5 - title.count(';'))}"] if below else [title, "", HEADER, ROW]
    if below and ";" in title:
        return
    reading = table(*lines)
    assert reading.records == ()
    assert "en wij vragen euro's" in said(reading)[0]
    assert 'onder [table]: currency = "EUR"' in said(reading)[0]
    read = read_records(tmp_path / "posten.csv", creditor=CREDITOR, columns=Layout(currency="EUR"), on=ON)
    assert len(read.records) == 1
    book = xlsx(tmp_path / "posten.xlsx", {"Blad1": [line.split(";") for line in lines if line]})
    assert read_records(book, creditor=CREDITOR, on=ON).records == ()


@pytest.mark.parametrize(
    "title",
    [
        "Openstaande posten Sterling Advies B.V.",
        "Dollar Rent B.V.",
        "Alle bedragen in EUR",
        "Lijst van CAD Bouw",
        "€",
    ],
)
def test_a_title_that_names_no_other_currency_refuses_nothing(table: Table, title: str) -> None:
    assert len(table(title, "", HEADER, ROW).records) == 1


def test_a_column_with_the_currency_of_each_row_goes_before_a_title(table: Table) -> None:
    assert len(table("Alles in USD en EUR", "", f"{HEADER};valuta", f"{ROW};EUR").records) == 1


@pytest.mark.parametrize(
    ("head", "days"),
    [
        (ENGLISH, [("10/01/2026", "11/09/2026")]),
        (ENGLISH, [("09/05/2026", "10/05/2026"), ("08/03/2026", "09/02/2026")]),
        (HEADER, [("09/05/2026", "10/05/2026"), ("08/03/2026", "09/02/2026")]),
        (
            HEADER,
            [("10-01-2026", "11-01-2026")] * 3,
        ),  # in our order the second row lies 1 day after the first
        (HEADER, [("09-01-2026", "09-08-2026")]),  # a week, or seven months
    ],
)
def test_days_that_may_have_their_month_first_refuse_the_file_until_a_setting_says_it(
    table: Table, tmp_path: Path, head: str, days: list[tuple[str, str]]
) -> None:
    reading = table(head, *rows(*days))
    assert reading.records == ()
    (problem,) = said(reading)
    assert "month_first = true" in problem
    assert "month_first = false" in problem
    first = read_records(tmp_path / "posten.csv", creditor=CREDITOR, columns=Layout(month_first=True), on=ON)
    issued = days[0][0].replace("/", "-").split("-")
    assert first.records[0].invoices[0].date == date(2026, int(issued[0]), int(issued[1]))


@pytest.mark.parametrize(
    ("head", "days"),
    [
        (HEADER, [("01-10-2026", "15-10-2026")]),
        (HEADER, [("01-10-2026", "08-10-2026")]),
        (HEADER, [("01/10/2026", "31/10/2026"), ("02/10/2026", "09/10/2026")]),
        (HEADER, [("05-09-2026", "05-10-2026")]),
        (ENGLISH, [("01/10/2026", "31/10/2026"), ("02/10/2026", "09/10/2026")]),
        (ENGLISH, [("02/09/2026", "12/09/2026"), ("03/09/2026", "03/10/2026"), ("02/09/2026", "09/09/2026")]),
        (ENGLISH, [("2026-10-01", "2026-10-11")]),
        (ENGLISH, [("10/10/2026", "11/11/2026")]),
    ],
)
def test_days_that_can_only_be_read_in_one_way_are_read(
    table: Table, head: str, days: list[tuple[str, str]]
) -> None:
    reading = table(head, *rows(*days))
    assert (reading.problems, len(reading.records)) == ((), len(days))


@pytest.mark.parametrize(
    ("column", "issued", "due"),
    [
        ("factuurdatum", "1926-01-01", "31-10-2026"),
        ("factuurdatum", "0001-01-01", "31-10-2026"),
        ("factuurdatum", "01-10-1996", "31-10-2026"),
        ("factuurdatum", "01-10-2029", "31-10-2029"),
        ("vervaldatum", "01-10-2026", "31-10-2062"),
        ("vervaldatum", "01-10-2026", "2206-10-31"),
    ],
)
def test_a_day_decades_away_refuses_its_row_with_the_cell(
    table: Table, column: str, issued: str, due: str
) -> None:
    reading = table(HEADER, *rows((issued, due), ("01-10-2026", "31-10-2026")))
    assert [record.id for record in reading.records] == ["1"]
    assert any(text.startswith(f'2: kolom "{column}": "') for text in said(reading))


def test_a_list_of_which_all_days_have_their_month_first_asks_for_the_setting_once(table: Table) -> None:
    reading = table(ENGLISH, *rows(("10/05/2026", "11/04/2026"), ("10/01/2026", "10/31/2026")))
    assert reading.records == ()
    assert said(reading) == [
        "1: de dagen beginnen met de maand; schrijf in tact.toml onder [table]: month_first = true"
    ]
