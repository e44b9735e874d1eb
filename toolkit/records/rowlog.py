"""What is to be said about the rows of a table, collected while it is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from toolkit.errors import Place, RecordError
from toolkit.records.columns import Columns, names
from toolkit.records.messages import quote
from toolkit.records.models import Record
from toolkit.records.reading import Reading
from toolkit.records.table import Row
from toolkit.wording import joined, worded


@dataclass(slots=True)
class RowLog:
    """The faults and notices of one file.

    `bad` holds the lines of the rows that have a fault, `reasons` why a line got into no record.
    """

    file: str
    columns: Columns
    bad: set[int] = field(default_factory=set)
    reasons: dict[int, str] = field(default_factory=dict)
    _problems: list[RecordError] = field(default_factory=list)
    _notices: dict[str, list[int]] = field(default_factory=dict)

    def fault(self, row: Row, column: str | None, text: str) -> None:
        """Note that a row is wrong: `column` is the field of the cell, None when it is the whole row."""
        self.bad.add(row.line)
        where = worded("{column}: ", column=self._column(column)) if column else ""
        excel = worded(" (rij {number} in Excel)", number=row.number) if row.number != row.line else ""
        self._problems.append(
            RecordError(
                worded("{where}{text}{excel}", where=where, text=text, excel=excel),
                place=Place(self.file, row.line),
            )
        )
        self._reason(row, worded("{where}{text}", where=where, text=text))

    def hold(self, rows: Iterable[Row], why: str) -> None:
        """Note that good rows get no message, and why."""
        waiting = list(rows)
        held = [row.line for row in waiting]
        for row in waiting:
            self._reason(row, why)
        if held:
            text = worded("geen bericht voor {held}: {why}", held=lines(held), why=why)
            self._problems.append(RecordError(text, place=Place(self.file, held[0])))

    def notice(self, row: Row, column: str | None, text: str) -> None:
        """Note that a row was read otherwise than a person may expect."""
        where = worded("{column}: ", column=self._column(column)) if column else ""
        self._notices.setdefault(worded("{where}{text}", where=where, text=text), []).append(row.line)

    def reading(self, records: Iterable[Record]) -> Reading:
        """Return the records with the problems in the order of the lines, and one warning for each notice."""
        problems = sorted(self._problems, key=lambda problem: problem.place.line or 0 if problem.place else 0)
        notices = (
            worded("{text} ({lines})", text=text, lines=lines(where)) for text, where in self._notices.items()
        )
        return Reading(tuple(records), tuple(problems), (*self.columns.warnings, *notices), self.reasons)

    def _reason(self, row: Row, why: str) -> None:
        before = self.reasons.get(row.line)
        self.reasons[row.line] = joined((before, why), "; ") if before else why

    def _column(self, column: str) -> str:
        places = self.columns.places
        name = self.columns.headers[places[column]] if column in places else names()[column][0]
        return worded("kolom {name}", name=quote(name))


def lines(numbers: Iterable[int]) -> str:
    """Return line numbers in words: `regel 3, 5 en 7`, at most ten of them."""
    several = [str(number) for number in sorted(set(numbers))]
    if len(several) > 10:
        return worded(
            "regel {numbers} en {count} andere", numbers=", ".join(several[:10]), count=len(several) - 10
        )
    listed = joined((part for part in (", ".join(several[:-1]), several[-1]) if part), worded(" en "))
    return worded("regel {numbers}", numbers=listed)
