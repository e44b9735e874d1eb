"""The validated values: what they accept, what they refuse, and that they say so in Dutch."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from toolkit.records import values


def read(kind: Any, value: object) -> Any:
    return TypeAdapter(kind).validate_python(value)


def refusal(kind: Any, value: object) -> str:
    with pytest.raises(ValidationError) as caught:
        read(kind, value)
    return str(caught.value)


@pytest.mark.parametrize(
    "text", ["مريم العلي", "שרה כהן", "Zoë 🥐", "👩‍👩‍👧 fam.", "x" * 300, "=cmd()", "<b>", "{{ x }}"]
)
def test_a_line_keeps_every_letter_as_it_is(text: str) -> None:
    assert read(values.Line, text) == text


@pytest.mark.parametrize("mark", [*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
def test_a_line_refuses_marks_that_turn_the_reading_order(mark: int) -> None:
    assert f"leesrichting omkeert (U+{mark:04X})" in refusal(values.Line, f"NL91{chr(mark)}ABNA")


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\x85", "\u2028", "\u2029", "\v", "\f", "\x1c"])
def test_a_line_refuses_line_breaks(mark: str) -> None:
    assert "meer dan één regel" in refusal(values.Line, f"Jan{mark}Bcc: x@y.nl")


@pytest.mark.parametrize("mark", ["\0", "\t", "\x1b", "\x7f", "\x9b", "\ufffe", "\uffff"])
def test_a_line_refuses_control_characters(mark: str) -> None:
    assert "stuurteken" in refusal(values.Line, f"Jan{mark}sen")


def test_a_line_refuses_half_a_character() -> None:
    refusal(values.Line, "Jan\ud800")


def test_a_line_has_an_end() -> None:
    assert read(values.Line, "x" * values.LONGEST_LINE)
    refusal(values.Line, "x" * (values.LONGEST_LINE + 1))


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "\u00a0\u2060"])
def test_a_required_line_shows_something(text: str) -> None:
    refusal(values.Required, text)


@given(st.text(max_size=50))
def test_a_line_that_is_accepted_is_one_line_that_any_file_can_hold(text: str) -> None:
    try:
        line = read(values.Line, text)
    except ValidationError:
        return
    assert line == text.strip() or line == text
    assert len(line.splitlines()) <= 1
    assert line.encode("utf-8").decode("utf-8") == line


@given(st.decimals(-999999999, 999999999, places=2))
def test_money_is_exact_as_number_and_as_text(amount: Decimal) -> None:
    assert read(values.Money, amount) == read(values.Money, str(amount)) == amount
    assert str(read(values.Money, amount)).partition(".")[2] == str(amount).partition(".")[2]


@given(st.integers(-(10**9), 10**9))
def test_a_number_with_two_decimals_is_the_money_that_was_typed(cents: int) -> None:
    assert read(values.Money, cents / 100) == Decimal(cents) / 100


@pytest.mark.parametrize(
    "value",
    [
        "1,50",
        "1.234,50",
        "1_000",
        "1e3",
        "NaN",
        "Infinity",
        "٣",
        "",
        True,
        None,
        1.005,
        "1.005",
        float("nan"),
        10**10,
    ],
)
def test_money_refuses_what_is_not_clearly_an_amount_in_euros(value: object) -> None:
    refusal(values.Money, value)


def test_money_has_no_negative_zero() -> None:
    assert str(read(values.Money, "-0")) == "0.00"


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_day_is_read_from_its_iso_form(day: date) -> None:
    assert read(values.Day, day.isoformat()) == read(values.Day, day) == day


@pytest.mark.parametrize(
    "value",
    [20, 0, "0", 86400, True, "31-10-2026", "2026-1-1", "2026-02-30", "20261031", "0206-10-31", None, ""],
)
def test_a_day_is_never_a_number_or_another_notation(value: object) -> None:
    refusal(values.Day, value)


def test_a_day_is_not_a_moment() -> None:
    assert "bevat ook een tijd" in refusal(values.Day, datetime(2026, 10, 31, 10, 30))  # noqa: DTZ001
    refusal(values.Day, "2026-10-31T00:00:00")


@pytest.mark.parametrize("value", ["a@b.nl", "jan.de.vries+x@mail.example.co.uk", "o'brien@x.be", "A@B.NL"])
def test_an_email_address_is_kept(value: str) -> None:
    assert read(values.Email, f" {value} ") == value


@pytest.mark.parametrize(
    "value",
    [
        "a@b.nl\r\nBcc: c@d.nl",
        "a@b.nl\nx",
        "a@b.nl\0",
        "a@b.nl, c@d.nl",
        "a@b.nl; c@d.nl",
        "Jan <a@b.nl>",
        "a b@c.nl",
        "a@b",
        "a@@b.nl",
        ".a@b.nl",
        "a..b@c.nl",
        "a@-b.nl",
        "a@b-.nl",
        "a@b..nl",
        "a@1.2.3.4",
        "jöe@b.nl",
        "a" * 65 + "@b.nl",
        "a@" + "b" * 250 + ".nl",
    ],
)
def test_an_email_address_cannot_carry_anything_else(value: str) -> None:
    refusal(values.Email, value)


@pytest.mark.parametrize(
    "value", ["033 470 00 00", "+32 9 123 45 67", "(033) 470-0000", "0612345678", "14 033 470"]
)
def test_a_phone_number_is_kept_as_it_is_written(value: str) -> None:
    assert read(values.Phone, value) == value


@pytest.mark.parametrize(
    "value", ["3,16E+10", "0-------", "bel Jan", "06", "+31 6 1234 5678 9012 34", "0612345678;ext"]
)
def test_a_phone_number_has_six_to_fifteen_digits_and_nothing_else(value: str) -> None:
    refusal(values.Phone, value)


@pytest.mark.parametrize(
    "value",
    [
        "http://bank.example",
        "javascript:alert(1)",
        "https://",
        "https://bank.example@kwaad.example/",
        "https://bank.example:poort/",
        "https://bank.example/ x",
        'https://bank.example/"x',
        "https://[::1",
    ],
)
def test_a_web_address_is_https_and_leads_where_it_seems_to_lead(value: str) -> None:
    refusal(values.Https, value)


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("1234ab", "NL", "1234 AB"),
        ("1234 AB", "NL", "1234 AB"),
        ("NL-1234 AB", "NL", "1234 AB"),
        ("9000", "BE", "9000"),
        ("B-9000", "BE", "9000"),
        ("be 9000", "BE", "9000"),
        ("SW1A 1AA", "GB", "SW1A 1AA"),
    ],
)
def test_a_postcode_is_written_as_its_country_does(text: str, country: str, expected: str) -> None:
    assert values.postcode(text, country) == expected


@pytest.mark.parametrize(
    ("text", "country"),
    [("0234 AB", "NL"), ("1234 SS", "NL"), ("1234", "NL"), ("1234 AB", "BE"), ("900", "BE"), ("٩000", "BE")],
)
def test_a_postcode_of_another_shape_is_refused(text: str, country: str) -> None:
    with pytest.raises(ValueError, match="postcode"):
        values.postcode(text, country)


def test_a_belgian_postcode_in_a_dutch_address_is_told_apart() -> None:
    with pytest.raises(ValueError, match="België"):
        values.postcode("9000", "NL")


def test_a_bic_is_checked_and_may_be_absent() -> None:
    assert read(values.Bic, "abnanl2a") == "ABNANL2A"
    assert read(values.Bic, "") == ""
    assert "BIC" in refusal(values.Bic, "ABNANL2")


def test_a_country_is_a_code_of_two_letters() -> None:
    assert read(values.Country, "be") == "BE"
    refusal(values.Country, "België")


@pytest.mark.parametrize("number", ["BE68 5390 0754 7034", "NL91ABNA0417164300", "be71 0961-2345-6769"])
def test_an_iban_of_any_bank_is_kept_without_spaces(number: str) -> None:
    assert read(values.Iban, number) == number.replace(" ", "").replace("-", "").upper()


@pytest.mark.parametrize("number", ["NL92 ABNA 0417 1643 00", "NL٩١ABNA0417164300", "BE41091811735141"])
def test_a_wrong_iban_is_refused_in_dutch(number: str) -> None:
    assert "is geen geldig IBAN; controleer de cijfers" in refusal(values.Iban, number)
