"""Change the program in small ways, run the tests that reach each change, and print which changes no test notices.

`python scripts/mutation.py [MODULE …]` takes rooms or modules (default: where a wrong number or word costs a
customer money). It works in a copy under build/, so the checkout stays as it is, and ends after `--minutes` with what
is known by then. `--sample 200` tries 200 of the changes, drawn evenly by module: each module gives its share, and the
same `--seed` draws the same ones. mutmut makes the changes; `make mutation` installs it.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from shutil import copy2, rmtree

ROOT = Path(__file__).resolve().parent.parent
COPY = ROOT / "build" / "mutation"
MODULES = tuple(
    f"toolkit/{name}"
    for name in ("law", "payments", "schedule", "records", "batch", "language", "lint/rules")
)

Results = dict[str, dict[str, int | None]]
"""The exit code of each change, by module; None for one that was not tried."""

_SURVIVED = 0
"""What mutmut writes for a change that no test notices."""

_UNTESTED = frozenset({5, 33})
"""What it writes for one that no test reaches, or only tests that are left out."""

_TOO_LONG = frozenset({24, -24, 36, 152, -9})
"""What it writes for one with which the tests did not end in time: noticed, or a machine that was busy."""

_MAKE = """
import os, sys
from mutmut import __main__ as mutmut
from mutmut.mutation.trampoline import set_mutant_under_test
set_mutant_under_test("mutant_generation")
os.makedirs("mutants", exist_ok=True)
mutmut.copy_src_dir()
mutmut.copy_also_copy_files()
mutmut.setup_source_paths()
mutmut.create_mutants(int(sys.argv[1]))
"""
"""Makes the changes and tries none: a sample is drawn from what there is."""

_QUICKLY = """
import json
from pathlib import Path
from hypothesis import Phase, settings

phases = (Phase.explicit, Phase.generate)
settings.register_profile("quickly", deadline=None, derandomize=True, database=None, phases=phases)

def pytest_collection_modifyitems(items):
    known = Path("mutmut-stats.json")
    seconds = json.loads(known.read_text("utf-8"))["duration_by_test"] if known.exists() else {}
    items.sort(key=lambda item: seconds.get(item.nodeid, 0))
"""
"""A plugin for pytest: the first test that fails ends the work for a change, so the quick ones come first, and no
test looks for a smaller text that fails as well.
"""

_SHOW = """
import sys
from mutmut.mutation.diff_apply import get_diff_for_mutant
for module, name in zip(sys.argv[1::2], sys.argv[2::2]):
    changed = [line for line in get_diff_for_mutant(name, path=module).split("\\n")[2:] if line[:1] in "-+"]
    print("", module, *changed, sep="\\n")
"""
"""Prints the lines that each change took away and put in their place."""

_SLOW = "hostile or takes_no_more_time or hang or endless"
"""Tests of time: a change is not slower for being wrong, and these take longest."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the changes and print a table; the exit code is 1 when the tests fail without any change."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("modules", nargs="*", default=MODULES, help="rooms or modules (default: %(default)s)")
    parser.add_argument("--minutes", type=float, default=30, help="when to end (default: %(default)s)")
    parser.add_argument("--tests", nargs="*", help="the tests to run (default: those of the same rooms)")
    parser.add_argument("--jobs", type=int, default=2, help="processes at a time (default: %(default)s)")
    parser.add_argument("--sample", type=int, help="how many of the changes to try (default: all)")
    parser.add_argument("--seed", type=int, default=1, help="which sample (default: %(default)s)")
    parser.add_argument("--list", action="store_true", help="also show each change that survives")
    chosen = parser.parse_args(arguments)
    modules = [Path(name).as_posix() for name in chosen.modules]
    if missing := [name for name in modules if not (ROOT / name).exists()]:
        parser.error(f"there is no {missing[0]}")
    if chosen.sample is not None and chosen.sample < 1:
        parser.error("--sample is 1 or more")
    COPY.parent.mkdir(exist_ok=True)
    with COPY.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("mutation: another run is at work in this checkout; wait for its end", file=sys.stderr)
            return 2
        return _try(modules, chosen)


def _try(modules: Sequence[str], chosen: argparse.Namespace) -> int:
    """Make the copy, try the changes, and print what is known; the caller holds the lock."""
    _copy()
    _configure(modules, chosen.tests or sorted({_tests_of(name) for name in modules}))
    log = COPY / "log.txt"
    names: list[str] = []
    if chosen.sample is not None:
        with log.open("w", encoding="utf-8") as out:
            made = [sys.executable, "-c", _MAKE, str(chosen.jobs)]
            code = subprocess.run(made, cwd=COPY, stdout=out, stderr=out, check=False).returncode
        if code:
            print(log.read_text("utf-8"), "mutation: mutmut could not make the changes", file=sys.stderr)
            return 1
        names = draw(read(COPY / "mutants"), chosen.sample, chosen.seed)
    ended = _run(log, chosen.minutes * 60, chosen.jobs, names)
    results = read(COPY / "mutants")
    if ended:
        print(*log.read_text("utf-8").splitlines()[-30:], sep="\n", file=sys.stderr)
        print(f"mutation: {ended}", file=sys.stderr)
    if not ended or any(code is not None for codes in results.values() for code in codes.values()):
        print("\n".join(table(results, set(names) if names else None)))
        if names:
            print(f"a sample of {len(names)}, seed {chosen.seed}")
    if chosen.list:
        shown = [sys.executable, "-c", _SHOW, *_survivors(results)]
        subprocess.run(shown, cwd=COPY, check=True)
    return 1 if ended else 0


def _copy() -> None:
    """Copy what git knows, and what it does not ignore, to a folder of its own."""
    rmtree(COPY, ignore_errors=True)
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (COPY / name).parent.mkdir(parents=True, exist_ok=True)
            copy2(ROOT / name, COPY / name)


def _configure(modules: Sequence[str], tests: Sequence[str]) -> None:
    (COPY / "quickly.py").write_text(_QUICKLY, "utf-8")
    patterns = [name if name.endswith(".py") else f"{name}/*" for name in modules]
    beside = [path.name for path in COPY.iterdir() if path.name not in ("toolkit", "tests", ".git")]
    values = {
        "source_paths": ["toolkit"],
        "only_mutate": patterns,
        "also_copy": beside,
        "pytest_add_cli_args": [
            *("-p", "quickly", "--hypothesis-profile=quickly", "-p", "no:cacheprovider", "-W", "ignore"),
            *("-k", f"not ({_SLOW})"),
        ],
        "pytest_add_cli_args_test_selection": tests,
        # On a busy machine an ordinary test may wait for long: what is told as too long has to be.
        "timeout_constant": 20.0,
        "timeout_multiplier": 5.0,
        "use_git_change_detection": False,
        # A test that ran before a change keeps what it made (a language is loaded once): each change starts afresh.
        "process_isolation": "forkserver",
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in values.items()]
    with (COPY / "pyproject.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n".join(["\n[tool.mutmut]", *lines, ""]))


def _tests_of(module: str) -> str:
    """Return the tests of the room of a module: those of another module there may be the ones that reach it."""
    return f"tests/{Path(module).parts[1]}"


def draw(results: Mapping[str, Mapping[str, object]], size: int, seed: int) -> list[str]:
    """Return the names of `size` changes, of each module as many as is its share of all, or one more."""
    chance = random.Random(seed)  # noqa: S311
    names = [name for codes in results.values() for name in chance.sample(sorted(codes), len(codes))]
    size = min(size, len(names))
    first = chance.random()
    return [names[int((place + first) * len(names) / size)] for place in range(size)]


def _run(log: Path, seconds: float, jobs: int, names: Sequence[str]) -> str:
    """Try the changes that are named, or all, or as many as fit in the time.

    Returns how it ended before its time, and nothing when it did not.
    """
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(jobs), *names]
    environment = {**os.environ, "CI": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    with log.open("w", encoding="utf-8") as out:
        running = subprocess.Popen(
            command, cwd=COPY, env=environment, stdout=out, stderr=out, start_new_session=True
        )
        try:
            code = running.wait(timeout=seconds)
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            _stop(running)
            print("the time is up: not all changes were tried, those with quick tests first", file=sys.stderr)
            return ""
    if code < 0:
        return f"{signal.Signals(-code).name} ended the run"
    return f"the tests fail without any change, or mutmut did (exit code {code})" if code else ""


def _stop(running: subprocess.Popen[bytes]) -> None:
    """End a run and all it started, at a moment when none of its files is half written."""
    for _ in range(100):
        os.kill(running.pid, signal.SIGSTOP)
        try:
            read(COPY / "mutants")
            break
        except json.JSONDecodeError:
            os.kill(running.pid, signal.SIGCONT)
            time.sleep(0.05)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def read(folder: Path) -> Results:
    """Return what mutmut wrote in its folder: of each module that can be changed, how each change ended."""
    found: Results = {}
    for path in sorted(folder.rglob("*.meta")):
        codes = json.loads(path.read_text("utf-8"))["exit_code_by_key"]
        if codes:
            found[path.relative_to(folder).as_posix().removesuffix(".meta")] = codes
    return found


def _survivors(results: Results) -> Iterator[str]:
    """Yield the changes that no test noticed, each after the name of its module."""
    for module, codes in results.items():
        for name, code in codes.items():
            if code == _SURVIVED or code in _UNTESTED:
                yield from (module, name)


def table(results: Results, drawn: set[str] | None = None) -> Iterator[str]:
    """Yield a line for each module: how many of its changes were drawn and tried, and which share survived.

    A change that no test reaches survives; one with which the tests took too long is noticed, and told apart.
    """
    width = max(map(len, [*results, "together"]))
    yield f"{'module':<{width}}  changes  drawn  tried  killed  too long  survived  no test  survived %"
    total = [0] * 7
    for name, codes in results.items():
        chosen = [code for key, code in codes.items() if drawn is None or key in drawn]
        tried = [code for code in chosen if code is not None]
        survived, untested = tried.count(_SURVIVED), sum(code in _UNTESTED for code in tried)
        long = sum(code in _TOO_LONG for code in tried)
        killed = len(tried) - survived - untested - long
        row = [len(codes), len(chosen), len(tried), killed, long, survived, untested]
        total = [a + b for a, b in zip(total, row, strict=True)]
        yield _row(name, row, width)
    yield _row("together", total, width)


def _row(name: str, row: Sequence[int], width: int) -> str:
    changes, drawn, tried, killed, long, survived, untested = row
    share = 100 * (survived + untested) / tried if tried else 0
    return (
        f"{name:<{width}}  {changes:7}  {drawn:5}  {tried:5}  {killed:6}  {long:8}  {survived:8}  {untested:7}"
        f"  {share:9.1f}%"
    )


if __name__ == "__main__":
    sys.exit(main())
