"""The files of the desk: found by id, written in the writer's own folder, never over somebody else's change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.preview.conftest import TEXT
from toolkit.catalogue import Catalogue
from toolkit.errors import SettingsError
from toolkit.preview.fields import completions
from toolkit.preview.files import Files, file_id
from toolkit.preview.problems import BadRequest, NotThere
from toolkit.records.readers import read_record
from toolkit.workspace import Workspace, open_workspace, shipped

PART = "_parts/nl/warm-begin.md.j2"


@pytest.fixture
def bare(tmp_path: Path) -> Workspace:
    """A workspace that has settings and no texts of its own."""
    (tmp_path / "tact.toml").write_text("", encoding="utf-8")
    return open_workspace(tmp_path)


def save(files: Files, name: str, text: str) -> None:
    files.write(file_id(name), text, files.read(file_id(name)).digest)


def test_a_shipped_text_becomes_a_whole_template_of_ones_own(bare: Workspace, tmp_path: Path) -> None:
    before = (shipped("templates") / TEXT).read_text(encoding="utf-8")
    save(Files(bare), TEXT, before + "\n")
    assert (shipped("templates") / TEXT).read_text(encoding="utf-8") == before
    own = Catalogue(open_workspace(tmp_path)).template("reminder")
    assert own.folder == tmp_path / "templates" / "reminder"
    assert (own.folder / "nl.md.j2").read_text(encoding="utf-8") == before + "\n"
    assert [read_record(sample).id for sample in own.samples]


def test_a_shipped_part_becomes_a_part_of_ones_own(bare: Workspace, tmp_path: Path) -> None:
    before = (shipped("templates") / PART).read_text(encoding="utf-8")
    save(Files(bare), PART, before + "\n")
    assert (shipped("templates") / PART).read_text(encoding="utf-8") == before
    assert [path for path in (tmp_path / "templates").rglob("*") if path.is_file()] == [
        tmp_path / "templates" / PART
    ]


def test_the_texts_of_an_installed_program_are_read_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "shipped" / "templates" / "reminder"
    installed.mkdir(parents=True)
    (installed / "nl.md.j2").write_text("tekst", encoding="utf-8")
    workspace = Workspace()
    monkeypatch.setitem(workspace.__dict__, "templates", (installed.parent,))
    files = Files(workspace)
    assert not files.read(file_id(TEXT)).writable
    with pytest.raises(SettingsError):
        save(files, TEXT, "anders")
    assert (installed / "nl.md.j2").read_text(encoding="utf-8") == "tekst"


def test_an_id_that_names_nothing_is_told(bare: Workspace) -> None:
    for identity in ("", "../tact.toml", TEXT, "0" * 12):
        with pytest.raises(NotThere):
            Files(bare).read(identity)


def test_a_text_that_is_too_long_is_refused(bare: Workspace) -> None:
    with pytest.raises(BadRequest):
        save(Files(bare), TEXT, "a" * 400_001)


def test_a_text_with_half_a_character_is_refused_in_words(bare: Workspace) -> None:
    with pytest.raises(BadRequest, match="half teken"):
        save(Files(bare), TEXT, "a\ud800b")


def test_a_file_of_ones_own_that_may_not_be_written_is_named(
    bare: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(Files(bare), PART, "een\n")
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(SettingsError, match=f"{PART}: Dit bestand mag u alleen lezen"):
        save(Files(open_workspace(tmp_path)), PART, "twee\n")


def test_a_file_with_line_breaks_of_windows_reads_as_any_other(bare: Workspace, tmp_path: Path) -> None:
    save(Files(bare), PART, "een\ntwee\n")
    (tmp_path / "templates" / PART).write_bytes(b"een\r\ntwee\r\n")
    assert Files(open_workspace(tmp_path)).read(file_id(PART)).text == "een\ntwee\n"


def test_names_and_their_meaning_are_data_for_completion_and_menus(tmp_path: Path) -> None:
    place = Workspace(tmp_path)
    known = completions(Files(place), place)
    assert {"name": "deels betaald", "meaning": "De klant betaalde al een deel.", "test": "paid"} in known[
        "conditions"
    ]
    assert {"factuur of facturen", "brief of mail"} <= {each["name"] for each in known["named_fields"]}
    assert "keuzes op volgorde" in {each["name"] for each in known["orders"]}
    assert "afsluiting" in known["parts"]
