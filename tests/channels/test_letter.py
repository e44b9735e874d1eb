from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings

from tests.channels.letter_pdf import amounts, failures, fonts, inflated, lines, spoken, texts, unmarked
from tests.channels.messages import (
    ONE_LINE,
    bullets,
    heading,
    message,
    paragraph,
    payment_part,
    record,
    reminder_blocks,
    strong,
    table,
)
from toolkit.channels.letter import Letterpress
from toolkit.channels.letter_sheet import column_widths
from toolkit.compose.message import Block, Message, Part
from toolkit.errors import RenderError, SettingsError
from toolkit.records import Record
from toolkit.workspace import Workspace, shipped

HOSTILE = [
    "<script>alert(1)</script>",
    '&amp; &lt;b&gt; "O\'Neil"',
    "{{ creditor.iban }} {% raw %}",
    "]]> <!-- --> <?xml?>",
    "url(file:///etc/passwd) \\0041",
    "../../../../etc/passwd",
]


@pytest.fixture(scope="module")
def press() -> Letterpress:
    return Letterpress(Workspace())


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Letterpress:
    return Letterpress(firm(tmp_path_factory.mktemp("firm")), archive=True)


def firm(folder: Path) -> Workspace:
    (folder / "facturen").mkdir()
    (folder / "facturen" / "2026-0413.pdf").write_bytes(b"%PDF-1.7 the invoice")
    (folder / "facturen" / "2026-0414.xml").write_bytes(b"<Invoice/>")
    (folder / "voorwaarden.pdf").write_bytes(b"%PDF-1.7 the terms")
    (folder / "logo.png").write_bytes(png(300, 100))
    (folder / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><rect width="30" height="10"/></svg>',
        encoding="utf-8",
    )
    (folder / "broken.png").write_bytes(b"this is no image")
    return Workspace(folder)


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + b"\x10\x60\x80" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def euro(amount: Decimal) -> str:
    return f"€\u00a0{amount:,.2f}".translate(str.maketrans(",.", ".,"))


def with_invoices(count: int, **changes: Any) -> Record:
    start = date(2026, 8, 1)
    return record(
        invoices=[
            {
                "number": f"F{number:03}",
                "date": start,
                "due_date": start + timedelta(days=number % 40),
                "amount": Decimal(4000 + 137 * number) / 100,
                "description": "Dagelijkse broodlevering" if number % 5 else "Gebak voor de opening " * 5,
                "payment_link": None,
            }
            for number in range(count)
        ],
        **changes,
    )


def invoice_list(of: Record) -> Part:
    rows = [(i.number, i.description, f"{i.due_date:%d-%m-%Y}", euro(i.outstanding)) for i in of.invoices]
    total = (strong("Totaal"), "", "", strong(euro(of.total)))
    head = ("Factuur", "Waarvoor", "Laatste dag", "Nog te betalen")
    return Part("invoices", (table(head, *rows, total, align="lllr"),))


def long_letter(count: int, *before: Block) -> tuple[Record, tuple[Block, ...]]:
    of = with_invoices(count)
    return of, (paragraph("Beste mevrouw De Vries,"), *before, invoice_list(of), *reminder_blocks()[3:])


def test_an_ordinary_letter_is_one_small_sheet_without_a_warning(press: Letterpress) -> None:
    made = press.render(message("letter"))
    assert (made.channel, made.suffix, made.media_type) == ("letter", ".pdf", "application/pdf")
    assert made.measures == {"pages": 1, "bytes": len(made.content)}
    assert made.warnings == ()
    assert len(made.content) < 60_000


def test_a_letter_is_good_pdf_ua(press: Letterpress) -> None:
    of, blocks = long_letter(60)
    for made in (press.render(message("letter")), press.render(message("letter", of, blocks=blocks))):
        assert failures(made.content) == []
        assert pdfium.PdfDocument(made.content).is_tagged()


def test_a_screen_reader_hears_sender_address_references_title_and_text_in_this_order(
    press: Letterpress,
) -> None:
    heard = [words for words in spoken(press.render(message("letter")).content) if words[1]]
    wanted = [
        ("P", "Bakkerij De Korenbloem B.V."),
        ("P", "Mevrouw A. de Vries"),
        ("P", "Kerkstraat 3"),
        ("TH", "Datum"),
        ("TD", "23\u00a0november 2026"),
        ("TH", "Factuurnummer"),
        ("TD", "2026-0413"),
        ("H1", "Uw factuur 2026-0413 staat nog open"),
        ("P", "Beste mevrouw De Vries,"),
        ("H2", "Wat moet u betalen?"),
        ("TH", "Te betalen"),
        ("TD", "maandag 7 december 2026"),
        ("H2", "Wat kunt u doen?"),
        ("Lbl", "•"),
        ("LBody", "Hebt u al betaald? Dan hoeft u niets te doen."),
        ("H2", "Wat gebeurt er als u niets doet?"),
        ("P", "Met vriendelijke groet,"),
    ]
    places = [heard.index(words) for words in wanted[1:]]
    assert heard[0] == wanted[0]
    assert places == sorted(places)


def test_a_letter_says_who_wrote_what_and_when(press: Letterpress) -> None:
    about = pdfium.PdfDocument(press.render(message("letter")).content).get_metadata_dict()
    assert about["Title"] == "Uw factuur 2026-0413 staat nog open"
    assert about["Author"] == "Bakkerij De Korenbloem B.V."
    assert about["CreationDate"] == about["ModDate"] == "D:20261123"


def test_the_same_message_gives_the_same_bytes(press: Letterpress) -> None:
    first = press.render(message("letter")).content
    press.render(message("letter", record(customer={"last_name": "Ω" * 300})))
    assert press.render(message("letter")).content == first
    assert Letterpress(Workspace()).render(message("letter")).content == first


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_printed_as_it_is(press: Letterpress, name: str) -> None:
    blocks = (paragraph(f"Beste {name},"), Part("payment", (table((), ("Op naam van", name)),)))
    made = press.render(
        message("letter", record({"name": name}, {"last_name": name}), subject=name, blocks=blocks)
    )
    text = "".join(texts(made.content)[0].split())
    assert text.count("".join(name.split())) >= 6
    assert failures(made.content) == []


@settings(max_examples=15)
@given(ONE_LINE)
def test_any_name_makes_a_letter_that_is_good_pdf_ua(press: Letterpress, name: str) -> None:
    made = press.render(message("letter", record(customer={"last_name": name}), subject=name))
    assert failures(made.content) == []


def test_one_invoice_is_named_and_several_are_counted_without_the_name_of_the_record(
    press: Letterpress,
) -> None:
    assert "Factuurnummer" in texts(press.render(message("letter")).content)[0]
    several = with_invoices(3, id="wanbetaler")
    text = texts(press.render(message("letter", several)).content)[0]
    assert "Facturen" in text
    assert f"{several.invoices[0].number} en 2 andere" in " ".join(text.split())
    assert "wanbetaler" not in text


def test_the_colophon_says_what_the_law_asks_of_a_letterhead(press: Letterpress) -> None:
    dutch = {"vat_number": "NL001234567B01", "website": "https://www.korenbloem.example/"}
    text = texts(press.render(message("letter", record(dutch))).content)[0]
    assert (
        "KvK\u00a012345678 · Btw\u00a0NL001234567B01 · IBAN\u00a0NL91\u00a0ABNA\u00a00417\u00a01643\u00a000"
        in text
    )
    assert "· www.korenbloem.example" in text
    ghent = {"street": "Dennenstraat 14", "postcode": "9000", "town": "Gent", "country": "BE"}
    text = texts(press.render(message("letter", record({"address": ghent}))).content)[0]
    assert "Ondernemingsnummer\u00a012345678" in text


def test_following_sheets_say_which_letter_they_belong_to_and_the_first_does_not(press: Letterpress) -> None:
    of, blocks = long_letter(60)
    first, *following = texts(press.render(message("letter", of, blocks=blocks)).content)
    assert "Pagina" not in first
    assert len(following) >= 2
    for number, text in enumerate(following, start=2):
        assert f"Pagina {number} van {len(following) + 1}" in text
        assert "Facturen F000 en 59 andere · 23\u00a0november 2026" in text


def test_the_head_of_following_sheets_is_not_read_aloud(press: Letterpress) -> None:
    of, blocks = long_letter(60)
    content = press.render(message("letter", of, blocks=blocks)).content
    for sheet in (1, 2):
        assert "Pagina" in unmarked(content, sheet)
        assert not [words for _, words in spoken(content, sheet) if "Pagina" in words or "Transport" in words]
    assert b"/Pagination" in inflated(content)


def below_head(text: str) -> str:
    """Return the text of a sheet without the lines that say which letter it is, by its first invoice."""
    return "\n".join(line for line in text.splitlines() if "andere" not in line)


@pytest.mark.parametrize("count", [10, 18, 19, 20, 21, 22, 23, 24, 60, 130])
def test_carried_totals_add_up_and_stand_only_where_a_table_goes_on(press: Letterpress, count: int) -> None:
    of, blocks = long_letter(count)
    numbers = {invoice.number: invoice.outstanding for invoice in of.invoices}
    pages = texts(press.render(message("letter", of, blocks=blocks)).content)
    so_far = Decimal("0.00")
    for text in pages:
        brought, carried = (
            [amounts(line) for line in text.splitlines() if word in line]
            for word in ("Transport", "Over te brengen")
        )
        here = [numbers[number] for number in numbers if number in below_head(text)]
        assert brought == ([[so_far]] if so_far and here else []), text
        so_far += sum(here)
        assert carried == ([[so_far]] if here and so_far < of.total else []), text
    assert so_far == of.total


def test_the_total_never_stands_alone_on_a_sheet(press: Letterpress) -> None:
    for count in range(17, 25):
        of, blocks = long_letter(count)
        for text in texts(press.render(message("letter", of, blocks=blocks)).content):
            if "Totaal" in text:
                assert f"F{count - 1:03}" in text


def test_a_row_is_never_split_over_two_sheets(press: Letterpress) -> None:
    of, blocks = long_letter(40)
    for text in texts(press.render(message("letter", of, blocks=blocks)).content):
        rows = "".join(text.split())
        assert rows.count("F0") * 1 == sum(rows.count(f"F{number:03}") for number in range(40))
        assert rows.count("Gebakvoordeopening") % 5 == 0


def test_the_head_of_a_table_comes_back_on_every_sheet(press: Letterpress) -> None:
    of, blocks = long_letter(60)
    for text in texts(press.render(message("letter", of, blocks=blocks)).content):
        assert ("Nog te betalen" in text) == ("F0" in below_head(text))


def test_the_closing_stays_together(press: Letterpress) -> None:
    for count in range(8, 24):
        blocks = (*(paragraph(f"Regel {n}.") for n in range(count)), *reminder_blocks()[3:])
        pages = texts(press.render(message("letter", blocks=blocks)).content)
        assert [("Hebt u een vraag?" in text) for text in pages] == [("groet" in text) for text in pages]


def test_a_letter_that_is_a_little_too_long_gets_less_white_instead_of_a_second_sheet(
    press: Letterpress,
) -> None:
    lengths = []
    for count in range(30):
        blocks = (
            *reminder_blocks()[:-1],
            *(paragraph(f"Regel {n}.") for n in range(count)),
            reminder_blocks()[-1],
        )
        lengths.append(press.render(message("letter", blocks=blocks)).measures["pages"])
    assert lengths == sorted(lengths)
    assert lengths.count(1) >= 6


def test_every_named_piece_has_its_layout(press: Letterpress) -> None:
    blocks = (
        Part("script", (paragraph("Goedemiddag, u spreekt met Sanne de Wit."),)),
        Part("notes", (paragraph("Wat zegt de klant?"),)),
        Part("instalments", (table(("Wanneer", "Hoeveel"), ("1 december 2026", "€ 50,00"), align="lr"),)),
        Part("actions", (table(("Wie", "Wat"), ("U", "U stuurt ons de foto van de schade."), align="ll"),)),
        Part("choices", (bullets("Betaal via uw bank."),)),
        payment_part(),
        heading("Kop"),
        Part("closing", (paragraph("Met vriendelijke groet,"),)),
    )
    made = press.render(message("letter", blocks=blocks))
    assert made.warnings == ()
    assert failures(made.content) == []


@pytest.mark.parametrize("logo", ["logo.png", "logo.svg"])
def test_a_logo_stands_for_the_name_and_says_it_to_who_cannot_see(tmp_path: Path, logo: str) -> None:
    press = Letterpress(firm(tmp_path))
    content = press.render(message("letter", record({"logo": logo}))).content
    assert failures(content) == []
    assert b"(Bakkerij De Korenbloem B.V.)" in inflated(content)
    assert ("Figure" in {role for role, _ in spoken(content)}) or b"/Figure" in inflated(content)


@pytest.mark.parametrize("logo", ["missing.png", "../secret.png", "/etc/hostname", "broken.png"])
def test_a_letter_without_its_logo_is_never_made(tmp_path: Path, logo: str) -> None:
    press = Letterpress(firm(tmp_path))
    with pytest.raises(RenderError, match=Path(logo).name):
        press.render(message("letter", record({"logo": logo})))


def test_an_image_in_a_logo_from_outside_is_an_error(tmp_path: Path) -> None:
    workspace = firm(tmp_path)
    (tmp_path / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        '<image href="https://evil.example/pixel.png" width="9" height="9"/></svg>',
        encoding="utf-8",
    )
    with pytest.raises(RenderError, match=r"logo\.svg"):
        Letterpress(workspace).render(message("letter", record({"logo": "logo.svg"})))


def test_the_archive_is_good_pdf_a_and_pdf_ua_with_the_invoices_in_it(archive: Letterpress) -> None:
    of = record(
        invoices=[
            {"file": "facturen/2026-0413.pdf"},
            {"number": "2026-0414", "file": "facturen/2026-0414.xml"},
        ],
        attachments=[
            {"file": "facturen/2026-0413.pdf", "name": "Factuur 2026-0413", "kind": "invoice"},
            {"file": "voorwaarden.pdf", "name": "Onze voorwaarden", "kind": "terms"},
        ],
    )
    content = archive.render(message("letter", of)).content
    assert failures(content, "3a") == []
    assert failures(content, "ua1") == []
    document = pdfium.PdfDocument(content)
    found = {
        item.get_name(): bytes(item.get_data())
        for item in map(document.get_attachment, range(document.count_attachments()))
    }
    assert found == {"2026-0413.pdf": b"%PDF-1.7 the invoice", "2026-0414.xml": b"<Invoice/>"}
    assert inflated(content).count(b"/AFRelationship /Supplement") == 2


def test_the_archive_gives_the_same_bytes_too(archive: Letterpress) -> None:
    of = record(invoices=[{"file": "facturen/2026-0413.pdf"}])
    assert archive.render(message("letter", of)).content == archive.render(message("letter", of)).content


def test_an_invoice_that_is_missing_from_the_archive_is_an_error(archive: Letterpress) -> None:
    with pytest.raises(RenderError, match=r"weg\.pdf"):
        archive.render(message("letter", record(invoices=[{"file": "weg.pdf"}])))


def test_an_ordinary_letter_carries_no_files(press: Letterpress) -> None:
    of = record(attachments=[{"file": "weg.pdf", "name": "Factuur", "kind": "invoice"}])
    assert pdfium.PdfDocument(press.render(message("letter", of)).content).count_attachments() == 0


def test_a_customer_without_an_address_gets_no_letter(press: Letterpress) -> None:
    with pytest.raises(RenderError, match="no postal address"):
        press.render(message("letter", record(customer={"address": None})))


def test_a_firm_changes_colour_and_font_in_one_place(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    font = (shipped("styles") / "fonts" / "AtkinsonHyperlegibleNext-Italic.ttf").read_bytes()
    (tmp_path / "styles" / "huisletter.ttf").write_bytes(font)
    (tmp_path / "styles" / "tokens.css").write_text(
        '@font-face { font-family: Huisletter; src: url("huisletter.ttf") }'
        ":root { --accent: #ff0000; --accent-soft: #fff; --ink: #000; --muted: #555; --line: #ccc;"
        " --font: Huisletter; --size: 12pt; --leading: 1.4 }",
        encoding="utf-8",
    )
    made = Letterpress(Workspace(tmp_path)).render(message("letter"))
    assert made.warnings == ()
    assert failures(made.content) == []
    assert b"1 0 0 rg" in inflated(made.content)
    assert {name.partition("+")[2].partition("-")[0] for name in fonts(made.content)} == {"Huisletter"}


@pytest.mark.parametrize(
    ("layout", "error"),
    [
        ("{% if %}", SettingsError),
        ("<p>{{ unknown_name }}</p>", RenderError),
        ("<p>een<br>twee&nbsp;</p>", RenderError),
    ],
)
def test_a_broken_layout_of_a_firm_is_an_error_that_names_it(
    tmp_path: Path, layout: str, error: type[Exception]
) -> None:
    (tmp_path / "templates" / "_layouts").mkdir(parents=True)
    (tmp_path / "templates" / "_layouts" / "letter.html.j2").write_text(layout, encoding="utf-8")
    with pytest.raises(error, match=r"letter\.html\.j2"):
        Letterpress(Workspace(tmp_path)).render(message("letter"))


def test_a_firm_lays_its_letter_out_in_its_own_way(tmp_path: Path) -> None:
    (tmp_path / "templates" / "_layouts").mkdir(parents=True)
    (tmp_path / "templates" / "_layouts" / "letter.html.j2").write_text(
        '<html lang="nl"><head><title>{{ title }}</title></head><body><h1>{{ title }}</h1>{{ text }}</body></html>',
        encoding="utf-8",
    )
    made = Letterpress(Workspace(tmp_path)).render(message("letter", subject="Onze brief"))
    assert failures(made.content) == []
    assert texts(made.content)[0].startswith("Onze brief\r\nBeste mevrouw De Vries,")


def internal(**changes: Any) -> Message:
    blocks = (
        heading("Wie belt u?"),
        paragraph("Zonnedauw 12"),
        Part("notes", (paragraph("Wat spreekt u af?"),)),
    )
    return replace(message("letter", record(**changes), blocks=blocks), internal=True)


def test_a_sheet_for_a_colleague_has_no_address_window_or_fold_marks(press: Letterpress) -> None:
    made = press.render(internal())
    (text,) = texts(made.content)
    assert "alleen voor collega's" in text
    assert "Pagina 1 van 1" in text
    for outside in ("Retouradres", "Kerkstraat 3", "KvK"):
        assert outside not in text
    assert [left for left, _, _ in lines(made.content) if left < 20] == []
    assert failures(made.content) == []


def test_a_sheet_for_a_colleague_needs_no_address_of_the_customer(press: Letterpress) -> None:
    assert press.render(internal(customer={"address": None})).measures["pages"] == 1


def test_a_file_beside_the_record_goes_into_the_archive(archive: Letterpress, tmp_path: Path) -> None:
    (tmp_path / "apart.pdf").write_bytes(b"%PDF-1.7 apart")
    of = record(attachments=[{"file": "apart.pdf", "name": "Factuur", "kind": "invoice"}])
    with pytest.raises(RenderError, match=r"apart\.pdf"):
        archive.render(message("letter", of))
    made = archive.render(message("letter", of), beside=tmp_path)
    assert b"%PDF-1.7 apart" in inflated(made.content)


def test_a_logo_beside_the_record_is_shown_and_nothing_else_from_there(
    press: Letterpress, tmp_path: Path
) -> None:
    (tmp_path / "logo.png").write_bytes(png(300, 100))
    of = record(creditor={"logo": "logo.png"})
    assert press.render(message("letter", of), beside=tmp_path).warnings == ()
    with pytest.raises(RenderError, match=r"logo\.png"):
        press.render(message("letter", of))


def test_columns_never_break_a_number_and_share_the_rest_by_the_root_of_their_words() -> None:
    head = ("Factuur", "Waarvoor", "Laatste dag", "Nog te betalen")
    words = "Huishoudelijke ondersteuning met persoonlijke begeleiding en boodschappen, derde kwartaal 2026"
    row = ("2026-NOP-HUISH-0000184213", words, "27-11-2026", "€ 1.284,35")
    number, described, day, amount = column_widths(table(head, row, align="lllr"))
    assert number > 23  # room for HUISH-0000184213, which no line breaks
    assert described > 30  # a description keeps nearly a third of the line
    assert 12 < day < 20
    assert 12 < amount < 25
