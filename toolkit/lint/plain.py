"""A text as facts are looked for in it: with single spaces, and amounts and days as its language writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from toolkit.language import load
from toolkit.reading.document import Document
from toolkit.text.late import late

_SPACES = late(r"\s+")
_DIGITS = late(r"\D+")


@dataclass(frozen=True, slots=True)
class Plain:
    """The characters of a message as facts are looked for in them: single spaces, and the digits alone.

    `tag` is the language they are in, one with a pack.
    """

    text: str
    digits: str
    tag: str

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Plain:
        """Return what the sections of a message say, its subject included."""
        known = tuple(documents)
        return cls.of_text("\n".join(document.text for document in known), known[0].tag)

    @classmethod
    def of_text(cls, text: str, tag: str) -> Plain:
        """Return what a text in a language says."""
        return cls(_SPACES.sub(" ", text), _DIGITS.sub("", text), tag)

    def says(self, wording: str) -> Iterator[re.Match[str]]:
        """Yield where the text says something as its language says it; nothing where its pack has no words for it."""
        pattern = load(self.tag).wording.get(wording)
        return pattern.finditer(self.text) if pattern else iter(())

    def has(self, words: str) -> bool:
        """Say whether the text has these words, whatever its capitals."""
        return _SPACES.sub(" ", words).casefold() in self.text.casefold()

    def has_number(self, number: str) -> bool:
        """Say whether the text has these digits in a row, however they are grouped."""
        return _DIGITS.sub("", number) in self.digits

    def has_amount(self, amount: Decimal) -> bool:
        """Say whether the text names an amount in EUR."""
        return re.search(re.escape(euro_of(amount, self.tag)) + r"(?!\d|,\d)", self.text) is not None

    def has_date(self, day: date) -> bool:
        """Say whether the text names a day, in words or in figures."""
        return any(
            re.search(rf"(?<!\d){re.escape(written(day, form, self.tag))}", self.text)
            for form in ("long", "day", "short")
        )


def euro_of(amount: Decimal, tag: str) -> str:
    """Return an amount in EUR as a text in a language names it."""
    from toolkit.compose.filters import euro

    return _SPACES.sub(" ", euro(amount, load(tag).locale))


def written(day: date, form: str, tag: str) -> str:
    """Return a day as a text in a language names it, in one of the forms of the filter `date`."""
    from toolkit.compose.filters import written_date

    return _SPACES.sub(" ", written_date(day, form, load(tag).locale))
