"""Numbers of invoices in short: "2026-0413 en 0415", "fact 413/415", "2026-0413 t/m 0415"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TO = r"t/?m|tot(?: en met)?|until|through|jusqu'?à"
_WORD = rf"(?:en|and|et|{_TO})"
_NEXT = re.compile(
    rf"\s*(?P<join>[,;/+&-]|\b{_WORD}\b)\s*(?:(?:factuur|fact|nr|nummer)\b\.?\s*)?(?P<digits>[0-9]{{2,6}})(?![0-9])(?![-/.][0-9]{{1,4}}[-/.])",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"\b(?:factuur|facturen|factuurnummers?|fact|fac|nota'?s?|invoices?|factures?|n[ro]s?|nummers?)\b\W{0,3}"
    r"(?P<first>[0-9]{3,6})(?![0-9])(?![-/.][0-9]{1,4}[-/.])",
    re.IGNORECASE,
)
_RANGE = re.compile(_TO, re.IGNORECASE)
_SHORTEST, _WIDEST = 3, 50


def after(key: str, text: str) -> list[str]:
    """Return the numbers that follow in short on a number: `20260415` for the number `20260413` before " en 0415".

    In: the letters and digits of the number, small, and the text behind it. A day (`15-11-2026`) is no number.
    """
    out: list[str] = []
    for end, is_range in _tails(text, key[-1:]):
        digits = len(end)
        if digits >= len(key) or not key[-digits:].isdigit():
            break
        head, first, last = key[:-digits], int((out or [key])[-1][-digits:]), int(end)
        between = range(first + 1, last) if is_range and first < last <= first + _WIDEST else ()
        out += [f"{head}{number:0{digits}}" for number in (*between, last)]
    return out


def listed(text: str) -> list[str]:
    """Return the short numbers, several of them, that follow on a word for invoice: `413` and `415`."""
    for found in _LIST.finditer(text):
        out = [found["first"]]
        for end, is_range in _tails(text[found.end() :], out[0][-1]):
            first, last = int(out[-1]), int(end)
            between = range(first + 1, last) if is_range and first < last <= first + _WIDEST else ()
            out += [f"{number:0{len(end)}}" for number in (*between, last)]
        if len(out) > 1:
            return out
    return []


def _tails(text: str, before: str) -> Iterator[tuple[str, bool]]:
    """Yield the digits that follow one another with a joining mark, and whether the mark says "up to"."""
    at = 0
    while before.isdigit() and (found := _NEXT.match(text, at)):
        words = found["join"].isalpha() or "/m" in found["join"].casefold()
        if len(found["digits"]) < _SHORTEST and not words:
            return
        yield found["digits"], bool(_RANGE.fullmatch(found["join"]))
        at = found.end()
