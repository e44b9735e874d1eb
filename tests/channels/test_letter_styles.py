"""Letters that share their computed styles are the letters that each computes alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from weasyprint.svg import TAGS
from weasyprint.svg.path import path

from toolkit.catalogue import Catalogue
from toolkit.channels.letter import Letterpress
from toolkit.compose import Composer, Message
from toolkit.records.readers import read_record
from toolkit.workspace import Workspace

SPACE = Workspace()


def messages(*names: str) -> Iterator[Message]:
    composer = Composer(SPACE)
    for name in names:
        template = Catalogue(SPACE).template(name)
        for sample in template.samples[:3]:
            yield composer.compose(template, read_record(sample), "letter")


def test_a_letter_has_the_same_bytes_after_other_letters_as_alone() -> None:
    several = list(messages("reminder", "payment-plan", "last-notice"))
    press = Letterpress(SPACE)
    together = [press.render(message).content for message in several]
    again = [press.render(message).content for message in several]
    alone = [Letterpress(SPACE).render(message).content for message in several]
    assert together == alone
    assert again == alone


def test_a_letter_like_an_earlier_one_computes_no_style_anew() -> None:
    several = list(messages("reminder"))
    press = Letterpress(SPACE)
    for message in several:
        press.render(message)
    known = len(press._styles)
    for message in several:
        press.render(message)
    assert len(press._styles) == known > 0


def test_a_payment_code_drawn_at_once_is_the_one_drawn_stroke_by_stroke(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    message = next(messages("reminder"))
    press = Letterpress(SPACE)
    quick = press.render(message).content
    with press._quick():
        assert TAGS["path"] is not path
        monkeypatch.setitem(TAGS, "path", path)
        assert press.render(message).content == quick
