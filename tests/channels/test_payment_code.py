"""The code beside a payment block holds what the block says, in letters and e-mails, or is not there."""

from __future__ import annotations

from decimal import Decimal
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
import pytest
import zxingcpp
from PIL import Image

from tests.channels.letter_pdf import failures, inflated
from tests.channels.messages import message, payment_part, record, strong, table
from tests.templates.collection import FOLDER, compose, sample
from toolkit.channels.email import render_email
from toolkit.channels.letter import Letterpress
from toolkit.channels.payment_code import payment_code
from toolkit.compose import Message
from toolkit.compose.message import Part
from toolkit.records.notice import notice
from toolkit.workspace import Workspace


@pytest.fixture(scope="module")
def press() -> Letterpress:
    return Letterpress(Workspace())


def scanned(picture: Image.Image) -> list[str]:
    (found,) = zxingcpp.read_barcodes(picture)
    return found.text.split("\n")


def in_letter(content: bytes) -> list[str]:
    sheet = pdfium.PdfDocument(content)[0]
    return scanned(sheet.render(scale=300 / 72).to_pil())


def in_email(content: bytes) -> list[str]:
    mail = message_from_bytes(content, policy=policy.default)
    (picture,) = (part for part in mail.walk() if "code." in (part["Content-ID"] or ""))
    assert isinstance(picture, EmailMessage)
    return scanned(Image.open(BytesIO(picture.get_content())))


@pytest.mark.parametrize(
    ("template", "stem", "amount", "reference"),
    [
        ("reminder", "ordinary", "186.50", "2026-0871"),
        ("last-notice", "part-payment", "262.30", "5000056789012345"),
        ("last-notice", "be-ogm", "268.40", "202611041725"),
        ("last-notice", "credit-note", "150.00", "2026-0871"),
        ("handover", "several-invoices", "292.35", "T26-3310, T26-3342, T26-3398"),
        ("plan-missed", "ordinary", "62.17", "2026-0871"),
    ],
)
def test_a_scanner_reads_what_the_letter_and_the_email_ask(
    press: Letterpress, template: str, stem: str, amount: str, reference: str
) -> None:
    of = sample(template, stem)
    letter = press.render(compose(template, of, "letter"))
    beside = FOLDER / template / "samples"
    email = render_email(compose(template, of, "email"), Workspace(), beside=beside)
    assert letter.warnings == email.warnings == ()
    for lines in (in_letter(letter.content), in_email(email.content)):
        assert lines[0] == "BCD"
        assert lines[5:7] == [of.creditor.account_holder, of.creditor.iban]
        assert (lines[7][:3], Decimal(lines[7][3:])) == ("EUR", Decimal(amount))
        assert reference in lines[9:11]


def test_the_code_has_words_for_who_cannot_see_it(press: Letterpress) -> None:
    letter = press.render(message("letter")).content
    assert failures(letter) == []
    words = "QR-code voor uw bankapp: betaling aan Bakkerij De Korenbloem B.V."
    assert b"/Figure" in inflated(letter) + letter
    assert (
        words
        in message_from_bytes(render_email(message("email"), Workspace()).content, policy=policy.default)
        .get_body(("html",))
        .get_content()
    )  # type: ignore[union-attr]


def test_an_archived_letter_with_a_code_stays_in_order() -> None:
    letter = Letterpress(Workspace(), archive=True).render(message("letter")).content
    assert failures(letter) == []


def block(**facts: str) -> Part:
    """Return a payment block with some of its rows changed; an empty text leaves the row out."""
    rows = {
        "Te betalen": "€\u00a0119,00",
        "Rekening": "NL91\u00a0ABNA\u00a00417\u00a01643\u00a000",
        "Op naam van": "Bakkerij De Korenbloem B.V.",
        "Zet erbij": "2026-0413",
    } | {key.replace("_", " "): value for key, value in facts.items()}
    return Part("payment", (table((), *((key, strong(value)) for key, value in rows.items() if value)),))


@pytest.mark.parametrize(
    "facts",
    [
        {"Te_betalen": "honderd euro"},
        {"Te_betalen": ""},
        {"Rekening": "NL20\u00a0INGB\u00a00001\u00a02345\u00a067"},
        {"Op_naam_van": "Een ander"},
        {"Zet_erbij": ""},
    ],
)
def test_a_block_that_does_not_say_the_whole_transfer_has_no_code(facts: dict[str, str]) -> None:
    found = payment_code(message("letter", blocks=(block(**facts),)))
    assert (found.code, found.warnings) == (
        None,
        ("Geen QR-code: het betaalblok noemt niet alles wat een betaling nodig heeft.",),
    )


@pytest.mark.parametrize(
    ("amount", "invoice"),
    [
        ("€ 0,00", {}),
        ("€ 119,00", {"number": "1" * 150}),
        ("€ 119,00", {"reference": "+++202/6110/41799+++"}),
    ],
)
def test_what_no_transfer_can_hold_has_no_code_and_is_told(amount: str, invoice: dict[str, Any]) -> None:
    of = record(invoices=[invoice])
    found = payment_code(message("letter", of, blocks=(block(Te_betalen=amount, Zet_erbij=of.reference),)))
    assert found.code is None
    assert "past niet in een betaling" in found.warnings[0]


def test_a_message_without_a_payment_block_needs_no_code() -> None:
    found = payment_code(message("letter", blocks=()))
    assert (found.code, found.warnings) == (None, ())


def test_an_invoice_number_is_never_taken_for_a_betalingskenmerk() -> None:
    of = record(invoices=[{"number": "5000056789012345"}])
    found = payment_code(message("letter", of, blocks=(block(Zet_erbij="5000056789012345"),)))
    assert found.code
    picture = Image.open(BytesIO(found.code.png()))
    assert scanned(picture)[9:11] == ["", "5000056789012345"]


def html_of(made: Message) -> str:
    mail = message_from_bytes(render_email(made, Workspace()).content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    found = mail.get_body(("html",))
    assert found
    return str(found.get_content()).replace("\u00a0", " ")


def test_the_link_to_pay_has_the_name_that_the_firm_gives_it() -> None:
    assert ">Betaal online</a>" in html_of(message("email"))
    assert ">iDEAL | Wero</a>" in html_of(
        message("email", record(creditor={"payment_label": "iDEAL | Wero"}))
    )


def test_a_link_for_another_amount_than_is_asked_is_left_out() -> None:
    assert "betaal.example" in html_of(message("email"))
    assert "betaal.example" not in html_of(message("email", blocks=(payment_part("€ 159,00"),)))
    of = sample("handover", "style-d")
    assert of.payment_link
    assert notice(of, "email", "handover").amount > of.total
    assert of.payment_link not in html_of(compose("handover", of, "email"))
