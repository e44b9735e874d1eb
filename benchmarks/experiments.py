"""What could make letters faster, measured: the figures of docs/performance.md."""

from __future__ import annotations

import cProfile
import pstats
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers import layouts
from toolkit.catalogue import Catalogue
from toolkit.channels.letter import Letterpress
from toolkit.compose import Composer
from toolkit.records import Record
from toolkit.workspace import Workspace

PARTS = (
    ("composing the text (Jinja2, Markdown)", "composer.py", "compose"),
    ("the payment code (QR)", "payment_code.py", "payment_code"),
    ("the words to the layout", "letter.py", "_values"),
    ("style cascade", "letter_styles.py", "_build_layout_context"),
    ("boxes", "build.py", "build_formatting_structure"),
    ("layout: lines, tables, pages", "__init__.py", "layout_document"),
    ("painting", "document.py", "paint"),
    ("fonts: subset and embed", "fonts.py", "build_fonts_dictionary"),
    ("tags of PDF/UA", "tags.py", "add_tags"),
    ("writing and compressing", "__init__.py", "write"),
)
LATIN = "U+0020-007E,U+00A0-024F,U+2000-206F,U+20AC,U+2122,U+2212,U+FFFD"


def experiments(space: Workspace, some: Sequence[Record]) -> None:
    """Print where the time of a letter goes, and what some ideas bring."""
    template = Catalogue(space).template("reminder")
    composer = Composer(space)
    messages = [composer.compose(template, record, "letter") for record in some]
    press = Letterpress(space)
    plain = _cpu(lambda: [press.render(message) for message in messages[:5]]) / 5
    print(f"\na letter, warm: {plain:.1f} ms CPU")
    _profile(lambda: [press.render(composer.compose(template, record, "letter")) for record in some])
    fresh = _cpu(lambda: Letterpress(space).render(messages[0]))
    print(f"a press of its own for a letter (fonts, style sheets, layout read anew): {fresh:.1f} ms")
    with tempfile.TemporaryDirectory() as folder:
        latin = Letterpress(_with_latin_fonts(space, Path(folder)))
        subset = _cpu(lambda: [latin.render(message) for message in messages[:5]]) / 5
    print(f"fonts that hold Latin alone: {subset:.1f} ms")
    joined = _joined(press, messages)
    print(f"{len(messages)} letters in one document: {joined:.1f} ms each")


def _cpu(make: Callable[[], Any], rounds: int = 4) -> float:
    make()
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        make()
        best = min(best, time.process_time() - began)
    return best * 1000


def _profile(make: Callable[[], Any]) -> None:
    profile = cProfile.Profile()
    profile.runcall(make)
    stats: dict[tuple[str, int, str], tuple[int, int, float, float, Any]] = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    whole = max(entry[3] for entry in stats.values())
    for name, file, function in PARTS:
        spent = max(
            (e[3] for (path, _, called), e in stats.items() if called == function and path.endswith(file)),
            default=0,
        )
        print(f"  {spent / whole:5.0%}  {name}")


def _with_latin_fonts(space: Workspace, folder: Path) -> Workspace:
    from fontTools import subset

    shutil.copytree(space.styles[-1], folder / "styles")
    for font in (folder / "styles" / "fonts").glob("*.ttf"):
        subset.main([str(font), f"--unicodes={LATIN}", f"--output-file={font}", "--layout-features=*"])
    return Workspace(folder)


def _joined(press: Letterpress, messages: Sequence[Any]) -> float:
    """Return the CPU ms of a letter when all of them are one document, each beginning on a page of its own."""
    from toolkit.channels.letter_layout import Sheet

    pages = layouts(Workspace(), messages)
    start, _, _ = pages[0].partition("<body>")
    bodies = (page.partition("<body>")[2].partition("</body>")[0] for page in pages)
    whole = f"{start}<body>" + "".join(f'<div class="one">{body}</div>' for body in bodies) + "</body></html>"
    sheets = [*press._placed(messages[0]), press._sheet(string=".one { break-before: page }")]

    def make() -> None:
        Sheet(whole, press._assets, press._fonts, press._styles).render(sheets, **press._options).write_pdf(
            **press._options
        )

    return _cpu(make, rounds=2) / len(messages)
