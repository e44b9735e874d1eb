"""Finds the words of a message in what a channel made of it: the same words, mostly in the same order, and more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

PASSES = 6
"""How often what is left over is compared again: a block that a layout moved is found in a later pass."""

TELLING = 2
"""Words in a row that a later pass must find: one word alone could be any word."""

_SILENT = re.compile("[-\u00ad\u200b-\u200d\u2060\ufeff\ufffe\x02\u2010\u2011]")
"""Hyphens, and characters that nobody sees: where a line breaks, one may be there or not."""


def align(words: Sequence[str], found: Sequence[str]) -> list[int | None]:
    """Return for each word the index in `found` that it became, each at most once; None where it is not there."""
    ours, theirs = [_bare(word) for word in words], [_bare(word) for word in found]
    places: list[int | None] = [None] * len(words)
    left, right = list(range(len(ours))), list(range(len(theirs)))
    for turn in range(PASSES):
        matcher = SequenceMatcher(
            None, [ours[at] for at in left], [theirs[at] for at in right], autojunk=False
        )
        blocks = [block for block in matcher.get_matching_blocks() if block.size >= (TELLING if turn else 1)]
        if not blocks:
            break
        pairs = {left[b.a + step]: right[b.b + step] for b in blocks for step in range(b.size)}
        for word, place in pairs.items():
            places[word] = place
        taken = set(pairs.values())
        left, right = [at for at in left if at not in pairs], [at for at in right if at not in taken]
    return places


def _bare(word: str) -> str:
    return _SILENT.sub("", word) or word
