"""Holidays, working days and days with post are those of the country."""

from datetime import date, timedelta

import holidays
import pytest

from toolkit.law.calendar import (
    is_post_day,
    is_working_day,
    post_days_after,
    public_holidays,
    working_day_from,
    working_days_after,
)

HOLIDAYS_2026 = {
    "NL": "01-01 04-03 04-05 04-06 04-27 05-05 05-14 05-24 05-25 12-25 12-26",
    "BE": "01-01 04-05 04-06 05-01 05-14 05-24 05-25 07-21 08-15 11-01 11-11 12-25",
}
CATEGORIES = {"NL": ("public", "optional"), "BE": ("public",)}
countries = pytest.mark.parametrize("country", ["NL", "BE"])


@countries
def test_the_holidays_of_2026_are_those_of_the_law(country):
    expected = {date.fromisoformat(f"2026-{day}") for day in HOLIDAYS_2026[country].split()}
    assert set(public_holidays(country, 2026)) == expected


@countries
def test_the_holidays_of_a_century_are_those_that_others_count(country):
    for year in range(1982, 2101):
        known = holidays.country_holidays(country, years=year, categories=CATEGORIES[country], language="nl")
        days = public_holidays(country, year)
        assert {day: set(names.split("; ")) for day, names in days.items()} == {
            day: set(names.split("; ")) for day, names in known.items()
        }


def test_the_king_moves_his_day_off_a_sunday():
    assert date(2025, 4, 26) in public_holidays("NL", 2025)
    assert date(2025, 4, 27) not in public_holidays("NL", 2025)


def test_holidays_have_dutch_names_in_both_countries():
    assert public_holidays("NL", 2026)[date(2026, 5, 14)] == "Hemelvaartsdag"
    assert public_holidays("BE", 2026)[date(2026, 11, 11)] == "Wapenstilstand"


@countries
def test_a_working_day_is_no_weekend_and_no_holiday(country):
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    free = {date.fromisoformat(f"2026-{day}") for day in HOLIDAYS_2026[country].split()}
    expected = [day for day in year if day.isoweekday() <= 5 and day not in free]
    assert [day for day in year if is_working_day(day, country)] == expected


@pytest.mark.parametrize(("country", "weekdays"), [("NL", {2, 3, 4, 5, 6}), ("BE", {1, 2, 3, 4, 5})])
def test_post_comes_on_five_days_a_week_but_not_on_holidays(country, weekdays):
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    free = {date.fromisoformat(f"2026-{day}") for day in HOLIDAYS_2026[country].split()}
    expected = [day for day in year if day.isoweekday() in weekdays and day not in free]
    assert [day for day in year if is_post_day(day, country)] == expected


def test_a_working_day_stays_and_a_free_day_moves_to_the_next_working_day():
    assert working_day_from(date(2026, 12, 24), "BE") == date(2026, 12, 24)
    assert working_day_from(date(2026, 12, 25), "BE") == date(2026, 12, 28)


def test_working_days_are_counted_without_the_first_day():
    assert working_days_after(date(2026, 12, 23), 3, "BE") == date(2026, 12, 29)
    assert working_days_after(date(2026, 12, 23), 0, "BE") == date(2026, 12, 23)


def test_days_with_post_skip_sunday_monday_and_christmas_in_the_netherlands():
    assert post_days_after(date(2026, 12, 24), 1, "NL") == date(2026, 12, 29)
    assert post_days_after(date(2026, 12, 24), 2, "NL") == date(2026, 12, 30)
