"""Writing in the text as it reads: real keys in a real browser change words, and nothing else."""

from __future__ import annotations

import difflib
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Locator, Page, expect

from tests.compose.records import a_record
from tests.preview.conftest import OWN, TEXT, Firm
from tests.preview.test_browser import letter_says, look
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
    page.locator(".w-line", has_text=words).click()
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
