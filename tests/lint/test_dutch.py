"""The Dutch of the tests reaches every list it is meant to reach."""

from __future__ import annotations

from tests import dutch
from toolkit.language.nl.lexicon import DATA
from toolkit.lint import lint_text
from toolkit.lint.words import names


def test_the_words_come_from_every_readable_list_of_the_language() -> None:
    lists = {path.stem for path in DATA.glob("*.txt") if not path.stem.startswith(("LICENSE", "syllables"))}
    assert {name.partition(".")[0] for name in dutch.CLASSES} == lists
    assert all(dutch.CLASSES.values())


def test_most_listed_words_are_found_when_they_stand_alone_in_a_sentence() -> None:
    forms = dutch.LISTED[::97]
    found = [form for form in forms if lint_text(f"Wij schrijven: {form}.")]
    assert len(found) > len(forms) * 0.6
    assert len(names()) >= 8
