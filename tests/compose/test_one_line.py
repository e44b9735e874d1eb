"""A condition or a loop with a colon holds for its own line, and everything keeps its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compose.records import a_record, body, compose
from toolkit.compose.tracing import TracingEnvironment
from toolkit.errors import TemplateError
from toolkit.workspace import Workspace

ENVIRONMENT = TracingEnvironment(Workspace(), "nl")


def made(text: str, **values: object) -> str:
    """Return what a text composes to."""
    return str.__str__(ENVIRONMENT.from_string(text).render(values))


@pytest.mark.parametrize(
    ("text", "with_ends"),
    [
        ("{% if a: %} A\nx", "{% if a %} A\n{% endif %}\nx"),
        ("x\n{% if a: %} A", "x\n{% if a %} A{% endif %}"),
        ("{% if a: %} A\n{% else: %} B\nx", "{% if a %} A\n{% else %} B\n{% endif %}\nx"),
        (
            "{% if a: %} A\n{% elif b %} B\nC\n{% else: %} D\nx",
            "{% if a %} A\n{% elif b %} B\nC\n{% else %} D\n{% endif %}\nx",
        ),
        ("{% if a %}\nA\n{% else: %} B\nx", "{% if a %}\nA\n{% else %} B\n{% endif %}\nx"),
        (
            "{% if a: %} A {% if b %}B{% endif %} C\nx",
            "{% if a %} A {% if b %}B{% endif %} C\n{% endif %}\nx",
        ),
        ("{% if a: %} A {% if b: %} B\nx", "{% if a %} A {% if b %} B\n{% endif %}{% endif %}\nx"),
        ("{% if a: %} A\n{% if b: %} B\nx", "{% if a %} A\n{% endif %}\n{% if b %} B\n{% endif %}\nx"),
        (
            "{% if a: %} A\n\n{% if b: %} B\n\nx",
            "{% if a %} A\n{% endif %}\n\n{% if b %} B\n{% endif %}\n\nx",
        ),
        ("{% for c in 'ab': %}- {{ c }}\nx", "{% for c in 'ab' %}- {{ c }}\n{% endfor %}\nx"),
        ("{% if a: %} A {# note #}\nB\nx", "{% if a %} A {# note #}{% endif %}\nB\nx"),
        (
            "{% if b %}\n{% if a: %} A\n{% else: %} B\n{% else %}\nC\n{% endif %}\nx",
            "{% if b %}\n{% if a %} A\n{% else %} B\n{% endif %}\n{% else %}\nC\n{% endif %}\nx",
        ),
        ("{% if 'abc'[1:] == 'bc': %}A\nx", "{% if 'abc'[1:] == 'bc' %}A\n{% endif %}\nx"),
        (
            "{% block s %}{% if a: %} A\n{% else: %} B{% endblock %}x",
            "{% block s %}{% if a %} A\n{% else %} B{% endif %}{% endblock %}x",
        ),
    ],
)
def test_a_colon_is_an_end_where_the_line_ends(text: str, with_ends: str) -> None:
    for a in (False, True):
        for b in (False, True):
            assert made(text, a=a, b=b) == made(with_ends, a=a, b=b), (a, b)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("\n{% if paid: %}\nDag.", r"2:13: na ':' komt de zin in dezelfde regel; laat ':' weg"),
        ("{% if paid: %} x {% if total %}\ny{% endif %}", "wat in de regel na ':' begint, eindigt daar niet"),
        ("{% if paid: %} x\n\n{% else: %} y", "unknown tag 'else'"),
    ],
)
def test_a_line_that_does_not_hold_what_it_begins_is_refused(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(TemplateError, match=says):
        compose(tmp_path, body(text))


LINE = st.sampled_from(["woord", "{{ w }}", "a {{ w }} b", "é {# x #}", "{% if b %}in{% endif %} uit"])
TAG = st.sampled_from(["", "{% if a: %} ", "{% if b: %}", "{% for n in c: %}- "])


@given(st.lists(st.tuples(TAG, LINE), max_size=6), st.booleans(), st.booleans())
@settings(max_examples=60)
def test_words_after_a_colon_know_their_place(lines: list[tuple[str, str]], a: bool, b: bool) -> None:
    text = "".join(f"{tag}{line}{number}\n" for number, (tag, line) in enumerate(lines)) + "slot"
    composed = ENVIRONMENT.from_string(text).render(a=a, b=b, c=(1, 2), w="WAARDE")
    for run in composed.runs:  # type: ignore[attr-defined]
        if run.expression is None:
            assert text[run.start : run.end] == str.__str__(composed)[run.at : run.at + run.length]
    assert made(text, a=a, b=b, c=(1, 2), w="WAARDE").endswith("slot")


def test_a_line_that_no_customer_gets_is_a_branch_without_words(tmp_path: Path) -> None:
    message = compose(tmp_path, body("Dag.\n{% if deels betaald: %} U betaalde al.\nTot ziens."), a_record())
    assert str.__str__(message.sections["body"].source) == "Dag.\nTot ziens."
    assert message.branches == {("proef/nl.md.j2", 1)}
