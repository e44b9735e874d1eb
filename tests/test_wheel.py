"""What people install: the built wheel works by itself, with its own templates."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OUTSIDE = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("tact_letters-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment that has the wheel and the libraries of the running one, not the checkout."""
    folder = tmp_path_factory.mktemp("env")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--isolated", "install", "--quiet"]
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True)
    site = next(folder.glob("lib/python*/site-packages"))
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder


def test_the_wheel_holds_the_templates_the_styles_and_the_fonts(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for folder in ("templates", "styles"):
        here = {
            path for path in (ROOT / folder).rglob("*") if path.is_file() and not path.name.startswith(".")
        }
        packed = {f"toolkit/shipped/{path.relative_to(ROOT).as_posix()}" for path in here}
        assert packed <= set(names)
        assert packed
    assert "toolkit/schedule/schedule.toml" in names
    lists = {path.stem for path in (ROOT / "toolkit" / "lint" / "words").glob("*.toml")}
    assert {name for name in names if name.endswith(".packed")} == {
        f"toolkit/lint/words/{name}.packed" for name in lists
    }
    assert "toolkit/locale/nl/LC_MESSAGES/tact.mo" in names
    assert not [name for name in names if name.startswith(("tests/", "templates/", "output/", "scripts/"))]


def test_a_letter_an_email_and_an_sms_come_out_of_the_installed_wheel(
    installed: Path, tmp_path: Path
) -> None:
    shipped = next(installed.glob("lib/python*/site-packages/toolkit/shipped"))
    template = shipped / "templates" / "reminder" / "nl.md.j2"
    template.write_text(
        template.read_text("utf-8").replace("{{ greeting }}", "Uit het wiel: {{ greeting }}"), "utf-8"
    )
    sample = min((shipped / "templates" / "reminder" / "samples").glob("ordinary.toml"))
    done = subprocess.run(
        [installed / "bin" / "tact", "render", "reminder", "--record", sample, "--out", "made"],
        cwd=tmp_path,
        env=OUTSIDE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    made = {path.name.partition("_reminder.")[2]: path for path in (tmp_path / "made").iterdir()}
    assert made.keys() == {"letter.pdf", "email.eml", "sms.txt", "sms.json"}
    assert b"Uit het wiel: Beste" in made["email.eml"].read_bytes()


def test_the_installed_wheel_starts_a_workspace(installed: Path, tmp_path: Path) -> None:
    tact = installed / "bin" / "tact"
    for command in (["init", "work"], ["--version"]):
        subprocess.run([tact, *command], cwd=tmp_path, env=OUTSIDE, check=True, capture_output=True)
    subprocess.run(
        [tact, "new", "moved"], cwd=tmp_path / "work", env=OUTSIDE, check=True, capture_output=True
    )
    assert (tmp_path / "work" / "templates" / "moved" / "samples" / "1-nl-consument.toml").is_file()


def test_the_installed_wheel_lints_its_own_texts_and_never_changes_them(
    installed: Path, tmp_path: Path
) -> None:
    shipped = next(installed.glob("lib/python*/site-packages/toolkit/shipped"))
    template = shipped / "templates" / "due-today" / "nl.md.j2"
    text = template.read_text("utf-8").replace("{{ greeting }},", "{{ greeting }},\n\nBel ons derhalve.", 1)
    template.write_text(text, "utf-8")
    done = subprocess.run(
        [installed / "bin" / "tact", "lint", "due-today", "--fix", "--no-cache", "--select", "jargon"],
        cwd=tmp_path,
        env=OUTSIDE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "‘derhalve’" in done.stdout
    assert template.read_text("utf-8") == text
