"""Texts as a whole at the desk: a copy, a new one, another title, away and back."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.preview.conftest import Firm
from tests.preview.test_browser import look


def test_a_text_is_copied_renamed_put_away_and_brought_back_without_a_terminal(
    shelf: Firm, page: Page
) -> None:
    deeds = page.get_by_label("Wat u met deze tekst kunt doen")
    look(page, shelf, "template=reminder&channel=sms")
    deeds.select_option("copyText")
    page.get_by_label("Titel", exact=True).fill("Onze herinnering")
    page.get_by_role("button", name="Maak", exact=True).click()
    expect(page).to_have_url(re.compile("template=onze-herinnering"))
    expect(page.locator(".bubble")).to_contain_text("Lukt dat niet?")
    deeds.select_option("renameText")
    page.get_by_label("Titel", exact=True).fill("Herinnering van ons")
    page.keyboard.press("Enter")
    expect(page.locator("#bar h1")).to_have_text("Herinnering van ons")
    deeds.select_option("awayText")
    expect(page.locator('[data-template="onze-herinnering"]')).to_have_count(0)
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page).to_have_url(re.compile("template=onze-herinnering"))
    expect(page.locator("#bar h1")).to_have_text("Herinnering van ons")


def test_a_new_text_works_at_once_and_a_name_that_is_taken_is_told_at_the_field(
    shelf: Firm, page: Page
) -> None:
    look(page, shelf, "template=reminder&channel=sms")
    page.get_by_role("button", name="Nieuwe tekst…").click()
    page.get_by_label("Titel", exact=True).fill("Reminder")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("bestaat al")
    page.get_by_label("Titel", exact=True).fill("Verhuisd")
    page.keyboard.press("Enter")
    expect(page.locator("#bar h1")).to_have_text("Verhuisd")
    expect(page.locator(".bubble")).not_to_be_empty()


def test_a_text_of_the_schedule_is_not_put_away(shelf: Firm, page: Page) -> None:
    look(page, shelf, "template=reminder&channel=sms")
    page.get_by_label("Wat u met deze tekst kunt doen").select_option("awayText")
    expect(page.locator(".note")).to_contain_text("schema")
    assert shelf.file("reminder").is_dir()
