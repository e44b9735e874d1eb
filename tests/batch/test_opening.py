"""Opening a journal: whoever is refused leaves nothing open behind."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from toolkit.batch.journal import NAME, RunRefused
from toolkit.batch.opening import open_journal


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[sqlite3.Connection]:
    """Every database that is opened in the test; Python 3.13 and later warn for one that stays open."""
    made: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def noted(*arguments: Any, **named: Any) -> sqlite3.Connection:
        made.append(connect(*arguments, **named))
        return made[-1]

    monkeypatch.setattr(sqlite3, "connect", noted)
    return made


def is_open(database: sqlite3.Connection) -> bool:
    try:
        database.total_changes  # noqa: B018
    except sqlite3.ProgrammingError:
        return False
    return True


def another_version(path: Path) -> None:
    with open_journal(path.parent):
        pass
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 1")


def no_database(path: Path) -> None:
    path.write_bytes(b"Beste lezer, dit is geen database. " * 100)


def a_folder(path: Path) -> None:
    path.mkdir()


def a_folder_for_a_lock(path: Path) -> None:
    (path.parent / f"{NAME}.lock").mkdir()


@pytest.fixture(params=[another_version, no_database, a_folder, a_folder_for_a_lock])
def spoilt(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    request.param(tmp_path / NAME)
    return tmp_path


def test_a_journal_that_is_refused_is_closed_with_its_lock(
    spoilt: Path, opened: list[sqlite3.Connection]
) -> None:
    with pytest.raises(RunRefused) as error, open_journal(spoilt):
        pass
    assert not any(map(is_open, opened)), error.value


def test_a_second_run_in_a_folder_is_refused_and_leaves_nothing_open(
    tmp_path: Path, opened: list[sqlite3.Connection]
) -> None:
    with open_journal(tmp_path):
        first = len(opened)
        with pytest.raises(RunRefused, match="going on already"), open_journal(tmp_path):
            pass
        assert not any(map(is_open, opened[first:]))
        assert all(map(is_open, opened[:first]))
    assert not any(map(is_open, opened))


def test_a_run_that_fails_closes_its_journal(tmp_path: Path, opened: list[sqlite3.Connection]) -> None:
    with pytest.raises(KeyError), open_journal(tmp_path):
        raise KeyError
    assert opened
    assert not any(map(is_open, opened))
