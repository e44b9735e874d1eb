"""Amounts, percentages and dates are written the Dutch way, and rounded amounts add up."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.law.explain import cents, cents_that_add_up, euro, in_words, percent


@pytest.mark.parametrize(
    ("exact", "rounded"), [("0.004", "0.00"), ("0.005", "0.01"), ("1.015", "1.02"), ("1.0149999", "1.01")]
)
def test_half_a_cent_goes_up(exact, rounded):
    assert str(cents(Fraction(exact))) == rounded


@given(st.fractions(min_value=0, max_value=10**9))
def test_rounding_never_moves_an_amount_by_more_than_half_a_cent(exact):
    assert abs(Fraction(cents(exact)) - exact) <= Fraction(1, 200)


@given(st.lists(st.fractions(min_value=0, max_value=1000)))
def test_rounded_parts_add_up_to_the_rounded_sum(parts):
    assert sum(cents_that_add_up(parts), Decimal(0)) == cents(sum(parts, Fraction(0)))


@pytest.mark.parametrize(
    ("amount", "text"),
    [("0", "€ 0,00"), ("40", "€ 40,00"), ("2500", "€ 2.500,00"), ("1234567.8", "€ 1.234.567,80")],
)
def test_an_amount_is_written_the_dutch_way(amount, text):
    assert euro(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("value", "text"), [("15", "15%"), ("0.5", "0,5%"), ("8.00", "8%"), ("12.25", "12,25%"), ("100", "100%")]
)
def test_a_percentage_has_a_comma_and_no_needless_zeros(value, text):
    assert percent(Decimal(value)) == text


def test_a_date_is_written_in_words():
    assert in_words(date(2026, 12, 9)) == "9 december 2026"
