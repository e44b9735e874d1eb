"""Change the program in small ways, run the tests that reach each change, and print which changes no test notices.

`python scripts/mutation.py [MODULE …]` takes rooms or modules (default: where a wrong number or word costs a
customer money). It works in a copy under build/, so the checkout stays as it is, and ends after `--minutes` with what
is known by then. mutmut makes the changes; `make mutation` installs it.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import copy2, rmtree

ROOT = Path(__file__).resolve().parent.parent
COPY = ROOT / "build" / "mutation"
MODULES = tuple(
    f"toolkit/{name}"
    for name in ("law", "payments", "schedule", "records", "batch", "language", "lint/rules")
)

_SURVIVED, _UNTESTED = 0, 33
"""What mutmut writes for a change that no test notices, and for one that no test reaches."""

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
    parser.add_argument("--list", action="store_true", help="also show each change that survives")
    chosen = parser.parse_args(arguments)
    modules = [Path(name).as_posix() for name in chosen.modules]
    if missing := [name for name in modules if not (ROOT / name).exists()]:
        parser.error(f"there is no {missing[0]}")
    _copy()
    _configure(modules, chosen.tests or sorted({_tests_of(name) for name in modules}))
    log = COPY / "log.txt"
    if not _run(log, chosen.minutes * 60, chosen.jobs):
        print(*log.read_text("utf-8").splitlines()[-30:], sep="\n", file=sys.stderr)
        return 1
    print("\n".join(_table(dict(_results()))))
    if chosen.list:
        shown = [sys.executable, "-c", _SHOW, *_survivors()]
        subprocess.run(shown, cwd=COPY, check=True)
    return 0


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
    patterns = [name if name.endswith(".py") else f"{name}/*" for name in modules]
    beside = [path.name for path in COPY.iterdir() if path.name not in ("toolkit", "tests", ".git")]
    values = {
        "source_paths": ["toolkit"],
        "only_mutate": patterns,
        "also_copy": beside,
        "pytest_add_cli_args": ["-p", "no:cacheprovider", "-W", "ignore", "-k", f"not ({_SLOW})"],
        "pytest_add_cli_args_test_selection": tests,
        "timeout_constant": 5.0,
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


def _run(log: Path, seconds: float, jobs: int) -> bool:
    """Run all changes, or as many as fit in the time; say whether the tests pass without any."""
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(jobs)]
    environment = {**os.environ, "CI": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    with log.open("w", encoding="utf-8") as out:
        running = subprocess.Popen(
            command, cwd=COPY, env=environment, stdout=out, stderr=out, start_new_session=True
        )
        try:
            return running.wait(timeout=seconds) == 0
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
            print("the time is up: not all changes were tried", file=sys.stderr)
            return True


def _results() -> Iterator[tuple[str, dict[str, int | None]]]:
    """Yield the exit code of each change, by module; None for one that was not tried."""
    for path in sorted((COPY / "mutants").rglob("*.meta")):
        codes = json.loads(path.read_text("utf-8"))["exit_code_by_key"]
        if codes:
            yield path.relative_to(COPY / "mutants").as_posix().removesuffix(".meta"), codes


def _survivors() -> Iterator[str]:
    """Yield the changes that no test noticed, each after the name of its module."""
    for module, codes in _results():
        for name, code in codes.items():
            if code == _SURVIVED:
                yield from (module, name)


def _table(results: dict[str, dict[str, int | None]]) -> Iterator[str]:
    """Yield a line for each module: how many changes were tried, and which share of them survived."""
    width = max([len(name) for name in results] or [0], default=0)
    yield f"{'module':<{width}}  changes  tried  killed  survived  no test  survived %"
    total = [0] * 5
    for name, codes in results.items():
        values = list(codes.values())
        tried = [code for code in values if code is not None]
        survived, untested = tried.count(_SURVIVED), tried.count(_UNTESTED)
        row = [len(values), len(tried), len(tried) - survived - untested, survived, untested]
        total = [a + b for a, b in zip(total, row, strict=True)]
        yield _row(name, row, width)
    yield _row("together", total, width)


def _row(name: str, row: Sequence[int], width: int) -> str:
    changes, tried, killed, survived, untested = row
    share = 100 * (survived + untested) / tried if tried else 0
    return f"{name:<{width}}  {changes:7}  {tried:5}  {killed:6}  {survived:8}  {untested:7}  {share:9.1f}%"


if __name__ == "__main__":
    sys.exit(main())
