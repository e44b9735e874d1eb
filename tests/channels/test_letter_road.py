"""A WeasyPrint that nobody has read is used by what it documents, and what is put into a known one is put back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from weasyprint.draw import text as drawing
from weasyprint.layout import inline, preferred
from weasyprint.svg import TAGS

from tests.channels.test_letter_styles import messages
from toolkit import versions
from toolkit.channels.letter import Letterpress
from toolkit.versions import road
from toolkit.workspace import Workspace

SPACE = Workspace()


def shown() -> list[object]:
    return [inline.split_first_line, preferred.split_first_line, drawing.draw_first_line, TAGS["path"]]


def test_an_unknown_version_makes_the_same_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    several = list(messages("reminder", "payment-plan"))
    quick = [Letterpress(SPACE).render(message) for message in several]
    monkeypatch.setitem(versions.KNOWN, "weasyprint", ("1.",))
    press = Letterpress(SPACE)
    assert press._styles is None
    assert not hasattr(press._fonts, "lines")
    assert [press.render(message) for message in several] == quick


def test_the_road_says_which_versions_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    assert road("weasyprint").endswith(", quick paths")
    monkeypatch.setitem(versions.KNOWN, "weasyprint", ("1.",))
    assert road("weasyprint").endswith("plain and slower: quick paths are known for 1.x")


def test_what_a_press_puts_into_weasyprint_is_put_back_after_each_letter() -> None:
    before = shown()
    press = Letterpress(SPACE)
    assert shown() == before
    with press._quick():
        assert all(one is not other for one, other in zip(shown(), before, strict=True))
        press.render(next(messages("reminder")))
        assert all(one is not other for one, other in zip(shown(), before, strict=True))
    assert shown() == before


MAKE = "from toolkit.channels.letter import Letterpress as L; from toolkit.workspace import Workspace as W\n"


@pytest.mark.parametrize(
    "code",
    [
        MAKE + "press = L(W())",
        "import multiprocessing as m, tests.channels.test_letter_road as t\n"
        "if __name__ == '__main__':\n"
        "    p = m.get_context('spawn').Process(target=t.stay); p.start(); p.join(); assert p.exitcode == 0",
    ],
    ids=["process", "spawned"],
)
def test_a_press_leaves_no_folder_behind(tmp_path: Path, code: str) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    script = tmp_path / "make.py"
    script.write_text(
        f"import sys; sys.path.insert(0, {str(Path(__file__).parents[2])!r})\n{code}\n", "utf-8"
    )
    subprocess.run([sys.executable, script], check=True, env={"TMPDIR": str(folder), "PATH": "/usr/bin:/bin"})
    assert list(folder.iterdir()) == []


KEPT: list[Letterpress] = []


def stay() -> None:
    """Keep a press until the process ends."""
    KEPT.append(Letterpress(SPACE))
    assert KEPT[0]._fonts._folder.is_dir()
