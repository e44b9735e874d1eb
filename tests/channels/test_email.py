from __future__ import annotations

import re
import struct
import zlib
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from tests.channels.messages import (
    ONE_LINE,
    heading,
    link,
    message,
    paragraph,
    payment_part,
    reminder_blocks,
    table,
)
from tests.channels.messages import record as made_record
from toolkit.channels.email import MAX_HTML, Mailer, preheader, render_email
from toolkit.channels.mime import straight
from toolkit.errors import RecordError, RenderError, SettingsError
from toolkit.workspace import Workspace

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\r\n.\r\nFrom x\n%%EOF"
HEADERS = [
    "From",
    "Reply-To",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Content-Language",
    "Auto-Submitted",
    "MIME-Version",
]


@pytest.fixture(scope="module")
def mailer() -> Mailer:
    return Mailer(Workspace())


@pytest.fixture
def firm(tmp_path: Path) -> Workspace:
    (tmp_path / "factuur.pdf").write_bytes(PDF)
    (tmp_path / "voorwaarden.pdf").write_bytes(PDF[::-1])
    (tmp_path / "logo.png").write_bytes(png(480, 120))
    return Workspace(tmp_path)


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def read(content: bytes) -> EmailMessage:
    mail = message_from_bytes(content, policy=default)
    assert isinstance(mail, EmailMessage)
    assert [part.defects for part in mail.walk() if part.defects] == []
    assert [header.defects for part in mail.walk() for header in part.values() if header.defects] == []
    return mail


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    text: str = part.get_content()
    return text.replace("\r\n", "\n")


class Page(HTMLParser):
    """What a mail program sees: the elements with their attributes, and the words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self._skip = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.words += "\n" if tag in ("br", "h1", "h2", "h3", "li", "p", "td", "th") else ""
        self._skip = tag in ("style", "title")

    def handle_endtag(self, _: str) -> None:
        self._skip = False

    def handle_data(self, data: str) -> None:
        self.words += "" if self._skip else data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def test_an_email_has_its_headers_and_no_others(mailer: Mailer) -> None:
    mail = read(mailer.render(message("email")).content)
    assert [name for name in mail if not name.startswith("Content-Type")] == HEADERS
    assert (
        mail["From"] == mail["Reply-To"] == '"Bakkerij De Korenbloem B.V." <administratie@korenbloem.example>'
    )
    assert mail["To"] == '"A. de Vries" <a.devries@klant.example>'
    assert mail["Subject"] == "Uw factuur 2026-0413 staat nog open"
    assert mail["Date"] == "Mon, 23 Nov 2026 09:00:00 +0100"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "nl"


def test_the_name_of_a_company_is_the_name_in_the_header(mailer: Mailer) -> None:
    of = made_record(customer={"kind": "business", "company": "Jansen & Zn., Één B.V."})
    assert (
        read(mailer.render(message("email", of)).content)["To"].addresses[0].display_name
        == "Jansen & Zn., Één B.V."
    )


@given(name=ONE_LINE, firm_name=ONE_LINE, subject=ONE_LINE)
def test_no_name_or_subject_adds_a_header_or_a_recipient(
    mailer: Mailer, name: str, firm_name: str, subject: str
) -> None:
    of = made_record(creditor={"name": firm_name}, customer={"last_name": name, "prefix": "", "initials": ""})
    mail = read(mailer.render(message("email", of, subject=subject)).content)
    assert [each for each in mail if not each.startswith("Content-Type")] == HEADERS
    for header, shown in (("To", name), ("From", firm_name), ("Reply-To", firm_name)):
        (address,) = mail[header].addresses
        assert "".join(address.display_name.split()) == "".join(straight(shown).split())
    assert mail["To"].addresses[0].addr_spec == "a.devries@klant.example"


def test_a_line_break_in_a_name_is_refused_even_when_the_models_are_passed_by(mailer: Mailer) -> None:
    of = made_record()
    bent = of.model_copy(
        update={"customer": of.customer.model_copy(update={"last_name": "Vries\r\nBcc: dief@boef.example"})}
    )
    with pytest.raises(RenderError, match="header 'To'"):
        mailer.render(message("email", bent))


def test_a_customer_without_an_address_gets_no_email(mailer: Mailer) -> None:
    with pytest.raises(RecordError, match=r"'customer\.email' is missing"):
        mailer.render(message("email", made_record(customer={"email": None})))


def test_the_same_message_gives_the_same_bytes() -> None:
    first = render_email(message("email"), Workspace())
    assert render_email(message("email"), Workspace()) == first


def test_the_message_id_belongs_to_record_template_and_day(mailer: Mailer) -> None:
    def identity(**changes: Any) -> str:
        mail = read(mailer.render(message("email", made_record(**changes), blocks=(paragraph("x"),))).content)
        return str(mail["Message-ID"])

    assert identity() == identity(invoices=[{"amount": "200.00"}])
    assert len({identity(), identity(id="2026-0414"), identity(date=date(2026, 11, 24))}) == 3
    assert re.fullmatch(r"<[0-9a-f]{32}@korenbloem\.example>", identity())


def test_every_line_is_short_ascii_and_ends_with_crlf(mailer: Mailer) -> None:
    blocks = (*reminder_blocks(), paragraph("woord" * 400, " één ", "€" * 700))
    content = mailer.render(message("email", blocks=blocks)).content
    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 78


def test_html_and_text_are_two_forms_of_one_message(mailer: Mailer) -> None:
    made = mailer.render(message("email"))
    mail = read(made.content)
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "multipart/related"]
    text, words = body(mail, "plain"), Page(body(mail, "html")).words
    for said in ("€ 119,00", "7 december 2026", "NL91 ABNA 0417 1643 00", "14 december", "033 470 00 00"):
        assert said in text
        assert said in words.replace("\u00a0", " ")
    assert made.measures == {
        "html_bytes": len(body(mail, "html").strip().encode()),
        "bytes": len(made.content),
        "attachments": 0,
    }


def test_the_payment_link_is_a_button_and_an_address_in_full(mailer: Mailer) -> None:
    mail = read(mailer.render(message("email")).content)
    there = "https://betaal.example/2026-0413"
    assert there in [each["href"] for each in Page(body(mail, "html")).all("a")]
    assert f"\n\nBetaal online:\n{there}\n" in body(mail, "plain")


def test_without_a_payment_link_there_is_no_button(mailer: Mailer) -> None:
    of = made_record(invoices=[{"payment_link": None}])
    mail = read(mailer.render(message("email", of)).content)
    assert "Betaal online" not in body(mail, "html")
    assert "Betaal online" not in body(mail, "plain")


def test_the_button_stands_only_in_the_payment_block(mailer: Mailer) -> None:
    mail = read(mailer.render(message("email", blocks=(paragraph("Beste klant,"),))).content)
    assert "Betaal online" not in body(mail, "html")


def test_the_page_is_accessible_and_loads_nothing(mailer: Mailer) -> None:
    html = body(read(mailer.render(message("email")).content), "html")
    page = Page(html)
    assert html.startswith("<!DOCTYPE html>")
    assert (
        html.index("<meta charset")
        < html.index("<title>")
        < html.index("<style>")
        < html.index("</head>")
        < 4096
    )
    assert page.all("html")[0]["lang"] == "nl"
    assert "<title>Uw factuur 2026-0413 staat nog open</title>" in html
    roles = ["role" in each for each in page.all("table")]
    assert roles.count(False) == 2  # the invoices and the payment facts: tables that mean something
    assert [name for name, _ in page.elements if re.fullmatch("h[1-6]", name)] == ["h1", "h2", "h2", "h2"]
    assert not re.search(r"data:|url\(|@import|<link|<script|https?://(?!betaal\.example)", html)


def test_the_style_is_in_the_elements_and_only_media_rules_stay_apart(mailer: Mailer) -> None:
    html = body(read(mailer.render(message("email")).content), "html")
    style = html[html.index("<style>") : html.index("</style>")]
    assert re.findall(r"^\s*@media \(([^)]*)\)|\}\s*@media \(([^)]*)\)", style)
    assert {"max-width: 480px", "prefers-color-scheme: dark"} <= set(re.findall(r"@media \(([^)]*)\)", style))
    assert style.split("@media")[0].strip() == "<style>"
    assert "var(" not in html
    assert "--" not in style
    assert all(each.get("style") for each in Page(html).all("td"))


def test_a_date_or_number_in_a_table_stays_on_one_line(mailer: Mailer) -> None:
    cells = ("2026-0413", "Taart & gebak", "Taart", "27-11-2026", "€ 5,00", "2026-NOP-HUISH-0000184213")
    blocks = (table(("A", "B", "C", "D", "E", "F"), cells, align="llclrl"),)
    page = Page(body(read(mailer.render(message("email", blocks=blocks)).content), "html"))
    shown = {each["class"]: each["style"] for each in page.all("td")[3:-1]}
    whole = [each for each in page.all("td") if each.get("class") in ("left whole", "center whole")]
    assert len(whole) == 3
    assert all("white-space:nowrap" in str(each["style"]) for each in whole)
    assert "nowrap" not in str(shown["left"])
    assert [word for word in page.words.split("\n") if "class=" in word] == []


def test_the_colours_of_the_firm_reach_its_email(firm: Workspace) -> None:
    assert firm.root
    (firm.root / "styles").mkdir()
    tokens = Workspace().style("tokens.css").read_text(encoding="utf-8")
    (firm.root / "styles" / "tokens.css").write_text(
        re.sub("--accent: #[0-9a-f]+", "--accent: #8a1538", tokens)
    )
    assert "#8a1538" in body(read(render_email(message("email"), firm).content), "html")


@pytest.mark.parametrize(
    "css", [":root { --a: var(--a); } p { color: var(--a); }", "p { color: var(--kleur); }"]
)
def test_a_style_variable_without_a_value_is_told(firm: Workspace, css: str) -> None:
    assert firm.root
    (firm.root / "styles").mkdir()
    (firm.root / "styles" / "email.css").write_text(css)
    with pytest.raises(SettingsError, match=r"the variable '--(a|kleur)' has no value"):
        Mailer(firm)


def test_a_layout_with_a_mistake_names_the_layout(firm: Workspace) -> None:
    assert firm.root
    (firm.root / "templates" / "_layouts").mkdir(parents=True)
    (firm.root / "templates" / "_layouts" / "email.txt.j2").write_text("{{ creditor.fax }}")
    with pytest.raises(SettingsError, match=r"templates/_layouts/email\.txt\.j2"):
        render_email(message("email"), firm)


HOSTILE = "<script>alert(1)</script>{{ 7 * 7 }}</style><img src=x onerror=alert(1)> **vet** & \"'"


def test_hostile_values_are_words_and_nothing_else(mailer: Mailer) -> None:
    of = made_record(creditor={"name": HOSTILE, "account_holder": HOSTILE})
    subject = f"Factuur {HOSTILE}"
    mail = read(mailer.render(message("email", of, subject=subject, blocks=(paragraph(HOSTILE),))).content)
    html = body(mail, "html")
    page = Page(html)
    known = "html head meta title style body div table tbody tr td h1 p br"
    assert {name for name, _ in page.elements} == set(known.split())
    assert page.words.count(HOSTILE) == 4  # name, heading, paragraph, small print
    assert " ".join(body(mail, "plain").split()).count(HOSTILE) == 3
    assert mail["Subject"] == subject


def test_a_value_that_turns_the_reading_direction_is_set_right_and_told(mailer: Mailer) -> None:
    made = mailer.render(message("email", blocks=(paragraph("Beste \u202eseirV\u202c,"),)))
    mail = read(made.content)
    assert made.warnings == ("Tekens die de leesrichting omdraaien, zijn weggelaten.",)
    assert "Beste seirV," in body(mail, "html")
    assert "Beste seirV," in body(mail, "plain")


def test_a_link_that_is_no_address_is_refused(mailer: Mailer) -> None:
    with pytest.raises(RenderError, match="javascript"):
        mailer.render(message("email", blocks=(paragraph(link("x", "javascript:alert(1)")),)))


def test_files_go_along_byte_for_byte_each_once(firm: Workspace) -> None:
    of = made_record(
        invoices=[{"file": "factuur.pdf"}],
        attachments=[
            {"file": "voorwaarden.pdf", "name": "Onze voorwaarden", "kind": "terms"},
            {"file": "factuur.pdf", "name": "Factuur 2026-0413.PDF", "kind": "invoice"},
        ],
    )
    made = render_email(message("email", of), firm)
    mail = read(made.content)
    assert mail.get_content_type() == "multipart/mixed"
    assert [part.get_content_type() for part in mail.iter_parts()] == [
        "multipart/alternative", "application/pdf", "application/pdf",
    ]  # fmt: skip
    assert [(part.get_filename(), part.get_content()) for part in mail.iter_attachments()] == [
        ("Onze voorwaarden.pdf", PDF[::-1]),
        ("Factuur 2026-0413.pdf", PDF),
    ]
    assert made.measures["attachments"] == 2


def test_copies_of_invoices_are_named_after_them_and_no_two_names_are_the_same(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf", "c.bin"):
        (tmp_path / name).write_bytes(name.encode())
    of = made_record(
        invoices=[{"number": "1", "file": "a.pdf"}, {"number": "2/7", "file": "c.bin"}],
        attachments=[{"file": "b.pdf", "name": "FACTUUR 1"}],
    )
    mail = read(Mailer(Workspace(), beside=tmp_path).render(message("email", of)).content)
    assert [(part.get_filename(), part.get_content_type()) for part in mail.iter_attachments()] == [
        ("FACTUUR 1.pdf", "application/pdf"),
        ("Factuur 1 (2).pdf", "application/pdf"),
        ("Factuur 2-7.bin", "application/octet-stream"),
    ]


def test_a_missing_file_stops_the_email(firm: Workspace) -> None:
    of = made_record(attachments=[{"file": "weg.pdf", "name": "Weg"}])
    with pytest.raises(SettingsError, match=r"weg\.pdf"):
        render_email(message("email", of), firm)


def test_a_changed_file_is_read_again(firm: Workspace) -> None:
    assert firm.root
    mailer = Mailer(firm)
    of = message("email", made_record(attachments=[{"file": "factuur.pdf", "name": "Factuur"}]))
    before = mailer.render(of)
    (firm.root / "factuur.pdf").write_bytes(b"%PDF new, and longer than it was")
    after = mailer.render(of)
    assert before.content != after.content
    assert [part.get_content() for part in read(after.content).iter_attachments()] == [
        b"%PDF new, and longer than it was"
    ]


@pytest.mark.parametrize(
    ("size", "shown"), [((480, 120), ("224", "56")), ((1200, 60), ("240", "12")), ((40, 30), ("40", "30"))]
)
def test_the_logo_is_a_part_of_the_mail_and_keeps_its_proportions(
    firm: Workspace, size: tuple[int, int], shown: tuple[str, str]
) -> None:
    assert firm.root
    (firm.root / "logo.png").write_bytes(png(*size))
    mail = read(render_email(message("email", made_record(creditor={"logo": "logo.png"})), firm).content)
    image, _ = Page(body(mail, "html")).all("img")  # the other one is the payment code
    assert (image["width"], image["height"], image["alt"]) == (*shown, "Bakkerij De Korenbloem B.V.")
    parts = {part["Content-ID"]: part for part in mail.walk() if part["Content-ID"]}
    assert image["src"]
    part = parts[f"<{image['src'].removeprefix('cid:')}>"]
    assert (part.get_content_type(), part.get_content()) == ("image/png", png(*size))
    assert part.get_content_disposition() == "inline"
    related = next(each for each in mail.walk() if each.get_content_type() == "multipart/related")
    assert [each.get_content_type() for each in related.iter_parts()] == ["text/html", *["image/png"] * 2]


def test_a_jpeg_logo_is_measured_too(firm: Workspace) -> None:
    from io import BytesIO

    from PIL import Image

    assert firm.root
    picture = BytesIO()
    Image.new("RGB", (300, 100)).save(picture, "JPEG")
    (firm.root / "logo.jpg").write_bytes(picture.getvalue())
    mail = read(render_email(message("email", made_record(creditor={"logo": "logo.jpg"})), firm).content)
    image, _ = Page(body(mail, "html")).all("img")  # the other one is the payment code
    assert (image["width"], image["height"]) == ("168", "56")


def test_an_svg_logo_is_replaced_by_the_png_beside_it(firm: Workspace) -> None:
    assert firm.root
    (firm.root / "logo.svg").write_text("<svg/>")
    made = render_email(message("email", made_record(creditor={"logo": "logo.svg"})), firm)
    assert made.warnings == ()
    assert len(Page(body(read(made.content), "html")).all("img")) == 2


def test_a_logo_that_no_email_can_show_is_told_and_the_name_stands_there(firm: Workspace) -> None:
    assert firm.root
    (firm.root / "merk.svg").write_text("<svg/>")
    made = render_email(message("email", made_record(creditor={"logo": "merk.svg"})), firm)
    assert made.warnings == (
        "Een e-mail kan het logo 'merk.svg' niet tonen. Zet er een PNG met dezelfde naam naast.",
    )
    assert ["logo" in str(each["src"]) for each in Page(body(read(made.content), "html")).all("img")] == [
        False
    ]


def test_html_that_gmail_would_cut_off_is_refused_with_its_size(mailer: Mailer) -> None:
    rows = [(f"2026-{number:04}", "1 oktober 2026", "€ 12,00") for number in range(1000)]
    blocks = (table(("Factuur", "Datum", "Bedrag"), *rows, align="llr"),)
    with pytest.raises(RenderError, match=r"the HTML of the e-mail is \d{6} bytes") as caught:
        mailer.render(message("email", blocks=blocks))
    assert int(re.findall(r"\d{6}", str(caught.value))[0]) > MAX_HTML


def test_a_hundred_invoices_fit(mailer: Mailer) -> None:
    rows = [(f"2026-{number:04}", "1 oktober 2026", "15 oktober 2026", "€ 12,00") for number in range(100)]
    made = mailer.render(
        message("email", blocks=(table(("Factuur", "Datum", "Uiterlijk", "Bedrag"), *rows),))
    )
    assert int(made.measures["html_bytes"]) < MAX_HTML


def test_an_email_that_many_mailboxes_refuse_gets_a_warning(firm: Workspace) -> None:
    assert firm.root
    (firm.root / "factuur.pdf").write_bytes(bytes(8_000_000))
    made = render_email(message("email", made_record(invoices=[{"file": "factuur.pdf"}])), firm)
    assert made.warnings == ("Deze e-mail is 11,0 MB. Veel mailboxen weigeren meer dan 10 MB.",)


def test_the_inbox_shows_what_to_pay_and_by_when(mailer: Mailer) -> None:
    assert preheader(reminder_blocks()) == "Te betalen: € 119,00 · Uiterlijk op: maandag 7 december 2026"
    html = body(read(mailer.render(message("email")).content), "html")
    hidden = html[html.index('<div class="preheader"') :]
    assert hidden.startswith('<div class="preheader" aria-hidden="true" style="display:none;')
    assert "Te betalen: € 119,00" in hidden.split("</div>")[0].replace("&nbsp;", " ")


def test_without_a_payment_block_the_inbox_shows_the_first_words_after_the_greeting() -> None:
    words = "Fijn dat u belde. " * 9
    shown = preheader((paragraph("Beste klant,"), heading("Kop"), paragraph(words)))
    assert shown == "Fijn dat u belde. " * 5 + "Fijn dat u belde.…"
    assert preheader((paragraph("Beste klant,"),)) == ""
    assert preheader((payment_part(), paragraph("x"))).startswith("Te betalen")


def test_a_business_in_belgium_shows_its_enterprise_number(mailer: Mailer) -> None:
    address = {"street": "Veldstraat 1", "postcode": "9000", "town": "Gent", "country": "BE"}
    of = made_record(creditor={"address": address, "registration": "0123.456.749"})
    assert "Ondernemingsnummer 0123.456.749" in body(
        read(mailer.render(message("email", of)).content), "plain"
    )
