"""Customers of the firm's own ledger, to look at a text with, and words of a finding in the firm's own list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.preview.conftest import OWN, TEXT, Firm, assert_reads_well
from tests.preview.test_browser import letter_says, look, replace
from toolkit.cli.init import fill
from toolkit.lint.engine import lint_text
from toolkit.lint.rules import all_rules
from toolkit.lint.settings import read_settings
from toolkit.preview.choices import Choice, record_of, template_of
from toolkit.preview.ledger import ledgers, records_of, values_of
from toolkit.preview.problems import BadRequest, NotThere
from toolkit.preview.word_list import FILE, add_word
from toolkit.preview.work import work_left
from toolkit.workspace import Workspace, open_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    fill(tmp_path)
    return open_workspace(tmp_path)


@pytest.fixture
def own(firm: Firm) -> Iterator[Firm]:
    """A desk whose settings and words are afterwards what they were."""
    settings = (firm.folder / "tact.toml").read_bytes()
    yield firm
    (firm.folder / "tact.toml").write_bytes(settings)
    (firm.folder / FILE).unlink(missing_ok=True)


def test_a_customer_of_the_ledger_is_found_by_name_number_and_invoice(workspace: Workspace) -> None:
    assert ledgers(workspace) == ["ledger.csv"]
    everybody = records_of(workspace, "ledger.csv", "")
    assert everybody["count"] == len(everybody["records"]) > 3
    for sought in ("yilmaz", "1001", "2026-0413"):
        (found,) = records_of(workspace, "ledger.csv", sought)["records"]
        assert (found["name"], found["invoices"], found["total"]) == ("F. Yilmaz", ["2026-0413"], "119.00")
    assert records_of(workspace, "ledger.csv", "bestaat niet")["count"] == 0


def test_a_customer_of_the_ledger_makes_the_letter_with_the_days_of_the_sample(workspace: Workspace) -> None:
    from toolkit.catalogue import Catalogue

    (found,) = records_of(workspace, "ledger.csv", "yilmaz")["records"]
    choice = Choice("reminder", "ordinary")
    values = values_of(workspace, choice, "ledger.csv", found["id"])
    tried = Choice("reminder", "ordinary", values=values)
    record = record_of(workspace, template_of(Catalogue(workspace), "reminder"), tried)
    assert (record.customer.last_name, str(record.pay_by)) == ("Yilmaz", "2026-12-10")
    assert record.creditor.name == "Bakkerij Het Warme Brood B.V."


@pytest.mark.parametrize("name", ["tact.toml", "../ledger.csv", "/etc/passwd", "weg.csv", ""])
def test_no_other_file_is_read_as_a_ledger(workspace: Workspace, name: str) -> None:
    with pytest.raises(NotThere):
        records_of(workspace, name, "")


def test_a_word_goes_into_the_list_with_what_to_write_instead_and_is_found_from_then_on(
    workspace: Workspace,
) -> None:
    assert workspace.root
    before = (workspace.root / "tact.toml").read_text(encoding="utf-8")
    assert add_word(workspace, "Dossierhouder", "contactpersoon") == FILE
    add_word(workspace, "kleine kwitantie", "bonnetje")
    add_word(workspace, "conform", "zoals in")
    after = (workspace.root / "tact.toml").read_text(encoding="utf-8")
    assert after.startswith(before.rstrip())
    assert 'words = ["onze-woorden.toml"]' in after
    settings = read_settings(workspace.root, all_rules())
    text = "Uw dossierhouder heeft een kleine kwitantie. Conform de brief."
    found = [each for each in lint_text(text, settings=settings) if each.rule == "jargon"]
    assert [(each.excerpt, each.suggestions) for each in found] == [
        ("dossierhouder", ("contactpersoon",)),
        ("kleine kwitantie", ("bonnetje",)),
        ("Conform", ("Zoals in",)),  # the firm's own says what to write
    ]
    add_word(workspace, "dossierhouder", "vaste contactpersoon")  # a list that was read already is read anew
    found = [each for each in lint_text(text, settings=settings) if each.excerpt == "dossierhouder"]
    assert found[0].suggestions == ("vaste contactpersoon",)


def test_the_list_that_the_settings_name_gets_the_word_and_its_comments_stay(workspace: Workspace) -> None:
    assert workspace.root
    with (workspace.root / "tact.toml").open("a", encoding="utf-8") as file:
        file.write('\n[lint]\nwords = ["huis.toml"] # van ons\n')
    (workspace.root / "huis.toml").write_text(
        "# onze lijst\n[replace.law]\nderde = 'ander'\n", encoding="utf-8"
    )
    assert add_word(workspace, "kwitantie", "bon") == "huis.toml"
    text = (workspace.root / "huis.toml").read_text(encoding="utf-8")
    assert text.startswith("# onze lijst\n[replace.law]\nderde = 'ander'\n")
    assert 'kwitantie = "bon"' in text
    assert not (workspace.root / FILE).exists()


@pytest.mark.parametrize(
    ("word", "instead"),
    [
        ("", "x"),
        ("twee zinnen. Punt", "x"),
        ("een twee drie vier vijf zes", "x"),
        ("woord", " "),
        ("woord", "Woord"),
        ("a" * 61, "x"),
        ('x"] y', "z"),
    ],
)
def test_what_is_no_word_goes_into_no_list(workspace: Workspace, word: str, instead: str) -> None:
    with pytest.raises(BadRequest):
        add_word(workspace, word, instead)
    assert workspace.root
    assert not (workspace.root / FILE).exists()


def finding(text: str, words: str, rule: str = "jargon") -> dict[str, object]:
    start = text.index(words)
    return {
        "file": "f1", "name": "reminder/nl.md.j2", "line": text.count("\n", 0, start) + 1, "rule": rule,
        "severity": "hint", "message": ["a", "b"], "start": start, "end": start + len(words), "scenarios": [],
    }  # fmt: skip


def test_work_is_brought_together_by_sentence_also_where_one_line_has_two_and_one_sentence_two_lines() -> (
    None
):
    text = "{% if deels betaald %} Een twee. Drie\nvier {{ total|euro }} vijf.\n\n- zes\n- zeven.\n"
    found = [finding(text, words) for words in ("Een", "twee", "Drie", "vijf", "zes", "zeven")]
    work = work_left({"reminder": found}, {"f1": text})
    assert [(each["text"], len(each["findings"])) for each in work] == [
        ("{% if deels betaald %} Een twee.", 2),
        ("Drie vier {{ total|euro }} vijf.", 2),
        ("- zes", 1),
        ("- zeven.", 1),
    ]


def test_one_looks_at_a_text_with_a_customer_of_ones_own(own: Firm, page: Page) -> None:
    look(page, own, "template=reminder&channel=letter")
    page.get_by_label("Voorbeeld", exact=True).select_option(label="Uit uw eigen lijst…")
    expect(page.get_by_label("Zoek op naam, klantnummer of factuur")).to_be_focused()
    page.keyboard.type("kade")
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("1 klant")
    assert_reads_well(page)
    page.get_by_role("dialog").get_by_role("button", name=re.compile("Lunchroom")).click()
    letter_says(page, "2026-0398")
    expect(page).to_have_url(re.compile("draft="))


def test_a_word_of_a_finding_is_put_in_the_list(own: Firm, page: Page) -> None:
    replace(own, TEXT, OWN, "Uw vordering is bij ons bekend.")
    look(page, own, "template=reminder&channel=letter")
    page.locator(".finding > button:visible", has_text="vordering").click()
    page.get_by_text("Zet in onze woordenlijst…").click()
    page.get_by_label("Welk woord?").fill("vordering")
    page.get_by_label("Wat schrijft u wel?").fill("rekening")
    page.keyboard.press("Enter")
    expect(page.locator(".note")).to_contain_text("‘vordering’ staat in uw woordenlijst")
    expect(page.locator(".finding .chips", has_text="Maak ervan: rekening")).to_be_visible()
    assert 'vordering = "rekening"' in (own.folder / FILE).read_text(encoding="utf-8")
