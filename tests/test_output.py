from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from toolkit.errors import RenderError
from toolkit.output import make_folder, safe_name, write_whole


@given(st.text(max_size=200))
@example("../../etc/passwd")
@example("..")
@example("a/b\\c:d\x00e")
@example("\ud800")
@example("-rf")
def test_a_safe_name_holds_no_path_and_no_surprise(identity: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", safe_name(identity))


@given(st.text(max_size=100), st.text(max_size=100))
@example("a/b", "a-b")
@example("é", "e")
@example("x" * 90, "x" * 91)
def test_two_ids_never_share_a_safe_name(one: str, other: str) -> None:
    assert (safe_name(one) == safe_name(other)) == (one == other)


def test_an_ordinary_id_keeps_its_name() -> None:
    assert safe_name("2026-0413") == "2026-0413"


def test_a_written_file_is_whole_and_only_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    write_whole(path, b"first")
    write_whole(path, b"second")
    assert path.read_bytes() == b"second"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_write_that_breaks_off_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "letter.pdf"
    write_whole(path, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("toolkit.output.os.fsync", full)
    with pytest.raises(RenderError, match="No space left on device"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interrupted_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("toolkit.output.os.fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "letter.pdf", b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_a_link_names_is_replaced_and_what_the_link_led_to_stays(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"not ours")
    path = tmp_path / "letter.pdf"
    path.symlink_to(elsewhere)
    write_whole(path, b"ours")
    assert elsewhere.read_bytes() == b"not ours"
    assert not path.is_symlink()


def test_a_file_in_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match=r"missing/letter\.pdf: the file cannot be written"):
        write_whole(tmp_path / "missing" / "letter.pdf", b"")


def test_a_new_folder_is_only_for_its_owner(tmp_path: Path) -> None:
    folder = tmp_path / "out" / "demo"
    make_folder(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_whose_name_a_file_has_is_said(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(RenderError, match="the folder cannot be made"):
        make_folder(tmp_path / "out")
