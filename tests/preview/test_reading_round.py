"""A round of reading: one file for people without the tool, and their remarks back at the sentences they are about."""

from __future__ import annotations

import json
import re
import stat
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from tests.preview.conftest import OWN, TEXT, Firm, assert_reads_well
from tests.preview.test_browser import letter_says, look
from toolkit.cli import main
from toolkit.cli.init import fill
from toolkit.errors import SettingsError
from toolkit.preview.earlier import ROUND, keep_round
from toolkit.preview.files import Files, file_id
from toolkit.preview.problems import BadRequest, NotThere
from toolkit.preview.remarks import FOLDER, Readers
from toolkit.preview.rounds import Round, changed_names, html_of, near, round_of
from toolkit.workspace import Workspace, open_workspace

NOW = datetime(2026, 11, 28, 10, 30)  # noqa: DTZ001  # the clock of the desk
NEW = "Deze zin is nieuw. Bel ons gerust & <snel>."


def add(folder: Path, words: str = NEW) -> None:
    """Put a paragraph at the begin of a text."""
    path = folder / "templates" / "due-soon" / "nl.md.j2"
    before, opening, after = path.read_text(encoding="utf-8").partition("{{ greeting }},\n")
    assert opening
    path.write_text(f"{before}{opening}\n{words}\n{after}", encoding="utf-8")


def commit(folder: Path) -> None:
    who = ("-c", "user.name=Sanne", "-c", "user.email=sanne@korenbloem.example")
    for arguments in (("init", "-q"), ("add", "-A"), (*who, "commit", "-qm", "Begin")):
        subprocess.run(["git", *arguments], cwd=folder, check=True)


@pytest.fixture(scope="module")
def firm_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A firm under git in which one text got a paragraph."""
    folder = tmp_path_factory.mktemp("lezen")
    fill(folder)
    commit(folder)
    add(folder)
    return folder


@pytest.fixture(scope="module")
def made(firm_folder: Path) -> Round:
    return round_of(open_workspace(firm_folder), changed_only=True, now=NOW)


@pytest.fixture(scope="module")
def page_of_round(made: Round, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("uit")
    (out / "leesronde.html").write_text(html_of(made), encoding="utf-8")
    return out / "leesronde.html"


def remarks(**changed: Any) -> dict[str, Any]:
    remark = {
        "template": "reminder",
        "file": TEXT,
        "start": 0,
        "end": len(OWN),
        "source": OWN,
        "quote": OWN,
        "text": "Te lang.",
    }
    return {
        "kind": "tact-remarks", "version": 1, "who": "Anna", "when": "2026-11-28T12:00:00Z",
        "remarks": [remark], "agreed": ["reminder"],
    } | changed  # fmt: skip


def test_a_round_has_what_changed_with_every_variant_and_what_stood_before(
    firm_folder: Path, made: Round
) -> None:
    assert [text.template.name for text in made.texts] == ["due-soon"]
    (text,) = made.texts
    samples = [
        *(each.sample for each in text.variants),
        *(other for each in text.variants for other in each.others),
    ]
    assert len(samples) == len(text.template.samples)
    assert all(each.is_changed for each in text.variants)
    first = text.variants[0].tellings[0]
    assert "letter" in first.channels
    assert "email" in first.channels
    added = "".join(words for how, words in first.pieces if how == "+")
    assert added.strip() == "Deze zin is nieuw. Bel ons gerust & <snel>."
    assert not any(how == "-" for how, _ in first.pieces)
    sentences = [each for line in first.lines for each in line.sentences]
    new = next(each for each in sentences if each.text.strip() == "Deze zin is nieuw.")
    source = (firm_folder / "templates" / new.file).read_text(encoding="utf-8")
    assert source[new.start : new.end] == new.source
    assert new.source.startswith("Deze zin")


def test_what_is_written_is_shown_as_words_and_not_as_html(page_of_round: Path) -> None:
    text = page_of_round.read_text(encoding="utf-8")
    assert "<snel>" not in text
    assert "&lt;snel&gt;" in text
    assert re.search(r'(?:src|href)="(?!#)', text) is None  # it asks nobody for anything


def test_nothing_changed_is_told_and_all_texts_can_be_asked_for(tmp_path: Path) -> None:
    fill(tmp_path)
    commit(tmp_path)
    with pytest.raises(SettingsError, match="niets veranderd"):
        round_of(open_workspace(tmp_path), changed_only=True, now=NOW)
    made = round_of(open_workspace(tmp_path), changed_only=False, names=["due-soon"], now=NOW)
    assert [text.template.name for text in made.texts] == ["due-soon"]
    assert not any(text.is_changed for text in made.texts)


def test_of_what_stayed_the_same_only_the_words_around_a_change_are_told() -> None:
    long = "woord " * 60
    told = near([["=", long], ["-", "oud "], ["+", "nieuw "], ["=", "kort "], ["+", "ook "], ["=", long]])
    assert [how for how, _ in told] == ["=", "-", "+", "=", "+", "="]
    assert (told[0][1].startswith(" … woord"), told[0][1].endswith("woord "), told[3][1]) == (
        True,
        True,
        "kort ",
    )
    assert told[5][1].startswith("woord")
    assert told[5][1].endswith(" … ")
    assert max(len(words) for _, words in told) < 130


def test_only_texts_made_of_files_that_changed_go_to_the_site(firm_folder: Path) -> None:
    workspace = open_workspace(firm_folder)
    assert changed_names(workspace, ["due-soon", "due-today"]) == ["due-soon"]
    with pytest.raises(SettingsError, match="niets veranderd"):
        changed_names(workspace, ["due-today"])


def test_without_git_the_versions_of_the_desk_tell_what_changed_since_the_last_round(tmp_path: Path) -> None:
    fill(tmp_path)
    workspace = open_workspace(tmp_path)
    files, name = Files(workspace), "due-soon/nl.md.j2"
    before = files.read(file_id(name)).text
    add(tmp_path, "Eerste zin.")
    files.versions.keep(name, before, NOW)
    made = round_of(workspace, changed_only=True, now=NOW)
    assert [(text.template.name, made.since) for text in made.texts] == [("due-soon", "28-11-2026 10:30")]
    keep_round(workspace, NOW)
    assert files.versions.all(name)[0].called == f"{ROUND} 28-11-2026"
    with pytest.raises(SettingsError):
        round_of(workspace, changed_only=True, now=NOW)
    add(tmp_path, "Tweede zin.")
    (text,) = round_of(workspace, changed_only=True, now=NOW).texts
    pieces = text.variants[0].tellings[0].pieces
    assert "".join(words for how, words in pieces if how == "+").strip() == "Tweede zin."


def test_the_command_line_writes_the_file_for_its_owner_alone(
    firm_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(firm_folder)
    done = CliRunner().invoke(main, ["preview", "--export", str(tmp_path / "uit"), "--round", "--changed"])
    assert done.exit_code == 0, done.output
    (file,) = (tmp_path / "uit").iterdir()
    assert (file.name, stat.S_IMODE(file.stat().st_mode)) == ("leesronde.html", 0o600)
    assert CliRunner().invoke(main, ["preview", "--round"]).exit_code == 2


def test_a_reader_remarks_on_a_sentence_agrees_and_saves_a_file(page_of_round: Path, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(page_of_round.as_uri())
    page.locator(".sentence", has_text="Deze zin is nieuw.").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Kan dit korter?")
    page.get_by_label("Akkoord met").first.check()
    expect(page.locator("#count")).to_contain_text("1 opmerking, 1 × akkoord, nog niet bewaard")
    page.get_by_label("Uw naam").fill("Anna de Vries")
    assert_reads_well(page)
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    content = json.loads(Path(saved.value.path()).read_text(encoding="utf-8"))
    assert saved.value.suggested_filename == "opmerkingen-anna-de-vries.json"
    assert (content["who"], content["agreed"], len(content["remarks"])) == ("Anna de Vries", ["due-soon"], 1)
    (remark,) = content["remarks"]
    assert (remark["text"], remark["quote"], remark["template"]) == (
        "Kan dit korter?",
        "Deze zin is nieuw.",
        "due-soon",
    )


@pytest.fixture
def readers(tmp_path: Path) -> Readers:
    fill(tmp_path)
    path = tmp_path / "templates" / TEXT
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{{# {OWN} #}}\n", encoding="utf-8")
    workspace = open_workspace(tmp_path)
    return Readers(workspace, Files(workspace))


def test_a_remark_finds_its_sentence_also_where_it_moved_and_says_when_it_is_gone(
    readers: Readers, tmp_path: Path
) -> None:
    readers.keep(remarks())
    (told,) = readers.all()["remarks"]
    text = (tmp_path / "templates" / TEXT).read_text(encoding="utf-8")
    assert text[told["place"]["start"] : told["place"]["end"]] == OWN
    (tmp_path / "templates" / TEXT).write_text(text.replace(OWN, "Weg."), encoding="utf-8")
    (told,) = readers.all()["remarks"]
    assert (told["place"], told["quote"]) == (None, OWN)


def test_the_same_file_twice_is_one_and_a_remark_that_is_done_stays_so(
    readers: Readers, tmp_path: Path
) -> None:
    readers.keep(remarks())
    (told,) = readers.all()["remarks"]
    readers.done(told["id"], is_done=True)
    readers.keep(remarks())
    assert readers.all()["remarks"] == []
    assert [each["who"] for each in readers.all()["agreed"]["reminder"]] == ["Anna"]
    readers.done(told["id"], is_done=False)
    assert len(readers.all()["remarks"]) == 1
    (file,) = (tmp_path / FOLDER).iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(NotThere):
        readers.done("0-0", is_done=True)


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "iets anders"},
        {"version": 2},
        {"who": ""},
        {"who": "x" * 81},
        {"remarks": [{"text": "x"}]},
        {"remarks": [{"template": "a", "quote": "b", "text": "x" * 2001}]},
        {"remarks": [{"template": "a", "quote": "b", "text": "c"}] * 501},
    ],
)
def test_what_is_no_file_of_a_reader_is_refused(readers: Readers, changed: dict[str, Any]) -> None:
    with pytest.raises(BadRequest):
        readers.keep(remarks(**changed))
    assert readers.all() == {"remarks": [], "agreed": {}}


def test_a_remark_names_no_file_outside_the_texts(readers: Readers) -> None:
    outside = [{**remarks()["remarks"][0], "file": name} for name in ("../tact.toml", "/etc/passwd", "")]
    readers.keep(remarks(remarks=outside))
    assert [each["place"] for each in readers.all()["remarks"]] == [None, None, None]


def test_remarks_are_kept_in_a_folder_of_the_firm_only() -> None:
    workspace = Workspace()
    with pytest.raises(SettingsError):
        Readers(workspace, Files(workspace)).keep(remarks())


def test_remarks_come_back_as_cards_at_their_sentence(firm: Firm, page: Page) -> None:
    try:
        look(page, firm, "template=due-soon&channel=letter")
        page.get_by_role("button", name="Laat lezen…").click()
        assert_reads_well(page)
        page.locator("dialog input[type=file]").set_input_files(
            {
                "name": "opmerkingen-anna.json",
                "mimeType": "application/json",
                "buffer": json.dumps(remarks()).encode(),
            }
        )
        expect(page.locator(".note")).to_contain_text("Anna: 1 opmerking, 1 × akkoord")
        expect(page.get_by_role("tab", name="Lezers")).to_have_attribute("aria-selected", "true")
        page.locator(".readers button", has_text="Te lang.").click()
        expect(page).to_have_url(re.compile("template=reminder"))
        letter_says(page, OWN)
        expect(page.locator(".glow")).not_to_have_count(0)
        expect(page.locator(".readers")).to_contain_text("Anna is akkoord")
        page.get_by_role("button", name="Klaar: Te lang.").click()
        expect(page.locator(".readers .finding")).to_have_count(0)
    finally:
        for path in (firm.folder / FOLDER).glob("*.json"):
            path.unlink()


def test_the_desk_makes_the_file_of_what_changed(firm: Firm, page: Page) -> None:
    name = "due-soon/nl.md.j2"
    known = firm.source(name)
    text = known["text"].replace("{{ greeting }},\n", "{{ greeting }},\n\nHeel anders.\n", 1)
    assert firm.write(f"/api/source/{known['id']}", {"text": text, "digest": known["digest"]}).status == 200
    look(page, firm, "template=reminder&channel=sms")
    page.get_by_role("button", name="Laat lezen…").click()
    with page.expect_download(timeout=150_000) as saved:
        page.get_by_role("button", name="Maak het bestand").click()
    html = Path(saved.value.path()).read_text(encoding="utf-8")
    assert saved.value.suggested_filename == "leesronde.html"
    assert "<ins>Heel anders." in html.replace("<ins>\n", "<ins>")
