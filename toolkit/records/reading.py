"""What came out of an input file."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.errors import RecordError
from toolkit.records.models import Record


@dataclass(frozen=True, slots=True)
class Reading:
    """The usable records of a file in its order, everything that is wrong with it, and what to know about it.

    A record of which one row or one field is wrong is not among `records`; `problems` says so. `warnings` are
    Dutch sentences about what was read otherwise than a person may expect.
    """

    records: tuple[Record, ...]
    problems: tuple[RecordError, ...] = ()
    warnings: tuple[str, ...] = ()
