from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from toolkit.catalogue import Catalogue
from toolkit.cli import main
from toolkit.workspace import open_workspace, shipped


def tact(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_new_workspace_has_the_texts_the_settings_and_a_ledger(tmp_path: Path) -> None:
    result = tact("init", "work")
    assert result.exit_code == 0
    assert {path.name for path in (tmp_path / "work").iterdir()} == {
        ".gitignore",
        "ledger.csv",
        "schedule.toml",
        "styles",
        "tact.toml",
        "templates",
    }
    workspace = open_workspace(tmp_path / "work")
    own = {template.name for template in Catalogue(workspace) if template.folder.is_relative_to(tmp_path)}
    assert own == set(Catalogue(open_workspace()).names())


def test_a_new_workspace_does_not_change_how_a_letter_looks(tmp_path: Path) -> None:
    sample = shipped("templates") / "reminder" / "samples" / "ordinary.toml"
    tact("render", "reminder", "-r", sample, "-o", "shipped")
    tact("init", "work")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path / "work")
        tact("render", "reminder", "-r", sample, "-o", tmp_path / "own")
    shipped_files, own_files = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("shipped", "own")
    )
    assert shipped_files == own_files != {}


def test_the_ledger_is_as_a_dutch_excel_saves_it(tmp_path: Path) -> None:
    tact("init", "work")
    content = (tmp_path / "work" / "ledger.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n")
    assert b";119,00;" in content


def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    result = tact("init", ".")
    assert result.exit_code == 2
    assert "--force" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_force_adds_what_is_missing_and_keeps_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "tact.toml").write_text("# mine\n")
    result = tact("init", ".", "--force")
    assert result.exit_code == 0
    assert "let op: tact.toml stond er al en blijft zoals het is" in result.stderr
    assert (tmp_path / "tact.toml").read_text() == "# mine\n"
    assert (tmp_path / "templates" / "reminder" / "nl.md.j2").is_file()


def test_a_new_template_composes_and_renders_all_its_samples(tmp_path: Path) -> None:
    tact("init", "work")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path / "work")
        made = tact("new", "moved-address", "--title", 'Wij zijn "verhuisd"')
        assert made.exit_code == 0
        template = Catalogue(open_workspace()).template("moved-address")
        assert template.title == 'Wij zijn "verhuisd"'
        assert len(template.samples) == 5
        records = [part for sample in template.samples for part in ("-r", sample)]
        result = tact("render", "moved-address", *records)
    assert result.exit_code == 0, result.stderr
    assert "15 bestanden, 1 waarschuwing, 0 problemen" in result.stdout
    assert "in de retourregel staat het niet helemaal" in result.stderr  # the sample with long names says so


def test_a_new_template_is_fit_to_send(tmp_path: Path) -> None:
    tact("init", "work")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path / "work")
        tact("new", "moved-address")
        result = tact("lint", "moved-address", "--no-cache")
    assert result.exit_code == 0, result.stdout
    assert "fout" not in result.stdout


def test_a_new_template_works_in_a_workspace_of_nothing_but_settings(tmp_path: Path) -> None:
    (tmp_path / "tact.toml").touch()
    assert tact("new", "moved-address").exit_code == 0
    sample = tmp_path / "templates" / "moved-address" / "samples" / "1-nl-consument.toml"
    assert tact("render", "moved-address", "-r", sample, "-c", "sms").exit_code == 0


def test_a_template_that_exists_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "tact.toml").touch()
    for name in ("moved-address", "reminder"):
        tact("new", "moved-address")
        result = tact("new", name)
        assert result.exit_code == 2
        assert f"de tekst '{name}' bestaat al" in result.stderr


@pytest.mark.parametrize(
    "name", ["Moved", "moved_address", "../evil", "-x-", "_parts", "a--b", "x" * 41, "é"]
)
def test_a_name_that_is_not_lower_case_words_with_hyphens_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "tact.toml").touch()
    result = tact("new", "--", name)
    assert result.exit_code == 2
    assert "kleine letters" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["tact.toml"]


def test_a_new_template_needs_a_workspace() -> None:
    result = tact("new", "moved-address")
    assert result.exit_code == 2
    assert "tact init" in result.stderr


def test_the_list_shows_every_template_and_whose_it_is(tmp_path: Path) -> None:
    (tmp_path / "tact.toml").touch()
    tact("new", "moved-address")
    lines = {line.split()[0]: line for line in tact("templates").stdout.splitlines() if line}
    assert lines["moved-address"].split()[-1] == "werkmap"
    assert lines["reminder"].split()[-1] == "tact"
    assert "letter email sms" in lines["reminder"]
    assert set(Catalogue(open_workspace()).names()) <= lines.keys()


def test_the_list_tells_what_each_template_is_for() -> None:
    assert "vriendelijk herinneren" in tact("templates", "--purpose").stdout


def test_the_schema_knows_every_field_of_a_record() -> None:
    from toolkit.records import Record

    schema = json.loads(tact("schema").stdout)
    assert schema["properties"].keys() == {"base", *Record.model_fields}
    assert schema["additionalProperties"] is False


def test_the_sample_settings_are_a_whole_creditor(tmp_path: Path) -> None:
    from toolkit.records import Creditor

    tact("init", "work")
    settings = tomllib.loads((tmp_path / "work" / "tact.toml").read_text(encoding="utf-8"))
    assert Creditor.model_validate(settings["creditor"]).account_holder == "Bakkerij Het Warme Brood B.V."


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ('[smss]\nsender = "Bakker"\n', "de instelling 'smss' bestaat niet; bedoelt u 'sms'?"),
        ('[sms]\nsedner = "Bakker"\n', "de instelling 'sms.sedner' bestaat niet; bedoelt u 'sender'?"),
        ("channels = 3\n", "de instelling 'channels' bestaat niet; wel: creditor, columns"),
        ("fallback = 3\n", "'fallback' moet een taal zijn"),
    ],
)
def test_a_setting_that_nothing_reads_is_refused_with_the_one_that_was_meant(
    settings: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tact.toml").write_text(settings, "utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["templates"])
    assert (result.exit_code, told in result.stderr) == (2, True), result.stderr
