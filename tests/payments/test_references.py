"""Structured references are told from free text, checked, made and printed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import PaymentDataError
from toolkit.payments import (
    Reference,
    ReferenceKind,
    make_betalingskenmerk,
    make_ogm,
    make_rf,
    read_reference,
)

OGM, RF = ReferenceKind.OGM, ReferenceKind.RF
KENMERK, FREE = ReferenceKind.BETALINGSKENMERK, ReferenceKind.FREE


@pytest.mark.parametrize(
    ("text", "kind", "value", "printed"),
    [
        ("+++123/4567/89002+++", OGM, "123456789002", "+++123/4567/89002+++"),
        ("***123/4567/89002***", OGM, "123456789002", "+++123/4567/89002+++"),
        ("123/4567/89002", OGM, "123456789002", "+++123/4567/89002+++"),
        ("+++000/0000/09797+++", OGM, "000000009797", "+++000/0000/09797+++"),
        ("123456789002", OGM, "123456789002", "+++123/4567/89002+++"),
        ("RF18 5390 0754 7034", RF, "RF18539007547034", "RF18 5390 0754 7034"),
        ("rf18539007547034", RF, "RF18539007547034", "RF18 5390 0754 7034"),
        ("5000056789012345", KENMERK, "5000056789012345", "5000 0567 8901 2345"),
        ("12 2345 3462 2567", KENMERK, "12234534622567", "12 2345 3462 2567"),
        ("2026-0413", FREE, "2026-0413", "2026-0413"),
        (" 2026-0413, 2026-0414 ", FREE, "2026-0413, 2026-0414", "2026-0413, 2026-0414"),
        ("2026041", FREE, "2026041", "2026041"),
        ("12345678", FREE, "12345678", "12345678"),
        ("5000056789012346", FREE, "5000056789012346", "5000056789012346"),
        ("RFC 2119", FREE, "RFC 2119", "RFC 2119"),
    ],
)
def test_the_form_of_a_reference_tells_its_kind(text, kind, value, printed):
    reference = read_reference(text)
    assert reference == Reference(kind, value)
    assert reference.printed == printed
    assert reference.structured == (kind is not FREE)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("+++123/4567/89003+++", "is not a valid OGM; the last two digits"),
        ("+++000/0000/00000+++", "is not a valid OGM; it has 12 digits"),
        ("RF17 5390 0754 7034", "is not a valid RF reference; the two digits after RF"),
        ("", "the payment reference is empty"),
        ("  ", "the payment reference is empty"),
        ("factuur\n12", "holds a line break"),
        ("factuur\x0012", "holds a line break or a control character"),
        ("factuur\u202812", "holds a line break"),
        ("x" * 141, "has 141 characters; it can have 140"),
    ],
)
def test_a_reference_that_no_transfer_can_carry_is_refused(text, message):
    with pytest.raises(PaymentDataError, match=re.escape(message)):
        read_reference(text)


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("2026-0413", OGM, "is not a valid OGM"),
        ("+++123/4567/8900+++", OGM, "is not a valid OGM"),
        ("+123456789002", OGM, "is not a valid OGM"),
        ("١٢٣٤٥٦٧٨٩٠٠٢", OGM, "is not a valid OGM"),
        ("RF18", RF, "is not a valid RF reference"),
        ("RF18539007547٠34", RF, "is not a valid RF reference"),
        ("RF" + "1" * 24, RF, "is not a valid RF reference"),
        ("12345678", KENMERK, "it has 7, 9 to 14, or 16 digits"),
        ("123456789012345", KENMERK, "it has 7, 9 to 14, or 16 digits"),
        ("5000056789012346", KENMERK, "the check digit or the length code"),
        ("13234534622567", KENMERK, "the check digit or the length code"),
        ("2026-041", KENMERK, "it has 7, 9 to 14, or 16 digits"),
    ],
)
def test_a_reference_that_is_not_of_the_kind_it_should_be_is_refused(text, kind, message):
    with pytest.raises(PaymentDataError, match=re.escape(message)):
        read_reference(text, kind)


def test_a_betalingskenmerk_of_seven_digits_is_taken_on_the_writers_word():
    assert read_reference("2026041", KENMERK) == Reference(KENMERK, "2026041")
    assert read_reference("2026041", KENMERK).printed == "202 6041"


def test_the_country_decides_what_twelve_digits_are():
    both = "202600000192"
    assert read_reference(both, OGM).structured
    assert read_reference(both, KENMERK).structured
    assert read_reference(both).kind is OGM
    assert read_reference(both, country="BE").kind is OGM
    assert read_reference(both, country="NL").kind is KENMERK


def test_a_belgian_creditor_has_no_betalingskenmerk_and_a_dutch_one_no_bare_ogm():
    assert read_reference("5000056789012345", country="BE").kind is FREE
    assert read_reference("123456789002", country="NL").kind is FREE


@pytest.mark.parametrize(
    ("made", "printed"),
    [
        (make_ogm("1234567890"), "+++123/4567/89002+++"),
        (make_ogm("97"), "+++000/0000/09797+++"),
        (make_ogm("413"), "+++000/0000/41325+++"),
        (make_rf("539007547034"), "RF18 5390 0754 7034"),
        (make_rf("5390 0754 7034"), "RF18 5390 0754 7034"),
        (make_betalingskenmerk("234534622567"), "12 2345 3462 2567"),
        (make_betalingskenmerk("000056789012345"), "5000 0567 8901 2345"),
    ],
)
def test_known_references_can_be_made(made, printed):
    assert made.printed == printed


@given(st.text("0123456789", min_size=1, max_size=10))
def test_every_ogm_that_is_made_is_valid_and_keeps_its_number(number):
    made = make_ogm(number)
    assert read_reference(made.printed) == made
    assert int(made.value[:10]) == int(number)
    assert 1 <= int(made.value[10:]) <= 97


@given(st.text("0123456789ABCXYZ", min_size=1, max_size=21))
def test_every_rf_reference_that_is_made_is_valid_and_keeps_its_text(text):
    made = make_rf(text)
    assert read_reference(made.printed) == made
    assert made.value[4:] == text


@given(st.one_of(st.text("0123456789", min_size=n, max_size=n) for n in (*range(7, 13), 15)))
def test_every_betalingskenmerk_that_is_made_is_valid_and_keeps_its_number(number):
    made = make_betalingskenmerk(number)
    assert read_reference(made.printed, KENMERK) == made
    assert made.value.endswith(number)
    assert len(made.value) in {9, 10, 11, 12, 13, 14, 16}


@given(
    number=st.text("0123456789", min_size=15, max_size=15),
    at=st.integers(1, 15),
    step=st.integers(1, 9),
)
def test_one_wrong_digit_in_a_betalingskenmerk_is_found_unless_its_check_digit_is_1(number, at, step):
    """Two sums lead to check digit 1, so only there a wrong digit can hide."""
    made = make_betalingskenmerk(number).value
    wrong = made[:at] + str((int(made[at]) + step) % 10) + made[at + 1 :]
    if made[0] != "1":
        with pytest.raises(PaymentDataError):
            read_reference(wrong, KENMERK)


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (make_ogm, ""),
        (make_ogm, "12345678901"),
        (make_ogm, "2026-0413"),
        (make_rf, ""),
        (make_rf, "X" * 22),
        (make_rf, "2026-0413"),
        (make_betalingskenmerk, "123456"),
        (make_betalingskenmerk, "1234567890123"),
        (make_betalingskenmerk, "2026 0413"),
    ],
)
def test_what_no_reference_can_be_made_of_is_refused_with_a_hint(make, text):
    with pytest.raises(PaymentDataError, match="can be made of this") as error:
        make(text)
    assert error.value.hint


@given(st.text(max_size=150))
def test_any_text_is_either_a_reference_or_refused(text):
    try:
        reference = read_reference(text)
    except PaymentDataError:
        return
    assert read_reference(reference.printed, reference.kind) == reference
