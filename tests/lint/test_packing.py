"""Word lists in the form that loads fast: made once, kept, and never older than the list."""

from __future__ import annotations

from pathlib import Path
from shutil import copy2

import pytest

from toolkit import output
from toolkit.lint import packing, words

LIST = "negative-framing"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one word list of its own; the cache is tmp_path/cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    place = tmp_path / "words"
    place.mkdir()
    copy2(words.FOLDER / f"{LIST}.toml", place)
    return place


def kept(folder: Path) -> list[Path]:
    return sorted((folder.parent / "cache" / "tact" / "words").glob("*"))


def test_a_list_is_packed_once_and_then_read_from_the_cache(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = packing.packed(LIST, folder)
    assert first == packing.pack(LIST, folder)
    (entry,) = kept(folder)
    assert entry.stat().st_mode & 0o077 == 0
    monkeypatch.setattr(packing, "pack", pytest.fail)
    assert packing.packed(LIST, folder) == first


def test_a_list_that_changed_is_packed_anew(folder: Path) -> None:
    before = packing.packed(LIST, folder)
    path = folder / f"{LIST}.toml"
    entry = '\n[[entry]]\nterm = "weigert"\nforms = { weigert = "doet niet" }\n'
    path.write_text(path.read_text("utf-8") + entry, "utf-8")
    after = packing.packed(LIST, folder)
    assert "weigert" not in before
    assert "weigert" in after
    assert len(kept(folder)) == 2


def test_without_a_place_to_keep_it_a_list_is_packed_each_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = folder.parent / "cache"
    blocked.write_text("no folder", "utf-8")
    assert packing.packed(LIST, folder) == packing.pack(LIST, folder)
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(output, "cache_folder", no_home)
    assert packing.packed(LIST, folder) == packing.pack(LIST, folder)


def no_home(_: str) -> Path:
    raise RuntimeError("nobody")


def test_what_the_build_put_beside_a_list_is_used_as_it_is(folder: Path) -> None:
    (folder / f"{LIST}.packed").write_text("made by the build", "utf-8")
    assert packing.packed(LIST, folder) == "made by the build"
    assert kept(folder) == []
