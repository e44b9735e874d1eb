"""Style sheets and words that try to move something elsewhere: the letter is that of the whole layout all the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.channels.messages import heading, link, message, paragraph, payment_part, record, strong
from toolkit.channels.letter import Letterpress
from toolkit.channels.plates.styles import objection
from toolkit.channels.plates_switch import why_none
from toolkit.compose.message import Items, Message, Part
from toolkit.errors import SettingsError
from toolkit.workspace import Workspace, shipped

WORDS = (
    ("Vries", "F-1", "Klein.", "12,00"),
    ("Wit", "F-7", "Groot.", "1.119,00"),
    ("Vries-Wimmelkamp", "F-81234", "Een groter bedrag dan u misschien verwacht.", "9,00"),
    ("Kok", "F-1", "Klein.", "12,00"),
)

MOVING = {
    "a float": ".extra { float: right }",
    "a first letter": "h1::first-letter { font-size: 30pt }",
    "a first line": "main > p::first-line { font-weight: bold }",
    "an element that is as wide as its words": "h1 { display: inline-block }",
    "a table of words": ".payment table { table-layout: auto }",
    "a table without a width": ".payment table { width: auto }",
    "an absolute box of words": ".extra { position: absolute; right: 0 }",
    "columns": "main { columns: 2 }",
    "a flexible box": "main { display: flex; flex-direction: column }",
    "a grid": "main { display: grid }",
    "the other direction": "body { direction: rtl }",
    "an ellipsis": "main > p { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }",
    "a number of lines": "main > p { max-lines: 1; block-ellipsis: auto }",
    "a running element": "h1 { position: running(title) } @page { @bottom-left { content: element(title) } }",
    "words of an attribute": "strong::after { content: attr(class) }",
    "a leader": "main > p::after { content: leader(dotted) '.' }",
    "a group": "main > p { opacity: .5 }",
}
"""What lets words move something else, or is drawn apart: no letter comes from a plate."""

STANDING = {
    "nothing": ("", 2),
    "an empty element": ("main p:empty { display: none } main p:not(:empty) { margin-left: 1mm }", 2),
    "a line that is centred": ("main > p { text-align: center } td { text-align: right }", 0),
    "a line that is justified": ("main > p { text-align: justify }", 2),
    "a background of words": ("strong { background: #ff0; padding: 0 1mm }", 0),
    "a border of words": ("strong { border-bottom: 1pt solid red }", 0),
    "an outline of words": ("strong { outline: 1pt solid red }", 0),
    "words that are moved": ("strong { position: relative; left: 1mm }", 0),
    "a heading in a margin": (
        "h1 { string-set: title content() } @page { @bottom-left { content: string(title) } }",
        0,
    ),
    "an attribute in a margin": ("@page { @bottom-left { content: string(about) } }", 0),
    "a heading around others": ("section { bookmark-level: 2; bookmark-label: content(text) }", 0),
    "no heading": ("h1 { bookmark-level: none }", 2),
    "a hyphen": ("main { hyphens: auto; hyphenate-limit-chars: 4 2 2 }", 2),
    "capitals": ("main > p { text-transform: uppercase; letter-spacing: 1pt; word-spacing: 2pt }", 2),
    "lines under words": (
        "strong { text-decoration: underline wavy red } h1 { text-decoration: underline overline }",
        0,
    ),
    "a marker in the line": ("li { list-style-position: inside }", 2),
    "numbers": (
        "main { counter-reset: n } main p::before { counter-increment: n; content: counter(n) '. ' }",
        0,
    ),
    "a turned heading": ("h1 { transform: rotate(1deg) }", 2),
    "white space that stays": ("main > p { white-space: pre-wrap }", 2),
    "one line": ("main td { white-space: nowrap; overflow: hidden }", 2),
    "a line that is indented": ("main > p { text-indent: 4mm }", 2),
    "a block that is moved": (".payment { position: relative; left: 2mm; top: 1mm }", 2),
    "cells in the middle": ("td, th { vertical-align: middle }", 2),
    "anchors": ("strong { anchor: attr(class); link: url(https://klant.example) }", 2),
    "ligatures": ("main { font-variant-ligatures: normal; font-feature-settings: 'tnum' }", 2),
    "hidden words": ("strong { visibility: hidden }", 2),
    "a width that is not known": (".extra p { width: max-content; min-width: min-content }", 2),
    "no words": ("strong { display: none }", 0),
    "nothing between": ("main, section, p { margin: 0; padding: 0; border: 0 }", 2),
}
"""What leaves everything in its place, or binds some words to theirs, and how many of the letters come from a plate."""

IN_TEXT = {
    "@import": "@import 'other.css';",
    '[data-about*="1"]': "[data-about*='1'] ~ main { margin-top: 9mm }",
    '[d^="M"]': "@media print { :is(path)[d^='M'] { stroke: red } }",
    "[data-about=x]": "p:not(main > [data-\\61 bout=x]) { margin: 0 }",
    "attr(data-about)": "main { lang: attr(data-about) }",
}


def several(extra: str = "") -> Iterator[Message]:
    for name, number, words, amount in WORDS:
        blocks = (
            paragraph(f"Beste mevrouw De {name},"),
            paragraph("Dit is ", strong(f"factuur {number}"), f" van € {amount}. ", words),
            Part("extra", (paragraph(strong(name)), Items(((paragraph(f"{number} staat open"),),), 3))),
            heading("Wat moet u betalen?"),
            payment_part(f"€\u00a0{amount}"),
            paragraph("Vraag? ", link("Bel ons", "tel:+31334700000"), f"{extra}."),
        )
        of = record(customer={"last_name": name}, invoices=[{"number": number}])
        yield message("letter", of, subject=f"Uw factuur {number} staat open", blocks=blocks)


def press(folder: Path, css: str) -> Letterpress:
    styles = folder / "styles"
    styles.mkdir(exist_ok=True)
    whole = (shipped("styles") / "letter.css").read_text(encoding="utf-8")
    (styles / "letter.css").write_text(f"{whole}\n{css}\n", encoding="utf-8")
    return Letterpress(Workspace(folder))


def same(folder: Path, css: str, letters: list[Message]) -> int:
    """Make letters with plates and without, which must be the same; return how many came from a plate."""
    maker = press(folder, css)
    plates = maker.plates
    assert plates is not None
    printed = []
    for each in letters:
        before, made = plates.printed, maker.render(each)
        if plates.printed > before:
            printed.append((each, made))
    maker.plates = None
    for each, made in printed:
        assert maker.render(each) == made
    return len(printed)


@pytest.mark.parametrize("css", MOVING.values(), ids=MOVING.keys())
def test_a_style_that_lets_words_move_something_takes_the_whole_layout(tmp_path: Path, css: str) -> None:
    assert same(tmp_path, css, list(several())[:2]) == 0


@pytest.mark.parametrize(("css", "least"), STANDING.values(), ids=STANDING.keys())
def test_a_style_that_leaves_all_in_its_place_makes_the_same_letters(
    tmp_path: Path, css: str, least: int
) -> None:
    assert same(tmp_path, css, list(several())) >= least


def test_words_that_run_from_right_to_left_take_the_whole_layout(tmp_path: Path) -> None:
    assert same(tmp_path, "", list(several("\u05e9\u05dc\u05d5\u05dd"))[:3]) == 0


@pytest.mark.parametrize(("what", "css"), IN_TEXT.items(), ids=IN_TEXT.keys())
def test_a_style_sheet_that_asks_for_words_is_named(tmp_path: Path, what: str, css: str) -> None:
    assert objection(css.encode()) == what
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "other.css").write_text("", encoding="utf-8")
    assert press(tmp_path, "").plates is not None
    sheet = tmp_path / "styles" / "letter.css"
    sheet.write_text(css, encoding="utf-8")
    assert "letter.css" in why_none(Workspace(tmp_path), [sheet])
    assert Letterpress(Workspace(tmp_path)).plates is None


@pytest.mark.parametrize(
    "css", ["[data-about] { margin: 0 }", "[class=total] { string-set: x attr(data-x) }", "p[lang|=nl]{}"]
)
def test_a_style_sheet_that_asks_for_no_words_is_used(css: str) -> None:
    assert objection(css.encode()) is None


def test_no_shipped_style_sheet_asks_for_words() -> None:
    assert why_none(Workspace(), shipped("styles").glob("*.css")) == ""


def test_plates_are_switched_off_by_a_setting_and_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    space = Workspace(settings={"letter": {"plates": False}})
    assert Letterpress(space).plates is None
    assert "plates = false" in why_none(space, [])
    with pytest.raises(SettingsError, match="neither true nor false"):
        Letterpress(Workspace(settings={"letter": {"plates": "no"}}))
    monkeypatch.setenv("TACT_PLATES", "0")
    assert Letterpress(Workspace()).plates is None
