"""Make the screenshots of the documents again: `make pictures`.

Runs the desk in a workspace of its own, shows its main views in Chromium at 1280 by 800, and writes them as PNG with
at most 256 colours under `docs/images/`.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
CHROMIUM = os.environ.get("TACT_CHROMIUM") or "/usr/bin/chromium"
CLOSING = '{% include "afsluiting" %}'
HARD = "Conform de afspraak kan het ook in delen."


def open_finding(page: Page) -> None:
    """Choose the finding about a hard word."""
    page.locator(".finding > button:visible", has_text="onform").first.click()
    page.locator(".glow").first.wait_for()
    page.locator(".w-paper .cm-lintRange").first.wait_for()


def write_in_it(page: Page) -> None:
    """Open the text to write in."""
    page.get_by_role("button", name="Tekst", exact=True).click()
    page.locator(".w-chip small").first.wait_for()


def put_a_field(page: Page) -> None:
    """Look for a field by its words."""
    write_in_it(page)
    page.locator(".w-line", has_text=HARD).click()
    page.keyboard.press("End")
    page.keyboard.type(" Bel /onze")
    page.locator(".cm-tooltip-autocomplete").wait_for()


def break_it(page: Page) -> None:
    """Misspell a field in the source pane."""
    page.get_by_role("button", name="Tekst", exact=True).click()
    page.get_by_role("button", name="Bron", exact=True).click()
    page.locator(".cm-line", has_text="{{ greeting }},").click()
    page.keyboard.press("Home")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Delete")
    page.get_by_role("alert").first.wait_for()


VIEWS: tuple[tuple[str, str, str, Callable[[Page], None] | None], ...] = (
    ("desk", "template=reminder", ".measures td", None),
    ("finding", "template=reminder&channel=letter", ".finding:visible", open_finding),
    ("write", "template=reminder&channel=letter", ".spots .spot span", write_in_it),
    ("field", "template=reminder&channel=letter", ".spots .spot span", put_a_field),
    ("email-dark", "template=payment-plan&channel=email&light=dark&width=375", ".measures td", None),
    ("sms", "template=second-reminder&channel=sms&sample=long-names", ".measures td", None),
    ("matrix", "template=last-notice&view=matrix", ".card img", lambda page: page.wait_for_timeout(9000)),
    ("work", "template=reminder&panel=work&channel=letter", ".work li", None),
    ("form", "template=reminder&panel=form", ".form details", None),
    ("changes", "template=reminder&view=changes", ".changes section", None),
    ("error", "template=reminder&channel=letter", ".spots .spot span", break_it),
)


def main() -> None:
    """Make all pictures."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "firma"
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        tact = [sys.executable, "-m", "toolkit.cli"]
        subprocess.run([*tact, "init", str(folder)], env=environment, check=True, stdout=subprocess.DEVNULL)
        git = ["git", "-c", "user.name=Tact", "-c", "user.email=tact@post.example"]
        for step in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "Onze teksten"]):
            subprocess.run([*git, *step], cwd=folder, check=True)
        text = folder / "templates" / "reminder" / "nl.md.j2"
        text.write_text(text.read_text("utf-8").replace(CLOSING, f"{HARD}\n\n{CLOSING}", 1), "utf-8")
        with desk([*tact, "preview"], folder, environment) as address, browser() as page:
            page.goto(address)
            page.locator("#list .waiting").first.wait_for(state="detached", timeout=120_000)
            page.wait_for_timeout(12_000)
            for view, query, ready, act in VIEWS:
                page.goto(f"{address}&{query}")
                page.locator(ready).first.wait_for(timeout=60_000)
                page.wait_for_timeout(2500)
                if act:
                    act(page)
                    page.wait_for_timeout(1500)
                write(page.screenshot(), IMAGES / f"{view}.png")


@contextmanager
def desk(command: list[str], folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """Run the desk and give its address."""
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            said = process.stdout.readline() if process.stdout else ""
            yield re.findall(r"http:\S+", said)[0]
        finally:
            process.terminate()


@contextmanager
def browser() -> Iterator[Any]:
    """Give an empty page."""
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=nl"]
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=flags, env={**os.environ, "LANGUAGE": "nl"}
        )
        yield chromium.new_page(viewport={"width": 1280, "height": 800}, locale="nl-NL")
        chromium.close()


def write(png: bytes, path: Path) -> None:
    """Write a screenshot, small."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    image.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main()
