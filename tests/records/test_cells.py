"""What a cell of a Dutch or Belgian spreadsheet means."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.records.cells import Notation, amount, clean, country, damage, day, phone, sniff

UNKNOWN = Notation()
DUTCH = Notation(comma=True)
ENGLISH = Notation(point=True)
MIXED = Notation(comma=True, point=True)

amounts = st.decimals(-99999999, 99999999, places=2)


def dutch(value: Decimal, group: str) -> str:
    return f"{value:,.2f}".replace(",", "_").replace(".", ",").replace("_", group)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.234,50", "1234.50"),
        ("1234,5", "1234.5"),
        ("1234.50", "1234.50"),
        ("€ 1.234,50", "1234.50"),
        ("€\u00a01.234,50", "1234.50"),
        ("1 234,50", "1234.50"),
        ("1\u202f234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1.234.567", "1234567"),
        ("EUR 12", "12"),
        ("12,50 euro", "12.50"),
        ("12,-", "12"),
        ("1.234,--", "1234"),
        ("-12,00", "-12"),
        ("12,00-", "-12"),
        ("(12,00)", "-12"),
        ("€ -12,00", "-12"),
        ("-€ 12,00", "-12"),
        ("\u221212,00", "-12"),
        ("0,5", "0.5"),
        ("0.500", "0.5"),
        ("12.5000", "12.5"),
        ("-", "0"),
        ("€ -", "0"),
    ],
)
def test_an_amount_is_read_as_it_was_written_in_any_file(text: str, expected: str) -> None:
    assert {amount(text, notation) for notation in (UNKNOWN, DUTCH, ENGLISH, MIXED)} == {Decimal(expected)}


@pytest.mark.parametrize("notation", [UNKNOWN, DUTCH])
def test_a_dot_before_three_digits_parts_thousands_in_dutch_notation(notation: Notation) -> None:
    assert amount("1.234", notation) == 1234


def test_a_comma_before_three_digits_parts_thousands_in_a_file_with_decimal_points() -> None:
    assert amount("1,234", ENGLISH) == 1234


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("1.234", ENGLISH),
        ("1.234", MIXED),
        ("1,234", UNKNOWN),
        ("1,234", DUTCH),
        ("1,234", MIXED),
        ("€ -12.345", ENGLISH),
    ],
)
def test_an_amount_that_can_be_a_thousand_times_less_is_refused(text: str, notation: Notation) -> None:
    with pytest.raises(ValueError, match="maar ook"):
        amount(text, notation)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "abc",
            "12,34,56",
            "1.23.456",
            "12 50",
            "1 € 234",
            "--12",
            "- 12-",
            "(12",
            "12)",
            "1..2",
            "12,",
            ",50",
        ),
        *(
            "٣",
            "１２",
            "1.234,567",
            "12,345-x",
            "=SOM(A1)",
            "1,23E+05",
            "#N/B",
            "####",
            "nan",
            "9" * 41,
        ),
        *("12,50,-", "1,234,-"),
    ],
)
def test_what_is_not_clearly_an_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        amount(text, UNKNOWN)


@given(
    amounts,
    st.sampled_from(["", ".", " ", "\u00a0", "\u202f"]),
    st.sampled_from(["", "€ ", "EUR "]),
    st.sampled_from(["", " €"]),
)
def test_every_amount_in_dutch_notation_comes_back_exactly(
    value: Decimal, group: str, before: str, after: str
) -> None:
    assert amount(f"{before}{dutch(value, group)}{after}", UNKNOWN) == value


@given(amounts)
def test_every_amount_in_english_notation_comes_back_exactly(value: Decimal) -> None:
    assert amount(f"{value:,.2f}", ENGLISH) == amount(f"{value:.2f}", UNKNOWN) == value


@given(
    st.text(alphabet="0123456789.,- €()EUReuro\u00a0", max_size=15),
    st.builds(Notation, st.booleans(), st.booleans()),
)
def test_no_reading_of_an_amount_adds_or_loses_a_digit(text: str, notation: Notation) -> None:
    with suppress(ValueError):
        value = amount(text, notation)
        digits = "".join(char for char in text if char.isdigit()).lstrip("0")
        assert str(abs(value)).replace(".", "").strip("0") == digits.strip("0")


@given(st.text(max_size=60))
def test_any_text_is_an_amount_or_a_clear_refusal(text: str) -> None:
    with suppress(ValueError):
        assert amount(text, UNKNOWN).is_finite()


@given(st.lists(amounts.filter(lambda value: value % 1 != 0), min_size=1))
def test_the_notation_of_a_file_is_told_by_its_amounts(values: list[Decimal]) -> None:
    assert sniff([dutch(value, ".") for value in values], []) == DUTCH
    assert sniff([f"{value:,.2f}" for value in values], []) == ENGLISH


@pytest.mark.parametrize("text", ["12,-", "1.234.567", "1.234,-", "1 234,50", "12,5"])
def test_a_decimal_comma_is_proved_by_every_clear_dutch_amount(text: str) -> None:
    assert sniff([text], []) == DUTCH


def test_an_amount_that_is_ambiguous_proves_no_notation() -> None:
    assert sniff(["1.234", "1,234", "12", "1 234"], []) == UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        *(
            "31-10-2026",
            "31/10/2026",
            "31.10.2026",
            "2026-10-31",
            "2026/10/31",
            "31 oktober 2026",
            "31-okt-2026",
        ),
        *(
            "31 okt. 2026",
            "zaterdag 31 oktober 2026",
            "31-10-2026 00:00",
            "31-10-2026 0:00:00",
            "2026-10-31T00:00:00",
        ),
    ],
)
def test_a_day_is_read_as_dutch_and_belgian_programs_write_it(text: str) -> None:
    assert day(text, UNKNOWN) == day(text, Notation(month_first=True)) == date(2026, 10, 31)


@given(st.dates(date(1000, 1, 1), date(9999, 12, 31)), st.sampled_from("-/."), st.booleans())
def test_every_day_comes_back(value: date, mark: str, zeros: bool) -> None:
    numbers = (f"{value.day:02}", f"{value.month:02}") if zeros else (str(value.day), str(value.month))
    assert day(mark.join((*numbers, str(value.year))), UNKNOWN) == value
    assert day(value.isoformat(), UNKNOWN) == value


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1 feb '26", "jaar van twee cijfers"),
        ("99326", "opmaak Datum"),
        ("31-10-2026 14:30", "tijd"),
        ("31-2-2026", "niet bestaat"),
        ("31-10/2026", "geen datum"),
        ("20261331", "geen datum"),
        ("31 foo 2026", "geen datum"),
        ("٣١-١٠-٢٠٢٦", "geen datum"),
        ("#WAARDE!", "foutmelding"),
        ("", "geen datum"),
    ],
)
def test_a_day_that_is_not_certain_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        day(text, UNKNOWN)


def test_a_file_with_months_first_has_no_ambiguous_days() -> None:
    notation = sniff([], ["10/31/2026", "4/11/2026"])
    assert notation == Notation(month_first=True)
    with pytest.raises(ValueError, match="maand voorop"):
        day("10/31/2026", notation)
    with pytest.raises(ValueError, match="twee dagen"):
        day("4/11/2026", notation)
    assert day("4/4/2026", notation) == date(2026, 4, 4)


@given(st.text(max_size=60))
def test_any_text_is_a_day_or_a_clear_refusal(text: str) -> None:
    with suppress(ValueError):
        assert day(text, UNKNOWN).year


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nl", "NL"),
        ("Nederland", "NL"),
        ("BELGIË", "BE"),
        ("Belgie", "BE"),
        ("Belgique", "BE"),
        ("Duitsland", "DE"),
    ],
)
def test_a_country_is_known_by_code_and_by_name(text: str, code: str) -> None:
    assert country(text) == code


@pytest.mark.parametrize("text", ["XX", "ZZ", "EU", "Atlantis", "N"])
def test_a_country_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="geen land"):
        country(text)


@pytest.mark.parametrize(
    ("text", "home", "expected"),
    [
        ("612345678", "NL", "0612345678"),
        ("334700000", "NL", "0334700000"),
        ("470123456", "BE", "0470123456"),
        ("91234567", "BE", "091234567"),
        ("31612345678", "NL", "+31612345678"),
        ("32470123456", "NL", "+32470123456"),
        ("0612345678", "NL", "0612345678"),
        ("06 12345678", "NL", "06 12345678"),
        ("612345678", "DE", "612345678"),
        ("12345", "NL", "12345"),
    ],
)
def test_a_phone_number_gets_back_what_excel_left_out(text: str, home: str, expected: str) -> None:
    assert phone(text, home) == expected


@pytest.mark.parametrize("text", ["1,23457E+11", "1.2E+05", "#N/B", "#WAARDE!", "#REF!", "########"])
def test_what_excel_did_to_a_cell_is_seen(text: str) -> None:
    assert damage(text)


@pytest.mark.parametrize("text", ["2026-0413", "E10", "1E5A", "#1", "=cmd()", "3811 AB", ""])
def test_a_good_cell_is_not_damaged(text: str) -> None:
    assert damage(text) is None


def test_a_cell_loses_its_spaces_and_the_guard_that_keeps_zeros() -> None:
    assert clean('\u00a0 ="0012" ') == "0012"
    assert clean("=cmd()") == "=cmd()"


@pytest.mark.parametrize(
    "text",
    ["31-10-26", "31/10/26", "20261031", "46326", "46326,0", "za 31 okt. 2026", "zaterdag 31 oktober 2026",
     "31-okt-26", "31 octobre 2026", "31 Oct 2026"],
)  # fmt: skip
def test_a_day_is_read_as_programs_write_it(text: str) -> None:
    assert day(text, sniff((), (text,))) == date(2026, 10, 31)


@pytest.mark.parametrize("texts", [("26-10-01", "26-10-31"), ("26-10-16",)])
def test_a_short_day_that_may_begin_with_its_year_is_refused(texts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="jaar van twee cijfers"):
        day(texts[0], sniff((), texts))


def test_the_month_stands_first_when_the_firm_says_so() -> None:
    assert day("10/11/2026", Notation(american=True)) == date(2026, 10, 11)
    with pytest.raises(ValueError, match="dag voorop"):
        day("31/10/2026", Notation(american=True))


@pytest.mark.parametrize(
    ("text", "value"),
    [("100,00 CR", "-100"), ("100,00 DR", "100"), ("1'234,50", "1234.5"), ("1\u2019234.50", "1234.5"),
     ("(100,00)", "-100"), ("€ 100,00 C", "-100"), ("100,00 Debet", "100")],
)  # fmt: skip
def test_an_amount_is_read_with_its_side_and_its_marks(text: str, value: str) -> None:
    assert amount(text, Notation()) == Decimal(value)


def test_an_amount_with_a_sign_and_a_side_is_refused() -> None:
    with pytest.raises(ValueError, match="geen bedrag"):
        amount("-100,00 CR", Notation())
