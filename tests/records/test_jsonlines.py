"""JSON Lines are read line by line, however long the file is."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from toolkit.errors import RecordError
from toolkit.records.jsonlines import LONGEST, read_lines


def test_every_line_stands_for_itself(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"a": 1.10}\n\n{"b"\n[1]\n\xff\n{"a": 1, "a": 2}\n{"c": 2}')
    lines = list(read_lines(path))
    assert [line.number for line in lines] == [1, 3, 4, 5, 6, 7]
    assert [line.table is not None for line in lines] == [True, False, False, False, False, True]
    assert str(lines[0].table) == "{'a': Decimal('1.10')}"
    said = [line.problem.message for line in lines if line.problem]
    assert [text.partition(":")[0] for text in said] == [
        "is geen goede JSON",
        "deze regel is geen groep velden tussen { en }",
        "is geen UTF-8",
        "kan niet gelezen worden",
    ]


def test_a_line_without_end_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'"' + b"x" * (3 * LONGEST) + b'"\n{"a": 1}\n')
    first, second = read_lines(path)
    assert first.problem is not None
    assert "langer dan" in first.problem.message
    assert (second.number, second.table) == (2, {"a": 1})


def test_a_long_file_takes_no_more_memory_than_a_short_one(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'{"a": "%s"}\n' % (b"x" * 1000) * 20_000)
    tracemalloc.start()
    try:
        assert sum(1 for _ in read_lines(path)) == 20_000
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="kan niet gelezen worden"):
        list(read_lines(tmp_path / "x.jsonl"))
