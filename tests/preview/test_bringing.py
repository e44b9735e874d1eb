"""A letter from Word at the desk: pasted or opened, its fields confirmed, and then a text with its findings."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.preview.conftest import Firm, assert_reads_well
from tests.preview.test_browser import letter_says, look
from tests.reading.test_pasted import item
from tests.reading.word_files import p, r, word

PASTED = (
    "<html><body><p class=MsoNormal>Geachte heer Jansen,<o:p></o:p></p><p class=MsoNormal>Op 26 oktober 2026 stuurden"
    " wij u factuur 2026-0413 van <b>€ 119,00</b>. Ons pakket heet «Pakket».</p><p class=MsoNormal>U kunt:</p>"
    f"{item('ons bellen', '·')}{item('nu betalen', '·')}<p class=MsoNormal>Groet, de administratie</p></body></html>"
)
DOCX = word(p("Geachte heer Jansen,") + p("Betaal ", r("€ 119,00", "<w:b/>"), " op NL91 ABNA 0417 1643 00."))


def paste(page: Page, html: str) -> None:
    """Put HTML on the clipboard in another window, as Word does, and paste it by the keys."""
    browser = page.context.browser
    assert browser
    elsewhere = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    other = elsewhere.new_page()
    other.goto(page.url)
    other.evaluate(
        "html => navigator.clipboard.write("
        "[new ClipboardItem({ 'text/html': new Blob([html], { type: 'text/html' }) })])",
        html,
    )
    elsewhere.close()
    page.get_by_label("Of plak de brief hier").focus()
    page.keyboard.press("Control+v")


def begin(page: Page, firm: Firm) -> None:
    look(page, firm, "template=reminder&channel=letter")
    expect(page.locator("#bar h1")).to_be_visible()
    if page.get_by_role("button", name="☰ Teksten").is_visible():
        page.get_by_role("button", name="☰ Teksten").click()
    page.get_by_role("button", name="Nieuwe tekst…").click()
    page.get_by_role("button", name="Of begin met een brief uit Word…").click()


def body(firm: Firm, name: str) -> str:
    text = firm.file(f"{name}/nl.md.j2").read_text(encoding="utf-8")
    return text.partition("{% block body %}\n")[2].removesuffix("\n{% endblock %}\n")


def test_a_letter_that_is_pasted_from_word_becomes_a_text_with_its_findings(shelf: Firm, page: Page) -> None:
    begin(page, shelf)
    paste(page, PASTED)
    expect(page.get_by_label("Klopt: 26 oktober 2026")).to_be_focused()
    expect(page.get_by_label("Wat is ‘26 oktober 2026’?")).to_have_value("invoice.date|date")
    page.keyboard.press("Enter")  # the invoice date
    page.keyboard.press("Enter")  # its number
    page.get_by_label("Wat is ‘€ 119,00’?").select_option(label="Bedrag van de factuur")
    expect(page.get_by_role("status").filter(has_text="van 4")).to_contain_text("3 van 4 bekeken")
    expect(page.get_by_role("status").filter(has_text="van 4")).to_contain_text(
        "1 plek staat straks tussen haken"
    )
    page.get_by_label("Titel", exact=True).fill("Brief van vroeger")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("template=brief-van-vroeger"))
    assert body(shelf, "brief-van-vroeger") == (
        "{{ greeting }},\n\nOp {{ invoice.date|date }} stuurden wij u factuur {{ invoice.number }} van "
        "**{{ invoice.amount|euro }}**. Ons pakket heet [Pakket].\n\nU kunt:\n\n- ons bellen\n- nu betalen\n\n"
        "Groet, de administratie"
    )
    letter_says(page, "ons bellen")
    expect(page.locator(".finding.error", has_text="Pakket")).to_be_visible()  # still to be filled in
    expect(page.locator(".cm-content")).to_be_visible()


def test_a_letter_is_opened_as_a_file_on_a_phone_in_the_dark_and_its_words_may_stay(
    shelf: Firm, page: Page
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    begin(page, shelf)
    assert_reads_well(page)
    page.locator("input[type=file]").set_input_files(
        {"name": "Brief.docx", "mimeType": "application/octet-stream", "buffer": DOCX}
    )
    page.get_by_label("Wat is ‘NL91 ABNA 0417 1643 00’?").select_option("")
    assert_reads_well(page)
    page.get_by_role("button", name="Het voorstel klopt").click()
    page.keyboard.press("Enter")
    page.get_by_label("Titel", exact=True).fill("Uit een bestand")
    page.keyboard.press("Enter")
    expect(page.locator("#bar h1")).to_have_text("Uit een bestand")
    assert body(shelf, "uit-een-bestand") == (
        "{{ greeting }},\n\nBetaal **{{ total|euro }}** op NL91 ABNA 0417 1643 00."
    )


@pytest.mark.parametrize(
    ("path", "changed", "status"),
    [
        ("", {"content": "geen base64!"}, 400),
        ("", {"name": "brief.doc"}, 422),
        ("", {"name": "brief.pdf"}, 422),
        ("", {"text": " "}, 422),
        ("/template", {"answers": ["total|euro"]}, 400),
        ("/template", {"answers": ["total|euro", "customer.naam"]}, 400),
        ("/template", {"answers": ["total|euro", 3]}, 400),
        ("/template", {"answers": ["total|euro", "x }}{{ total"]}, 400),
        ("/template", {"title": "../x"}, 201),  # its letters and digits are its name
        ("/template", {"title": "!"}, 422),
        ("/template", {"title": "reminder"}, 422),
    ],
)
def test_a_letter_that_cannot_be_is_refused_and_makes_nothing(
    shelf: Firm, path: str, changed: dict[str, Any], status: int
) -> None:
    before = {each.name for each in (shelf.folder / "templates").iterdir()}
    sent = {
        "name": "brief.docx",
        "content": b64encode(DOCX).decode(),
        "title": "Brief",
        "answers": [None, ""],
    }
    assert shelf.write(f"/api/letters{path}", sent | changed).status == status
    made = {each.name for each in (shelf.folder / "templates").iterdir()} - before
    assert made == ({"x"} if status == 201 else set())


def test_every_field_that_is_proposed_has_a_name() -> None:
    from toolkit.adopt.letter import is_field
    from toolkit.adopt.offered import OFFERED
    from toolkit.adopt.proposals import _KINDS, _NAMED

    offered = {field for group in OFFERED.values() for field in group}
    assert {field for _, field in _NAMED} | set(_KINDS.values()) <= offered
    assert [field for field in offered if not is_field(field)] == []
