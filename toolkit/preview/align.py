"""Finds the words of a message in what a channel made of it, which has the same words in the same order, and more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

_SILENT = re.compile("[-\u00ad\u200b-\u200d\u2060\ufeff\ufffe\x02\u2010\u2011]")
"""Hyphens, and characters that nobody sees: where a line breaks, one may be there or not."""


def align(words: Sequence[str], found: Sequence[str]) -> list[int | None]:
    """Return for each word the index in `found` that it became, in rising order; None where it is not there."""
    ours, theirs = [_bare(word) for word in words], [_bare(word) for word in found]
    places: list[int | None] = [None] * len(words)
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            places[block.a + step] = block.b + step
    return places


def _bare(word: str) -> str:
    return _SILENT.sub("", word) or word
