"""A plain text table that stays whole in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from toolkit.wording import shown, translated


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return `rows` under `head`, said in the language of the interface, as lines of text.

    Columns are two spaces apart; nothing is cut off.

    Raises ValueError when a row has another number of cells than the head.
    """
    lines = [[shown(cell) for cell in row] for row in rows]
    head = [translated(name) for name in head]
    columns = zip(*chain([head], lines), strict=True)
    widths = [max(map(len, column)) for column in columns]
    rule = ["─" * width for width in widths]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in chain([head, rule], lines)
    )


def count(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun, in the language of the interface: '1 file', '2 files'."""
    return f"{number} {translated(noun if number == 1 else plural or noun + 's')}"


def kilobytes(size: int) -> str:
    """Return a number of bytes in kB of 1000 bytes, rounded up: '34 kB'."""
    return f"{-(-size // 1000)} kB"
