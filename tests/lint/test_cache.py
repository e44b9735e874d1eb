"""What was found is found again, unless anything changed that it depends on."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.compose.records import MANIFEST, workspace
from tests.lint.places import body
from tests.reporters.reports import a_finding
from toolkit.lint import Linter
from toolkit.lint.cache import Entry, key_of, load, save
from toolkit.lint.run import LintOutcome, LintRun
from toolkit.lint.settings import Settings
from toolkit.lint.targets import find_targets
from toolkit.output import cache_folder
from toolkit.workspace import Workspace, open_workspace, shipped


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    """A workspace with one template and one sample."""
    (tmp_path / "tact.toml").write_text("", "utf-8")
    workspace(tmp_path, {"proef/template.toml": MANIFEST, "proef/nl.md.j2": body("U moet voldoen.")})
    for name in ("_samples/nl-consumer.toml", "reminder/samples/ordinary.toml"):
        target = tmp_path / "templates" / name.replace("reminder", "proef")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((shipped("templates") / name).read_bytes())
    return open_workspace(tmp_path)


def run(place: Workspace, *, changed: dict[str, str] | None = None, select: str = "jargon") -> LintOutcome:
    assert place.root
    targets = find_targets(["proef"], place.root)
    settings = Settings(select=frozenset((select,)))
    return LintRun(targets, place.root, lambda _: settings, cache=place.root / "cache").lint(changed)


@pytest.fixture
def composed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that are composed, as they are."""
    names: list[str] = []
    view: Callable[..., object] = Linter.view

    def noted(self: Linter, template: object, **options: object) -> object:
        names.append(getattr(template, "name", ""))
        return view(self, template, **options)

    monkeypatch.setattr(Linter, "view", noted)
    return names


def test_what_has_not_changed_is_not_composed_again(place: Workspace, composed: list[str]) -> None:
    first = run(place)
    again = run(place)
    assert composed == ["proef"]
    assert [f.excerpt for f in first.findings] == ["voldoen"]
    assert (again.findings, again.texts, again.paths, again.judged) == (
        first.findings,
        first.texts,
        first.paths,
        first.judged,
    )


@pytest.mark.parametrize(
    "file",
    ["proef/nl.md.j2", "proef/samples/ordinary.toml", "_samples/nl-consumer.toml", "_parts/nieuw.md.j2"],
)
def test_a_file_that_changes_makes_it_look_again(place: Workspace, composed: list[str], file: str) -> None:
    run(place)
    path = place.templates[0] / file
    path.parent.mkdir(exist_ok=True)
    path.write_text((path.read_text("utf-8") if path.exists() else "") + "\n", "utf-8")
    run(place)
    assert composed == ["proef", "proef"]


def test_other_settings_make_it_look_again(place: Workspace, composed: list[str]) -> None:
    run(place)
    run(place, select="words")
    assert composed == ["proef", "proef"]


def test_a_text_that_is_not_written_yet_is_never_kept(place: Workspace, composed: list[str]) -> None:
    run(place, changed={"templates/proef/nl.md.j2": body("Betaal.")})
    assert [f.excerpt for f in run(place).findings] == ["voldoen"]
    assert composed == ["proef", "proef"]


def test_a_template_with_an_error_is_not_kept(place: Workspace, composed: list[str]) -> None:
    (place.templates[0] / "proef" / "nl.md.j2").write_text("{% block body %}", "utf-8")
    assert [len(run(place).errors) for _ in range(2)] == [1, 1]
    assert composed == ["proef", "proef"]


def test_a_result_that_needed_a_rendering_is_not_kept(place: Workspace, composed: list[str]) -> None:
    long = "\n".join(f"- regel {number}" for number in range(900))
    (place.templates[0] / "proef" / "nl.md.j2").write_text(body(long), "utf-8")
    # The sample names an attachment, and an e-mail is made with it.
    assert [error.message for error in run(place, select="email-size").errors] == [
        "the file 'factuur.pdf' does not exist in the workspace"
    ]
    (place.templates[0] / "proef" / "samples" / "factuur.pdf").write_bytes(b"%PDF-1.4")
    for _ in range(2):
        assert run(place, select="email-size").errors == []
    assert composed == ["proef"] * 3


def test_an_entry_survives_its_file(tmp_path: Path) -> None:
    entry = Entry([a_finding(suggestions=("a", "b"), scenarios=("x/y/sms",))], ["a,b:c%.md"], [])
    save(tmp_path / "nieuw", "key", entry)
    assert load(tmp_path / "nieuw", "key") == entry
    assert load(tmp_path / "nieuw", "other") is None


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"findings": [{}], "files": [], "judged": []}', "\x00"]
)
def test_an_entry_that_is_damaged_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "key.json").write_text(text, "utf-8")
    assert load(tmp_path, "key") is None


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    save(tmp_path / "file", "key", Entry([], [], []))
    assert load(tmp_path / "file", "key") is None


def test_the_oldest_entries_go(tmp_path: Path) -> None:
    for number in range(110):
        save(tmp_path, f"{number:03}", Entry([], [], []))
        os.utime(tmp_path / f"{number:03}.json", (number, number))
    save(tmp_path, "last", Entry([], [], []))
    left = {path.stem for path in tmp_path.iterdir()}
    assert len(left) == 100
    assert "last" in left
    assert "000" not in left


def test_a_key_does_not_depend_on_the_order_of_settings(place: Workspace) -> None:
    one = Settings(ignore=frozenset(("a", "b", "c")), options={"x": {"p": 1, "q": 2}})
    other = replace(one, ignore=frozenset(("c", "b", "a")), options={"x": {"q": 2, "p": 1}})
    folders = [place.templates[0] / "proef"]
    assert key_of(place, one, folders) == key_of(place, other, folders)
    assert key_of(place, one, folders) != key_of(place, replace(one, profile="be"), folders)


def test_the_folder_is_the_one_for_caches(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder("lint") == tmp_path / "tact" / "lint"
