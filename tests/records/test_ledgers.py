"""Ledgers as bookkeeping programs write them: what is asked is what is open, and what is unclear is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from tests.records.conftest import HEADER, said
from toolkit.records.readers import Reading

DAYS = "1-10-2026;31-10-2026"
ROW = f"1;J. Jansen;F1;{DAYS};100"

Table = Callable[..., Reading]


def asked(reading: Reading) -> dict[str, Decimal]:
    """What each customer is asked, by the id of the record."""
    return {record.id: record.total for record in reading.records}


@pytest.mark.parametrize(
    "name", ["Saldo", "Balance", "Reste à payer", "Verschuldigd bedrag", "Open balance", "Solde"]
)
def test_what_is_still_open_is_asked_and_not_the_amount(table: Table, name: str) -> None:
    assert asked(table(f"{HEADER};{name}", f"{ROW};40,50")) == {"1": Decimal("40.50")}


@pytest.mark.parametrize(
    ("name", "cells", "means"),
    [
        ("Restwaarde", ("40,50", "0"), "bevat bedragen tot het bedrag van de factuur"),
        ("Mnt", ("EUR", "USD"), "lijkt een valuta"),
        ("Boeking", ("Inkoopfactuur", "Verkoopfactuur"), "lijkt een soort factuur"),
        ("Afhandelstatus", ("zwabber", ""), "zegt misschien of er nog iets te vragen is"),
        ("Zahlart", ("Lastschrift", "bar"), "zegt misschien of er nog iets te vragen is"),
        ("Aanm. blok", ("ja", ""), "lijkt te zeggen dat iemand geen bericht mag krijgen"),
        ("Kenmerk 2", ("in faillissement", ""), "lijkt te zeggen dat iemand geen bericht mag krijgen"),
    ],
)
def test_an_unread_column_that_may_change_what_is_asked_refuses_the_file_with_the_line_to_write(
    table: Table, name: str, cells: tuple[str, str], means: str
) -> None:
    rows = [f"{n};P. {'AB'[n]}akker;F{n};{DAYS};100;{cell}" for n, cell in enumerate(cells)]
    reading = table(f"{HEADER};{name}", *rows)
    assert reading.records == ()
    (problem,) = said(reading)
    assert f'kolom "{name}" {means}' in problem
    assert f'"{name}" = ""' in problem
    assert len(table(f"{HEADER};{name}", *rows, columns={name: ""}).records) == 2


@pytest.mark.parametrize("cells", ["rood;blauw", "0012;0013", "999;12", ";", "Jan;Piet"])
def test_a_column_that_changes_nothing_is_only_told(table: Table, cells: str) -> None:
    one, other = cells.split(";")
    reading = table(f"{HEADER};Kleur", f"{ROW};{one}", f"2;P. Smit;F2;{DAYS};50;{other}")
    assert asked(reading) == {"1": 100, "2": 50}
    assert reading.warnings == ('niet gelezen, want onbekend: kolom "Kleur"',)


def test_another_currency_and_an_invoice_we_have_to_pay_are_left_out_and_told(table: Table) -> None:
    reading = table(
        f"{HEADER};valuta;soort",
        f"{ROW};EUR;Verkoopfactuur",
        f"2;P. Smit;F2;{DAYS};50;USD;Verkoopfactuur",
        f"3;K. Bos;I-7;{DAYS};500;EUR;Inkoopfactuur",
        f"1;J. Jansen;C1;{DAYS};30;EUR;Creditnota",
    )
    assert asked(reading) == {"1": 70}
    assert reading.problems == ()
    assert any("USD" in warning and "regel 3" in warning for warning in reading.warnings)
    assert any(
        "geen factuur aan een klant" in warning and "regel 4" in warning for warning in reading.warnings
    )


@pytest.mark.parametrize(
    ("column", "cell"), [("valuta", "klinker"), ("soort", "Betaling"), ("soort", "Huur")]
)
def test_a_currency_or_kind_that_we_do_not_know_is_refused(table: Table, column: str, cell: str) -> None:
    good = "EUR" if column == "valuta" else "Factuur"
    reading = table(f"{HEADER};{column}", f"{ROW};{cell}", f"2;P. Smit;F2;{DAYS};50;{good}")
    assert asked(reading) == {"2": 50}


@pytest.mark.parametrize(
    ("column", "cell"), [("status", "Betwist"), ("status", "Ligt bij de deurwaarder"), ("geblokkeerd", "ja"),
                         ("overleden", "12-10-2026")]
)  # fmt: skip
def test_who_may_not_be_written_to_stops(table: Table, column: str, cell: str) -> None:
    reading = table(
        f"{HEADER};{column}", f"{ROW};{cell}", f"1;J. Jansen;F3;{DAYS};5;", f"2;P. Smit;F2;{DAYS};50;"
    )
    assert not reading.problems
    assert [record.customer.stopped is not None for record in reading.records] == [True, False]


def test_what_is_closed_by_its_status_is_left_out(table: Table) -> None:
    reading = table(f"{HEADER};status", f"{ROW};Open", f"2;P. Smit;F2;{DAYS};50;Concept")
    assert (asked(reading), reading.problems) == ({"1": 100}, ())


@pytest.mark.parametrize(
    ("head", "cells", "owed"),
    [
        ("debet;credit", "100;", 100),
        ("debet;credit", ";40", -40),
        ("debet;credit", "100;40", 60),
        ("debet;credit;saldo", "100;40;60", 60),
        ("bedrag;betaald;credit note;saldo", "100;30;20;50", 50),
        ("bedrag", "100,00 CR", -100),
        ("bedrag;d/c", "100;C", -100),
    ],
)
def test_debit_and_credit_say_what_is_open(table: Table, head: str, cells: str, owed: int) -> None:
    base = "klantnummer;klantnaam;factuurnummer;factuurdatum;vervaldatum"
    assert asked(table(f"{base};{head}", f"1;J. Jansen;F1;{DAYS};{cells}")) == {"1": owed}


def test_debit_and_credit_that_do_not_give_the_balance_are_refused(table: Table) -> None:
    base = "klantnummer;klantnaam;factuurnummer;factuurdatum;vervaldatum;debet;credit;saldo"
    assert "is niet wat er overblijft" in said(table(base, f"1;J. Jansen;F1;{DAYS};100;40;70"))[0]
    assert "is leeg" in said(table(base.removesuffix(";saldo"), f"1;J. Jansen;F1;{DAYS};;"))[0]


def test_titles_above_the_head_and_totals_below_are_no_rows(table: Table) -> None:
    reading = table(
        "Openstaande posten debiteuren;;;;;", "Peildatum: 23-11-2026;;;;;", ";;;;;", HEADER, ROW,
        "Openstaande posten debiteuren;;;;;", HEADER, f"2;P. Smit;F2;{DAYS};50", ";Subtotaal;;;;150", "Pagina 2;;;;;",
        ";;;;Totaal;150",
    )  # fmt: skip
    assert (asked(reading), reading.problems, dict(reading.reasons)) == ({"1": 100, "2": 50}, (), {})
    assert "totaalregel overgeslagen (regel 9 en 11)" in reading.warnings


def test_a_customer_called_total_is_no_total(table: Table) -> None:
    assert asked(table(HEADER, f"1;Total Nederland B.V.;F1;{DAYS};100")) == {"1": 100}
    assert said(table(HEADER, f"1;Total Nederland B.V.;F1;{DAYS};")) == ['2: kolom "bedrag": is leeg']


def test_a_column_of_codes_beside_a_name_is_the_customer_number(table: Table) -> None:
    head = "debiteur;naam;dagboek;nummer;factuur;datum;vervaldatum;bedrag"
    (record,) = table(head, f"1001;J. Jansen;VRK;20260001;F1;{DAYS};100").records
    assert (record.id, record.customer.last_name, record.invoices[0].number) == ("1001", "Jansen", "F1")
    (record,) = table("debiteur;factuur;datum;vervaldatum;bedrag", f"J. Jansen;F1;{DAYS};100").records
    assert record.customer.last_name == "Jansen"


def test_an_invoice_column_with_amounts_is_the_amount(table: Table) -> None:
    head = "factuurnr.;naam;deb.nr.;datum;vervalt;factuur;saldo"
    (record,) = table(head, f"F1;J. Jansen;7;{DAYS};257,69;57,69").records
    assert (record.invoices[0].number, record.total) == ("F1", Decimal("57.69"))


def test_terms_of_one_invoice_are_one_invoice_of_what_is_due(table: Table) -> None:
    rows = [f"1;J. Jansen;F1;1-9-2026;{due};100;50" for due in ("1-10-2026", "1-11-2026", "1-1-2027")]
    (record,) = table(HEADER + ";openstaand", *rows[:2]).records
    (invoice,) = record.invoices
    assert (invoice.amount, invoice.outstanding, invoice.due_date) == (100, 100, date(2026, 11, 1))
    (record,) = table(HEADER + ";openstaand", rows[0], rows[2]).records
    assert (record.total, record.due_date) == (50, date(2026, 10, 1))


@pytest.mark.parametrize(
    ("more", "one", "other", "owed"),
    [
        (";termijn", "60;1 van 2", "60;2 van 2", 120),
        ("", "60", "40", 100),
        (";openstaand", "100;60", "100;40", 100),
        (";betaald", "100;40", "100;60", 100),
    ],
)
def test_terms_are_numbered_or_differ_or_add_up_to_the_amount(
    table: Table, more: str, one: str, other: str, owed: int
) -> None:
    rows = [f"1;J. Jansen;F1;1-9-2026;1-{month}-2026;{cells}" for month, cells in ((10, one), (11, other))]
    assert asked(table(f"{HEADER}{more}", *rows)) == {"1": owed}


@pytest.mark.parametrize(
    ("more", "cells"),
    [("", ""), (";openstaand", ";100"), (";openstaand", ";60"), (";termijn", ";1"), (";betaald", ";0")],
)
def test_one_invoice_that_stands_twice_with_another_day_is_refused_and_both_rows_are_named(
    table: Table, more: str, cells: str
) -> None:
    rows = [f"1;J. Jansen;F1;1-9-2026;1-{month}-2026;100{cells}" for month in (10, 11)]
    reading = table(f"{HEADER}{more}", *rows, f"2;P. Smit;F2;{DAYS};100{cells.replace('60', '100')}")
    assert asked(reading) == {"2": 100}
    one, other = said(reading)
    assert one.startswith('2: kolom "factuurnummer": "F1" staat ook op regel 3; zijn het termijnen?')
    assert other.startswith('3: kolom "factuurnummer": "F1" staat ook op regel 2; zijn het termijnen?')


@pytest.mark.parametrize(
    ("one", "other"),
    [("F1", "F 1"), ("F-1", "f1"), ("2026-0413", "20260413"), ("2026/0413", "2026-0413"), ("F1", "F1")],
)
@pytest.mark.parametrize("who", ["1;J. Jansen", "2;P. Smit"])
def test_one_number_on_two_rows_is_refused_however_it_is_written(
    table: Table, one: str, other: str, who: str
) -> None:
    rows = (f"1;J. Jansen;{one};1-9-2026;1-10-2026;100", f"{who};{other};1-9-2026;1-11-2026;40")
    reading = table(HEADER, *rows, f"3;A. Bos;F3;{DAYS};30")
    if (one, who) == (other, "1;J. Jansen"):
        assert asked(reading) == {"1": 140, "3": 30}  # two terms
    else:
        assert asked(reading) == {"3": 30}
        assert "staat ook op regel 3" in said(reading)[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [("2026.1.11", "2026.11.1"), ("1-1", "11"), ("F01", "F1"), ("F1a", "F1b"), ("413", "0413")],
)
def test_two_numbers_that_look_alike_are_two_invoices(table: Table, one: str, other: str) -> None:
    assert asked(table(HEADER, ROW.replace("F1", one), ROW.replace("F1", other))) == {"1": 200}


def test_two_rows_of_one_number_that_are_no_terms_are_still_refused(table: Table) -> None:
    assert table(HEADER, ROW, ROW).records == ()
    assert table(HEADER, ROW, "2;P. Smit;F1;1-10-2026;30-11-2026;100").records == ()


def test_a_short_row_stops_its_own_customer_number_and_no_namesake(table: Table) -> None:
    rows = [f"{n};J. de Vries;F{n};{DAYS};100" for n in (1, 2, 4)]
    reading = table(HEADER, *rows, "3;J. de Vries;F3;1-10-2026", "4;J. de Vries;F5;1-10-2026")
    assert asked(reading) == {"1": 100, "2": 100}


@pytest.mark.parametrize(
    ("cell", "email"),
    [("a@x.example; b@x.example", None), ("-", None), ("geen", None), ("josé@x.example", None),
     ("onbekend@onbekend.nl", None), ("mailto:e@x.example", "e@x.example"), ("Jan <c@x.example>", "c@x.example")],
)  # fmt: skip
def test_an_odd_email_cell_is_told_and_blocks_no_other_channel(
    table: Table, cell: str, email: str | None
) -> None:
    head = HEADER + ";e-mail;straat;postcode;plaats"
    reading = table(head, f'{ROW};"{cell}";Plein 1;3561 KL;Utrecht')
    (record,) = reading.records
    assert (record.customer.email, record.customer.address is not None) == (email, True)
    assert bool(reading.warnings) == (email is None)


@pytest.mark.parametrize("name", ["Betaald op", "Betaaldatum", "Fully paid on date", "Date de paiement"])
def test_an_invoice_with_a_day_of_payment_is_not_asked_unless_the_list_says_what_is_open(
    table: Table, name: str
) -> None:
    other = f"2;P. Smit;F2;{DAYS};50"
    reading = table(f"{HEADER};{name}", f"{ROW};20-11-2026", f"{other};")
    assert asked(reading) == {"2": 50}
    assert f'kolom "{name}": niet meegenomen, want betaald (regel 2)' in reading.warnings
    assert asked(table(f"{HEADER};{name};Openstaand", f"{ROW};20-11-2026;40", f"{other};;50")) == {
        "1": 40,
        "2": 50,
    }
    assert asked(table(f"{HEADER};{name};Betaald", f"{ROW};20-11-2026;", f"{other};20-11-2026;10")) == {
        "2": 40
    }


@pytest.mark.parametrize("cell", ["nee", "onbekend", "00-00-0000"])
def test_a_cell_that_names_no_day_of_payment_is_refused(table: Table, cell: str) -> None:
    reading = table(f"{HEADER};Betaald op", f"{ROW};{cell}")
    assert asked(reading) == {}
    assert said(reading) == [f'2: kolom "Betaald op": "{cell}" is geen dag van betaling']


@pytest.mark.parametrize("cell", ["20-11-2026", "60,00"])
def test_an_invoice_of_which_something_was_paid_last_is_refused_unless_the_list_says_what_is_open(
    table: Table, cell: str
) -> None:
    reading = table(f"{HEADER};Laatste betaling", f"{ROW};{cell}", f"2;P. Smit;F2;{DAYS};50;")
    assert asked(reading) == {"2": 50}
    assert "hoeveel staat er nog open?" in said(reading)[0]
    assert asked(table(f"{HEADER};Laatste betaling;Saldo", f"{ROW};{cell};40")) == {"1": 40}


@pytest.mark.parametrize("cell", ["deels betaald", "Partially paid", "Partiellement payé"])
def test_an_invoice_that_is_paid_in_part_is_refused_unless_the_list_says_what_is_open(
    table: Table, cell: str
) -> None:
    reading = table(f"{HEADER};Status", f"{ROW};{cell}", f"2;P. Smit;F2;{DAYS};50;open")
    assert asked(reading) == {"2": 50}
    assert "hoeveel staat er nog open?" in said(reading)[0]
    assert asked(table(f"{HEADER};Status;Saldo", f"{ROW};{cell};40")) == {"1": 40}


@pytest.mark.parametrize(
    "row",
    [
        "2;Totaal Installatie B.V.;F2;1-10-2026;;50",
        "2;Total Energies SA;;1-10-2026;31-10-2026;50",
        "2;Subtotaal;F2;;;50",
    ],
)
def test_a_row_with_something_of_an_invoice_is_no_total_whatever_the_firm_is_called(
    table: Table, row: str
) -> None:
    reading = table(HEADER, ROW, row)
    assert asked(reading) == {"1": 100}
    assert "is leeg" in said(reading)[0]


@pytest.mark.parametrize("text", ["Creditnota bij F1", "credit-factuur", "Note de crédit 12", "Gutschrift"])
def test_a_credit_note_by_its_description_is_never_asked(table: Table, text: str) -> None:
    other = f"1;J. Jansen;C1;{DAYS}"
    assert asked(table(f"{HEADER};Omschrijving", f"{ROW};taart", f"{other};-20;{text}")) == {"1": 80}
    reading = table(f"{HEADER};Omschrijving", f"{ROW};taart", f"{other};20;{text}")
    assert asked(reading) == {}
    assert any("is dit een creditnota?" in problem for problem in said(reading))


@pytest.mark.parametrize("sign", ["£", "$", "(USD)"])
def test_an_amount_with_another_currency_in_its_head_is_not_in_euros(table: Table, sign: str) -> None:
    reading = table(HEADER.replace("bedrag", f"Bedrag {sign}"), ROW)
    assert asked(reading) == {}
    assert "ontbreekt" in said(reading)[0]


def test_a_kind_of_which_no_cell_is_known_refuses_the_file(table: Table) -> None:
    reading = table(f"{HEADER};Soort", f"{ROW};Aankoopbon", f"2;P. Smit;F2;{DAYS};50;Aankoopbon")
    assert asked(reading) == {}
    assert 'kolom "Soort" zegt misschien wat voor stuk het is' in said(reading)[0]
    assert asked(table(f"{HEADER};Soort", f"{ROW};Aankoopbon", columns={"Soort": ""})) == {"1": 100}
