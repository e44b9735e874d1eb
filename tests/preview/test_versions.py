"""Earlier texts of a file, kept without git."""

from __future__ import annotations

import json
import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.preview.conftest import OWN, TEXT, Firm
from tests.preview.test_browser import at_the_end_of_our_sentence, letter_says, look, replace
from toolkit.preview.differences import pieces
from toolkit.preview.files import file_id
from toolkit.preview.problems import BadRequest, NotThere
from toolkit.preview.versions import APART, FOLDER, MOST, Versions
from toolkit.workspace import Workspace

NOW = datetime(2026, 11, 28, 10, 30)  # noqa: DTZ001  # the clock of the desk
NAME = "reminder/nl.md.j2"


@pytest.fixture
def versions(tmp_path: Path) -> Versions:
    return Versions(Workspace(tmp_path))


def test_who_types_on_gets_one_version_and_who_comes_back_another(versions: Versions) -> None:
    for second, text in enumerate(("een", "een twee", "een twee drie")):
        versions.keep(NAME, text, NOW + timedelta(seconds=second))
    versions.keep(NAME, "later", NOW + APART)
    assert [version.text for version in versions.all(NAME)] == ["later", "een"]


def test_a_text_that_is_kept_already_is_not_kept_again_but_under_a_name(versions: Versions) -> None:
    versions.keep(NAME, "een", NOW)
    versions.keep(NAME, "een", NOW + 5 * APART)
    versions.name(NAME, "een", NOW + 6 * APART, " zoals  besproken ")
    assert [version.called for version in versions.all(NAME)] == ["zoals besproken", ""]


def test_the_oldest_go_and_those_with_a_name_stay(versions: Versions) -> None:
    versions.name(NAME, "eerste", NOW, "de eerste")
    for number in range(MOST + 3):
        versions.keep(NAME, str(number), NOW + (number + 1) * APART)
    kept = versions.all(NAME)
    assert (len(kept), kept[-1].called, kept[-2].text) == (MOST + 1, "de eerste", "3")


def test_versions_are_their_owners_alone_and_damage_hides_that_one_only(
    versions: Versions, tmp_path: Path
) -> None:
    versions.keep(NAME, "een", NOW)
    (path,) = (tmp_path / FOLDER / NAME).glob("*.json")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    versions.keep(NAME, "twee", NOW + APART)
    path.write_text("geen versie", encoding="utf-8")
    (path.parent / "20261128T103000000009.json").write_text(json.dumps(["vreemd"]), encoding="utf-8")
    assert [version.text for version in versions.all(NAME)] == ["twee"]


def test_a_version_needs_a_name_and_a_place_and_is_asked_for_by_what_it_is(versions: Versions) -> None:
    with pytest.raises(BadRequest):
        versions.name(NAME, "een", NOW, " ")
    with pytest.raises(BadRequest):
        Versions(Workspace()).name(NAME, "een", NOW, "naam")
    with pytest.raises(NotThere):
        versions.one(NAME, "../../tact")


def test_the_pieces_of_a_difference_make_both_texts() -> None:
    before, after = "Wij verzoeken u\n\nte betalen. ", "Wilt u betalen?\n"
    told = pieces(before, after)
    assert "".join(words for how, words in told if how != "+") == before
    assert "".join(words for how, words in told if how != "-") == after


def test_an_earlier_text_is_compared_and_brought_back(firm: Firm, page: Page) -> None:
    look(page, firm, "template=reminder&channel=letter")
    at_the_end_of_our_sentence(page)
    page.keyboard.type(" Zo stond het er.")
    letter_says(page, "Zo stond het er.")
    page.get_by_role("button", name="Versies").click()
    page.get_by_label("Naam voor de tekst van nu").fill("met mijn zin")
    page.get_by_role("button", name="Bewaar als versie").click()
    expect(page.locator(".note")).to_contain_text("met mijn zin")
    replace(firm, TEXT, " Zo stond het er.", " Heel anders.")
    letter_says(page, "Heel anders.")
    page.get_by_role("button", name="Versies").click()
    page.locator("dialog li", has_text="met mijn zin").get_by_role("button").click()
    expect(page.locator("dialog ins")).to_contain_text("Heel anders.")
    expect(page.locator("dialog del")).to_contain_text("Zo stond het er.")
    page.get_by_role("button", name="Zet deze versie terug").click()
    letter_says(page, "Zo stond het er.")
    assert f"{OWN} Zo stond het er." in firm.file(TEXT).read_text(encoding="utf-8")


def test_a_version_of_a_text_that_changed_meanwhile_is_not_named(firm: Firm) -> None:
    answer = firm.write(f"/api/source/{file_id(TEXT)}/versions", {"digest": "oud", "called": "x"})
    assert answer.status == 409
    assert firm.ask(f"/api/source/{file_id(TEXT)}/versions/20260101T000000000000").status == 404
