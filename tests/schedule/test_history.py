"""The history: what was sent, line by line, never half."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.schedule.town import TODAY, invoice, record, sent
from toolkit.errors import Place, RecordErrors, RenderError
from toolkit.schedule import History, Sent, read_history, record_history
from toolkit.schedule.history import sent_of

STEPS = ("reminder", "last-notice", "call")


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    first = sent("reminder", "1", "2", ago=9, pay_by=TODAY)
    second = sent("last-notice", ago=1, channel="letter", costs="48.40")
    assert record_history(path, [first]) == 1
    assert record_history(path, [second, sent("call", ago=0, channel="phone")]) == 2
    history = read_history(path, STEPS)
    assert history.entries[:2] == (first, second)
    assert history.about("2") == (first,)
    assert [entry.step for entry in history.to("k1")] == ["reminder", "last-notice", "call"]
    assert history.to("") == ()


def test_only_its_owner_can_read_a_history(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    record_history(path, [sent("reminder", ago=0)])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_nothing_to_write_makes_no_file(tmp_path: Path) -> None:
    assert record_history(tmp_path / "history.jsonl", []) == 0
    assert list(tmp_path.iterdir()) == []


def test_a_line_typed_by_hand_without_an_end_is_not_glued_to_the_next(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    path.write_text(sent("reminder", ago=3).model_dump_json(), encoding="utf-8")
    record_history(path, [sent("call", ago=0, channel="phone")])
    assert len(read_history(path, STEPS).entries) == 2


def test_every_line_that_is_wrong_is_told_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    good = sent("reminder", ago=3).model_dump_json()
    wrong = [
        '{"invoices": ["1"], "step": "reminder", "on": "2026-1',
        '{"invoices": [], "step": "reminder", "on": "2026-11-01", "channel": "email"}',
        '{"invoices": ["1"], "step": "remindr", "on": "2026-11-01", "channel": "email"}',
        '{"invoices": ["1"], "step": "reminder", "on": "gisteren", "channel": "fax"}',
        "[]",
    ]
    path.write_text("\n".join([good, "", *wrong]), encoding="utf-8")
    with pytest.raises(RecordErrors) as error:
        read_history(path, STEPS)
    told = [
        (problem.place.line if problem.place else None, problem.message) for problem in error.value.problems
    ]
    assert [line for line, _ in told] == [3, 4, 5, 6, 6, 7]
    assert "geen goede JSON" in told[0][1]
    assert "invoices" in told[1][1]
    assert '"remindr" staat niet in het schema' in told[2][1]
    assert "did you mean 'reminder'?" in str(error.value)


@pytest.mark.parametrize(
    ("content", "told"), [(b"\xff\xfe\x00", "is geen UTF-8"), (None, "kan niet gelezen worden")]
)
def test_a_history_that_cannot_be_read_is_an_error(tmp_path: Path, content: bytes | None, told: str) -> None:
    path = tmp_path / "history.jsonl"
    if content:
        path.write_bytes(content)
    with pytest.raises(RecordErrors) as error:
        read_history(path, STEPS)
    assert [(problem.message, problem.place) for problem in error.value.problems] == [
        (told, Place(str(path)))
    ]


def test_a_line_names_the_invoices_that_the_message_covers_and_all_of_them_by_default() -> None:
    two = record(invoice("1", 7), invoice("2", 9))
    assert sent_of(two, "reminder", "letter").invoices == ("1", "2")
    assert sent_of(two, "reminder", "letter", ["2"]).invoices == ("2",)


def test_a_history_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "no" / "history.jsonl"
    with pytest.raises(RenderError, match="cannot be written") as error:
        record_history(path, [sent("reminder", ago=0)])
    assert error.value.place == Place(str(path))


def test_lines_follow_each_other_without_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    for ago in (3, 2, 1):
        record_history(path, [sent("reminder", ago=ago)])
    assert all(path.read_text("utf-8").splitlines())


def test_an_empty_history_is_known_and_none_is_not() -> None:
    assert History().known
    assert not History(known=False).known


def test_a_line_without_a_last_day_stays_short() -> None:
    line = Sent(invoices=("1",), step="call", on=TODAY, channel="phone").model_dump_json(exclude_none=True)
    assert line == '{"customer":"","invoices":["1"],"step":"call","on":"2026-11-21","channel":"phone"}'
