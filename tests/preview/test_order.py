"""The order on the screen: one place for each thing, reached by mouse and keys, on wide and narrow screens."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.preview.conftest import OWN, TEXT, Firm
from tests.preview.test_browser import HARD, at_the_end_of_our_sentence, letter_says, look, mail, replace
from toolkit.preview.files import file_id
from toolkit.preview.work import work_left

FINDING = {
    "file": "f1",
    "name": "reminder/nl.md.j2",
    "line": 4,
    "rule": "jargon",
    "severity": "hint",
    "message": ["Een woord", "A word"],
    "start": 10,
    "end": 14,
    "scenarios": ["reminder/ordinary/letter", "reminder/ordinary/email", "reminder/several/letter"],
}


def test_work_in_a_shared_part_is_told_once_with_the_texts_and_samples_that_show_it() -> None:
    other = {**FINDING, "scenarios": ["last-notice/be/letter"]}
    (line,) = work_left({"reminder": [FINDING], "last-notice": [other]})
    assert (line["templates"], line["number"]) == (["reminder", "last-notice"], 4)
    assert [each["samples"] for each in line["findings"]] == [
        {"reminder": ["ordinary", "several"], "last-notice": ["be"]}
    ]


def test_the_worst_work_comes_first_and_findings_of_one_line_stay_together() -> None:
    error = {**FINDING, "line": 9, "severity": "error", "start": 30}
    beside = {**FINDING, "line": 9, "severity": "hint", "start": 20}
    lines = work_left({"reminder": [FINDING, beside, error]})
    assert [[each["severity"] for each in line["findings"]] for line in lines] == [
        ["error", "hint"],
        ["hint"],
    ]


def test_the_side_shows_findings_facts_data_and_work_behind_tabs_that_keys_reach(
    firm: Firm, page: Page
) -> None:
    look(page, firm, "template=reminder&channel=sms")
    page.get_by_role("tab", name="Opmerkingen").focus()
    for name, place in (("Feiten", ".facts li"), ("Gegevens", ".form"), ("Werklijst", ".work")):
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("tab", name=name)).to_be_focused()
        expect(page.locator(f"#panel {place}").first).to_be_visible()
    page.go_back()
    expect(page.locator("#panel .form")).to_be_visible()


def test_the_work_list_leads_to_every_finding_of_every_text(firm: Firm, page: Page) -> None:
    replace(firm, TEXT, OWN, HARD)
    look(page, firm, "template=last-notice&channel=letter&panel=work")
    line = page.locator(".work li", has_text=HARD).first
    expect(line).to_contain_text("Eerste herinnering", timeout=150_000)  # every text is read first
    for _ in range(page.locator(".work .finding").count()):
        page.keyboard.press("F8")
        if page.locator(".work .finding.chosen", has_text="onform").count():
            break
    expect(page.locator(".cm-activeLine")).to_have_text(HARD)
    expect(page).to_have_url(re.compile("template=reminder"))
    letter_says(page, HARD)


def test_a_finding_is_left_with_a_reason_that_stands_beside_the_words(firm: Firm, page: Page) -> None:
    replace(firm, TEXT, OWN, HARD)
    look(page, firm, "template=reminder&channel=letter")
    page.locator(".finding > button:visible", has_text="onform").click()
    page.get_by_text("Laat dit zo staan…").click()
    page.get_by_label("Waarom laat u dit staan?").fill("zo heet #} het formulier")
    page.keyboard.press("Enter")
    expect(page.locator(".finding", has_text="onform")).to_have_count(0)
    written = firm.file(TEXT).read_text(encoding="utf-8")
    assert f"{{# tact: ignore[jargon] zo heet het formulier #}}\n{HARD}" in written
    letter_says(page, HARD)
    page.get_by_role("button", name="Ongedaan maken").first.click()
    expect(page.locator(".finding", has_text="onform")).not_to_have_count(0)


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"why": " "}, 400),
        ({"rule": "jargon] x"}, 400),
        ({"start": -1}, 400),
        ({"excerpt": "iets anders"}, 409),
        ({"digest": "0"}, 409),
    ],
)
def test_a_finding_is_not_left_where_its_words_its_rule_or_its_reason_are_not_there(
    firm: Firm, changed: dict[str, object], status: int
) -> None:
    file = firm.source(TEXT)
    body = {
        "digest": file["digest"],
        "rule": "jargon",
        "start": file["text"].index(OWN),
        "excerpt": OWN,
        "why": "daarom",
    }
    assert firm.write(f"/api/source/{file_id(TEXT)}/leave", body | changed).status == status
    assert firm.source(TEXT)["text"] == file["text"]


def test_the_list_is_searched_and_shows_what_is_not_ready(firm: Firm, page: Page) -> None:
    replace(firm, TEXT, OWN, "Betaal, anders sturen wij de deurwaarder op u af.")
    look(page, firm, "template=last-notice&channel=sms")
    page.get_by_label("Zoek een tekst").fill("tweede her")
    expect(page.locator("#list li")).to_have_count(1)
    page.get_by_label("Zoek een tekst").fill("bestaat niet")
    expect(page.locator("#list")).to_contain_text("Geen tekst gevonden.")
    page.get_by_label("Zoek een tekst").fill("")
    page.get_by_label("Alleen wat niet klaar is").check()
    expect(page.locator('#list [data-template="due-soon"]')).to_have_count(0, timeout=60_000)
    expect(page.locator('#list [data-template="reminder"] .error')).to_be_visible(timeout=60_000)
    expect(page.locator('#list [data-template="last-notice"]')).to_be_visible()  # the one that is open


def test_keys_choose_channel_and_sample_also_while_writing(firm: Firm, page: Page) -> None:
    look(page, firm, "template=reminder&channel=letter")
    at_the_end_of_our_sentence(page)
    page.keyboard.press("Alt+3")
    expect(page.locator(".bubble")).to_be_visible()
    before = page.get_by_label("Voorbeeld", exact=True).input_value()
    page.keyboard.press("Alt+PageDown")
    expect(page.get_by_label("Voorbeeld", exact=True)).not_to_have_value(before)
    page.keyboard.press("Alt+PageUp")
    expect(page.get_by_label("Voorbeeld", exact=True)).to_have_value(before)
    assert firm.source(TEXT)["text"].count(OWN) == 1
    page.get_by_role("tab", name="Opmerkingen").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Volgende opmerking")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_links_lead_to_each_place_by_the_keyboard(firm: Firm, page: Page) -> None:
    look(page, firm, "template=reminder&channel=sms")
    for name, place in (("Teksten", "list"), ("Klant", "bar"), ("Bericht", "stage"), ("Opmerkingen", "side")):
        page.locator("#skips a", has_text=f"Naar: {name}").focus()
        page.keyboard.press("Enter")
        assert page.evaluate(
            "place => document.getElementById(place).contains(document.activeElement)", place
        )


def test_a_phone_shows_one_channel_at_a_time_and_the_side_when_asked(firm: Firm, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    look(page, firm, "template=reminder")
    letter_says(page, OWN)
    expect(page.locator(".channel")).to_have_count(1)
    expect(page.locator("#side")).not_to_be_in_viewport()
    page.get_by_role("button", name="Sms", exact=True).click()
    expect(page.locator(".bubble")).to_be_visible()
    page.locator("#bar button.side-button").click()
    expect(page.locator("#panel")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator("#side")).not_to_be_in_viewport()


@pytest.mark.parametrize(
    ("width", "height", "seen"), [(820, 1180, ("#stage", "#panel")), (640, 400, ("#stage",))]
)
def test_who_writes_keeps_the_message_in_sight(
    firm: Firm, page: Page, width: int, height: int, seen: tuple[str, ...]
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    look(page, firm, "template=reminder&channel=letter")
    page.get_by_role("button", name="Tekst", exact=True).click()
    expect(page.locator(".cm-content")).to_be_visible()
    for place in seen:
        expect(page.locator(place)).to_be_in_viewport(ratio=0.9)
        box = page.locator(place).bounding_box()
        assert box is not None
        assert box["height"] > 100


def test_a_dark_desk_leaves_letter_and_email_as_the_customer_sees_them(firm: Firm, page: Page) -> None:
    background = "element => getComputedStyle(element).backgroundColor"
    look(page, firm, "template=reminder")
    expect(mail(page).locator("body")).to_contain_text("Beste mevrouw Yilmaz")
    light = mail(page).locator("body").evaluate(background)
    page.get_by_label("Licht of donker scherm").select_option("dark")
    page.reload()
    expect(mail(page).locator("body")).to_contain_text("Beste mevrouw Yilmaz")
    assert page.locator("#side").evaluate(background) == "rgb(25, 31, 34)"
    assert page.locator(".page").first.evaluate(background) == "rgb(255, 255, 255)"
    assert mail(page).locator("body").evaluate(background) == light
