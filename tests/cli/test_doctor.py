from __future__ import annotations

import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from click.testing import CliRunner

from toolkit.cli import doctor, main
from toolkit.law.tables import decimal, load
from toolkit.versions import road


def test_a_sound_machine_gets_0() -> None:
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 0, result.output
    assert "Alles wat nodig is, is er." in result.output
    assert "Pango" in result.output


@pytest.mark.parametrize(("library", "name"), [("weasyprint", "WeasyPrint"), ("segno", "segno")])
def test_the_road_through_each_library_of_which_we_know_the_inside_is_told(library: str, name: str) -> None:
    told = {check.name: check.found for check in doctor.examine()}
    assert told[name] == road(library)


def test_a_missing_package_is_told_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.metadata, "requires", lambda _: ["click>=8", "nosuchpackage>=1"])
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 1
    assert "NODIG  pakketten" in result.output
    assert "pip install nosuchpackage" in result.output


def test_a_missing_extra_is_told_and_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    declared = ["click>=8", "nosuchpackage>=1; extra == 'preview'"]
    monkeypatch.setattr(doctor.metadata, "requires", lambda _: declared)
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 0
    assert "niet  extra 'preview'" in result.output
    assert "pip install 'tact-letters[preview]'" in result.output


def test_a_checkout_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def requires(name: str) -> list[str]:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(doctor.metadata, "requires", requires)
    assert "tact is niet als pakket geïnstalleerd" in CliRunner().invoke(main, ["doctor"]).output


def test_a_machine_without_pango_gets_the_command_that_installs_it() -> None:
    # WeasyPrint loads its libraries once, at import: only a new process can miss them.
    program = """
import cffi.api
load = cffi.api.FFI.dlopen
def dlopen(self, name, flags=0):
    if "pango" in name:
        raise OSError(f"cannot load library '{name}'")
    return load(self, name, flags)
cffi.api.FFI.dlopen = dlopen
from toolkit.cli import main
main(["doctor"])
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "NODIG  WeasyPrint" in done.stdout
    assert any(command in done.stdout for command in doctor.PANGO.values())


def test_a_workspace_with_settings_that_are_not_toml_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tact.toml").write_text("[creditor")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 1
    assert "NODIG  werkmap" in result.output


def test_a_table_of_rates_that_ends_soon_is_told_and_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.law.tables.ending", lambda _: iter([load("be_interest", decimal)]))
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 0
    assert "Interest van de wet van 2 augustus 2002 (België) (2026-12-31)" in result.output
    monkeypatch.setattr("toolkit.law.tables.ending", lambda _: iter(()))
    assert "geen tabel eindigt binnen 60 dagen" in CliRunner().invoke(main, ["doctor"]).output
