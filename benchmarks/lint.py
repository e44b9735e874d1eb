"""How fast the linter is, beside proselint and textlint, on the same text.

    python -m benchmarks.lint [RUNS]

The text is ours: what the templates' samples say, cut into a hundred files of two hundred words. Every figure is
CPU time, the best of RUNS (5); for a command it is that of the whole process, from its start to its end, and of all
that it starts. textlint gets 600 of our own words as its list of terms (rule `terminology`). Both peers are found in
`.venv/linters`, where `make bench-lint` installs them, or on the PATH. The exit code is 1 when a target is missed.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import process_time

from toolkit.catalogue import Catalogue
from toolkit.compose import Composer
from toolkit.lint import lint_text, words
from toolkit.reading.messages import message_documents
from toolkit.records.readers import read_record
from toolkit.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
FILES, WORDS, TERMS = 100, 200, 600
TARGETS = {"rules": 1.2, "template": 0.40, "unchanged": 0.10, "files": 0.5}


def main() -> int:
    """Print the table; return 1 when a target is missed."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    texts = list(messages())
    print(f"Python {platform.python_version()}, {platform.machine()}, best of {runs}\n")
    missed = _told("all rules after loading", rate(texts, runs), "MB/s", TARGETS["rules"], at_least=True)
    tact = [sys.executable, "-m", "toolkit.cli", "lint"]
    seconds = timed([*tact, "--no-cache", "reminder"], runs)
    samples = len(Catalogue(Workspace()).template("reminder").samples)
    missed |= _told(f"tact lint reminder ({samples} samples)", seconds, "s", TARGETS["template"])
    seconds = timed([*tact, "reminder"], runs)
    missed |= _told("the same, nothing changed since", seconds, "s", TARGETS["unchanged"])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = write(texts, folder)
        count = sum(len(path.read_text("utf-8").split()) for path in paths)
        title = f"tact lint, {count} words in {len(paths)} files"
        missed |= _told(title, timed([*tact, *paths], runs), "s", TARGETS["files"])
        for title, command in peers(folder, paths):
            _told(title, timed(command, runs, folder) if command else None, "s", None)
    return int(missed)


def messages() -> Iterator[str]:
    """Yield what the shipped templates say: each different text once."""
    workspace = Workspace()
    composer = Composer(workspace)
    seen: set[str] = set()
    for template in Catalogue(workspace):
        for path in template.samples:
            record = read_record(path)
            for channel in template.channels:
                for name, document in message_documents(composer.compose(template, record, channel)).items():
                    if name != "subject" and document.text not in seen:
                        seen.add(document.text)
                        yield document.text


def rate(texts: list[str], runs: int) -> float:
    """Return how many megabytes of UTF-8 a second go through all rules, once everything is loaded."""
    text = "\n\n".join(texts)
    lint_text(text[:10_000])
    best = min(_once(text) for _ in range(runs))
    return len(text.encode()) / best / 1e6


def _once(text: str) -> float:
    started = process_time()
    lint_text(text)
    return process_time() - started


def timed(command: list[str | Path], runs: int, folder: Path = ROOT) -> float | None:
    """Return the least CPU seconds that a command takes in a folder; None when it does not lint."""
    best = None
    for _ in range(runs):
        started = _spent_by_children()
        done = subprocess.run(command, capture_output=True, cwd=folder, check=False)
        seconds = _spent_by_children() - started
        if done.returncode not in (0, 1) or b"No rules found" in done.stdout:
            sys.stderr.write((done.stdout + done.stderr).decode(errors="replace")[-500:])
            return None
        best = min(best or seconds, seconds)
    return best


def _spent_by_children() -> float:
    usage = getrusage(RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def write(texts: list[str], folder: Path) -> list[Path]:
    """Write the texts as files of so many words each, and return their paths."""
    lines = [line for text in texts for line in text.split("\n")]
    paths = []
    at = 0
    for number in range(FILES):
        taken: list[str] = []
        count = 0
        while count < WORDS:
            line = lines[at % len(lines)]
            taken.append(line)
            count += len(line.split())
            at += 1
        path = folder / f"{number:03}.md"
        path.write_text("\n".join(taken) + "\n", encoding="utf-8")
        paths.append(path)
    return paths


def peers(folder: Path, paths: list[Path]) -> Iterator[tuple[str, list[str | Path] | None]]:
    """Yield other linters of prose with the command that lints these files; None when one is not installed."""
    linters = ROOT / ".venv" / "linters"
    places = (linters / "bin", linters / "node_modules" / ".bin", os.environ["PATH"])
    path = os.pathsep.join(map(str, places))
    proselint = shutil.which("proselint", path=path)
    yield "proselint (English rules)", [proselint, "check", *paths] if proselint else None
    textlint = shutil.which("textlint", path=path)
    if not textlint:
        yield "textlint", None
        return
    terms = [
        [rf"\b{form}\b", text or "…"]
        for entry in words.read(words.FOLDER / "jargon.toml")
        for form, text in entry.forms.items()
        if form.isalpha()
    ][:TERMS]
    # textlint looks for its settings and its rules in the folder where it runs.
    settings = {"rules": {"terminology": {"defaultTerms": False, "terms": terms}}}
    (folder / ".textlintrc.json").write_text(json.dumps(settings), "utf-8")
    modules = Path(textlint).resolve().parents[2]
    (folder / "node_modules").symlink_to(modules)
    if not (modules / "textlint-rule-terminology").is_dir():
        yield "textlint (textlint-rule-terminology is not installed beside it)", None
        return
    yield f"textlint ({len(terms)} terms)", [textlint, *paths]


def _told(
    title: str, figure: float | None, unit: str, target: float | None, *, at_least: bool = False
) -> bool:
    """Print a figure; return whether it misses its target."""
    if figure is None:
        print(f"  {title:<48} not installed")
        return False
    aim = "" if target is None else f"  (target: {'at least' if at_least else 'at most'} {target} {unit})"
    print(f"  {title:<48} {figure:7.2f} {unit}{aim}")
    return target is not None and (figure < target if at_least else figure > target)


if __name__ == "__main__":
    raise SystemExit(main())
