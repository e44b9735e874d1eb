"""An IBAN is checked, compact, and printed in groups of four."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import PaymentDataError
from toolkit.payments import check_iban, format_iban

GOOD = ["NL91ABNA0417164300", "BE71096123456769", "BE68539007547034", "DE89370400440532013000"]


@pytest.mark.parametrize("iban", GOOD)
def test_a_valid_iban_stays_as_it_is(iban):
    assert check_iban(iban) == iban


@pytest.mark.parametrize(
    "text",
    ["NL91 ABNA 0417 1643 00", "nl91abna0417164300", " NL91-ABNA-0417-1643-00\n", "NL91\xa0ABNA 0417164300"],
)
def test_spaces_hyphens_and_small_letters_do_not_matter(text):
    assert check_iban(text) == "NL91ABNA0417164300"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("NL91ABNA0417164301", "wrong, missing or swapped"),
        ("NL19ABNA0417164300", "wrong, missing or swapped"),
        ("NL91ABNA041716430", "wrong, missing or swapped"),
        ("BE41091811735141", "wrong, missing or swapped"),
        ("XX90000000000000", "no country starts its accounts like this"),
        ("", "an IBAN is a country code"),
        ("NL91 ABNA 0417 1643 0é", "an IBAN is a country code"),
        ("NL٩١ABNA0417164300", "plain letters and digits"),
    ],
)
def test_a_wrong_iban_is_refused_with_a_hint(text, hint):
    with pytest.raises(PaymentDataError, match="is not a valid IBAN") as error:
        check_iban(text)
    assert hint in str(error.value)


def test_a_bank_that_no_list_knows_is_a_bank():
    assert check_iban("BE83 1388 1173 5115") == "BE83138811735115"


def test_the_error_does_not_repeat_the_number():
    with pytest.raises(PaymentDataError) as error:
        check_iban("NL91ABNA0417164301")
    assert "0417" not in str(error.value)


@pytest.mark.parametrize(
    ("iban", "printed"),
    [
        ("NL91ABNA0417164300", "NL91 ABNA 0417 1643 00"),
        ("BE71096123456769", "BE71 0961 2345 6769"),
    ],
)
def test_an_iban_is_printed_in_groups_of_four(iban, printed):
    assert format_iban(iban) == printed
    assert check_iban(printed) == iban


@given(iban=st.sampled_from(GOOD), at=st.integers(4, 15), other=st.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_found(iban, at, other):
    wrong = iban[:at] + other + iban[at + 1 :]
    if wrong != iban:
        with pytest.raises(PaymentDataError):
            check_iban(wrong)


@given(st.text("NLBEDE 0123456789-.ab\u0660\u00a0", max_size=30))
def test_any_text_is_either_an_iban_or_refused(text):
    try:
        number = check_iban(text)
    except PaymentDataError:
        return
    assert check_iban(number) == number
