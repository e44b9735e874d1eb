"""Where things stand on the screen of the desk: there is room for them, and they stay where the writer looks."""

from __future__ import annotations

import shutil

from playwright.sync_api import Page, Route, expect

from tests.preview.conftest import OWN, TEXT, TEXTS, Firm, listening
from tests.preview.test_browser import letter_says, look, mail, replace

IN_SIGHT = """(element) => {
  const [box, stage] = [element.getBoundingClientRect(), document.getElementById('stage').getBoundingClientRect()];
  return box.bottom > stage.top && box.top < stage.bottom && stage.height > 0;
}"""


def test_every_view_has_room_beside_every_pane(firm: Firm, page: Page) -> None:
    look(page, firm, "template=reminder&channel=sms")
    page.get_by_role("button", name="Tekst", exact=True).click()
    source = page.url
    for width, height in ((1920, 1080), (1440, 900), (1280, 800), (820, 1180)):
        page.set_viewport_size({"width": width, "height": height})
        for view in ("desk", "matrix", "changes"):
            for panes in (source, source.partition("&file=")[0]):
                page.goto(f"{panes}&view={view}")
                page.locator("#stage > *").first.wait_for(state="attached")
                box = page.locator("#stage").bounding_box()
                assert box is not None
                assert (box["width"] > 0.4 * width, box["height"] > 300) == (True, True), (width, view, panes)


def test_a_click_in_one_channel_leaves_it_where_it_is(firm: Firm, page: Page) -> None:
    look(page, firm, "template=reminder&channel=all")
    letter_says(page, OWN)
    expect(page.locator(".measures td").first).to_be_visible()  # findings draw the messages once more
    sentence = page.locator(".sentence", has_text="Lukt dat niet?")
    sentence.click()
    expect(page.locator(".bubble .tact-glow")).not_to_have_count(0)
    assert page.locator(".bubble").evaluate(IN_SIGHT)
    words = mail(page).get_by_text("proef.", exact=True)
    words.click()
    expect(mail(page).locator(".tact-glow")).not_to_have_count(0)
    assert page.locator("iframe.shown").evaluate(IN_SIGHT)
    assert page.evaluate("() => document.scrollingElement.scrollTop") == 0


def test_a_finding_brings_its_words_into_sight(firm: Firm, page: Page) -> None:
    replace(firm, TEXT, OWN, "Conform de afspraak lukt het wel.")
    page.set_viewport_size({"width": 1280, "height": 420})
    look(page, firm, "template=reminder&channel=letter")
    page.locator(".finding > button:visible", has_text="onform").click()
    expect(page.locator(".glow")).not_to_have_count(0)
    page.wait_for_function(f"() => ({IN_SIGHT})(document.querySelector('.glow'))")


def test_the_email_keeps_its_place_when_the_text_is_saved(firm: Firm, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 500})
    look(page, firm, "template=reminder&channel=email")
    expect(mail(page).locator("body")).to_contain_text("Beste mevrouw Yilmaz")
    page.locator("#stage").evaluate("stage => stage.scrollTo(0, 400)")
    before = page.locator("#stage").evaluate("stage => stage.scrollTop")
    replace(firm, TEXT, OWN, f"{OWN} Nog een zin.")
    expect(mail(page).locator("body")).to_contain_text("Nog een zin.")
    assert before > 100
    assert abs(page.locator("#stage").evaluate("stage => stage.scrollTop") - before) < 2


def test_a_template_that_comes_goes_or_gets_another_name_does_so_on_the_screen(
    firm: Firm, page: Page
) -> None:
    look(page, firm, "template=reminder&channel=sms")
    expect(page.locator("#list li")).to_have_count(TEXTS)
    folder = firm.file("reminder").parent
    shutil.copytree(folder / "reminder", folder / "proef-een")
    try:
        expect(page.locator('[data-template="proef-een"]')).to_have_count(1)
        (folder / "proef-een").rename(folder / "proef-twee")
        expect(page.locator('[data-template="proef-twee"]')).to_have_count(1)
        expect(page.locator('[data-template="proef-een"]')).to_have_count(0)
        page.locator('[data-template="proef-twee"] a').click()
        expect(page.locator(".bubble")).to_contain_text("Lukt dat niet?")
    finally:
        for name in ("proef-een", "proef-twee"):
            shutil.rmtree(folder / name, ignore_errors=True)
    expect(page.locator('[data-template="proef-twee"]')).to_have_count(0)
    expect(page.locator(".note")).to_contain_text("proef-twee")


def test_a_template_that_comes_before_the_page_listens_stands_in_its_list(firm: Firm, page: Page) -> None:
    folder = firm.file("reminder").parent

    def comes_first(route: Route) -> None:
        with listening(firm) as heard:
            heard("ready")
            shutil.copytree(folder / "reminder", folder / "proef-drie")
            heard("changed")
        route.continue_()

    page.route("**/api/events", comes_first, times=1)
    try:
        look(page, firm, "template=reminder&channel=sms")
        expect(page.locator('[data-template="proef-drie"]')).to_have_count(1)
    finally:
        shutil.rmtree(folder / "proef-drie", ignore_errors=True)


def test_an_address_that_names_no_text_says_so(firm: Firm, page: Page) -> None:
    look(page, firm, "template=bestaat-niet&channel=sms")
    expect(page.locator(".note")).to_contain_text("bestaat-niet")
    expect(page.locator(".bubble")).to_contain_text("Lukt dat niet?")
