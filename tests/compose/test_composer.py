"""A template and a record make a message, or an error that says where."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compose.records import a_record, body, compose
from toolkit.compose.message import plain
from toolkit.errors import RecordError, TemplateError, UnknownField

HOSTILE = [
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "{% raw %}",
    "*_#`",
    "../../x",
    "=cmd()",
    "😀",
    "שלום",
    "x" * 300,
]


def words(message_body: object) -> str:
    return plain(message_body[0].children)  # type: ignore[index]


def test_an_unknown_field_says_where_it_stands_and_what_was_meant(tmp_path: Path) -> None:
    with pytest.raises(UnknownField) as caught:
        compose(tmp_path, body("a\nbcd {{ customer.emial }}"), mapped=False)
    assert str(caught.value) == (
        "proef/nl.md.j2:2:8: unknown field 'customer.emial'; did you mean 'customer.email'?"
    )


def test_an_unknown_field_in_a_test_or_a_part_says_where_too(tmp_path: Path) -> None:
    text = body("{% include '_parts/deel.md.j2' %}")
    with pytest.raises(UnknownField) as caught:
        compose(tmp_path, text, _parts__deel="\n\n{% if x and invoce %}{% endif %}".replace("x and ", ""))
    assert str(caught.value) == "_parts/deel.md.j2:3:7: unknown field 'invoce'; did you mean 'invoice'?"


def test_a_field_of_something_the_record_lacks_is_the_records_fault(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"proef/nl.md.j2:1:62: the record has no 'agreement'"):
        compose(tmp_path, body("{{ agreement.pay_by|date }}"))


def test_a_filter_on_the_wrong_kind_of_value_says_in_which_line(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"proef/nl.md.j2:3:4: the filter 'date' needs a date"):
        compose(tmp_path, body("een\ntwee\n{{ greeting|date }}"))


def test_a_value_that_is_not_there_is_never_printed_as_none(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="has no value"):
        compose(tmp_path, body("Link: {{ payment_link }}"))


@pytest.mark.parametrize(
    "text",
    [
        "{{ customer.model_dump() }}",
        "{{ customer.__class__ }}",
        "{{ customer.copy }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ invoices.append(1) }}",
        "{{ customer|attr('__class__') }}",
        "{{ lipsum() }}",
        "{{ invoices|random }}",
        "{% include '../../etc/passwd' %}",
        "{% import 'os' as os %}",
    ],
)
def test_a_template_reaches_the_record_and_nothing_else(tmp_path: Path, text: str) -> None:
    with pytest.raises(TemplateError):
        compose(tmp_path, body(text))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_comes_out_as_it_is(tmp_path: Path, name: str) -> None:
    record = a_record(last_name=name)
    assert words(compose(tmp_path, body("{{ customer.last_name }}"), record).body) == name
    sms = compose(tmp_path, "{% block sms %}{{ customer.last_name }}{% endblock %}", record, channel="sms")
    assert sms.sms == name


def test_a_block_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="the block 'body' is missing"):
        compose(tmp_path, "{% block subject %}x{% endblock %}")


def test_an_empty_subject_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="the block 'subject' is empty"):
        compose(tmp_path, body("x").replace("Onderwerp", " "))


def test_text_outside_a_block_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="outside a block"):
        compose(tmp_path, "Hallo " + body("x"))


def test_a_syntax_error_has_its_line_and_column(tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as caught:
        compose(tmp_path, body("een\ntwee {{ customer. }}"))
    assert str(caught.value).startswith("proef/nl.md.j2:2:")


def test_a_channel_a_template_lacks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="has no channel 'fax'"):
        compose(tmp_path, body("x"), channel="fax")


def test_a_record_without_what_the_template_needs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"no 'invoices\[\]\.description'"):
        compose(tmp_path, body("x"), manifest='needs = ["invoices[].description"]\n')


def test_a_need_that_no_record_can_have_is_the_templates_fault(tmp_path: Path) -> None:
    with pytest.raises(UnknownField, match=r"invoice\.nmber"):
        compose(tmp_path, body("x"), manifest='needs = ["invoice.nmber"]\n')


def test_an_sms_is_one_line_and_an_empty_line_breaks_it(tmp_path: Path) -> None:
    text = "{% block sms %}\nEen\n  twee.\n\n  Drie{% if business %} x{% endif %} vier.\n{% endblock %}"
    assert compose(tmp_path, text, channel="sms").sms == "Een twee.\nDrie vier."


def test_amounts_and_dates_are_dutch_without_a_filter(tmp_path: Path) -> None:
    text = "{{ total }}, {{ due_date }}, {{ due_date|date('full') }}, {{ creditor.iban|iban }}"
    shown = words(compose(tmp_path, body(text)).body).replace("\u00a0", " ")
    assert shown == "€ 119,00, 31 oktober 2026, zaterdag 31 oktober 2026, NL91 ABNA 0417 1643 00"


def test_the_branches_taken_are_known(tmp_path: Path) -> None:
    ifs = "{% if consumer %}a{% elif style %}b{% else %}c{% endif %}"
    text = body(ifs + "{% for i in missed %}d{% else %}e{% endfor %}")
    message = compose(tmp_path, text)
    assert message.branches is not None
    assert sorted(number for _, number in message.branches) == [0, 4]


def test_the_same_record_composes_to_the_same_message(tmp_path: Path) -> None:
    text = body("{{ greeting }}, {% for i in invoices %}{{ i.number }} {% endfor %}")
    assert compose(tmp_path, text).sections == compose(tmp_path, text).sections


def test_a_part_that_includes_itself_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"deel\.md\.j2:1:3: names itself without end"):
        compose(
            tmp_path, body("{% include 'deel.md.j2' %}"), deel="x {% include 'deel.md.j2' %}", mapped=False
        )
