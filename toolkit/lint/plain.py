"""A text as facts are looked for in it: with single spaces, and amounts and days as a Dutch text writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from toolkit.reading.document import Document

_LOCALE = "nl_NL"
_SPACES = re.compile(r"\s+")
_DIGITS = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class Plain:
    """The characters of a message as facts are looked for in them: single spaces, and the digits alone."""

    text: str
    digits: str

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Plain:
        """Return what the sections of a message say, its subject included."""
        return cls.of_text("\n".join(document.text for document in documents))

    @classmethod
    def of_text(cls, text: str) -> Plain:
        """Return what a text says."""
        return cls(_SPACES.sub(" ", text), _DIGITS.sub("", text))

    def has(self, words: str) -> bool:
        """Say whether the text has these words, whatever its capitals."""
        return _SPACES.sub(" ", words).casefold() in self.text.casefold()

    def has_number(self, number: str) -> bool:
        """Say whether the text has these digits in a row, however they are grouped."""
        return _DIGITS.sub("", number) in self.digits

    def has_amount(self, amount: Decimal) -> bool:
        """Say whether the text names an amount in EUR."""
        return re.search(re.escape(euro_of(amount)) + r"(?!\d|,\d)", self.text) is not None

    def has_date(self, day: date) -> bool:
        """Say whether the text names a day, in words or in figures."""
        return any(
            re.search(rf"(?<!\d){re.escape(written(day, form))}", self.text)
            for form in ("long", "day", "short")
        )


def euro_of(amount: Decimal) -> str:
    """Return an amount in EUR as a text names it."""
    from toolkit.compose.filters import euro

    return _SPACES.sub(" ", euro(amount, _LOCALE))


def written(day: date, form: str) -> str:
    """Return a day as a text names it, in one of the forms of the filter `date`."""
    from toolkit.compose.filters import written_date

    return _SPACES.sub(" ", written_date(day, form, _LOCALE))
