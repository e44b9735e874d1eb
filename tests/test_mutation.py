"""The sample and the table of `make mutation`."""

from __future__ import annotations

import fcntl
import json
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import mutation

ROOMS = {
    "toolkit/big.py": {f"big.{number}": None for number in range(60)},
    "toolkit/middle.py": {f"middle.{number}": None for number in range(30)},
    "toolkit/small.py": {f"small.{number}": None for number in range(10)},
}


@pytest.mark.parametrize("seed", range(5))
def test_each_module_gives_its_share_of_a_sample(seed: int) -> None:
    names = mutation.draw(ROOMS, 20, seed)
    assert len(set(names)) == 20
    shares = [sum(name.startswith(room) for name in names) for room in ("big", "middle", "small")]
    assert all(abs(share - wanted) <= 1 for share, wanted in zip(shares, (12, 6, 2), strict=True))


def test_one_seed_draws_one_sample_and_another_draws_another() -> None:
    assert mutation.draw(ROOMS, 20, 1) == mutation.draw(ROOMS, 20, 1)
    assert mutation.draw(ROOMS, 20, 1) != mutation.draw(ROOMS, 20, 2)


def test_a_sample_as_large_as_all_has_every_change() -> None:
    everything = {name for codes in ROOMS.values() for name in codes}
    assert set(mutation.draw(ROOMS, 100, 1)) == set(mutation.draw(ROOMS, 900, 1)) == everything
    assert mutation.draw({}, 5, 1) == []


def test_the_table_tells_how_many_of_how_many_and_counts_a_change_without_a_test_as_one_that_lives() -> None:
    codes = {"a": 0, "b": 1, "c": 33, "d": -24, "e": None, "f": 1}
    lines = list(mutation.table({"toolkit/law/costs.py": codes}, {"a", "b", "c", "d", "e"}))
    headings = "module changes drawn tried killed too long survived no test survived %"
    assert " ".join(lines[0].split()) == headings
    assert lines[1].split() == ["toolkit/law/costs.py", "6", "5", "4", "1", "1", "1", "1", "50.0%"]
    assert lines[2].split() == ["together", "6", "5", "4", "1", "1", "1", "1", "50.0%"]


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(mutation, "COPY", tmp_path / "mutation")
    (tmp_path / "mutation" / "mutants").mkdir(parents=True)
    return tmp_path / "mutation"


def run(copy: Path, program: str, seconds: float = 20) -> str:
    (copy / "mutmut.py").write_text(program, "utf-8")
    return mutation._run(copy / "log.txt", seconds, 1, [])


def test_a_run_that_a_signal_ends_names_the_signal(copy: Path) -> None:
    assert "SIGTERM" in run(copy, "import os, signal\nos.kill(os.getpid(), signal.SIGTERM)")
    assert "exit code 3" in run(copy, "raise SystemExit(3)")
    assert run(copy, "") == ""


WRITES = """
import json, time
whole = json.dumps({"exit_code_by_key": {"a": 1, "b": 0}})
while True:
    with open("mutants/costs.py.meta", "w") as file:
        for sign in whole:
            print(sign, end="", file=file, flush=True)
            time.sleep(0.001)
    time.sleep(0.01)
"""


def test_a_run_whose_time_is_up_leaves_no_result_half_written(copy: Path) -> None:
    (copy / "mutants" / "costs.py.meta").write_text('{"exit_code_by_key": {"a": 1, "b": 0}}', "utf-8")
    for _ in range(2):
        assert run(copy, WRITES, 0.5) == ""
        assert mutation.read(copy / "mutants") == {"costs.py": {"a": 1, "b": 0}}


def test_a_second_run_in_a_checkout_leaves_the_copy_of_the_first_alone(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with copy.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert mutation.main(["toolkit/law"]) == 2
    assert "another run" in capsys.readouterr().err
    assert (copy / "mutants").is_dir()


def test_the_tests_that_took_least_try_a_change_first(tmp_path: Path) -> None:
    (tmp_path / "quickly.py").write_text(mutation._QUICKLY, "utf-8")
    (tmp_path / "test_x.py").write_text("def test_a(): pass\ndef test_b(): pass\ndef test_c(): pass", "utf-8")
    seconds = {"test_x.py::test_a": 3, "test_x.py::test_b": 1, "test_x.py::test_c": 2}
    (tmp_path / "mutmut-stats.json").write_text(json.dumps({"duration_by_test": seconds}), "utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]", "utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "quickly",
        "-p",
        "no:cacheprovider",
        "-vv",
        "test_x.py",
    ]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert [line.split()[0][-1] for line in said.splitlines() if "PASSED" in line] == ["b", "c", "a"]
