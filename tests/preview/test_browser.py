"""A writer at the desk, in a real browser."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import FrameLocator, Page, Route, expect

from tests.preview.conftest import OWN, TEXT, TEXTS, Firm, assert_reads_well

HARD = "Conform de afspraak lukt het wel."


def look(page: Page, firm: Firm, query: str) -> None:
    page.goto(f"{firm.address}&{query}")


def pages(page: Page) -> list[str]:
    """The addresses of the pictures of the letter."""
    return page.locator(".page img").evaluate_all("images => images.map((image) => image.src)")


def letter_says(page: Page, text: str) -> None:
    """The letter on the screen has these words, each in its place."""
    expect(
        page.locator(".spot").filter(has=page.locator("span")).and_(page.locator(f'[aria-label*="{text}"]'))
    ).not_to_have_count(0)


def mail(page: Page) -> FrameLocator:
    """The frame with the e-mail that is shown; a newer one may be loading behind it."""
    return page.frame_locator("iframe.shown")


def replace(firm: Firm, name: str, before: str, after: str) -> None:
    path = firm.file(name)
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def at_the_end_of_our_sentence(page: Page) -> None:
    """Open the source, and put the cursor behind the firm's own sentence."""
    page.get_by_role("button", name="Tekst", exact=True).click()
    page.locator(".cm-line", has_text=OWN).click()
    page.keyboard.press("End")


def test_the_desk_opens_with_three_channels_and_a_list_with_states(firm: Firm, page: Page) -> None:
    look(page, firm, "")
    letter_says(page, "Beste mevrouw Yilmaz,")
    expect(mail(page).locator("h1")).to_have_text("Factuur 2026-0871 staat nog open")
    expect(page.locator(".bubble")).to_contain_text("op factuur 2026-0871 staat nog € 186,50 open")
    expect(page.locator("#list li")).to_have_count(TEXTS)
    expect(page.locator("#list .waiting")).to_have_count(0, timeout=60_000)
    expect(page.locator(".measures .met")).not_to_have_count(0)
    page.get_by_role("tab", name="Feiten").click()
    expect(page.locator(".facts .told")).not_to_have_count(0)


def test_another_sample_is_another_letter_and_stands_in_the_address(firm: Firm, page: Page) -> None:
    look(page, firm, "template=reminder&channel=letter")
    letter_says(page, "Beste mevrouw Yilmaz,")
    page.get_by_label("Voorbeeld", exact=True).select_option("business")
    letter_says(page, "Lunchroom De Kade")
    expect(page).to_have_url(re.compile("sample=business"))
    page.go_back()
    letter_says(page, "Beste mevrouw Yilmaz,")


def test_every_choice_stands_in_the_address(firm: Firm, page: Page) -> None:
    look(page, firm, "template=reminder&channel=email&sample=style-d&country=BE&style=S&light=dark&width=320")
    expect(page.get_by_label("Voorbeeld", exact=True)).to_have_value("style-d")
    expect(page.get_by_label("Land")).to_have_value("BE")
    expect(page.get_by_label("Toon")).to_have_value("S")
    expect(page.get_by_role("button", name="Donker")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("iframe.shown")).to_have_css("width", "320px")


def test_saving_in_another_editor_changes_the_letter_without_a_flash(firm: Firm, page: Page) -> None:
    look(page, firm, "template=reminder&channel=letter")
    letter_says(page, "Beste mevrouw Yilmaz,")
    before = pages(page)
    page.evaluate(
        """() => { window.empty = 0; new MutationObserver(() => {
          if (!document.querySelector('.page img')?.complete) window.empty += 1;
        }).observe(document.querySelector('.pages'), { childList: true, subtree: true }); }"""
    )
    replace(firm, TEXT, "{{ greeting }},", "{{ greeting }},\n\nDit staat er nieuw bij.")
    letter_says(page, "Dit staat er nieuw bij.")
    assert pages(page) != before
    assert page.evaluate("() => window.empty") == 0


def test_typing_in_the_source_pane_saves_and_changes_the_letter(firm: Firm, page: Page) -> None:
    look(page, firm, "template=reminder&channel=letter")
    at_the_end_of_our_sentence(page)
    page.keyboard.type(" Dat beloven wij.")
    expect(page.locator("#source .status")).to_have_text("Bewaard")
    assert f"{OWN} Dat beloven wij." in firm.file(TEXT).read_text(encoding="utf-8")
    letter_says(page, "Dat beloven wij.")


def test_a_finding_leads_to_its_line_and_lights_up_in_the_letter(firm: Firm, page: Page) -> None:
    replace(firm, TEXT, OWN, HARD)
    look(page, firm, "template=reminder&channel=letter")
    expect(page.locator(".mark")).not_to_have_count(0)
    page.locator(".finding > button:visible", has_text="onform").click()
    expect(page.locator(".glow")).not_to_have_count(0)
    expect(page.locator("#source select")).to_be_visible()
    expect(page.locator(".cm-activeLine")).to_have_text(HARD)
    expect(page.locator(".cm-selectionBackground")).not_to_have_count(0)


def test_a_finding_in_a_part_opens_that_part(firm: Firm, page: Page) -> None:
    known = "tussen andere post beland."
    replace(firm, "_parts/nl/geruststelling.md.j2", known, f"{known} Conform de afspraak kan het ook.")
    look(page, firm, "template=reminder&channel=email")
    page.locator(".finding > button:visible", has_text="onform").click()
    expect(page.locator("#source select option:checked")).to_have_text("nl/geruststelling.md.j2")
    expect(mail(page).locator(".tact-glow")).not_to_have_count(0)


def test_a_sentence_of_the_letter_leads_to_its_line(firm: Firm, page: Page) -> None:
    look(page, firm, "template=reminder&channel=letter")
    page.locator(f'.spot[aria-label*="{OWN}"] span').first.click()
    expect(page.locator(".cm-activeLine")).to_have_text(OWN)
    expect(page.locator(".cm-content")).to_be_focused()
    assert page.evaluate("() => getSelection().toString()") == OWN


def test_a_sentence_of_the_email_and_of_the_sms_lead_to_their_lines(firm: Firm, page: Page) -> None:
    look(page, firm, "template=reminder&channel=email")
    mail(page).get_by_text("proef.", exact=True).click()
    expect(page.locator(".cm-activeLine")).to_have_text(OWN)
    look(page, firm, "template=reminder&channel=sms")
    page.locator(".sentence", has_text="Lukt dat niet?").click()
    expect(page.locator(".cm-activeLine")).to_contain_text("Lukt dat niet?")


def test_a_suggestion_is_applied_with_one_click_and_undone_with_another(firm: Firm, page: Page) -> None:
    replace(firm, TEXT, OWN, HARD)
    look(page, firm, "template=reminder&channel=letter")
    page.get_by_role("button", name="Maak ervan: Volgens").first.click()
    letter_says(page, "Volgens de afspraak lukt het wel.")
    assert "Volgens de afspraak lukt het wel." in firm.file(TEXT).read_text(encoding="utf-8")
    page.get_by_role("button", name="Ongedaan maken").first.click()
    letter_says(page, HARD)
    assert HARD in firm.file(TEXT).read_text(encoding="utf-8")


def test_a_broken_template_dims_the_last_good_page_and_is_mended(firm: Firm, page: Page) -> None:
    look(page, firm, "template=reminder&channel=letter")
    letter_says(page, "Beste mevrouw Yilmaz,")
    good = pages(page)
    replace(firm, TEXT, "{{ greeting }}", "{{ greting }}")
    card = page.get_by_role("alert")
    expect(card).to_contain_text("Het veld 'greting' bestaat niet")
    expect(card).to_contain_text("Bedoelt u 'greeting'?")
    expect(card.locator("li")).to_have_count(5)
    expect(page.locator(".content")).to_have_class(re.compile("stale"))
    assert pages(page) == good
    card.get_by_role("button", name="Ga naar deze plek").click()
    expect(page.locator(".cm-activeLine")).to_have_text("{{ greting }},")
    replace(firm, TEXT, "{{ greting }}", "{{ greeting }}")
    expect(card).to_have_count(0)
    expect(page.locator(".content")).not_to_have_class(re.compile("stale"))


def test_a_change_underneath_is_shown_and_neither_text_is_lost(firm: Firm, page: Page) -> None:
    look(page, firm, "template=reminder&channel=letter")
    at_the_end_of_our_sentence(page)
    held: list[Route] = []
    page.route(
        "**/api/source/*",
        lambda route: held.append(route) if route.request.method == "POST" else route.continue_(),
    )
    with page.expect_request(lambda request: request.method == "POST"):
        page.keyboard.insert_text(" Van mij.")
    theirs = firm.source(TEXT)["text"] + "{# van een ander #}\n"
    with page.expect_response(re.compile("/api/letter")):
        firm.file(TEXT).write_text(theirs, encoding="utf-8")
    held.pop().continue_()
    page.unroute("**/api/source/*")
    conflict = page.locator("#source .conflict")
    expect(conflict).to_contain_text("buiten dit venster veranderd")
    expect(page.locator(".cm-activeLine")).to_have_text(f"{OWN} Van mij.")
    assert firm.file(TEXT).read_text(encoding="utf-8") == theirs
    conflict.get_by_role("button", name="Bewaar de mijne toch").click()
    expect(page.locator("#source .status")).to_have_text("Bewaard")
    assert f"{OWN} Van mij." in firm.file(TEXT).read_text(encoding="utf-8")


def test_the_email_is_shown_dark_as_written_and_dark_by_force(firm: Firm, page: Page) -> None:
    look(page, firm, "template=reminder&channel=email")
    body = mail(page).locator("body")
    expect(body).to_contain_text("Beste mevrouw Yilmaz")
    background = "element => getComputedStyle(element).backgroundColor"
    light = body.evaluate(background)
    page.get_by_role("button", name="Donker").click()
    expect(page.locator("iframe.shown")).to_have_attribute("src", re.compile("/dark$"))
    assert body.evaluate(background) != light
    page.get_by_role("button", name="Omgekeerd").click()
    expect(page.locator("iframe.shown")).to_have_attribute("src", re.compile("/forced$"))
    assert "invert" in mail(page).locator("html").evaluate("element => getComputedStyle(element).filter")


def test_the_frame_of_an_email_runs_no_script(firm: Firm, page: Page) -> None:
    layout = firm.file("_layouts/email.html.j2")
    layout.write_text(
        layout.read_text(encoding="utf-8").replace(
            "</body>", "<script>parent.document.title = 'kwaad'</script></body>"
        ),
        encoding="utf-8",
    )
    look(page, firm, "template=reminder&channel=email")
    expect(mail(page).locator("body")).to_contain_text("Beste mevrouw Yilmaz")
    expect(page).to_have_title("Eerste herinnering · Tact")
    assert page.locator("iframe.shown").get_attribute("sandbox") == "allow-same-origin"


@pytest.mark.parametrize(("word", "dear"), [("vóór", "ó"), ("België", "ë")])
def test_an_sms_with_a_dear_character_shows_which(firm: Firm, page: Page, word: str, dear: str) -> None:
    replace(firm, TEXT, "Lukt dat niet? Bel", f"Lukt dat niet? Bel {word}")
    look(page, firm, "template=reminder&channel=sms")
    expect(page.locator("mark.dear").first).to_have_text(dear)
    expect(page.locator(".guilty")).to_contain_text(f"‘{dear}’")
    expect(page.locator(".meter")).to_contain_text("3 sms'en")
    expect(page.locator(".bubble .cut")).to_have_count(2)


def test_the_form_changes_the_letter_and_becomes_a_sample(firm: Firm, page: Page) -> None:
    look(page, firm, "template=reminder&channel=letter&panel=form")
    page.locator("summary", has_text="Klant").click()
    page.locator('details[data-key="customer"] input[name="last_name"]').first.fill("Van der Ploeg")
    letter_says(page, "Beste mevrouw Van der Ploeg,")
    expect(page).to_have_url(re.compile("draft="))
    page.get_by_label("Naam van het nieuwe voorbeeld").fill("van der ploeg")
    page.get_by_role("button", name="Bewaar als nieuw voorbeeld").click()
    expect(page.get_by_label("Voorbeeld", exact=True)).to_have_value("van-der-ploeg")
    letter_says(page, "Beste mevrouw Van der Ploeg,")
    assert firm.file("reminder/samples/van-der-ploeg.toml").is_file()


def test_the_matrix_shows_every_sample_with_its_findings(firm: Firm, page: Page) -> None:
    look(page, firm, "template=payment-plan&view=matrix")
    expect(page.locator(".card")).to_have_count(11)
    expect(page.locator(".card .waiting")).to_have_count(0, timeout=60_000)
    page.locator(".card").last.scroll_into_view_if_needed()
    expect(page.locator(".card").last.locator("img")).to_be_visible(timeout=60_000)
    page.locator(".card", has_text="style-d").click()
    expect(page.get_by_label("Voorbeeld", exact=True)).to_have_value("style-d")


def test_the_source_pane_completes_fields_formats_and_parts(firm: Firm, page: Page) -> None:
    look(page, firm, "template=reminder&channel=sms")
    at_the_end_of_our_sentence(page)
    page.keyboard.type(" {{ creditor.ph")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("creditor.phone")
    page.wait_for_timeout(200)  # a list that just came up does not take a key that was meant for the text
    page.keyboard.press("Enter")
    page.keyboard.type("|ph")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("phone")


def test_everything_is_reached_and_done_with_the_keyboard(firm: Firm, page: Page) -> None:
    look(page, firm, "template=reminder&channel=letter")
    letter_says(page, OWN)
    page.locator(f'.spot[aria-label*="{OWN}"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator(".cm-activeLine")).to_have_text(OWN)
    page.get_by_role("button", name="E-mail", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("iframe.shown")).to_be_visible()


def test_the_desk_speaks_english_when_asked(firm: Firm, page: Page) -> None:
    look(page, firm, "lang=en")
    expect(page.get_by_role("heading", name="Findings")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize(
    "query",
    [
        "template=reminder",
        "template=reminder&channel=letter&file=source",
        "template=reminder&channel=email&panel=form",
        "template=reminder&channel=sms&lang=en",
        "template=last-notice&view=matrix",
    ],
)
@pytest.mark.parametrize(
    ("width", "height", "scheme"), [(1280, 800, "light"), (820, 1180, "dark"), (390, 844, "dark")]
)
def test_axe_finds_nothing_serious(
    firm: Firm, page: Page, query: str, width: int, height: int, scheme: Literal["light", "dark"]
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    look(page, firm, query.replace("&file=source", ""))
    if "file=source" in query:
        page.get_by_role("button", name="Tekst", exact=True).click()
        expect(page.locator(".cm-content")).to_be_visible()
    expect(
        page.locator(
            ".measures td:visible, .card img:visible, .form details:visible, .spots span:visible, .meter, iframe.shown"
        ).first
    ).to_be_visible(timeout=60_000)
    page.wait_for_timeout(500)
    assert_reads_well(page)
