from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import toolkit.cli
from toolkit.cli import VERBS, main
from toolkit.errors import Place, RecordError, RecordErrors, RenderError, TactError, TemplateError
from toolkit.wording import worded


def failing(error: BaseException) -> click.Command:
    @click.command()
    def command() -> None:
        raise error

    return command


def run(monkeypatch: pytest.MonkeyPatch, error: BaseException, *options: str) -> tuple[int, str]:
    class Module:
        command = failing(error)

    monkeypatch.setattr(toolkit.cli, "import_module", lambda _: Module)
    result = CliRunner().invoke(main, [*options, "render"])
    return result.exit_code, result.stderr


def test_every_verb_has_a_command_whose_help_says_what_the_list_says() -> None:
    for verb in VERBS:
        result = CliRunner().invoke(main, [verb, "--help"])
        assert result.exit_code == 0
        assert f"Gebruik: main {verb}" in result.output


def test_help_lists_the_verbs() -> None:
    output = CliRunner().invoke(main, ["--help"]).output
    assert all(f"  {verb} " in output for verb in VERBS)


def test_a_mistyped_verb_gets_the_verb_that_was_meant() -> None:
    result = CliRunner().invoke(main, ["rendr"])
    assert result.exit_code == 2
    assert "Bedoelt u 'render'?" in result.stderr


def test_an_unknown_option_is_wrong_use() -> None:
    assert CliRunner().invoke(main, ["--nonsense"]).exit_code == 2


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (TactError("a"), 2),
        (TemplateError("a"), 2),
        (RecordError("a"), 1),
        (RecordErrors([RecordError("a")]), 1),
        (RenderError("a"), 3),
    ],
)
def test_an_error_ends_with_the_exit_code_of_its_class(
    monkeypatch: pytest.MonkeyPatch, error: TactError, code: int
) -> None:
    assert run(monkeypatch, error)[0] == code


def test_an_error_is_told_with_its_place_first_and_its_hint_last(monkeypatch: pytest.MonkeyPatch) -> None:
    error = TemplateError(
        worded("unknown field '{path}'", path="klant"),
        place=Place("nl.md.j2", 12, 8),
        hint=worded("did you mean '{word}'?", word="customer"),
    )
    assert (
        run(monkeypatch, error)[1] == "nl.md.j2:12:8: het veld 'klant' bestaat niet; bedoelt u 'customer'?\n"
    )


def test_a_fault_of_the_program_is_said_without_customer_data(monkeypatch: pytest.MonkeyPatch) -> None:
    code, text = run(monkeypatch, KeyError("mevrouw De Vries"))
    assert code == 3
    assert "KeyError" in text
    assert "--debug" in text
    assert "De Vries" not in text


def test_a_fault_of_the_program_is_shown_in_full_with_debug(monkeypatch: pytest.MonkeyPatch) -> None:
    code, text = run(monkeypatch, KeyError("mevrouw De Vries"), "--debug")
    assert code == 3
    assert "Traceback" in text
    assert "De Vries" in text


def test_what_the_disk_refuses_is_told_with_its_file_and_is_no_fault_of_the_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code, text = run(monkeypatch, OSError(errno.EROFS, "Read-only file system", "/media/plan.jsonl"))
    said = (
        "/media/plan.jsonl: kan niet gelezen of geschreven worden: op deze schijf kan niet geschreven worden"
    )
    assert (code, text) == (3, said + "\n")


def test_tact_runs_as_a_module_from_any_folder(tmp_path: Path) -> None:
    root = Path(toolkit.cli.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "toolkit.cli", "--version"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"tact, version {toolkit.__version__}\n"


def test_a_reader_that_stops_listening_gets_no_traceback() -> None:
    program = f"{sys.executable} -m toolkit.cli schema | head -n 1"
    done = subprocess.run(["bash", "-c", program], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("{\n", "")
