"""Opens the journal of a run for one process at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from toolkit.batch.journal import NAME, Journal, RunRefused
from toolkit.errors import Place
from toolkit.wording import overheard, worded

_BUSY = ("locked", "busy")


@contextmanager
def open_journal(folder: Path, name: str = NAME) -> Iterator[Journal]:
    """Open the journal in a folder, for one run at a time.

    Raises RunRefused when another process works in it, or when it cannot be opened.
    """
    path = folder / name
    place = Place(str(path))
    with ExitStack() as opened:
        try:
            lock = opened.enter_context(
                closing(sqlite3.connect(folder / f"{name}.lock", isolation_level=None, timeout=0))
            )
            (folder / f"{name}.lock").chmod(0o600)
            lock.execute("BEGIN EXCLUSIVE")
        except (sqlite3.Error, OSError) as error:
            if any(word in str(error) for word in _BUSY):
                raise RunRefused(
                    "this run is going on already, in another process",
                    place=place,
                    hint="wait for it, or choose another --out",
                ) from error
            raise RunRefused(
                worded("cannot be opened: {error}", error=overheard(error)), place=place
            ) from error
        try:
            journal = opened.enter_context(closing(Journal(path)))
        except (sqlite3.Error, OSError) as error:
            what = worded("cannot be opened: {error}", error=overheard(error))
            hint = "what was made is still in this folder; put back a copy of the journal, or choose another --out"
            raise RunRefused(what, place=place, hint=hint) from error
        yield journal
