"""Public holidays, working days and days with post, by country."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from dateutil.easter import easter

from toolkit.law.kinds import Jurisdiction

_DAY = timedelta(days=1)
_SATURDAY, _SUNDAY, _MONDAY = 5, 6, 0
_KING = 2014
"""The first year with King's Day: before it there was Queen's Day, on 30 April."""


_FROM_EASTER: Mapping[Jurisdiction, Mapping[int, str]] = {
    "NL": {
        -2: "Goede vrijdag",
        0: "Eerste paasdag",
        1: "Tweede paasdag",
        39: "Hemelvaartsdag",
        49: "Eerste pinksterdag",
        50: "Tweede pinksterdag",
    },
    "BE": {
        0: "Pasen",
        1: "Paasmaandag",
        39: "O. L. H. Hemelvaart",
        49: "Pinksteren",
        50: "Pinkstermaandag",
    },
}
"""Holidays by their days after Easter Sunday."""

_FIXED: Mapping[Jurisdiction, Mapping[tuple[int, int], str]] = {
    "NL": {
        (1, 1): "Nieuwjaarsdag",
        (5, 5): "Bevrijdingsdag",
        (12, 25): "Eerste kerstdag",
        (12, 26): "Tweede kerstdag",
    },
    "BE": {
        (1, 1): "Nieuwjaar",
        (5, 1): "Dag van de Arbeid",
        (7, 21): "Nationale feestdag",
        (8, 15): "O. L. V. Hemelvaart",
        (11, 1): "Allerheiligen",
        (11, 11): "Wapenstilstand",
        (12, 25): "Kerstmis",
    },
}
"""Holidays by month and day."""


@cache
def public_holidays(jurisdiction: Jurisdiction, year: int) -> Mapping[date, str]:
    """Return the public holidays of a year, as they have been since 1982, with their Dutch names.

    NL: those of art. 3 Algemene termijnenwet, so with Good Friday and with 5 May in every year, although many
    people work then; a day too many only makes a term longer. BE: the ten of the royal decree of 18 April
    1974, and Easter and Whit Sunday.
    """
    first = easter(year)
    days = {date(year, month, day): name for (month, day), name in _FIXED[jurisdiction].items()}
    if jurisdiction == "NL":
        kings_day, name = (
            (date(year, 4, 27), "Koningsdag") if year >= _KING else (date(year, 4, 30), "Koninginnedag")
        )
        days[kings_day - _DAY if kings_day.weekday() == _SUNDAY else kings_day] = name
    for after, name in _FROM_EASTER[jurisdiction].items():
        day = first + after * _DAY
        days[day] = f"{days[day]}; {name}" if day in days else name
    return MappingProxyType(dict(sorted(days.items())))


def is_holiday(day: date, jurisdiction: Jurisdiction) -> bool:
    """Tell whether `day` is a public holiday."""
    return day in public_holidays(jurisdiction, day.year)


def is_working_day(day: date, jurisdiction: Jurisdiction) -> bool:
    """Tell whether `day` is no Saturday, Sunday or public holiday.

    BE: art. 1.7 § 3 Burgerlijk Wetboek, since 1 January 2023. NL: art. 1 and 3 Algemene termijnenwet.
    """
    return day.weekday() not in (_SATURDAY, _SUNDAY) and not is_holiday(day, jurisdiction)


def is_post_day(day: date, jurisdiction: Jurisdiction) -> bool:
    """Tell whether letters are delivered: NL Tuesday to Saturday, BE Monday to Friday, no holidays."""
    free = (_SUNDAY, _MONDAY) if jurisdiction == "NL" else (_SATURDAY, _SUNDAY)
    return day.weekday() not in free and not is_holiday(day, jurisdiction)


def working_day_from(day: date, jurisdiction: Jurisdiction) -> date:
    """Return `day` itself if it is a working day, else the first one after it."""
    while not is_working_day(day, jurisdiction):
        day += _DAY
    return day


def working_days_after(day: date, count: int, jurisdiction: Jurisdiction) -> date:
    """Return the `count`-th working day after `day`."""
    for _ in range(count):
        day = working_day_from(day + _DAY, jurisdiction)
    return day


def months_after(day: date, count: int) -> date:
    """Return the same day `count` months later, or the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def post_days_after(day: date, count: int, jurisdiction: Jurisdiction) -> date:
    """Return the `count`-th day with post after `day`."""
    for _ in range(count):
        day += _DAY
        while not is_post_day(day, jurisdiction):
            day += _DAY
    return day
