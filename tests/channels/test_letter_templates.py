"""Every template that goes on paper, with every sample: good PDF/UA, nothing over anything else, short."""

from __future__ import annotations

import pytest

from tests.channels.letter_pdf import collisions, failures, glyphs, texts, words_in
from toolkit.catalogue import Catalogue
from toolkit.channels.letter import Letterpress
from toolkit.channels.letter_address import address_lines
from toolkit.channels.letter_window import read_window
from toolkit.channels.rendering import Rendering
from toolkit.compose import Composer
from toolkit.language import load
from toolkit.records import Record
from toolkit.records.readers import read_record
from toolkit.workspace import Workspace

WORKSPACE = Workspace()
CATALOGUE = Catalogue(WORKSPACE)
TEMPLATES = [name for name in CATALOGUE.names() if "letter" in CATALOGUE.template(name).channels]
FOR_CUSTOMERS = [name for name in TEMPLATES if not CATALOGUE.template(name).internal]
ORDINARY = ("ordinary", "minimal", "style-d", "style-i", "style-s", "style-c")
SHEET_MARGIN = 8
"""Millimetres at the edge of the sheet that printers leave white."""

Made = dict[str, tuple[Record, Rendering]]


@pytest.fixture(scope="module")
def letters() -> dict[str, Made]:
    return {}


@pytest.fixture(scope="module")
def press() -> Letterpress:
    return Letterpress(WORKSPACE)


@pytest.fixture(params=TEMPLATES)
def made(request: pytest.FixtureRequest, letters: dict[str, Made], press: Letterpress) -> Made:
    """The letters of one template by sample, made once."""
    name: str = request.param
    if name not in letters:
        template, composer = CATALOGUE.template(name), Composer(WORKSPACE)
        records = {sample: read_record(sample) for sample in template.samples}
        letters[name] = {
            sample.stem: (
                record,
                press.render(composer.compose(template, record, "letter"), beside=sample.parent),
            )
            for sample, record in records.items()
        }
    return letters[name]


for_customers = pytest.mark.parametrize("made", FOR_CUSTOMERS, indirect=True)


def test_every_sample_letter_is_good_pdf_ua(made: Made) -> None:
    assert {sample: failures(letter.content) for sample, (_, letter) in made.items()} == {
        sample: [] for sample in made
    }


def test_every_sample_letter_is_small_and_short(made: Made) -> None:
    for sample, (_, letter) in made.items():
        assert len(letter.content) <= 60_000, sample
        assert int(letter.measures["pages"]) <= 2, sample


@for_customers
def test_an_ordinary_letter_is_one_sheet(made: Made) -> None:
    pages = {sample: letter.measures["pages"] for sample, (_, letter) in made.items() if sample in ORDINARY}
    assert "ordinary" in pages
    assert pages == dict.fromkeys(pages, 1)


def test_only_a_long_address_gives_a_warning(made: Made) -> None:
    for sample, (_, letter) in made.items():
        told = [warning for warning in letter.warnings if not warning.startswith("Het adres")]
        assert told == [], sample


def test_no_character_stands_over_another(made: Made) -> None:
    for sample, (_, letter) in made.items():
        for sheet in range(len(texts(letter.content))):
            assert collisions(letter.content, sheet) == [], (sample, sheet)


def test_nothing_leaves_the_sheet(made: Made) -> None:
    for sample, (_, letter) in made.items():
        for sheet in range(len(texts(letter.content))):
            outside = [
                glyph
                for glyph in glyphs(letter.content, sheet)
                if not (glyph.left > SHEET_MARGIN and glyph.right < 210 - SHEET_MARGIN)
                or not (glyph.top > SHEET_MARGIN and glyph.bottom < 297 - 5)
            ]
            assert outside == [], (sample, sheet)


@for_customers
def test_the_whole_address_and_nothing_else_stands_in_the_window(made: Made) -> None:
    for sample, (record, letter) in made.items():
        window = read_window(WORKSPACE, None, record.creditor.address.country)
        names, place = address_lines(record, load("nl"))
        # The reader of PDFs changes a hyphen at the end of a line.
        printed, wanted = (
            [char for char in text if char.isalnum()]
            for text in (words_in(letter.content, window.box), "".join((*names, *place)))
        )
        assert printed == wanted, sample
        left, top, width, height = window.box
        inside = [
            glyph
            for glyph in glyphs(letter.content)
            if left <= glyph.middle[0] <= left + width and top <= glyph.middle[1] <= top + height
        ]
        assert min(glyph.left for glyph in inside) >= left - 0.3, sample
        assert max(glyph.right for glyph in inside) <= left + width, sample
        assert min(glyph.top for glyph in inside) >= top, sample
        assert max(glyph.bottom for glyph in inside) <= top + height, sample
