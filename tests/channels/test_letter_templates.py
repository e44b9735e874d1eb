from __future__ import annotations

from pathlib import Path

import pytest

from tests.channels.letter_pdf import failures, glyphs, texts
from toolkit.catalogue import Catalogue, Template
from toolkit.channels.letter import Letterpress
from toolkit.channels.rendering import Rendering
from toolkit.compose import Composer
from toolkit.records.readers import read_record
from toolkit.workspace import Workspace

WORKSPACE = Workspace()
SAMPLES = [
    pytest.param(template, sample, id=f"{template.name}-{sample.stem}")
    for template in map(Catalogue(WORKSPACE).template, Catalogue(WORKSPACE).names())
    if "letter" in template.channels
    for sample in template.samples
    if sample.stem in ("ordinary", "long-names", "be-ogm", "several-invoices")
]


@pytest.fixture(scope="module")
def press() -> Letterpress:
    return Letterpress(WORKSPACE)


@pytest.fixture(scope="module")
def composer() -> Composer:
    return Composer(WORKSPACE)


def made(press: Letterpress, composer: Composer, template: Template, sample: Path) -> Rendering:
    return press.render(composer.compose(template, read_record(sample), "letter"))


@pytest.mark.parametrize(("template", "sample"), SAMPLES)
def test_every_template_makes_a_letter_of_a_few_sheets_that_is_good_pdf_ua(
    press: Letterpress, composer: Composer, template: Template, sample: Path
) -> None:
    letter = made(press, composer, template, sample)
    assert [warning for warning in letter.warnings if not warning.startswith("Het adres")] == []
    assert failures(letter.content) == []
    assert int(letter.measures["pages"]) <= 3
    assert len(letter.content) < 60_000


@pytest.mark.parametrize(
    ("template", "sample"), [case for case in SAMPLES if str(case.id).endswith("ordinary")]
)
def test_nothing_of_a_letter_leaves_the_sheet_or_runs_over_something_else(
    press: Letterpress, composer: Composer, template: Template, sample: Path
) -> None:
    content = made(press, composer, template, sample).content
    for sheet in range(len(texts(content))):
        boxes = glyphs(content, sheet)
        assert [box for box in boxes if not (box.left > 10 and box.right < 200)] == []
        assert [box for box in boxes if not (box.top > 8 and box.bottom < 292)] == []
        middles = sorted(box.middle for box in boxes if box.char.isalnum())
        near = [
            (one, other)
            for at, one in enumerate(middles)
            for other in middles[at + 1 : at + 60]
            if other[0] - one[0] < 0.25 and abs(other[1] - one[1]) < 0.5
        ]
        assert near == []
