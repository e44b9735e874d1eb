"""A template without end, or one that fills the memory, is an error with its place, always the same one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compose.records import a_record, body, compose
from toolkit.compose import limits
from toolkit.errors import TemplateError

ENDLESS = [
    "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
    "{% for i in range(99999) %}{% for j in range(99999) if false %}{% endfor %}{% endfor %}",
    "{% for i in range(99999) recursive %}{{ loop(range(99999)) }}{% endfor %}",
    "{% macro m(n) %}{{ m(n - 1) ~ m(n - 1) if n else '' }}{% endmacro %}{{ m(60) }}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% macro m() %}{{ caller() }}{% endmacro %}{% for i in range(99999) %}{% for j in range(99) %}"
    "{% call m() %}{% endcall %}{% endfor %}{% endfor %}",
    "{% for i in range(99999) %}{{ range(99999)|map('string')|join|length }}{% endfor %}",
    "{% for i in range(99999) %}{% include '_parts/deel.md.j2' %}{% endfor %}",
    "{% for i in range(99999) %}{{ 'x'|upper|lower|upper|lower|upper|lower|upper|lower|upper|lower|trim|length }}"
    "{% endfor %}",
    "{{ range(99999)|map('center', 900)|join|length }}",
    "{% for i in range(99999) %}twaalf tekens{% endfor %}",
    *(
        "{% set n = namespace(x=[1], y=[1]) %}{% for i in range(60) %}{% set n.x = #x %}{% set n.y = #y %}"
        "{% endfor %}{{ 'a' if n.x == n.y }}".replace("#x", form.replace("#", "n.x")).replace(
            "#y", form.replace("#", "n.y")
        )
        for form in (
            "[#, #]",
            "(#, #)",
            "{1: #, 2: #}",
            "dict(a=#, b=#)",
            "[#] * 2",
            "[#] + [#]",
            "[[#, #]]|list",
            "[#, #]|batch(2)|list",
            "[#, #]|groupby(0)",
            "{'a': #, 'b': #}.values()|list",
        )
    ),
    "{% set n = namespace(x=[]) %}{% for i in range(99999) %}{% set n.x = [n.x] %}{% endfor %}",
]

TOO_LARGE = [
    '{{ "x" * 10**9 }}',
    '{{ 10**9 * "x" }}',
    "{{ [0] * 10**9 }}",
    "{{ (0, 1) * 10**9 }}",
    "{{ 9**9**9 }}",
    "{{ 2**10000 }}",
    "{% set n = namespace(x=9) %}{% for i in range(99) %}{% set n.x = n.x * n.x %}{% endfor %}{{ n.x }}",
    "{% set n = namespace(x='x') %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "{% set n = namespace(x='x') %}{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
    "{% set n = namespace(x=[1]) %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "{% set n = namespace(x='x') %}{% for i in range(99) %}{% set n.x %}{{ n.x }}{{ n.x }}{% endset %}{% endfor %}",
    '{{ "%1000000000d"|format(1) }}',
    '{{ "%*d"|format(1000000000, 1) }}',
    '{{ "%.1000000000f" % 1 }}',
    '{{ "{:1000000000}".format(1) }}',
    '{{ "x"|center(1000000000) }}',
    '{{ "x".center(1000000000) }}',
    '{{ "x".ljust(1000000000) }}',
    '{{ "x".zfill(1000000000) }}',
    '{{ "x".expandtabs(1000000000) }}',
    '{{ "x\ny"|indent(1000000000) }}',
    '{{ "x\ny"|indent("x" * 200000) }}',
    '{{ "x y"|wordwrap(1, true, "x" * 200000) }}',
    '{{ ("x" * 200000)|replace("x", "y" * 200000) }}',
    '{{ ("x" * 200000).replace("x", "y" * 200000) }}',
    '{{ ("x" * 200000)|join("y" * 200000) }}',
    '{{ ("y" * 200000).join("x" * 200000) }}',
    "{{ [1]|batch(1000000000, 0)|list|length }}",
    "{{ [1]|slice(1000000000)|list|length }}",
    "{{ 2.5|round(1000000000, 'ceil') }}",
    "{{ range(1000000000) }}",
    "{{ range(10**100) }}",
    "{{ (1).to_bytes(1000000000) }}",
    "{{ date.strftime('%1000000000d') }}",
    "{{ ('x' * 200000)|e ~ ('y' * 200000) }}",
]


@pytest.mark.parametrize("text", ENDLESS)
def test_a_template_without_end_stops_with_its_place(
    tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_STEPS", 20_000)
    with pytest.raises(TemplateError) as caught:
        compose(tmp_path, body(f"een\n{text}"), mapped=False, _parts__deel="x")
    assert caught.value.place is not None
    assert (caught.value.place.file, caught.value.place.line) == ("proef/nl.md.j2", 2)
    assert caught.value.place.column
    assert caught.value.hint


@pytest.mark.parametrize("text", TOO_LARGE)
def test_a_template_that_fills_the_memory_stops_with_its_place(tmp_path: Path, text: str) -> None:
    for mapped in (True, False):
        with pytest.raises(TemplateError) as caught:
            compose(tmp_path, body(f"een\n{text}"), mapped=mapped)
        assert caught.value.place is not None
        assert caught.value.place.column
        assert len(str(caught.value)) < 400


def test_the_steps_of_one_message_do_not_count_for_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_STEPS", 300)
    text = body("{% for i in range(100) %}{{ i }}{% endfor %}")
    for _ in range(3):
        compose(tmp_path, text)


def test_a_letter_about_a_thousand_invoices_keeps_well_within_its_limits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_STEPS", limits.MOST_STEPS // 10)
    row = "{{ item.number|upper }} {{ item.due_date|date }} {{ item.amount|euro }}"
    text = f"{{% for item in invoices %}}\n- {row}{{% endfor %}}"
    message = compose(tmp_path, body(text * 2), a_record(invoices=1000))
    assert len(message.sections["body"].source) < limits.LONGEST / 2
