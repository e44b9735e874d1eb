"""A letter from a plate has the bytes that the whole layout gives it, whatever came before."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from benchmarks.varied import varied
from toolkit import versions
from toolkit.catalogue import Catalogue
from toolkit.channels.letter import Letterpress
from toolkit.channels.plates import MOST
from toolkit.compose import Composer, Message
from toolkit.errors import TactError
from toolkit.records.readers import read_record
from toolkit.workspace import Workspace

SPACE = Workspace()
CATALOGUE = Catalogue(SPACE)
TEMPLATES = [name for name in CATALOGUE.names() if "letter" in CATALOGUE.template(name).channels]

WILD = {"reminder", "last-notice", "call-summary"}
"""Templates whose letters are drawn wild; `python -m benchmarks.plates` draws many for all."""


def whole() -> Letterpress:
    """Return a press that lays out every letter whole."""
    press = Letterpress(SPACE)
    press.plates = None
    return press


@pytest.fixture(scope="module")
def presses() -> tuple[Letterpress, Letterpress]:
    return Letterpress(SPACE), whole()


def letters(
    name: str, count: int, samples: int = 99, *, wild: bool = True, seed: str = ""
) -> Iterator[Message]:
    composer, random = Composer(SPACE), Random(f"{name}{seed}")  # noqa: S311 - any letters will do
    template = CATALOGUE.template(name)
    for sample in random.sample(template.samples, min(samples, len(template.samples))):
        for _ in range(count):
            try:
                yield composer.compose(template, varied(read_record(sample), random, wild=wild), "letter")
            except TactError:  # a record that the law or the template refuses has no letter
                continue


@pytest.mark.parametrize("name", TEMPLATES)
def test_letters_of_every_template_have_the_bytes_of_the_whole_layout(
    presses: tuple[Letterpress, Letterpress], name: str
) -> None:
    press, plain = presses
    assert press.plates is not None
    for message in letters(name, 4 if name in WILD else 3, 1, wild=name in WILD):
        before, made = press.plates.printed, press.render(message)
        if press.plates.printed > before:
            assert made == plain.render(message)


def test_letters_of_a_run_come_from_few_plates(presses: tuple[Letterpress, Letterpress]) -> None:
    _, plain = presses
    press = Letterpress(SPACE)
    assert press.plates is not None
    template = CATALOGUE.template("reminder")
    first, random, composer = (
        read_record(template.folder / "samples" / "ordinary.toml"),
        Random(5),  # noqa: S311 - any letters will do
        Composer(SPACE),
    )
    several = [composer.compose(template, varied(first, random), "letter") for _ in range(12)]
    made = [press.render(message) for message in several]
    assert press.plates.printed >= 9
    assert [made[at] for at in (1, 7, 11)] == [plain.render(several[at]) for at in (1, 7, 11)]


def test_the_order_of_letters_changes_no_byte() -> None:
    several = list(letters("reminder", 2, 2, seed="order"))
    one, other = Letterpress(SPACE), Letterpress(SPACE)
    forth = [one.render(message).content for message in several]
    back = [other.render(message).content for message in reversed(several)]
    assert forth == back[::-1]


def test_a_press_keeps_a_limited_number_of_plates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.channels.plates.MOST", 2)
    press = Letterpress(SPACE)
    assert press.plates is not None
    assert MOST == 16
    several = list(letters("reminder", 1, 6, wild=False))
    for message in several:
        press.render(message)
    assert len(press.plates) == 2


@pytest.mark.parametrize("library", ["weasyprint", "pydyf"])
def test_a_version_that_nobody_has_read_prints_without_plates(
    monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    monkeypatch.setitem(versions.KNOWN, library, ("1.",))
    assert Letterpress(SPACE).plates is None


def test_a_letter_for_the_archive_is_laid_out_whole() -> None:
    assert Letterpress(SPACE, archive=True).plates is None


def test_what_is_not_known_takes_the_whole_layout_and_fails_no_letter(
    presses: tuple[Letterpress, Letterpress], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolkit.channels.plates.cutting.survey", lambda _: {}["another WeasyPrint"])
    press = Letterpress(SPACE)
    several = list(letters("reminder", 3, 1, wild=False))
    assert [press.render(message) for message in several] == [
        presses[1].render(message) for message in several
    ]
    assert press.plates is not None
    assert (press.plates.printed, press.plates.refused.total()) == (0, len(several) - 1)
