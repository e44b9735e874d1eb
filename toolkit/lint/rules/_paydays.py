"""The last days to pay that a message names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from toolkit.lint.rules._pieces import pieces
from toolkit.lint.scenario import Scenario
from toolkit.reading.document import Document
from toolkit.text.late import late

_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_LAST_DAY = late(
    r"\b(?P<lead>uiterlijk(?: op)?|tot en met|t/m|v[oó][oó]r|laatste dag\b[^|.?!\d]{0,20})[\s|*:]*(?:\w+dag\s+)?"
    rf"(?P<date>(?P<day>\d{{1,2}})(?:\s+(?P<month>{'|'.join(_MONTHS)})(?:\s+(?P<year>\d{{4}}))?|"
    r"[-/.](?P<number>\d{1,2})[-/.](?P<full>\d{4})))",
    re.IGNORECASE,
)
_PAYING = late(r"\bbeta|\bvoldo|\bover(?:ma|ge|te)|\bontv[ai]ng|\bbijgeschreven|\blaatste dag", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PayDay:
    """A last day to pay: where it stands in which section of a message, with the words that lead to it."""

    section: str
    start: int
    end: int
    day: date


def pay_days(scenario: Scenario) -> Iterator[PayDay]:
    """Yield the last days to pay that a message names and that are not past; 'vóór' a day names the day before it."""
    written = scenario.record.date
    for section, document in scenario.documents.items():
        for found in _found(document):
            day = _date(found, written)
            if day is not None and found["lead"].lower() in ("voor", "vóór", "vòòr"):
                day -= timedelta(days=1)
            if day is not None and day >= written:
                yield PayDay(section, found.start(), found.end(), day)


def _found(document: Document) -> Iterator[re.Match[str]]:
    for piece in pieces(document):
        if _PAYING.search(document.text, piece.start, piece.end):
            yield from _LAST_DAY.finditer(document.text, piece.start, piece.end)


def _date(found: re.Match[str], written: date) -> date | None:
    """Return the day that is named; without a year it is the first one from the date of the message on."""
    month = _MONTHS.index(found["month"].lower()) + 1 if found["month"] else int(found["number"])
    year = found["year"] or found["full"]
    try:
        if year:
            return date(int(year), month, int(found["day"]))
        day = date(written.year, month, int(found["day"]))
        return day if day >= written else day.replace(year=written.year + 1)
    except ValueError:  # 31 februari: no day at all, so nothing to compare
        return None
