"""Templates as folders: new, copied, renamed, away and back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from toolkit.catalogue import Catalogue
from toolkit.catalogue.shelf import bring_back, name_of, new_template, put_away, retitle
from toolkit.cli.init import fill
from toolkit.errors import SettingsError
from toolkit.workspace import Workspace, open_workspace

NOW = datetime(2026, 11, 28, 10, 30, tzinfo=UTC)


@pytest.fixture
def firm(tmp_path: Path) -> Workspace:
    fill(tmp_path)
    return open_workspace(tmp_path)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Eerste herinnering", "eerste-herinnering"),
        ("Één ‘nieuwe’ tekst!", "een-nieuwe-tekst"),
        ("../weg", "weg"),
        ("A" * 60, "a" * 40),
    ],
)
def test_a_title_gives_a_name_of_plain_letters(title: str, name: str) -> None:
    assert name_of(title) == name


@pytest.mark.parametrize("title", ["", "  ", "…", "2026", "日本"])
def test_a_title_that_begins_with_no_letter_gives_no_name(title: str) -> None:
    with pytest.raises(SettingsError):
        name_of(title)


def test_a_copy_has_the_text_and_the_samples_and_a_title_of_its_own(firm: Workspace) -> None:
    like = Catalogue(firm).template("reminder")
    folder = new_template(firm, "onze-herinnering", 'Onze "eerste" herinnering', like)
    made = Catalogue(firm).template("onze-herinnering")
    assert made.title == 'Onze "eerste" herinnering'
    assert [path.name for path in made.samples] == [path.name for path in like.samples]
    assert (folder / "nl.md.j2").read_bytes() == (like.folder / "nl.md.j2").read_bytes()
    assert like.title == "Eerste herinnering"


def test_another_title_changes_that_line_alone() -> None:
    before = 'title = "Oud"\npurpose = "title = x"\n'
    assert retitle(before, "Nieuw \\ 'echt'") == 'title = "Nieuw \\\\ \'echt\'"\npurpose = "title = x"\n'
    with pytest.raises(SettingsError):
        retitle(before, " ")


def test_what_is_put_away_comes_back_as_it_was(firm: Workspace) -> None:
    folder = new_template(firm, "tijdelijk", "Tijdelijk")
    before = {path.name: path.read_bytes() for path in folder.glob("*.*")}
    kept = put_away(firm, Catalogue(firm).template("tijdelijk"), NOW)
    assert "tijdelijk" not in Catalogue(firm).names()
    assert bring_back(firm, kept.name) == folder
    assert {path.name: path.read_bytes() for path in folder.glob("*.*")} == before


def test_a_template_that_the_schedule_sends_stays(firm: Workspace) -> None:
    with pytest.raises(SettingsError, match=r"schedule|schema"):
        put_away(firm, Catalogue(firm).template("reminder"), NOW)
    assert "reminder" in Catalogue(firm).names()


@pytest.mark.parametrize("kept", ["", "..", "../templates/reminder", "niets-20261128-103000", "reminder"])
def test_only_what_is_in_the_archive_comes_back(firm: Workspace, kept: str) -> None:
    with pytest.raises(SettingsError):
        bring_back(firm, kept)


def test_nothing_is_brought_back_over_a_template_of_the_same_name(firm: Workspace) -> None:
    new_template(firm, "tijdelijk", "Tijdelijk")
    kept = put_away(firm, Catalogue(firm).template("tijdelijk"), NOW)
    again = new_template(firm, "tijdelijk", "Een andere")
    with pytest.raises(SettingsError):
        bring_back(firm, kept.name)
    assert Catalogue(firm).template("tijdelijk").title == "Een andere"
    assert again.is_dir()
