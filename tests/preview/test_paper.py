"""Writing in the text as it reads: real keys in a real browser change words, and nothing else."""

from __future__ import annotations

import difflib
import random
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Locator, Page, expect

from tests.compose.records import a_record
from tests.preview.conftest import AXE, OWN, TEXT, Firm
from tests.preview.test_browser import HARD, letter_says, look, replace
from toolkit.catalogue import Catalogue
from toolkit.compose import Composer
from toolkit.compose.message import texts
from toolkit.preview.files import file_id
from toolkit.workspace import Workspace

REMINDER = Catalogue(Workspace()).template("reminder")
SIGNS = "abc é€ .,-#*_[](){}%|<>&;:+=!`~\\\"'1/"
TEMPLATES = sorted(Path(__file__).parents[2].glob("templates/*/nl.md.j2"))


def paper(page: Page, firm: Firm, query: str = "template=reminder&channel=letter") -> Locator:
    """Open the text to write in."""
    look(page, firm, query)
    page.get_by_role("button", name="Tekst", exact=True).click()
    expect(page.locator(".editor:not([inert]) .w-paper")).to_be_visible()
    return page.locator(".w-paper")


def at_the_end(page: Page, words: str) -> None:
    line = page.locator(".w-line", has_text=words)
    box = line.bounding_box()
    assert box is not None
    line.click(position={"x": box["width"] - 6, "y": box["height"] - 8})
    page.keyboard.press("End")


def saved(page: Page) -> None:
    expect(page.locator("#source .status")).to_have_text("Bewaard")


def changed(firm: Firm, before: str) -> list[str]:
    """The lines of the text that came and went."""
    now = firm.file(TEXT).read_text(encoding="utf-8")
    lines = difflib.unified_diff(before.splitlines(), now.splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def test_who_is_new_writes_in_the_text_and_the_browser_remembers_who_reads_the_source(
    firm: Firm, writer: Page
) -> None:
    sheet = paper(writer, firm)
    expect(sheet).to_contain_text(OWN)
    expect(sheet).not_to_contain_text("{%")
    writer.get_by_role("button", name="Bron", exact=True).click()
    expect(writer.locator(".cm-content")).to_contain_text("{% block")
    writer.reload()
    expect(writer.locator(".cm-content")).to_contain_text("{% block")


def test_words_are_typed_where_they_stand_and_nothing_else_changes(firm: Firm, writer: Page) -> None:
    before = firm.file(TEXT).read_text(encoding="utf-8")
    paper(writer, firm)
    at_the_end(writer, OWN)
    writer.keyboard.type(" Bij 100% {{ zeker }} [en] *snel*.")
    saved(writer)
    typed = " Bij 100% \\{\\{ zeker \\}\\} \\[en\\] \\*snel\\*."
    assert changed(firm, before) == [f"-{OWN}", f"+{OWN}{typed}"]
    letter_says(writer, "{{ zeker }} [en] *snel*.")
    for _ in range(8):
        writer.keyboard.press("Backspace")
    saved(writer)
    assert changed(firm, before) == [f"-{OWN}", f"+{OWN}{typed[:-10]}"]


def test_enter_begins_a_paragraph_and_backspace_takes_it_away(firm: Firm, writer: Page) -> None:
    before = firm.file(TEXT).read_text(encoding="utf-8")
    paper(writer, firm)
    at_the_end(writer, OWN)
    writer.keyboard.press("Enter")
    writer.keyboard.type("Eerst dit.")
    writer.keyboard.press("Enter")
    writer.keyboard.type("Dan dat.")
    saved(writer)
    assert changed(firm, before) == ["+Eerst dit.", "+", "+Dan dat.", "+"]
    writer.keyboard.press("Home")
    writer.keyboard.press("Backspace")
    saved(writer)
    assert changed(firm, before) == ["+Eerst dit.", "+Dan dat.", "+"]
    writer.keyboard.press("Control+z")
    saved(writer)
    assert changed(firm, before) == ["+Eerst dit.", "+", "+Dan dat.", "+"]


def test_a_condition_of_one_line_gets_room_for_more_lines_and_for_none(firm: Firm, writer: Page) -> None:
    line = "{% if één factuur: %} Kort.\n{% else: %} Lang.\n"
    replace(firm, TEXT, f"{OWN}\n", f"{OWN}\n\n{line}")
    before = firm.file(TEXT).read_text(encoding="utf-8")
    sheet = paper(writer, firm)
    at_the_end(writer, "Kort.")
    writer.keyboard.press("Enter")
    writer.keyboard.type("Meer.")
    saved(writer)
    now = firm.file(TEXT).read_text(encoding="utf-8")
    assert "{% if één factuur %} Kort.\n\nMeer.\n{% else %} Lang.\n{% endif %}\n" in now
    writer.keyboard.press("Control+z")
    writer.keyboard.press("Control+z")
    writer.keyboard.press("Control+z")
    saved(writer)
    assert changed(firm, before) == []
    at_the_end(writer, "Kort.")
    for _ in "Kort.":
        writer.keyboard.press("Backspace")
    saved(writer)
    now = firm.file(TEXT).read_text(encoding="utf-8")
    assert "{% if één factuur %} \n{% else %} Lang.\n{% endif %}\n" in now
    expect(sheet).to_contain_text("Schrijf hier.")


def test_what_the_paper_cannot_show_is_locked_and_leads_to_the_source(firm: Firm, writer: Page) -> None:
    path = firm.file(TEXT)
    text = path.read_text(encoding="utf-8")
    loop = "{% for invoice in invoices %}\n- {{ invoice.number }}\n{% endfor %}"
    path.write_text(text.replace(OWN, f"{OWN}\n\n{loop}\n\nDaarna."), encoding="utf-8")
    before = path.read_text(encoding="utf-8")
    sheet = paper(writer, firm)
    locked = sheet.locator(".w-locked", has_text="{% for invoice")
    at_the_end(writer, OWN)
    writer.keyboard.press("Shift+Control+End")
    writer.keyboard.type("Weg.")
    saved(writer)
    assert loop in path.read_text(encoding="utf-8")
    assert "{% endblock %}\n\n{% block sms %}" in path.read_text(encoding="utf-8")
    writer.keyboard.press("Control+z")
    saved(writer)
    assert changed(firm, before) == []
    locked.get_by_role("button", name="Open in Bron").click()
    expect(writer.locator(".cm-activeLine")).to_have_text("{% for invoice in invoices %}")


def test_a_field_is_put_in_by_its_words_and_written_another_way(firm: Firm, writer: Page) -> None:
    before = firm.file(TEXT).read_text(encoding="utf-8")
    sheet = paper(writer, firm)
    at_the_end(writer, OWN)
    writer.keyboard.type(" Tot /vervald")
    expect(writer.locator(".cm-tooltip-autocomplete [aria-selected]")).to_have_text(
        re.compile("^vervaldatum")
    )
    writer.wait_for_timeout(200)  # a list that just came up does not take a key that was meant for the text
    writer.keyboard.press("Enter")
    writer.keyboard.type(" dus.")
    saved(writer)
    assert changed(firm, before) == [f"-{OWN}", f"+{OWN} Tot {{{{ due_date|date }}}} dus."]
    chip = sheet.locator(".w-line", has_text=OWN).locator(".w-chip")
    expect(chip).to_have_text("vervaldatum 27 november 2026")
    for _ in " dus.":
        writer.keyboard.press("ArrowLeft")
    writer.keyboard.press("Alt+Enter")
    writer.get_by_role("dialog").get_by_role("button", name="7-12-2026", exact=True).press("Enter")
    saved(writer)
    assert changed(firm, before) == [f"-{OWN}", f'+{OWN} Tot {{{{ due_date|date("short") }}}} dus.']
    expect(chip).to_have_text("vervaldatum 27-11-2026")


def test_a_branch_brings_a_sample_that_reaches_it_or_says_that_none_does(firm: Firm, writer: Page) -> None:
    path = firm.file(TEXT)
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(OWN, f"{OWN}\n\n{{% if klant failliet %}}\nNooit.\n{{% endif %}}"), encoding="utf-8"
    )
    sheet = paper(writer, firm)
    expect(sheet).to_contain_text("Wij zien uw betaling")
    sheet.get_by_role("button", name="deels betaald").click()
    expect(sheet).to_contain_text("U hebt al")
    expect(writer).not_to_have_url(re.compile("sample=ordinary"))
    expect(sheet.get_by_role("button", name="deels betaald")).to_have_attribute("aria-pressed", "true")
    never = sheet.get_by_role("button", name="klant failliet")
    expect(sheet).to_contain_text("niet bij dit voorbeeld")
    never.click()
    expect(writer.locator(".note")).to_contain_text("Geen voorbeeld van deze tekst komt hier.")


def test_a_condition_is_put_around_words_and_says_something_else_otherwise(firm: Firm, writer: Page) -> None:
    before = firm.file(TEXT).read_text(encoding="utf-8")
    sheet = paper(writer, firm)
    at_the_end(writer, OWN)
    writer.get_by_role("button", name="Voorwaarde", exact=True).click()
    expect(writer.get_by_role("dialog")).to_be_visible()
    writer.keyboard.type("niet lukt")
    writer.keyboard.press("Enter")
    saved(writer)
    assert changed(firm, before) == ["+{% if kan niet betalen %}", "+{% endif %}"]
    expect(writer).to_have_url(re.compile("cannot-pay"))
    card = sheet.locator(".w-card", has_text="kan niet betalen")
    card.get_by_role("button", name="Verander deze voorwaarde").click()
    writer.get_by_role("button", name="Schrijf erbij wat er anders staat").click()
    expect(card.get_by_role("button", name="anders")).to_have_attribute("aria-pressed", "true")
    writer.keyboard.type("Anders dit.")
    saved(writer)
    assert changed(firm, before) == ["+{% if kan niet betalen %}", "+{% else %}Anders dit.", "+{% endif %}"]
    expect(writer).not_to_have_url(re.compile("cannot-pay"))
    letter_says(writer, "Anders dit.")


def test_a_part_is_changed_everywhere_or_here_only(firm: Firm, writer: Page) -> None:
    part = "_parts/nl/geruststelling.md.j2"
    before, shared = firm.file(TEXT).read_text(encoding="utf-8"), firm.file(part).read_text(encoding="utf-8")
    sheet = paper(writer, firm)
    sheet.get_by_role("button", name=re.compile("afsluiting")).click()
    expect(writer.get_by_role("dialog")).to_contain_text("Met vriendelijke groet")
    writer.get_by_role("button", name="Verander alleen hier").click()
    saved(writer)
    assert changed(firm, before)[0] == '-{% include "afsluiting" %}'
    expect(sheet).to_contain_text("Met vriendelijke")
    sheet.get_by_role("button", name="geruststelling").click()
    writer.get_by_role("dialog").get_by_role("button", name="Verander dit onderdeel").click()
    at_the_end(writer, "Misschien")
    writer.keyboard.type(" Echt waar.")
    saved(writer)
    said = "Dat kan iedereen gebeuren.\n{% endif %}"
    assert firm.file(part).read_text(encoding="utf-8") == shared.replace(
        said, f"{said[:26]} Echt waar.{said[26:]}"
    )
    letter_says(writer, "Echt waar.")
    writer.get_by_role("button", name="‹ Eerste herinnering").click()
    expect(sheet).to_contain_text(OWN)


def test_a_finding_stands_at_its_words_and_a_click_shows_its_card(firm: Firm, writer: Page) -> None:
    replace(firm, TEXT, OWN, HARD)
    replace(firm, "_parts/nl/geruststelling.md.j2", "tussen andere post beland.", "conform beland.")
    sheet = paper(writer, firm)
    words = sheet.locator(".cm-lintRange", has_text="Conform")
    words.click()
    expect(writer.locator(".finding.chosen")).to_contain_text("onform")
    expect(sheet.get_by_role("button", name="geruststelling")).to_contain_text("1 opmerking")
    writer.locator(".finding.chosen").get_by_role("button", name="Maak ervan: Volgens").click()
    expect(sheet).to_contain_text("Volgens de afspraak lukt het wel.")


def test_the_paper_has_room_and_axe_finds_nothing_on_it(firm: Firm, writer: Page) -> None:
    paper(writer, firm)
    writer.evaluate(AXE.read_text(encoding="utf-8"))
    for width, height, scheme in (
        (1920, 1080, "light"),
        (1280, 800, "dark"),
        (820, 1180, "light"),
        (390, 844, "dark"),
    ):
        writer.set_viewport_size({"width": width, "height": height})
        writer.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        expect(writer.locator(".w-paper")).to_be_in_viewport()
        found = writer.evaluate("() => axe.run('#source', { resultTypes: ['violations'] })")
        assert [
            (each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found["violations"]
        ] == []
        assert writer.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0


AROUND = (
    ("", "", True),
    ("- ", "", True),
    ("Dag ", " einde.", False),
    ("{{ greeting }}, ", "{{ total|euro }}", False),
)
MAKE = """async (asked) => {
  const { escaped } = await import('/static/js/words.js');
  return asked.map(([words, how]) => escaped(words, how));
}"""


def test_a_customer_reads_what_a_writer_typed_sign_for_sign(firm: Firm, writer: Page) -> None:
    look(writer, firm, "template=reminder&channel=sms")
    chance = random.Random(16)  # noqa: S311  # the same signs each time
    drawn = ["".join(chance.choices(SIGNS, k=chance.randint(1, 14))) for _ in range(300)]
    for before, after, first in AROUND:
        words = [f"{'' if first else 'w'}{each}w" for each in drawn]
        made = writer.evaluate(MAKE, [[each, {"first": first}] for each in words])
        body = "\n\n".join(f"{before}{source}{after}" for source in made)
        text = f"{{% block body %}}\n{body}\n{{% endblock %}}{{% block subject %}}x{{% endblock %}}"
        message = Composer(Workspace(), {TEXT: text}).compose(REMINDER, a_record(), "letter")
        said = " ".join("".join(each.text for each in texts(message.body)).split())
        for each in words:
            assert " ".join(each.split()) in said, each


@given(st.sampled_from(TEMPLATES), st.data(), st.text("abc é,.", min_size=1, max_size=20))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_literal_that_is_changed_and_saved_is_all_that_changes(
    firm: Firm, path: Path, data: st.DataObject, words: str
) -> None:
    name = f"{path.parent.name}/nl.md.j2"
    identity = file_id(name)

    def literals() -> list[dict[str, Any]]:
        answer = firm.write("/api/pieces", {"file": identity, "text": firm.source(name)["text"]}).json
        inside = [piece for block in answer["blocks"] for piece in block["pieces"]]
        for piece in inside:
            inside += [each for branch in piece.get("branches", ()) for each in branch["pieces"]]
        return [piece for piece in inside if piece["kind"] == "literal"]

    kept, file = firm.file(name).read_bytes(), firm.source(name)
    before = literals()
    piece = data.draw(st.sampled_from(before))
    text = f"{file['text'][: piece['start']]}x{words}x{file['text'][piece['end'] :]}"
    try:
        answer = firm.write(f"/api/source/{identity}", {"text": text, "digest": file["digest"]})
        assert answer.status == 200
        assert firm.file(name).read_bytes() == text.encode()
        after = literals()
        assert [each["text"] for each in after] == [
            f"x{words}x" if each is piece else each["text"] for each in before
        ]
    finally:
        firm.file(name).write_bytes(kept)


@pytest.mark.parametrize("name", ["reminder/template.toml", "reminder/samples/ordinary.toml"])
def test_what_is_no_text_has_no_pieces(firm: Firm, name: str) -> None:
    assert firm.write("/api/pieces", {"file": file_id(name), "text": "a = 1"}).status == 400
    assert firm.ask(f"/api/writing?template=reminder&sample=ordinary&file={file_id(name)}").status == 400
