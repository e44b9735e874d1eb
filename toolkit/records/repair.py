"""A table of what failed: its lines as they stood, with the reason in front, ready to repair and to read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toolkit.output import csv_lines
from toolkit.wording import worded

REASON = worded("wat er mis is")
"""The column that says what is wrong; it is left out when the file is read again."""


def repair_lines(header: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]) -> Iterator[str]:
    """Yield the lines of the table: `rows` are reasons with the cells of a line, `header` names those."""
    own = [place for place, name in enumerate(header) if name != REASON]

    def chosen(cells: Sequence[str]) -> list[str]:
        return [cells[place] if place < len(cells) else "" for place in own]

    return csv_lines((REASON, *chosen(header)), ([reason, *chosen(cells)] for reason, cells in rows))
