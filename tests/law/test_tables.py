"""The dated tables refuse what they do not know and what is not in order."""

import re
from datetime import date
from decimal import Decimal
from importlib.resources import files

import pytest

from toolkit.errors import NoRateKnown, SettingsError
from toolkit.law.be import read_caps
from toolkit.law.nl import read_slices
from toolkit.law.tables import Table, decimal, ending, load, parse, whole

READERS = {
    "be_business_compensation": decimal,
    "be_business_compensation_each": decimal,
    "be_consumer_compensation": read_caps,
    "be_interest": decimal,
    "be_later_reminder": decimal,
    "nl_collection_costs": read_slices,
    "nl_letter_delivery": whole,
    "nl_statutory_interest": decimal,
    "nl_trade_interest": decimal,
    "nl_vat": decimal,
}

GOOD = """
title = "A table"
[[row]]
from = 2020-01-01
until = 2020-12-31
source = "Stb. 2019, 1"
grade = "V"
value = "2"
[[row]]
from = 2021-01-01
until = 2021-06-30
source = "Stb. 2020, 1"
grade = "1"
value = "2.5"
"""


def table() -> Table[Decimal]:
    return parse("a_table", GOOD, decimal)


def test_every_shipped_table_has_a_reader_and_is_in_order():
    shipped = {entry.name for entry in files("toolkit.law").joinpath("tables").iterdir()}
    assert shipped == {f"{name}.toml" for name in READERS}
    for name, read in READERS.items():
        assert load(name, read).rows


def test_every_shipped_row_names_a_verified_grade():
    grades = {row.grade for name, read in READERS.items() for row in load(name, read).rows}
    assert grades <= {"V", "S", "1", "V/1"}


@pytest.mark.parametrize(
    ("day", "value"),
    [("2020-01-01", "2"), ("2020-12-31", "2"), ("2021-01-01", "2.5"), ("2021-06-30", "2.5")],
)
def test_a_row_covers_its_first_and_its_last_day(day, value):
    assert table().on(date.fromisoformat(day)).value == Decimal(value)


def test_a_table_refuses_a_day_after_its_last_row_and_says_how_to_add_one():
    with pytest.raises(NoRateKnown) as error:
        table().on(date(2021, 7, 1))
    assert "2021-07-01" in error.value.message
    assert "it ends on 2021-06-30" in error.value.message
    assert error.value.hint is not None
    assert "a_table.toml" in error.value.hint


def test_a_table_refuses_a_day_before_its_first_row():
    with pytest.raises(NoRateKnown, match="it starts on 2020-01-01"):
        table().on(date(2019, 12, 31))


def test_a_row_without_until_covers_every_later_day():
    open_ended = parse("a_table", GOOD.replace("until = 2021-06-30\n", ""), decimal)
    assert open_ended.on(date(2199, 1, 1)).value == Decimal("2.5")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("from = 2021-01-01", "from = 2021-01-02", "row 2: there is a gap between 2020-12-31 and 2021-01-02"),
        ("from = 2021-01-01", "from = 2020-12-31", "row 2: 'from' 2020-12-31 overlaps the row before it"),
        ("until = 2020-12-31\n", "", "row 2: the row before it has no 'until'"),
        ("until = 2021-06-30", "until = 2020-06-30", "row 2: 'until' 2020-06-30 lies before 'from'"),
        ('grade = "1"', 'grade = "U"', "row 2: 'grade' must be one of V, S, 1, V/1, not 'U'"),
        ('source = "Stb. 2020, 1"', 'source = " "', "row 2: 'source' is empty"),
        ('source = "Stb. 2020, 1"\n', "", "row 2: 'source' is missing"),
        ('value = "2.5"', 'value = "2.5"\nnote = "x"', "row 2: 'note' is unknown"),
        ('value = "2.5"', "value = 2.5", "row 2: a number must be text in quotes, not 2.5"),
        ('value = "2.5"', 'value = "two"', "row 2: 'two' is not a number"),
        ('value = "2.5"', 'value = "-1"', "row 2: '-1' is not a number of zero or more"),
        ('value = "2.5"', 'value = "NaN"', "row 2: 'NaN' is not a number of zero or more"),
        ("from = 2021-01-01", 'from = "2021"', "row 2: '2021' is not a date"),
        ("from = 2021-01-01", "from = 2021-01-01T00:00:00", "is not a date such as 2026-01-01"),
        ('title = "A table"', "", "'title' is missing"),
        ('title = "A table"', "title = 1", "needs a title and at least one"),
        ("[[row]]", "[row", "Expected"),
    ],
)
def test_a_table_that_is_not_in_order_is_refused_with_file_and_row(old, new, message):
    assert old in GOOD
    with pytest.raises(SettingsError, match=re.escape(message)) as error:
        parse("a_table", GOOD.replace(old, new), decimal)
    assert error.value.place is not None
    assert error.value.place.file == "a_table.toml"


def test_a_table_without_rows_is_refused():
    with pytest.raises(SettingsError, match="needs a title and at least one"):
        parse("a_table", 'title = "A table"\nrow = []', decimal)


def test_a_row_that_is_no_table_is_refused():
    with pytest.raises(SettingsError, match="row 1: 3 must be a table"):
        parse("a_table", 'title = "A table"\nrow = [3]', decimal)


def test_a_whole_number_may_not_have_a_fraction():
    with pytest.raises(SettingsError, match=r"'2\.5' is not a whole number"):
        parse("a_table", GOOD, whole)


@pytest.mark.parametrize(
    ("slices", "message"),
    [
        ([], "every slice but the last needs 'up_to'"),
        ([{"up_to": "5", "percent": "1"}], "every slice but the last needs 'up_to'"),
        (
            [{"up_to": "5", "percent": "1"}, {"percent": "2"}, {"percent": "3"}],
            "every slice but the last needs 'up_to'",
        ),
        ([{"percent": "1"}, {"percent": "2"}], "every slice but the last needs 'up_to'"),
        (
            [{"up_to": "5", "percent": "1"}, {"up_to": "5", "percent": "2"}, {"percent": "3"}],
            "the slices are not in rising order",
        ),
        ([{"up_to": "5"}], "'percent' is missing"),
        (7, "'slices' must be a list"),
    ],
)
def test_slices_that_are_not_in_order_are_refused(slices, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        read_slices({"slices": slices, "minimum": "40", "maximum": "6775"})


def test_caps_that_are_not_in_order_are_refused():
    with pytest.raises(ValueError, match="every slice but the last needs 'up_to'"):
        read_caps({"bands": [{"up_to": "150", "fixed": "20"}], "maximum": "2000"})
    with pytest.raises(ValueError, match="'bands' must be a list"):
        read_caps({"bands": "150", "maximum": "2000"})


def test_a_table_that_ends_within_60_days_is_told_and_no_other():
    def names(day: date) -> set[str]:
        return {table.name for table in ending(day)}

    rates = {"be_interest", "nl_statutory_interest", "nl_trade_interest"}
    assert names(date(2026, 10, 31)) == set()
    assert names(date(2026, 11, 1)) == rates
    assert names(date(2027, 3, 1)) == rates
