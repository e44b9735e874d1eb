"""Letters that share their computed styles are the letters that each computes alone."""

from __future__ import annotations

from collections.abc import Iterator

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


def test_the_second_letter_computes_no_style_that_the_first_one_did() -> None:
    first, second = list(messages("reminder"))[:2]
    press = Letterpress(SPACE)
    press.render(first)
    known = len(press._styles)
    press.render(first)
    assert len(press._styles) == known
    press.render(second)
    assert len(press._styles) < 2 * known
