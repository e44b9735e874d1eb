"""UBL invoices are read as what their customer has to pay, and hostile XML is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.records.invoices import BUYER, CONSUMER, MEANS, PDF, SELLER, document, embedded, totals
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


def buyer(inside: str, name: str = "mevr. F. Yilmaz", before: str = "", street: str = "") -> str:
    """A buyer with a name, and whatever a program adds to it."""
    address = street or "<cbc:StreetName>Zonnedauw 12</cbc:StreetName>"
    return (
        f"<cac:AccountingCustomerParty>{before}<cac:Party>{inside}<cac:PartyName><cbc:Name>{name}</cbc:Name>"
        f"</cac:PartyName><cac:PostalAddress>{address}<cbc:CityName>Utrecht</cbc:CityName>"
        "<cbc:PostalZone>3561 KL</cbc:PostalZone><cac:Country><cbc:IdentificationCode>NL</cbc:IdentificationCode>"
        "</cac:Country></cac:PostalAddress></cac:Party></cac:AccountingCustomerParty>"
    )


@pytest.mark.parametrize(
    ("given", "number", "email"),
    [
        (buyer('<cbc:EndpointID schemeID="EM">f@post.example</cbc:EndpointID>'), "", "f@post.example"),
        (buyer("<cac:PartyIdentification><cbc:ID>1001</cbc:ID></cac:PartyIdentification>"), "1001", None),
        (buyer("", before="<cbc:SupplierAssignedAccountID>K 7</cbc:SupplierAssignedAccountID>"), "K 7", None),
        (buyer('<cac:PartyLegalEntity><cbc:CompanyID>n.v.t.</cbc:CompanyID></cac:PartyLegalEntity>'), "", None),
    ],
)  # fmt: skip
def test_a_customer_number_or_a_mail_box_makes_nobody_a_firm(
    tmp_path: Path, creditor: Creditor, given: str, number: str, email: str | None
) -> None:
    customer = one(tmp_path, creditor, document(buyer=given)).customer
    assert (customer.kind, customer.last_name, customer.id, customer.email) == (
        "consumer", "Yilmaz", number, email,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "registration"),
    [
        (buyer('<cbc:EndpointID schemeID="0106">87654321</cbc:EndpointID>', "Yilmaz Advies"), "87654321"),
        (
            buyer(
                '<cac:PartyIdentification><cbc:ID schemeID="0208">0123456749</cbc:ID></cac:PartyIdentification>',
                "Yilmaz Advies",
            ),
            "0123456749",
        ),
        (buyer("", "Yilmaz Advies B.V."), ""),
    ],
)
def test_a_firm_is_known_by_a_register_or_by_its_form(
    tmp_path: Path, creditor: Creditor, given: str, registration: str
) -> None:
    customer = one(tmp_path, creditor, document(buyer=given)).customer
    assert (customer.kind, customer.registration) == ("business", registration)


@pytest.mark.parametrize(
    ("street", "line"),
    [
        ("<cbc:StreetName>Spui</cbc:StreetName><cbc:BuildingNumber>23</cbc:BuildingNumber>", "Spui 23"),
        (
            "<cbc:StreetName>Spui</cbc:StreetName><cbc:BuildingNumber>23</cbc:BuildingNumber>"
            "<cbc:Department>1a</cbc:Department>",
            "Spui 23 1a",
        ),
        ("<cbc:StreetName>Spui 23</cbc:StreetName><cbc:BuildingNumber>23</cbc:BuildingNumber>", "Spui 23"),
        ("<cbc:StreetName>Spui 23</cbc:StreetName><cbc:Department>Inkoop</cbc:Department>", "Spui 23"),
    ],
)
def test_a_house_number_is_found_wherever_it_stands(
    tmp_path: Path, creditor: Creditor, street: str, line: str
) -> None:
    address = one(tmp_path, creditor, document(buyer=buyer("", street=street))).customer.address
    assert address is not None
    assert address.street == line


def test_a_place_counts_where_the_postal_address_has_no_street(tmp_path: Path, creditor: Creditor) -> None:
    place = CONSUMER.replace("cac:PostalAddress>", "cac:Address>")
    place = place.replace("<cac:Address>", "<cac:PhysicalLocation><cac:Address>")
    place = place.replace("</cac:Address>", "</cac:Address></cac:PhysicalLocation>")
    address = one(tmp_path, creditor, document(buyer=place)).customer.address
    assert address is not None
    assert address.street == "Zonnedauw 12"


def test_the_newest_invoice_says_where_the_customer_lives_and_the_change_is_told(
    tmp_path: Path, creditor: Creditor
) -> None:
    moved = BUYER.replace("Kaai 3", "Dok 8")
    (item,) = items(tmp_path, creditor, b=document("F-9", on="2026-08-01"), a=document("F-10", buyer=moved))
    assert item.record is not None
    assert item.record.customer.address is not None
    assert item.record.customer.address.street == "Dok 8"
    assert item.warnings == (
        "adres van factuur F-10 van 16 oktober 2026 genomen: Dok 8, 9000 Gent; factuur F-9 zegt Kaai 3, 9000 Gent",
    )


def test_one_customer_number_with_two_names_is_nobody(tmp_path: Path, creditor: Creditor) -> None:
    number = "<cac:PartyIdentification><cbc:ID>1001</cbc:ID></cac:PartyIdentification>"
    (item,) = items(
        tmp_path, creditor,
        a=document("F-1", buyer=buyer(number)), b=document("F-2", buyer=buyer(number, "dhr. P. Smit")),
    )  # fmt: skip
    assert item.record is None
    assert "één klantnummer, twee namen" in str(item.problems[0])


def test_documents_with_and_without_a_number_are_of_one_customer_at_one_address(
    tmp_path: Path, creditor: Creditor
) -> None:
    number = "<cac:PartyIdentification><cbc:ID>1001</cbc:ID></cac:PartyIdentification>"
    (item,) = items(
        tmp_path, creditor, a=document("F-1", buyer=buyer(number)), b=document("F-2", buyer=buyer(""))
    )
    assert item.record is not None
    assert item.record.customer.id == "1001"


OTHER_ACCOUNT = MEANS.replace("NL20 INGB 0001 2345 67", "NL57 RABO 0107 3075 10")


@pytest.mark.parametrize("means", [OTHER_ACCOUNT, MEANS + OTHER_ACCOUNT])
def test_an_account_that_is_not_ours_holds_the_customer_back(
    tmp_path: Path, creditor: Creditor, means: str
) -> None:
    (item,) = items(tmp_path, creditor, a=document(means=means))
    assert item.record is None
    assert "NL57RABO0107307510, en die is niet van u" in str(item.problems[0])
    ours = creditor.model_copy(update={"accounts": (*creditor.accounts, "NL57RABO0107307510")})
    (item,) = items(tmp_path, ours, a=document(means=means))
    assert item.record is not None


def test_two_accounts_of_a_seller_nobody_vouches_for_are_refused(tmp_path: Path) -> None:
    (item,) = items(tmp_path, None, a=document("F-1"), b=document("F-2", means=OTHER_ACCOUNT))
    assert "meer dan één rekening" in str(item.problems[0])


def test_an_invoice_that_names_no_account_is_paid_on_ours(tmp_path: Path, creditor: Creditor) -> None:
    assert one(tmp_path, creditor, document(means="")).creditor.iban == creditor.iban


@pytest.mark.parametrize(
    ("means", "reference"),
    [
        (MEANS.replace("+++090/9337/55493+++", "090933755493").replace("PaymentID", "InstructionID"), ""),
        (MEANS.replace("+++090/9337/55493+++", "RF18539007547034"), "RF18 5390 0754 7034"),
        (MEANS.replace("+++090/9337/55493+++", "F-1"), ""),
        (MEANS.replace("+++090/9337/55493+++", "klant 7"), "klant 7"),
        (MEANS.replace("PaymentID", "InstructionID"), "+++090/9337/55493+++"),
        (MEANS.replace("+++090/9337/55493+++", "BATCH-7").replace("PaymentID", "InstructionID"), ""),
    ],
)
def test_the_reference_is_the_one_with_check_digits(
    tmp_path: Path, creditor: Creditor, means: str, reference: str
) -> None:
    assert one(tmp_path, creditor, document(means=means)).invoices[0].reference == reference


def test_a_contact_that_is_the_firm_itself_or_nobody_is_no_line_of_the_address(
    tmp_path: Path, creditor: Creditor
) -> None:
    for contact in ("LUNCHROOM de Kade", "De Kade B.V.", "n/a"):
        address = one(
            tmp_path, creditor, document(buyer=BUYER.replace("Lotte Maes", contact))
        ).customer.address
        assert address is not None
        assert address.extra == "bus 2"


def test_a_folder_is_read_at_any_depth_and_what_is_no_invoice_is_named(
    tmp_path: Path, creditor: Creditor
) -> None:
    (tmp_path / "2026" / "11").mkdir(parents=True)
    (tmp_path / "2026" / "11" / "a.XML").write_bytes(document("F-1"))
    (tmp_path / "2026" / "copy.xml").write_bytes(document("F-1"))
    (tmp_path / "b.Xml").write_bytes(document("F-2"))
    (tmp_path / "order.xml").write_bytes(b"<Order/>")
    (tmp_path / "factuur.pdf").write_bytes(PDF)
    first, second = read_items(tmp_path, creditor, ON)
    assert first.raw == "order.xml"
    assert "is geen factuur" in str(first.problems[0])
    assert first.warnings == ("niet gelezen, want geen XML: factuur.pdf",)
    assert second.record is not None
    assert [invoice.number for invoice in second.record.invoices] == ["F-1", "F-2"]
    assert second.warnings == ("2026/copy.xml: is dezelfde factuur als 2026/11/a.XML, en telt één keer",)


def test_an_older_document_without_the_total_with_tax_has_it_from_what_is_payable(
    tmp_path: Path, creditor: Creditor
) -> None:
    amounts = totals("163.40", "63.40", prepaid="100.00").replace(
        '<cbc:TaxInclusiveAmount currencyID="EUR">163.40</cbc:TaxInclusiveAmount>', ""
    )
    (invoice,) = one(tmp_path, creditor, document(amounts=amounts)).invoices
    assert (invoice.amount, invoice.outstanding) == (Decimal("163.40"), Decimal("63.40"))


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
