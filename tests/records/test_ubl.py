"""UBL invoices are read as what their customer has to pay, and hostile XML is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.records.invoices import BUYER, CONSUMER, PDF, SELLER, document, embedded, totals
from toolkit.records import Creditor, Record
from toolkit.records.readers import Item, read_items, read_records

ON = date(2026, 11, 23)


def items(folder: Path, creditor: Creditor | None, extract: Path | None = None, **files: bytes) -> list[Item]:
    for name, content in files.items():
        (folder / f"{name}.xml").write_bytes(content)
    return list(read_items(folder, creditor, ON, extract))


def one(folder: Path, creditor: Creditor | None, content: bytes, extract: Path | None = None) -> Record:
    (item,) = items(folder, creditor, extract, a=content)
    assert item.record is not None, item.problems
    return item.record


def test_several_tax_rates_and_an_allowance_give_what_is_payable(tmp_path: Path, creditor: Creditor) -> None:
    record = one(
        tmp_path, creditor, document(amounts=totals("163.40", "63.45", prepaid="100.00", rounding="0.05"))
    )
    (invoice,) = record.invoices
    assert (invoice.amount, invoice.paid, invoice.outstanding) == (
        Decimal("163.45"), Decimal("100.00"), Decimal("63.45"),
    )  # fmt: skip
    assert (invoice.number, invoice.date, invoice.due_date) == ("F-1", date(2026, 10, 16), date(2026, 11, 15))
    assert (invoice.reference, invoice.description) == ("+++090/9337/55493+++", "Brood in oktober")


def test_the_buyer_is_the_customer_and_the_account_is_that_of_the_invoice(
    tmp_path: Path, creditor: Creditor
) -> None:
    record = one(tmp_path, creditor, document())
    customer = record.customer
    assert (customer.kind, customer.company, customer.registration) == (
        "business",
        "Lunchroom De Kade",
        "0123456749",
    )
    assert (customer.email, customer.phone) == ("lotte@dekade.example", "09 123 45 67")
    assert customer.address is not None
    assert (customer.address.street, customer.address.postcode, customer.address.country) == (
        "Kaai 3",
        "9000",
        "BE",
    )
    assert customer.address.extra == "t.a.v. Lotte Maes - bus 2"
    assert (record.creditor.iban, record.creditor.bic) == ("NL20INGB0001234567", "INGBNL2A")
    assert record.creditor.account_holder == "De Korenbloem Facturen"
    assert record.creditor.opening_hours == creditor.opening_hours


def test_a_buyer_without_a_number_is_a_person(tmp_path: Path, creditor: Creditor) -> None:
    customer = one(tmp_path, creditor, document(buyer=CONSUMER)).customer
    assert (customer.kind, customer.salutation, customer.initials, customer.last_name) == (
        "consumer", "mevrouw", "F.", "Yilmaz",
    )  # fmt: skip


def test_without_settings_the_seller_is_the_creditor(tmp_path: Path) -> None:
    creditor = one(tmp_path, None, document()).creditor
    assert (creditor.name, creditor.phone, creditor.registration) == (
        "De Korenbloem",
        "033 470 00 00",
        "12345678",
    )
    assert creditor.vat_number == "NL001234567B01"


def test_invoices_and_credit_notes_of_one_customer_are_one_record(tmp_path: Path, creditor: Creditor) -> None:
    found = items(
        tmp_path, creditor,
        a=document("F-1"), b=document("F-2", on="2026-10-20"), c=document("C-1", kind="CreditNote", due=""),
        d=document("F-3", buyer=CONSUMER),
    )  # fmt: skip
    records = [item.record for item in found if item.record]
    assert [[invoice.number for invoice in record.invoices] for record in records] == [
        ["F-1", "F-2", "C-1"],
        ["F-3"],
    ]
    assert records[0].id == "0123456749"
    assert records[0].invoices[2].amount == Decimal("-163.40")
    assert found[0].raw == "a.xml\nb.xml\nc.xml"


def test_an_invoice_without_a_due_date_gets_the_legal_term_and_says_so(
    tmp_path: Path, creditor: Creditor
) -> None:
    (item,) = items(tmp_path, creditor, a=document(due=""))
    assert item.record is not None
    assert item.record.invoices[0].due_date == date(2026, 11, 15)
    assert item.warnings == ("factuur F-1 noemt geen vervaldatum; 30 dagen na de factuurdatum genomen",)


def test_a_pdf_inside_the_invoice_goes_along(tmp_path: Path, creditor: Creditor) -> None:
    record = one(
        tmp_path, creditor, document(more=embedded(name="../../etc/factuur.pdf")), tmp_path / "files"
    )
    (attachment,) = record.attachments
    assert (attachment.name, attachment.kind) == ("Factuur F-1", "invoice")
    path = tmp_path / "files" / attachment.file
    assert path.parent == tmp_path / "files"
    assert path.read_bytes() == PDF
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "inside", [embedded(b"MZ", "application/octet-stream", "x.exe"), embedded(b"no pdf", "application/pdf")]
)
def test_a_file_inside_that_is_no_pdf_stays_behind_and_is_told(
    tmp_path: Path, creditor: Creditor, inside: str
) -> None:
    (item,) = items(tmp_path, creditor, tmp_path / "files", a=document(more=inside))
    assert item.record is not None
    assert item.record.attachments == ()
    assert "is geen PDF en gaat niet mee" in item.warnings[0]


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 9))
    + "]>"
)
SOMEBODY_ELSE = SELLER.replace("12345678", "99999999").replace("De Korenbloem", "Iemand anders")
OUTSIDE = '<!DOCTYPE x [<!ENTITY leak SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("head", [LAUGHS, OUTSIDE, '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_and_doctypes_are_refused_in_any_encoding(
    tmp_path: Path, creditor: Creditor, head: str, encoding: str
) -> None:
    hostile = document("&leak;&a8;", head=head).decode().replace("UTF-8", encoding).encode(encoding)
    (item,) = items(tmp_path, creditor, a=hostile)
    assert item.record is None
    assert "DOCTYPE of entiteiten" in str(item.problems[0])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<Invoice>", "is geen goede XML"),
        (b"<html/>", "is geen factuur of creditnota in UBL"),
        (document(currency="USD"), "is niet in euro's maar in USD"),
        (document(""), "het factuurnummer ontbreekt"),
        (document(amounts=totals("163.40", "99.00")), "niet het totaal met btw"),
        (document(on="gisteren"), "is geen datum"),
        (document(seller=SOMEBODY_ELSE), "niet van u"),
        (document(buyer=BUYER.replace("9000", "x")), "is geen Belgische postcode"),
        (document(more=embedded().replace("JVBE", "!!!!")), "beschadigd"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_document_is_told_in_dutch(
    tmp_path: Path, creditor: Creditor, content: bytes, said: str
) -> None:
    (item,) = items(tmp_path, creditor, a=content)
    assert item.record is None
    assert said in " ".join(map(str, item.problems))


def test_a_bad_document_does_not_hide_the_others(tmp_path: Path, creditor: Creditor) -> None:
    found = items(tmp_path, creditor, a=b"<", b=document())
    assert [item.record is not None for item in found] == [False, True]
    assert read_records(tmp_path / "b.xml", creditor=creditor, on=ON).records


@pytest.mark.parametrize(
    "amount", ["1e999999999", "sNaN", "NaN", "Infinity", "-Infinity", "9" * 400, "1E2", "٣"]
)
def test_an_amount_beyond_all_measure_is_a_problem_of_its_file_alone(
    tmp_path: Path, creditor: Creditor, amount: str
) -> None:
    for name in ("TaxInclusiveAmount", "PayableAmount", "PrepaidAmount"):
        amounts = totals("10.00", "10.00", "0.00").replace(
            f'<cbc:{name} currencyID="EUR">', f'<cbc:{name} currencyID="EUR">{amount}<!---->'
        )
        amounts = amounts.replace("<!---->10.00", "").replace("<!---->0.00", "")
        bad, good = items(tmp_path, creditor, a=document("F-1"), b=document("F-2", amounts=amounts))
        assert [each.message for each in bad.problems] == [f"{name}: is geen bedrag"]
        assert good.record is not None


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-13-01"])
def test_a_day_beyond_all_measure_is_a_problem_of_its_file_alone(
    tmp_path: Path, creditor: Creditor, day: str
) -> None:
    bad, good = items(tmp_path, creditor, a=document("F-1"), b=document("F-2", on=day, due=""))
    assert len(bad.problems) == 1
    assert good.record is not None
