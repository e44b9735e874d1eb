"""Two hundred sentences that people could write, each with the ends of its sentences (¶) and of its clauses (‖)."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.language import load

TEXTS = (Path(__file__).parent / "data" / "sentences.txt").read_text(encoding="utf-8").splitlines()
MARKED = [line.replace("⏎", "\n") for line in TEXTS if line and not line.startswith("#")]


def marked(text: str) -> str:
    """Return a text with a mark behind each sentence and each clause inside it."""
    analysis = load("nl").analyse(text)
    sentence_ends = {analysis.ends[sentence.last - 1] for sentence in analysis.sentences}
    out = text
    for end in sorted({analysis.ends[last - 1] for _, last in analysis.clauses}, reverse=True):
        out = out[:end] + ("¶" if end in sentence_ends else "‖") + out[end:]
    return out


@pytest.mark.parametrize("line", MARKED)
def test_a_sentence_and_its_clauses_end_where_a_reader_ends_them(line: str) -> None:
    assert marked(line.replace("¶", "").replace("‖", "")) == line


def test_there_are_two_hundred_sentences_and_many_with_more_than_one_clause() -> None:
    assert len(set(MARKED)) == len(MARKED)
    assert sum(line.count("¶") for line in MARKED) >= 200
    assert sum(line.count("‖") for line in MARKED) >= 60
