"""Looking for an expression around its needles finds what the expression finds."""

import pkgutil
import re
from importlib import import_module

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import toolkit.lint.rules
from toolkit.lint.seeking import Seeker
from toolkit.reading.document import text_document

SEEKERS = {
    f"{module.name}.{name}": value
    for module in pkgutil.iter_modules(toolkit.lint.rules.__path__)
    for name, value in vars(import_module(f"toolkit.lint.rules.{module.name}")).items()
    if isinstance(value, Seeker) and not module.name.startswith(("be_", "cost_"))
}
LETTERS = st.characters(codec="latin-1", exclude_categories=("Cc", "Cs")) | st.sampled_from("€“”…–’\n\t")


def spans(seeker: Seeker, text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    document = text_document(text, "nl")
    found = [each.span() for each in seeker.finditer(document)]
    return found, [each.span() for each in seeker.pattern.finditer(text)]


@pytest.mark.parametrize("name", SEEKERS)
@settings(max_examples=10)
@given(data=st.data())
def test_every_branch_of_an_expression_has_a_needle(name: str, data: st.DataObject) -> None:
    seeker = SEEKERS[name]
    expression = re.compile(seeker.pattern.pattern, seeker.pattern.flags)
    words = data.draw(st.from_regex(expression, alphabet=LETTERS))
    found, all_of_it = spans(seeker, f"Beste klant, {words}\n\nDat is alles wat wij u nu willen zeggen.")
    assume(all(end - start <= seeker.reach for start, end in all_of_it))
    assert found == all_of_it


@pytest.mark.parametrize("name", SEEKERS)
def test_an_expression_is_found_in_the_examples_of_all_rules_as_without_needles(name: str) -> None:
    examples = (
        example if isinstance(example, str) else example.text
        for rule in toolkit.lint.rules.all_rules()
        for example in (*rule.good, *rule.bad)
    )
    found, all_of_it = spans(SEEKERS[name], "\n\n".join(examples))
    assert found == all_of_it


def test_a_stretch_ends_with_a_word_and_not_inside_it() -> None:
    seeker = Seeker(r"\bwer\b", "=de wer", reach=4)
    assert spans(seeker, "de werken die wij nu doen") == ([], [])


def test_stretches_that_touch_find_nothing_twice() -> None:
    seeker = Seeker(r"\d+ dagen", "=dagen", reach=30)
    found, all_of_it = spans(seeker, "; ".join(f"binnen {days} dagen" for days in range(200)))
    assert found == all_of_it


def test_a_needle_in_a_slot_of_another_program_is_found() -> None:
    seeker = Seeker(r"datum\b", "datum")
    assert spans(seeker, "Betaal voor [datum] of {{ datum }}.")[0] != []


FIELDS = ("{0}+", "+{0}", "{{ naam }}+", "{%if x%}+{%endif%}", "[naam]+[naam]", "<<naam>>+", "«naam»+")
SIGNS = ("0+", "+0", "(+)", "'+'", "-+-", "_+_", "€+", "İ+", "a/+/a", "+.+", "\u00ad+", "\u0301+")


@pytest.mark.parametrize("glued", FIELDS + SIGNS)
def test_a_word_is_found_whatever_it_is_glued_to(glued: str) -> None:
    seeker = Seeker(r"\bbinnen\b|\w+termijn", "=binnen termijn", reach=20)
    for word in ("binnen", "BINNEN", "xtermijn"):
        found, all_of_it = spans(seeker, f"Beste klant, {glued.replace('+', word)} 0 week. {'Dag. ' * 30}")
        assert found == all_of_it
