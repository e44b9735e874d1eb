"""Records in TOML and JSON, the files they stand on, and what is said when something is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from toolkit.errors import RecordErrors
from toolkit.records import Creditor, Record
from toolkit.records.messages import dotted, explain, quote
from toolkit.records.readers import Reading, read_record, read_records, schema

ON = date(2026, 11, 20)
RECORD = """
id = "R1"
date = 2026-11-20

[customer]
last_name = "Vries"

[[invoices]]
number = "2026-0413"
date = 2026-10-01
due_date = 2026-10-31
amount = 119.5
"""

Read = Callable[..., Reading]


@pytest.fixture
def read(tmp_path: Path, creditor: Creditor) -> Read:
    def from_files(**files: str | bytes) -> Reading:
        for name, text in files.items():
            path = tmp_path / name.replace("_", ".")
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        return read_records(tmp_path / next(iter(files)).replace("_", "."), creditor=creditor, on=ON)

    return from_files


def said(reading: Reading) -> list[str]:
    assert reading.records == ()
    return [str(problem).rpartition("/")[2] for problem in reading.problems]


def test_a_toml_file_is_a_record_with_exact_amounts(read: Read) -> None:
    (record,) = read(r_toml=RECORD).records
    assert record.total == Decimal("119.50")
    assert str(record.invoices[0].amount) == "119.50"


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(read: Read) -> None:
    assert read(r_toml=b"\xef\xbb\xbf" + RECORD.replace("\n", "\r\n").encode()).records


def test_a_json_file_is_a_record_or_a_list_of_records(read: Read, creditor: Creditor) -> None:
    (record,) = read(r_toml=RECORD).records
    one = json.loads(record.model_dump_json())
    assert read(r_json=json.dumps(one)).records == (record,)
    two = read(r_json=json.dumps([one, {**one, "id": "R2"}])).records
    assert [each.id for each in two] == ["R1", "R2"]


def test_an_amount_in_json_is_what_was_typed(read: Read) -> None:
    (record,) = read(r_toml=RECORD).records
    text = record.model_dump_json().replace('"119.50"', "119.10")
    assert read(r_json=text).records[0].total == Decimal("119.10")


def test_the_creditor_and_the_date_fill_in_what_a_record_leaves_out(read: Read, creditor: Creditor) -> None:
    (record,) = read(r_toml=RECORD.replace("date = 2026-11-20\n", "", 1)).records
    assert (record.creditor, record.date) == (creditor, ON)


def test_a_record_keeps_its_own_creditor(tmp_path: Path, creditor: Creditor) -> None:
    path = tmp_path / "r.json"
    own = creditor.model_copy(update={"name": "Gemeente Utrecht"})
    text = json.loads(read_of(tmp_path, creditor).model_dump_json()) | {"creditor": own.model_dump()}
    path.write_text(json.dumps(text))
    assert read_record(path, creditor=creditor).creditor.name == "Gemeente Utrecht"


def read_of(folder: Path, creditor: Creditor) -> Record:
    path = folder / "own.toml"
    path.write_text(RECORD)
    return read_record(path, creditor=creditor)


def test_a_base_gives_its_tables_and_is_overruled_key_by_key(read: Read) -> None:
    base = RECORD.replace('"Vries"', '"Jansen"\nremarks = ["een", "twee"]\nphone = "033 470 00 00"')
    own = 'base = "b.toml"\nid = "R2"\n[customer]\nlast_name = "Bakker"\nremarks = ["drie"]\n'
    (record,) = read(r_toml=own, b_toml=base).records
    assert (record.id, record.customer.last_name, record.customer.phone) == ("R2", "Bakker", "033 470 00 00")
    assert record.customer.remarks == ("drie",)
    assert record.invoices[0].number == "2026-0413"


def test_a_base_may_stand_on_another_one_in_another_folder(tmp_path: Path, creditor: Creditor) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "a.toml").write_text(RECORD)
    (tmp_path / "shared" / "b.json").write_text('{"base": "a.toml", "pay_by": "2026-12-07"}')
    path = tmp_path / "r.toml"
    path.write_text('base = "shared/b.json"\n')
    record = read_record(path, creditor=creditor)
    assert (record.id, record.pay_by) == ("R1", date(2026, 12, 7))


@pytest.mark.parametrize(
    ("own", "what"),
    [
        ('base = "r.toml"', 'base: "r.toml" leidt terug naar zichzelf'),
        ('base = "b.toml"', 'base: "r.toml" leidt terug naar zichzelf'),
        ('base = "weg.toml"', 'base: "weg.toml" bestaat niet'),
        ('base = "/etc/x.toml"', "vanaf dit bestand"),
        ('base = "l.json"', "bevat een lijst"),
        ('base = "../../etc/passwd"', "geen TOML- of JSON-bestand"),
        ("base = 3", "moet de naam van een bestand zijn"),
        ('base = "a\\u0000.toml"', "moet de naam van een bestand zijn"),
    ],
)
def test_a_base_that_leads_nowhere_is_refused(read: Read, own: str, what: str) -> None:
    (message,) = said(read(r_toml=own, b_toml='base = "r.toml"', l_json="[]"))
    assert what in message


def test_a_tower_of_bases_has_an_end(tmp_path: Path, creditor: Creditor) -> None:
    for number in range(12):
        (tmp_path / f"{number}.toml").write_text(f'base = "{number + 1}.toml"')
    assert "meer dan 8 bestanden" in str(read_records(tmp_path / "0.toml", creditor=creditor).problems[0])


def test_a_fault_is_told_of_the_file_it_stands_in(read: Read) -> None:
    own = 'base = "b.toml"\n[customer]\nemail = "x"\n'
    messages = said(read(r_toml=own, b_toml=RECORD.replace("119.5", "119.555")))
    assert messages == [
        'r.toml: customer.email: "x" is geen e-mailadres',
        'b.toml: invoices[1].amount: "119.555" heeft meer dan twee cijfers achter de komma',
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('id = "R1"\n', "", "id: ontbreekt"),
        ('"Vries"', '""', "customer: heeft bij een consument ook een achternaam nodig (last_name)"),
        ('last_name = "Vries"', 'last_nam = "Vries"', 'is een onbekend veld; bedoelt u "last_name"?'),
        (
            '"Vries"',
            '"Vries"\nkind = "zakelijk"',
            '"zakelijk" is niet mogelijk; kies uit: consumer, business',
        ),
        ('"Vries"', '"Vries"\naddress = "Plein 1"', 'customer.address: "Plein 1" moet een groep velden zijn'),
        ('"Vries"', "5", 'customer.last_name: "5" moet tekst zijn; zet het tussen aanhalingstekens'),
        ("119.5", '"119,50"', 'invoices[1].amount: "119,50" is geen bedrag; schrijf het zoals 119.50'),
        ("119.5", "true", 'invoices[1].amount: "true" is geen bedrag; schrijf het zoals 119.50'),
        ("119.5", "nan", 'invoices[1].amount: "NaN" is geen bedrag; schrijf het zoals 119.50'),
        ("2026-10-31", "2026-09-30", "invoices[1]: de vervaldatum ligt vóór de factuurdatum"),
        ("2026-10-31", '"31-10-2026"', '"31-10-2026" is geen datum; schrijf hem zoals 2026-10-31'),
        ("2026-10-31", "2026-10-31T09:00:00", "bevat ook een tijd"),
        (
            'number = "2026-0413"',
            "nummer = 1",
            'invoices[1].nummer: is een onbekend veld; bedoelt u "number"?',
        ),
    ],
)
def test_a_field_that_is_wrong_is_named_with_its_path_in_dutch(
    read: Read, old: str, new: str, message: str
) -> None:
    assert old in RECORD
    messages = said(read(r_toml=RECORD.replace(old, new)))
    assert any(message in each for each in messages)
    assert all(each.startswith("r.toml: ") for each in messages)


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("a = ", "1:5", "waarde"),
        ("\na", "2:2", "hier mist een ="),
        ("a = 31-10-2026", "1:7", "een datum als 2026-10-31"),
        ("a = 119,50", "1:8", "een bedrag als"),
        ('a = "x', "1:7", "aanhalingsteken"),
        ("[a]\n[a]", "2:3", "twee keer"),
        ("a = 1\na = 2\n", "2:6", "twee keer"),
        ("[a", "1:3", "eindigt niet met ]"),
        ('a = "\\q"', "1:8", "dubbel"),
        ("= 3", "1:1", "begint niet met een veld"),
    ],
)
def test_a_fault_in_toml_is_told_with_line_and_column(read: Read, text: str, place: str, what: str) -> None:
    (message,) = said(read(r_toml=text))
    assert message.startswith(f"r.toml:{place}: is geen goede TOML: ")
    assert what in message


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ('{"a": }', ":1:7", "mist een waarde"),
        ('{"a": 1\n"b"}', ":2:1", "mist een komma"),
        ("{a: 1}", ":1:2", "veldnaam"),
        ('{"a" 1}', ":1:6", "mist een :"),
        ('{"a": 1} x', ":1:10", "nog iets"),
        ('{"a": "x', ":1:7", "aanhalingsteken"),
        ('{"a": 1, "a": 2}', "", 'het veld "a" staat er twee keer'),
        ('{"a": NaN}', "", "NaN is geen getal"),
        ('{"a": ' + "9" * 5000 + "}", "", "te veel cijfers"),
        ("[" * 100_000, "", "te diep genest"),
        ('"tekst"', "", "bevat geen record"),
        ("[1]", "", "record 1 is geen groep velden"),
    ],
)
def test_a_fault_in_json_is_told_with_its_place(read: Read, text: str, place: str, what: str) -> None:
    (message,) = said(read(r_json=text))
    assert message.startswith(f"r.json{place}: ")
    assert what in message


def test_deep_and_endless_toml_is_refused(read: Read) -> None:
    assert "te diep genest" in said(read(r_toml="a = " + "[" * 5000))[0]
    assert "te veel cijfers" in said(read(r_toml="a = " + "9" * 5000))[0]


def test_text_that_is_not_utf8_is_told_with_its_line(read: Read) -> None:
    assert said(read(r_toml=RECORD.replace("Vries", "Zoë").encode("cp1252")))[0] == (
        "r.toml:6: is geen UTF-8; bewaar het als UTF-8"
    )


def test_every_record_of_a_list_is_judged_by_itself(read: Read) -> None:
    (record,) = read(r_toml=RECORD).records
    good = json.loads(record.model_dump_json())
    reading = read(r_json=json.dumps([good, {**good, "id": "R2", "pay_by": "x"}, {**good, "id": "R3"}, good]))
    assert [each.id for each in reading.records] == ["R1", "R3"]
    assert [str(each).rpartition("/")[2] for each in reading.problems] == [
        'r.json: record 2: pay_by: "x" is geen datum; schrijf hem zoals 2026-10-31',
        'r.json: record 4: id: "R1" is ook van record 1',
    ]


def test_one_record_is_asked_for_and_one_is_given(tmp_path: Path, creditor: Creditor) -> None:
    record = json.loads(read_of(tmp_path, creditor).model_dump_json())
    for content, what in (
        ([], "het bestand is leeg"),
        ([record, {**record, "id": "2"}], "2 records"),
        ({}, "ontbreekt"),
    ):
        path = tmp_path / "r.json"
        path.write_text(json.dumps(content))
        with pytest.raises(RecordErrors, match=what) as caught:
            read_record(path)
        assert caught.value.problems


def test_a_message_quotes_no_more_than_forty_characters_on_one_line() -> None:
    assert quote("a\nb\0c\u202ed") == '"a b c d"'
    assert len(quote("x" * 10**7)) == 42


def test_the_path_of_a_field_counts_from_one() -> None:
    assert dotted(("agreement", "instalments", 0, "amount")) == "agreement.instalments[1].amount"


secret = st.sampled_from(["geheim-1", "geheim-2"])
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | secret | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(sorted(Record.model_fields)), inner, max_size=3)
    ),
    max_leaves=5,
)


def fill(schema_of: dict[str, Any], node: dict[str, Any], draw: st.DrawFn) -> Any:
    """Something that looks like a record, with anything at any place."""
    if draw(st.integers(0, 9)) == 0:
        return draw(anything)
    if "$ref" in node:
        node = schema_of["$defs"][node["$ref"].rpartition("/")[2]]
    if "anyOf" in node:
        return fill(schema_of, draw(st.sampled_from(node["anyOf"])), draw)
    if node.get("type") == "object":
        names = [name for name in node["properties"] if draw(st.integers(0, 5))]
        return {name: fill(schema_of, node["properties"][name], draw) for name in names}
    if node.get("type") == "array":
        return [fill(schema_of, node["items"], draw) for _ in range(draw(st.integers(0, 2)))]
    return draw(st.sampled_from([*node.get("enum", ["x"]), "NL", "1234 AB", "2026-11-01", 12, "geheim-3"]))


@st.composite
def records(draw: st.DrawFn) -> Any:
    shape = Record.model_json_schema()
    return {name: fill(shape, node, draw) for name, node in shape["properties"].items()}


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(records())
@example({"creditor": {"interest_rate": 10**17}})
@example({"creditor": {"interest_rate": "1.23456789"}})
def test_whatever_is_wrong_with_a_record_is_said_in_dutch(content: dict[str, Any]) -> None:
    with suppress(ValidationError):
        Record.model_validate(content)
        return
    with pytest.raises(ValidationError) as caught:
        Record.model_validate(content)
    told = [text for _, text in explain(caught.value, Record)]
    assert told
    for text in told:
        assert "niet goed ingevuld" not in text
        assert not any(word in text for word in ("Input", "should", "Field", "Value error"))
        assert text.count("geheim") <= 1


def test_the_schema_describes_a_record_file() -> None:
    out = schema()
    assert out["$schema"].endswith("2020-12/schema")
    assert set(out["properties"]) == {"base", *Record.model_fields}
    assert out["additionalProperties"] is False
    assert json.dumps(out)
