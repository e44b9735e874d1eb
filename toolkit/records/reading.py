"""What came out of an input file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.errors import RecordError
from toolkit.records.models import Record


@dataclass(frozen=True, slots=True)
class Reading:
    """The usable records of a file in its order, everything that is wrong with it, and what to know about it.

    A record of which one row or one field is wrong is not among `records`; `problems` says so. `warnings` are
    Dutch sentences about what was read otherwise than a person may expect. For a table, `reasons` says of each
    line that got into no record why.
    """

    records: tuple[Record, ...]
    problems: tuple[RecordError, ...] = ()
    warnings: tuple[str, ...] = ()
    reasons: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """One record of an input that is read piece by piece, or why it cannot be used.

    `raw` is the piece as it stood there (a line of JSON, the name of a file), `number` its place from 1.
    """

    number: int
    raw: str
    record: Record | None = None
    problems: tuple[RecordError, ...] = ()
    warnings: tuple[str, ...] = ()
