"""Looks for an expression only where one of its words can stand: the rest of a text costs nothing.

An expression with many branches is slow, since each of them is tried at each character. Here each branch has a
*needle*, a part of a word or a sign that everything it finds must hold. The words of a text are known already
(`Document.spots`), so only the stretches around a needle are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.reading.document import Document, is_word
from toolkit.text.late import late

_LONGEST = 60  # characters of a word


class Seeker:
    """An expression with its needles in lower case: words parted by spaces, and more that hold a space themselves.

    What is found stretches at most `reach` characters on from a needle, and `before` (default: as many) back from it.
    """

    __slots__ = ("_parts", "before", "needles", "pattern", "reach")

    def __init__(
        self,
        pattern: str,
        needles: str,
        *more: str,
        reach: int = 120,
        before: int | None = None,
        flags: re.RegexFlag = re.IGNORECASE,
    ) -> None:
        self.pattern = late(pattern, flags)
        self.needles = (*needles.split(), *more)
        self._parts = tuple((each, each.removeprefix("="), is_word(each)) for each in self.needles)
        self.reach = reach
        self.before = reach if before is None else before

    def finditer(self, document: Document) -> Iterator[re.Match[str]]:
        """Yield what the expression finds in a document, in its order."""
        text = document.text
        for start, end in self._stretches(document):
            yield from self.pattern.finditer(text, start, end)

    def search(self, document: Document) -> re.Match[str] | None:
        """Return the first that the expression finds in a document."""
        return next(self.finditer(document), None)

    def _stretches(self, document: Document) -> Iterator[tuple[int, int]]:
        """Yield the (start, end) of the stretches around needles, those that touch as one."""
        words, text = document.haystacks
        spots = sorted(
            spot
            for needle, part, in_word in self._parts
            if part in (words if in_word else text)
            for spot in document.spots(needle)
        )
        if not spots:
            return
        before, reach, text = self.before, self.reach, document.text
        start = last = spots[0]
        for spot in spots:
            if spot - last > before + reach + _LONGEST:
                yield max(0, start - before), _past_word(text, last + reach)
                start = spot
            last = spot
        yield max(0, start - before), _past_word(text, last + reach)


def _past_word(text: str, at: int) -> int:
    """Return where the word at an offset ends, so that no stretch ends inside one; of a hostile word not the end."""
    for end in range(at, min(at + _LONGEST, len(text))):
        if text[end].isspace():
            return end
    return min(at + _LONGEST, len(text))
