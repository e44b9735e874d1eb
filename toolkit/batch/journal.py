"""The journal of a run: what there is to make, and what is made. It survives a kill, a full disk, a power cut.

SQLite with a write-ahead log. A message is marked done only after its file is whole and on the disk, so what
the journal says is true at every moment; what it does not say yet is made again, to the same bytes.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.batch.jobs import FAULT, Job, Result
from toolkit.batch.schema import SCHEMA, VERSION
from toolkit.delivery import MEASURES, NAMES
from toolkit.errors import ExitCode, Place, TactError
from toolkit.wording import worded

NAME = "journal.sqlite"

_JOBS = (
    "SELECT m.number, r.payload, r.creditor, m.template, m.channel, coalesce(m.file, ''), r.beside"
    " FROM message m JOIN record r ON r.number = m.record"
)


class RunRefused(TactError):
    """A run cannot begin or go on as it is."""

    exit_code = ExitCode.FINDINGS


@dataclass(frozen=True, slots=True)
class Entry:
    """One message in the journal, with what came of it."""

    id: str
    step: str
    template: str
    channel: str
    file: str
    place: str
    status: str
    error: str
    sha256: str
    size: int
    measures: Mapping[str, Any]
    warnings: tuple[str, ...]
    sidecars: Mapping[str, str]
    recipient: str
    content: str
    seconds: float
    sent: str


@dataclass(frozen=True, slots=True)
class Lost:
    """Something of the input of which there is no message: its lines, how it stood there, and why."""

    part: int
    source: str
    lines: tuple[int, ...]
    raw: str
    reason: str
    id: str = ""
    step: str = ""
    channel: str = ""


class Journal:
    """One run on disk. Use `open_journal` of `opening`, which keeps others out."""

    def __init__(self, path: Path) -> None:
        self.path = path
        fresh = not path.exists()
        if fresh:
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        self._db = sqlite3.connect(path, isolation_level=None, timeout=30)
        try:
            self._begin()
        except BaseException:
            self._db.close()
            raise

    def _begin(self) -> None:
        """Set how the file is written, make its tables where it is new, and refuse the file of another version."""
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA secure_delete = ON")
        if not self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'fact'").fetchone():
            with self.together():
                for statement in SCHEMA.split(";"):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version = {VERSION}")
        elif (found := self._db.execute("PRAGMA user_version").fetchone()[0]) != VERSION:
            raise RunRefused(
                worded(
                    "is a journal of version {found}; this tact reads version {known}",
                    found=found,
                    known=VERSION,
                ),
                place=Place(str(self.path)),
                hint="choose another --out, or finish this run with the tact that began it",
            )

    def close(self) -> None:
        """Close the file; the write-ahead log goes into it."""
        self._db.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make everything inside one transaction: all of it is written, or nothing."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    # What is known of the run.

    def fact(self, name: str) -> str:
        """Return what was noted under a name, empty when nothing was."""
        row = self._db.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def note(self, **facts: str) -> None:
        """Note facts about the run."""
        self._db.executemany("INSERT OR REPLACE INTO fact VALUES (?, ?)", facts.items())

    # What there is to make.

    def add_lines(self, part: int, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Keep the lines of a table as they stood, for the list of what failed."""
        self._db.executemany(
            "INSERT INTO line VALUES (?, ?, ?)",
            ((part, number, json.dumps(cells, ensure_ascii=False)) for number, cells in rows),
        )

    def add_problem(self, part: int, source: str, lines: Sequence[int], raw: str, text: str) -> None:
        """Keep what could not be read."""
        row = (part, source, json.dumps(lines), raw, text)
        self._db.execute("INSERT INTO problem (part, source, lines, raw, text) VALUES (?, ?, ?, ?, ?)", row)

    def add_record(self, part: int, identity: str, source: str, lines: Sequence[int], raw: str,
                   beside: str, payload: str, creditor: str) -> int:  # fmt: skip
        """Keep a record and return its number."""
        self._db.execute("INSERT OR IGNORE INTO creditor (payload) VALUES (?)", (creditor,))
        row = (part, identity, source, json.dumps(lines), raw, beside, payload, creditor)
        done = self._db.execute(
            "INSERT INTO record (part, id, source, lines, raw, beside, payload, creditor)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT number FROM creditor WHERE payload = ?))",
            row,
        )
        return int(done.lastrowid or 0)

    def add_message(self, record: int, identity: str, step: str, template: str, channel: str, file: str | None,
                    place: str, sent: str, status: str, error: str) -> None:  # fmt: skip
        """Keep one message; `file` is None for a text message. Raises sqlite3.IntegrityError for a double."""
        self._db.execute(
            "INSERT INTO message (record, id, step, template, channel, file, place, sent, status, error)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (record, identity, step, template, channel, file, place, sent, status, error),
        )

    def status_of(self, identity: str, step: str, channel: str) -> str:
        """Return the status of a message; empty when there is none."""
        row = self._db.execute(
            "SELECT status FROM message WHERE id = ? AND step = ? AND channel = ?", (identity, step, channel)
        ).fetchone()
        return str(row[0]) if row else ""

    def drop_record(self, number: int, why: str) -> None:
        """Turn a record without messages of its own into a problem of the input."""
        if not self._db.execute("SELECT 1 FROM message WHERE record = ?", (number,)).fetchone():
            self._db.execute(
                "INSERT INTO problem (part, source, lines, raw, text) SELECT part, source, lines, raw, ?"
                " FROM record WHERE number = ?",
                (why, number),
            )
            self._db.execute("DELETE FROM record WHERE number = ?", (number,))

    def has_file(self, file: str) -> bool:
        """Return whether a message has this file, capitals and small letters being the same."""
        return bool(self._db.execute("SELECT 1 FROM message WHERE file = ?", (file,)).fetchone())

    def forget_failed(self) -> None:
        """Drop what failed, because it comes again, repaired."""
        self._db.execute("DELETE FROM problem")
        self._db.execute("DELETE FROM message WHERE status = 'failed'")
        self._db.execute("DELETE FROM record WHERE number NOT IN (SELECT record FROM message)")

    def clear(self) -> None:
        """Drop everything but the facts: the input is read again from its beginning."""
        for table in ("message", "record", "creditor", "problem", "line"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names

    # What is done.

    def todo(self, channel: str, after: int, count: int) -> list[Job]:
        """Return the next messages of a channel that wait, by number."""
        rows = self._db.execute(
            f"{_JOBS} WHERE m.status = 'todo' AND m.channel = ? AND m.number > ? ORDER BY m.number LIMIT ?",
            (channel, after, count),
        )
        return self._jobs(rows)

    def spread(self, channel: str, count: int) -> list[Job]:
        """Return some messages of a channel that wait, spread evenly over all of them."""
        waiting = "FROM message WHERE status = 'todo' AND channel = ?"
        total = self._db.execute(f"SELECT count(*) {waiting}", (channel,)).fetchone()[0]
        numbers = f"SELECT number, row_number() OVER (ORDER BY number) - 1 AS at {waiting}"
        rows = self._db.execute(
            f"{_JOBS} JOIN ({numbers}) w ON w.number = m.number WHERE w.at % ? = 0 ORDER BY m.number LIMIT ?",
            (channel, max(1, total // count), count),
        )
        return self._jobs(rows)

    def _jobs(self, rows: Iterable[Sequence[Any]]) -> list[Job]:
        # One text for each creditor, not one for each message: it travels to a worker once a call.
        creditors = dict(self._db.execute("SELECT number, payload FROM creditor"))
        return [Job(number, payload, creditors[creditor], *rest) for number, payload, creditor, *rest in rows]

    def store(self, results: Iterable[Result]) -> None:
        """Note in one transaction what came of some messages."""
        with self.together():
            self._db.executemany(
                "UPDATE message SET status = ?, error = ?, sha256 = ?, size = ?, measures = ?, warnings = ?,"
                " sidecars = ?, recipient = ?, content = ?, seconds = ?,"
                " sent = CASE sent WHEN '' THEN '' ELSE json_patch(sent, ?) END WHERE number = ?",
                (
                    (
                        result.status,
                        result.error,
                        result.sha256,
                        result.size,
                        json.dumps(result.measures),
                        json.dumps(result.warnings, ensure_ascii=False) if result.warnings else "[]",
                        json.dumps(dict(result.sidecars)),
                        json.dumps(dict(result.recipient), ensure_ascii=False) if result.recipient else "",
                        result.content,
                        round(result.seconds, 5),
                        json.dumps(dict(result.announced)),
                        result.number,
                    )
                    for result in results
                ),
            )

    def counts(self) -> dict[tuple[str, str], int]:
        """Return how many messages there are by channel and status."""
        rows = self._db.execute("SELECT channel, status, count(*) FROM message GROUP BY channel, status")
        return {(channel, status): count for channel, status, count in rows}

    def sizes(self) -> dict[str, int]:
        """Return how many pages, segments and whatever channels count were made."""
        names = [f"{measure}s" for measure in MEASURES]
        sums = ", ".join("coalesce(sum(json_extract(measures, ?)), 0)" for _ in names)
        row = self._db.execute(
            f"SELECT {sums} FROM message WHERE status = 'done'",  # noqa: S608 - question marks only
            [f"$.{name}" for name in names],
        ).fetchone()
        return dict(zip(names, map(int, row), strict=True))

    def skipped(self) -> dict[str, int]:
        """Return why messages are not made, and how many for each reason."""
        rows = self._db.execute(
            "SELECT error, count(*) FROM message WHERE status = 'skipped' GROUP BY error ORDER BY 2 DESC, 1"
        )
        return dict(rows)

    def faults(self) -> int:
        """Return how many messages and inputs failed by a fault of the program itself."""
        told = self._db.execute(
            "SELECT count(*) FROM (SELECT error AS text FROM message WHERE status = 'failed'"
            " UNION ALL SELECT text FROM problem) WHERE text LIKE ? || '%'",
            (FAULT,),
        )
        (number,) = told.fetchone()
        return int(number)

    def problems(self) -> int:
        """Return how many parts of the input could not be read."""
        return int(self._db.execute("SELECT count(*) FROM problem").fetchone()[0])

    def templates(self) -> tuple[str, ...]:
        """Return the names of the templates that messages use."""
        return tuple(name for (name,) in self._db.execute("SELECT DISTINCT template FROM message ORDER BY 1"))

    def channels(self) -> tuple[str, ...]:
        """Return the channels that have messages waiting."""
        rows = self._db.execute("SELECT DISTINCT channel FROM message WHERE status = 'todo'")
        return tuple(sorted((name for (name,) in rows), key=NAMES.index))

    def entries(self, status: str = "", channel: str = "") -> Iterator[Entry]:
        """Yield messages in the order of the input: all, or those of a status, or of a channel."""
        rows = self._db.execute(
            "SELECT id, step, template, channel, coalesce(file, ''), place, status, error, sha256, size,"
            " measures, warnings, sidecars, recipient, content, seconds, sent FROM message"
            " WHERE ?1 IN ('', status) AND ?2 IN ('', channel) ORDER BY number",
            (status, channel),
        )
        for row in rows:
            values: dict[str, Any] = dict(zip(Entry.__slots__, row, strict=True))
            values["measures"] = json.loads(values["measures"])
            values["sidecars"] = json.loads(values["sidecars"])
            values["warnings"] = tuple(json.loads(values["warnings"]))
            yield Entry(**values)

    def lost(self) -> Iterator[Lost]:
        """Yield all of the input that has no message and should have: what is unreadable, what failed."""
        rows = self._db.execute(
            "SELECT part, source, lines, raw, text, '', '', '' FROM problem UNION ALL"
            " SELECT r.part, r.source, r.lines, r.raw, m.error, m.id, m.step, m.channel FROM message m"
            " JOIN record r ON r.number = m.record WHERE m.status = 'failed'"
        )
        for part, source, lines, raw, *rest in rows.fetchall():
            yield Lost(part, source, tuple(json.loads(lines)), raw, *rest)

    def line(self, part: int, number: int) -> list[str]:
        """Return the cells of a line of a table, as they stood."""
        row = self._db.execute(
            "SELECT cells FROM line WHERE part = ? AND number = ?", (part, number)
        ).fetchone()
        return list(json.loads(row[0])) if row else []

    def mark(self, found: Iterable[tuple[Entry, str]]) -> None:
        """Note of messages that were made why they are gone; an empty reason says that one is there."""
        with self.together():
            self._db.executemany(
                "UPDATE message SET status = iif(?1 = '', 'done', 'gone'), error = ?1"
                " WHERE id = ?2 AND step = ?3 AND channel = ?4",
                ((why, entry.id, entry.step, entry.channel) for entry, why in found),
            )

    def recall(self, again: Path, *, gone: bool) -> None:
        """Take places of messages from another journal of this input, and with `gone` the records of what is gone."""
        self._db.execute("ATTACH ? AS again", (str(again),))
        try:
            with self.together():
                self._db.execute(
                    "UPDATE main.message AS m SET place = a.place FROM again.message a"
                    " WHERE m.place = '' AND a.id = m.id AND a.step = m.step AND a.channel = m.channel"
                )
                if gone:
                    self._db.execute(
                        "INSERT OR IGNORE INTO main.creditor (payload) SELECT payload FROM again.creditor"
                    )
                    self._db.execute(
                        "UPDATE main.record AS own SET payload = r.payload, creditor = k.number FROM main.message m"
                        " JOIN again.message a ON a.id = m.id AND a.step = m.step AND a.channel = m.channel"
                        " JOIN again.record r ON r.number = a.record"
                        " JOIN again.creditor c ON c.number = r.creditor JOIN main.creditor k ON k.payload = c.payload"
                        " WHERE own.number = m.record AND own.payload IS NULL AND m.status = 'gone'"
                    )
                    self._db.execute(
                        "UPDATE main.message SET status = 'todo', error = '' WHERE status = 'gone'"
                        " AND record IN (SELECT number FROM main.record WHERE payload IS NOT NULL)"
                    )
        finally:
            self._db.execute("DETACH again")

    def tidy(self) -> None:
        """Drop the personal data that is of no use any more: what is done, and the lines it came from.

        When nothing waits, the texts and places of messages go too, and the file shrinks. The texts have to stand in
        sms.jsonl by then. `secure_delete` has overwritten what is dropped, and the log is emptied.
        """
        with self.together():
            self._db.execute(
                "UPDATE record SET payload = NULL, raw = '' WHERE number NOT IN"
                " (SELECT record FROM message WHERE status IN ('todo', 'failed'))"
            )
            self._db.execute(
                "DELETE FROM line WHERE number > 0 AND (part, number) NOT IN (SELECT r.part, j.value FROM record r,"
                " json_each(r.lines) j WHERE r.payload IS NOT NULL UNION ALL"
                " SELECT p.part, j.value FROM problem p, json_each(p.lines) j)"
            )
            self._db.execute(
                "DELETE FROM creditor WHERE number NOT IN (SELECT creditor FROM record WHERE payload IS NOT NULL)"
            )
            finished = not self._db.execute("SELECT 1 FROM message WHERE status = 'todo'").fetchone()
            if finished:
                self._db.execute(
                    "UPDATE message SET content = '', place = '', recipient = '' WHERE status != 'failed'"
                )
        if finished:
            self._db.execute("VACUUM")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
