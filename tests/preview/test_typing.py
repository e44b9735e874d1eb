"""Words that a writer types at the desk, key by key: they stand in the file as they were typed, and none are lost."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Error, Page, Route, expect

from tests.preview.conftest import OWN, TEXT, Firm, running
from tests.preview.test_browser import at_the_end_of_our_sentence, look, replace
from toolkit.cli.init import fill

TYPED = [
    "{% if customer.company %}Ja{% endif %}",
    "{%- if customer.company -%}Ja{%- endif -%}",
    "{{ customer.name }}, {{ invoices[0].amount|euro }} en {{customer.name}}",
    "{# dit leest niemand #}",
    "(zoals dit) en [dat] en {zo} en 'zus' en \"zo\"",
    "{% set deel = {'a': 1} %}{{ deel['a'] }}",
]


def of_our_sentence(firm: Firm) -> str:
    """The file from the firm's own sentence to the include that follows it."""
    return firm.file(TEXT).read_text(encoding="utf-8").partition(OWN)[2].partition("\n\n{% include")[0]


def full(route: Route) -> None:
    """Answer as a desk whose disk is full."""
    if route.request.method == "POST":
        route.fulfill(status=500, json={"kind": "RenderError", "message": "De schijf is vol"})
    else:
        route.continue_()


def source(page: Page, firm: Firm) -> None:
    look(page, firm, "template=reminder&channel=sms")
    at_the_end_of_our_sentence(page)


def typed_in_vain(page: Page, firm: Firm, words: str) -> None:
    """Type words that cannot be saved, and leave."""
    page.on("dialog", lambda dialog: dialog.accept())
    source(page, firm)
    page.route("**/api/source/**", full)
    page.keyboard.type(words)
    expect(page.locator("#source .status")).to_have_text("Nog niet bewaard. De schijf is vol")
    page.goto("about:blank")
    page.unroute("**/api/source/**")


@pytest.mark.parametrize("text", TYPED)
def test_what_closes_itself_is_typed_over(firm: Firm, page: Page, text: str) -> None:
    source(page, firm)
    page.keyboard.type(f" {text} Klaar.")
    expect(page.locator("#source .status")).to_have_text("Bewaard")
    assert of_our_sentence(firm) == f" {text} Klaar."


def test_what_was_closed_on_an_earlier_visit_is_typed_over(firm: Firm, page: Page) -> None:
    source(page, firm)
    page.keyboard.type(" {{ customer.name")
    expect(page.locator("#source .status")).to_have_text("Bewaard")
    page.reload()
    page.locator(".cm-line", has_text=OWN).click()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type(" }}.")
    expect(page.locator("#source .status")).to_have_text("Bewaard")
    assert of_our_sentence(firm) == " {{ customer.name }}."


def test_enter_begins_a_line_at_the_left(firm: Firm, page: Page) -> None:
    source(page, firm)
    for line in ("", "", "{% if customer.company %}", "Een zin.", "{% endif %}", "Nog een zin."):
        page.keyboard.type(line)
        page.keyboard.press("Enter")
    expect(page.locator("#source .status")).to_have_text("Bewaard")
    assert of_our_sentence(firm) == "\n\n{% if customer.company %}\nEen zin.\n{% endif %}\nNog een zin.\n"


def test_words_survive_a_page_that_closes_at_once(firm: Firm, page: Page) -> None:
    source(page, firm)
    page.keyboard.type(" Net op tijd.")
    page.goto("about:blank")
    stands(firm, " Net op tijd.")


def test_a_page_asks_before_it_closes_on_words_that_are_not_saved(firm: Firm, page: Page) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    source(page, firm)
    page.route("**/api/source/**", lambda route: route.abort())
    page.keyboard.type(" Nog niet bewaard.")
    expect(page.locator("#source .status")).to_contain_text("Nog niet bewaard.")
    with suppress(Error):  # the writer stays
        page.goto("about:blank")
    assert asked == ["beforeunload"]
    page.unroute("**/api/source/**")
    expect(page.locator("#source .status")).to_have_text("Bewaard")


def test_words_that_arrived_without_an_answer_are_no_conflict(firm: Firm, page: Page) -> None:
    def arrives(route: Route) -> None:
        route.fetch()
        route.abort()

    source(page, firm)
    page.route("**/api/source/**", arrives, times=1)
    page.keyboard.type(" Aangekomen.")
    expect(page.locator("#source .status")).to_have_text("Bewaard")
    expect(page.locator(".conflict")).to_be_hidden()
    stands(firm, " Aangekomen.")


def test_words_that_never_reached_the_file_are_back_on_the_next_visit(firm: Firm, page: Page) -> None:
    typed_in_vain(page, firm, " De schijf was vol.")
    assert of_our_sentence(firm) == ""
    look(page, firm, "template=reminder&channel=sms")
    page.get_by_role("button", name="Tekst", exact=True).click()
    stands(firm, " De schijf was vol.")


def test_words_of_an_earlier_visit_never_overwrite_a_file_that_changed_meanwhile(
    firm: Firm, page: Page
) -> None:
    page.set_viewport_size({"width": 1280, "height": 1100})  # the editor draws only lines that are in sight
    typed_in_vain(page, firm, " Van mij.")
    replace(firm, TEXT, OWN, f"{OWN} Van een ander.")
    look(page, firm, "template=reminder&channel=sms")
    page.get_by_role("button", name="Tekst", exact=True).click()
    expect(page.locator(".conflict")).to_be_visible()
    expect(page.locator(".cm-line", has_text=OWN)).to_have_text(f"{OWN} Van mij.")
    assert of_our_sentence(firm) == " Van een ander."
    page.get_by_role("button", name="Bewaar de mijne toch").click()
    stands(firm, " Van mij.")


def test_words_survive_a_program_that_stopped_and_began_again(tmp_path: Path, page: Page) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    fill(tmp_path)
    with running(tmp_path) as firm:
        look(page, firm, "template=reminder&channel=sms")
        page.get_by_role("button", name="Tekst", exact=True).click()
        page.locator(".cm-line").first.click()
        page.keyboard.press("End")
    page.keyboard.type(" {# toen tact stil stond #}")
    expect(page.locator("#source .status")).to_contain_text("Nog niet bewaard.")
    with running(tmp_path, port=int(firm.host.rpartition(":")[2])) as firm:
        look(page, firm, "template=reminder&channel=sms")
        page.get_by_role("button", name="Tekst", exact=True).click()
        expect(page.locator(".cm-line").first).to_contain_text("toen tact stil stond")
        expect(page.locator("#source .status")).to_have_text("Bewaard")
        assert "{# toen tact stil stond #}" in firm.file(TEXT).read_text(encoding="utf-8")


def test_an_error_waits_while_the_cursor_stands_between_brackets(firm: Firm, page: Page) -> None:
    look(page, firm, "template=reminder&channel=letter")
    at_the_end_of_our_sentence(page)
    with page.expect_response(lambda response: "/api/letter" in response.url and response.status == 422):
        page.keyboard.type(" {{ bestaat_niet")
    page.wait_for_timeout(800)
    expect(page.locator(".problem")).to_have_count(0)
    expect(page.locator(".problem")).to_contain_text("bestaat_niet")


def test_fields_are_found_by_their_dutch_words(firm: Firm, page: Page) -> None:
    source(page, firm)
    page.keyboard.type(" {{ klant.na")
    expect(page.locator(".cm-tooltip-autocomplete li").first).to_contain_text("customer.name")
    page.wait_for_timeout(200)
    page.keyboard.press("Enter")
    stands(firm, " {{ customer.name}}")


def test_the_form_takes_a_day_and_an_amount_as_they_are_written_and_shows_what_is_wrong_at_its_field(
    firm: Firm, page: Page
) -> None:
    look(page, firm, "template=reminder&channel=sms&panel=form")
    field = page.locator('[data-path="invoices[1].amount"]')
    expect(field.locator("input")).to_have_value("186,50")
    field.locator("input").fill("1.234,5o")
    expect(field.locator(".wrong-text")).to_be_visible()
    field.locator("input").fill("1.234,50")
    expect(field.locator(".wrong-text")).to_have_count(0)
    page.locator('[data-path="date"] input').fill("5-12-2026")
    expect(page.locator(".bubble")).to_contain_text("1.234,50")


def test_one_more_invoice_is_one_that_can_be(firm: Firm, page: Page) -> None:
    look(page, firm, "template=reminder&channel=sms&panel=form")
    page.get_by_role("button", name="Voeg toe: factuur").click()
    expect(page.locator('[data-path="invoices[2].number"] input')).to_have_value("2026-0872")
    expect(page.locator(".bubble")).to_contain_text("373,00")
    expect(page.locator(".trouble")).to_be_hidden()


def stands(firm: Firm, words: str) -> None:
    """The file gets these words behind our sentence, soon."""
    until = time.monotonic() + 20
    while of_our_sentence(firm) != words and time.monotonic() < until:
        time.sleep(0.02)
    assert of_our_sentence(firm) == words
