"""How soon a writer sees what was typed: from saving a file to new pixels and findings in Chromium.

    python benchmarks/preview.py [--saves 60] [--memory-saves 500]

Works on a copy of the shipped templates in a temporary folder. Needs the extra 'dev' and Chromium (`TACT_CHROMIUM`
names another than /usr/bin/chromium). Prints medians and 95th percentiles in milliseconds, and the memory of every
process of the desk in MB before and after many saves.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
CHROMIUM = os.environ.get("TACT_CHROMIUM") or "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
PAUSE = 2500
"""Milliseconds between two saves: a writer reads what changed."""

WARM = 100
"""Saves before memory is looked at: every cache is full by then."""

TEXT = "templates/due-soon/nl.md.j2"
GOALS = {"letter": 250, "findings": 150, "open": 1500}
LISTEN = """
window.seen = [];
addEventListener("desk:shown", ({ detail }) => window.seen.push([detail.what, Date.now()]));
"""


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--saves", type=int, default=60)
    arguments.add_argument("--memory-saves", type=int, default=500)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "firm"
        subprocess.run(
            [sys.executable, "-m", "toolkit.cli", "init", str(folder)],
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        with desk(folder) as (address, server), page() as view:
            opened = opening(view, address)
            print(
                f"{'open the app, to the letter':34}{statistics.median(opened):8.0f} ms  (goal {GOALS['open']})"
            )
            times = saving(view, folder / TEXT, chosen.saves)
            for what in ("letter", "findings"):
                told(f"save to {what}", times[what], GOALS[what])
            saving(view, folder / TEXT, WARM, wait=False)
            before = memory(server)
            saving(view, folder / TEXT, chosen.memory_saves, wait=False)
            after = memory(server)
            print(
                f"{'memory of the desk':34}{before:8.0f} MB, after {chosen.memory_saves} saves {after:.0f} MB"
            )


@contextmanager
def desk(folder: Path) -> Iterator[tuple[str, int]]:
    """Run the desk in a workspace; give its address and process id."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "toolkit.cli", "preview"]
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            told = process.stdout.readline() if process.stdout else ""
            yield re.findall(r"http:\S+", told)[0], process.pid
        finally:
            process.terminate()


@contextmanager
def page() -> Iterator[Any]:
    """Give an empty page of Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser.new_page(viewport={"width": 1280, "height": 800})
        browser.close()


def opening(view: Any, address: str, times: int = 7) -> list[float]:
    """Return how long it takes from asking for the app to the first letter on the screen, in milliseconds."""
    view.add_init_script(LISTEN)
    taken = []
    for _ in range(times + 1):
        view.goto(f"{address}&template=due-soon&channel=letter")
        view.wait_for_function("() => window.seen.some(([what]) => what === 'letter')")
        taken.append(view.evaluate("seen.find(([what]) => what === 'letter')[1] - performance.timeOrigin"))
        view.wait_for_function("() => window.seen.some(([what]) => what === 'findings')")
    view.wait_for_timeout(8000)  # the list of templates is being checked
    return taken[1:]


def saving(view: Any, file: Path, times: int, *, wait: bool = True) -> dict[str, list[float]]:
    """Change one sentence many times; return what each save took to be seen, in milliseconds."""
    text = file.read_text(encoding="utf-8")
    found: dict[str, list[float]] = {"letter": [], "findings": []}
    for number in range(times):
        view.evaluate("window.seen = []")
        started = time.time() * 1000
        file.write_text(
            text.replace("{{ greeting }},", f"{{{{ greeting }}}},\n\nDit is regel {number}."),
            encoding="utf-8",
        )
        for what, times_seen in found.items():
            view.wait_for_function(f"() => window.seen.some(([what]) => what === '{what}')", polling=5)
            times_seen.append(view.evaluate(f"seen.find(([what]) => what === '{what}')[1]") - started)
        if wait:
            view.wait_for_timeout(PAUSE)
    file.write_text(text, encoding="utf-8")
    return found


def told(name: str, times: list[float], goal: int) -> None:
    """Print the median and the 95th percentile."""
    high = statistics.quantiles(times, n=20)[-1]
    print(f"{name:34}{statistics.median(times):8.0f} ms  (goal {goal}; 95% within {high:.0f})")


def memory(server: int) -> float:
    """Return what the desk and its workers hold, in MB."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text(encoding="ascii").split()
    pages = [
        int(Path(f"/proc/{each}/statm").read_text(encoding="ascii").split()[1])
        for each in (server, *children)
    ]
    return sum(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    if not shutil.which(CHROMIUM):
        raise SystemExit(f"{CHROMIUM} is needed: sudo apt-get install chromium")
    main()
