"""A run can lay out some of its letters whole, and stops where one from a plate is another letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.batch.jobs import Job, Result, Setup
from toolkit.batch.worker import _bench, work
from toolkit.channels.plates import Printed
from toolkit.records.readers import read_record
from toolkit.workspace import shipped

FIRST = read_record(shipped("templates") / "reminder" / "samples" / "minimal.toml")


def made(folder: Path, verify: int) -> list[Result]:
    (folder / "letters").mkdir(exist_ok=True)
    setup = Setup(None, {}, str(folder), ("letter",), verify=verify)
    creditor = FIRST.creditor.model_dump_json(exclude_defaults=True)
    results: list[Result] = []
    _bench.cache_clear()
    for number in range(1, 5):
        (invoice,) = FIRST.invoices
        record = FIRST.model_copy(
            update={"invoices": (invoice.model_copy(update={"number": f"2026-{number}"}),)}
        )
        payload = record.model_dump_json(exclude_defaults=True, exclude={"creditor"})
        results += work(
            setup, [Job(number, payload, creditor, "reminder", "letter", f"letters/{number}.pdf", ".")]
        )
    _bench.cache_clear()
    return results


def test_letters_that_are_the_same_are_all_made(tmp_path: Path) -> None:
    assert [result.status for result in made(tmp_path, 1)] == ["done"] * 4


def test_a_letter_that_differs_stops_the_run_and_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Printed.write_pdf
    wrong = lambda *given, **options: write(*given, **options).replace(b"%PDF-1.7", b"%PDF-1.6")  # noqa: E731
    monkeypatch.setattr(Printed, "write_pdf", wrong)
    results = made(tmp_path, 3)
    assert [result.status for result in results] == ["done", "done", "blocked", "done"]
    assert "letters/3.pdf" in results[2].error
    assert "7" in results[2].error
    assert not (tmp_path / "letters" / "3.pdf").exists()
    assert [result.status for result in made(tmp_path, 4)][3] == "blocked"
    monkeypatch.setenv("TACT_PLATES", "0")
    assert [result.status for result in made(tmp_path, 3)] == ["done"] * 4
