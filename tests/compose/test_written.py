"""A template prints text, numbers, amounts and dates; anything else is an error with its place and what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compose.records import a_record, body, compose
from toolkit.compose.message import plain
from toolkit.errors import TemplateError, UnknownField
from toolkit.records import Record

HIDDEN = "Geheimstraat 99"

RECORDS = [
    ("{{ customer }}", "bedoelt u 'customer.name'?"),
    ("{{ creditor }}", "bedoelt u 'creditor.name'?"),
    ("{{ invoice }}", "bedoelt u 'invoice.number'?"),
    ("{{ customer.address }}", "bedoelt u 'customer.address.town'?"),
    ("{{ invoices[0] }}", "bedoelt u 'invoices[0].number'?"),
    ("{{ invoices|first }}", "bedoelt u '(invoices|first).number'?"),
    ("{{ customer.people }}", "{% for … in customer.people %}"),
    ("{{ invoices }}", "{% for … in invoices %}"),
    ('{{ invoices|map(attribute="number")|list }}', '|join(", ")'),
    ('{{ invoices|map(attribute="number") }}', '|join(", ")'),
    ("{{ invoices|list }}", '|join(", ")'),
    ("{{ {'a': customer} }}", '|join(", ")'),
    ("{{ range(3) }}", '|join(", ")'),
    ("{{ invoice.number.upper }}", "bedoelt u 'invoice.number.upper()'?"),
    ("{{ range }}", "bedoelt u 'range()'?"),
    ("{% macro deel() %}x{% endmacro %}{{ deel }}", "schrijf {{ deel(…) }}"),
    ("{{ self.body }}", "bedoelt u 'self.body()'?"),
    ("{{ consumer }}", "{% if consumer %}"),
    ("{{ total > 5 }}", "{% if total > 5 %}"),
    ("{{ none }}", "check with {% if … %}"),
    ("{{ namespace(a=1) }}", "noem één deel ervan"),
    ("{% for x in invoices %}{{ loop }}{% endfor %}", "bedoelt u 'loop()'?"),
]

INSIDE = [
    '{{ "x" ~ customer }}',
    '{{ "x" ~ consumer }}',
    '{{ "x" ~ none }}',
    "{{ customer|string }}",
    "{{ customer|upper }}",
    "{{ customer|e }}",
    "{{ customer.address|trim }}",
    "{{ customer|list }}",
    "{{ customer|map('string')|list }}",
    "{{ invoices|map('string')|join }}",
    "{{ invoices|join(', ') }}",
    "{{ ', '.join(invoices) }}",
    "{{ [customer]|join }}",
    "{{ ['a', 'b']|join(customer) }}",
    '{{ "%s"|format(customer) }}',
    '{{ "%r"|format("x") }}',
    '{{ "%(a)s"|format(a=customer) }}',
    '{{ "%s" % customer }}',
    '{{ "%s" % (customer,) }}',
    '{{ "%(a)s" % {"a": customer} }}',
    '{{ "{}".format(customer) }}',
    '{{ "{0.address}".format(customer) }}',
    '{{ "{a}".format_map({"a": customer}) }}',
    "{{ 'a'|replace('a', customer) }}",
    "{{ 'a'.replace('a', customer) }}",
    "{{ 'a'|indent(customer) }}",
    "{{ 'a'|truncate(1, true, customer) }}",
    "{{ customer|iban }}",
    "{{ customer|phone }}",
    "{{ 2|plural(customer, customer) }}",
    "{{ customer.phone|default(customer, true) }}",
    "{% for field in customer %}{{ field[1] }}{% endfor %}",
    "{% set x = 'x' ~ customer %}{{ x }}",
    "{% if 'x' ~ customer %}x{% endif %}",
    "{% filter upper %}{{ customer }}{% endfilter %}",
    "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(customer) }}",
    "{% set x %}{{ customer }}{% endset %}{{ x }}",
    "{% autoescape true %}{{ 'x' ~ customer }}{{ customer }}{% endautoescape %}",
    "{{ customer|length }}",
    "{{ customer + 'x' }}",
    "{{ invoices|sum }}",
    "{{ invoices|sum(start=[]) }}",
    "{{ date.strftime('%Y') }}",
    "{{ total.as_tuple() }}",
]


def a_secret_record(**customer: object) -> Record:
    """Return a record whose customer holds what no text may show."""
    address = {"street": HIDDEN, "postcode": "3811 AB", "town": "Amersfoort"}
    return a_record(address=address, remarks=[HIDDEN], **customer)


@pytest.mark.parametrize("mapped", [True, False])
@pytest.mark.parametrize(("text", "hint"), RECORDS)
def test_what_is_no_text_is_an_error_with_its_place_and_what_was_meant(
    tmp_path: Path, text: str, hint: str, mapped: bool
) -> None:
    with pytest.raises(TemplateError) as caught:
        compose(tmp_path, body(f"een\n twee {text}"), a_secret_record(), mapped=mapped)
    said = caught.value
    assert said.place is not None
    assert said.hint
    assert hint in said.hint
    assert (said.place.file, said.place.line) == ("proef/nl.md.j2", 2)
    assert said.place.column == 7 + text.rindex("{{") + 3
    assert HIDDEN not in str(said)


@pytest.mark.parametrize("text", INSIDE)
def test_what_is_no_text_becomes_none_inside_a_filter_or_another_text(tmp_path: Path, text: str) -> None:
    for mapped in (True, False):
        with pytest.raises(TemplateError) as caught:
            compose(tmp_path, body(f"een {text}"), a_secret_record(), mapped=mapped)
        assert HIDDEN not in str(caught.value)
        assert caught.value.place is not None
        assert caught.value.place.line == 1
        assert caught.value.place.column


def test_a_field_that_no_member_of_a_list_has_is_never_printed(tmp_path: Path) -> None:
    for end in ("", "|list", "|list|join", "|join(', ')"):
        with pytest.raises(TemplateError):
            compose(tmp_path, body(f"{{{{ invoices|map(attribute='nr'){end} }}}}"), mapped=False)


@pytest.mark.parametrize(
    ("text", "comes_out"),
    [
        ("{{ customer.name }}", "De Vries"),
        ("{{ total }} {{ -total }}", "€\u00a0119,00 -€\u00a0119,00"),
        ('{{ "op " ~ date ~ ": " ~ total }}', "op 21\u00a0november 2026: €\u00a0119,00"),
        ('{{ [date, total, 3, "x"]|join("; ") }}', "21\u00a0november 2026; €\u00a0119,00; 3; x"),
        ('{{ invoices|join(", ", attribute="number") }}', "2026-0001"),
        ('{{ ", ".join(["a", "b"]) }}', "a, b"),
        ('{{ "%s van %s"|format(total, customer.name) }}', "€\u00a0119,00 van De Vries"),
        ('{{ "%02d %.1f%%" % (3, 2.5) }}', "03 2.5%"),
        ('{{ "%(wie)s"|format(wie="ik") }}', "ik"),
        ("{{ invoices|length + 1 }} {{ 7 // 2 }} {{ 7 / 2 }}", "2 3 3,5"),
        ("{{ invoices|groupby('due_date')|map(attribute='grouper')|join }}", "31\u00a0oktober 2026"),
        ("{{ invoice.number.replace('-', '/')|lower }}", "2026/0001"),
        ("{{ 'a'|center(5)|replace('a', 'b')|trim }}{{ '7'.zfill(3) }}", "b007"),
        ("{{ date.year }}", "2026"),
        ("{% for x in [1, 2] %}{{ loop.index }}{% if not loop.last %}, {% endif %}{% endfor %}", "1, 2"),
    ],
)
def test_text_numbers_amounts_and_dates_come_out_as_people_write_them(
    tmp_path: Path, text: str, comes_out: str
) -> None:
    assert plain(compose(tmp_path, body(text)).body[0].children) == comes_out  # type: ignore[union-attr]


def test_a_record_tells_nothing_of_what_it_holds_where_somebody_shows_it_all_the_same() -> None:
    record = a_secret_record()
    shown = f"{record!r} {record} {record.customer!r} {[record.customer.address]} {record.invoices}"
    assert HIDDEN not in shown
    assert "Vries" not in shown
    assert shown.startswith("Record(…)")


@pytest.mark.parametrize("tag", ["include", "import", "extends"])
@pytest.mark.parametrize("link", [False, True])
def test_a_template_takes_only_template_files_from_the_template_folders(
    tmp_path: Path, tag: str, link: bool
) -> None:
    (tmp_path / "templates" / "_parts").mkdir(parents=True)
    (tmp_path / "geheim.txt").write_text(HIDDEN)
    (tmp_path / "templates" / "_parts" / "geheim.txt").write_text(HIDDEN)
    (tmp_path / "templates" / "_parts" / "geheim.md.j2").symlink_to(tmp_path / "geheim.txt")
    name = f"_parts/geheim.{'md.j2' if link else 'txt'}"
    text = f"{{% {tag} '{name}'{' as x' if tag == 'import' else ''} %}}"
    with pytest.raises(TemplateError, match=f"'{name}' is ") as caught:
        compose(tmp_path, text if tag == "extends" else body(text))
    assert caught.value.place is not None
    assert caught.value.place.column
    assert not isinstance(caught.value, UnknownField)
