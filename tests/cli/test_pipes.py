"""Whatever a verb prints to, it ends as it would have, and says what nobody could read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.cli import main, schema

TACT = [sys.executable, "-m", "toolkit.cli"]
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("line", ["--help", "rules", "templates", "schema", "costs 3750 --nl --consumer"])
def test_a_verb_whose_reader_left_ends_as_it_would_have(line: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*TACT, *line.split()], stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_verb_whose_streams_are_closed_ends_as_it_would_have(closed: str, tmp_path: Path) -> None:
    command = f"'{sys.executable}' -m toolkit.cli new korting {closed}"
    (tmp_path / "tact.toml").touch()
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "templates" / "korting" / "nl.md.j2").read_text(encoding="utf-8")


def test_a_library_that_speaks_where_stderr_is_closed_does_not_speak_into_a_file(tmp_path: Path) -> None:
    program = (
        "import os, pathlib; from toolkit.cli.pipes import patient\n"
        "with patient(), pathlib.Path('letter').open('w'): os.write(2, b'a warning')"
    )
    command = f"'{sys.executable}' -c \"{program}\" 2>&-"
    subprocess.run(["sh", "-c", command], cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, check=True)
    assert (tmp_path / "letter").read_bytes() == b""


@pytest.mark.parametrize("line", ["templates", "--help", "costs 3750 --nl --consumer --json"])
def test_a_verb_whose_output_finds_no_room_goes_on_and_says_so_in_the_end(line: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*TACT, *line.split()], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    said = "niet alles kon geschreven worden: de schijf is vol\n"
    assert (done.returncode, done.stderr) == (3, said)


@pytest.mark.parametrize(
    ("alphabet", "said"),
    [("latin-1", rb"OPDRACHT \u2026"), ("ascii", "OPDRACHT …".encode()), ("utf-8", "OPDRACHT …".encode())],
)
def test_a_verb_loses_no_character_in_an_alphabet_that_lacks_it(alphabet: str, said: bytes) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": alphabet}
    done = subprocess.run([*TACT, "--help"], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert said in done.stdout


@pytest.mark.parametrize(("stops", "code"), [(KeyboardInterrupt, 130), (EOFError, 1)])
def test_ctrl_c_ends_every_verb_with_a_code_of_its_own(
    stops: type[BaseException], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped() -> None:
        raise stops

    monkeypatch.setattr(schema.command, "callback", stopped)
    with pytest.raises(SystemExit) as ended:
        main(["schema"])
    assert (ended.value.code, capsys.readouterr().err.strip()) == (code, "Gestopt.")
