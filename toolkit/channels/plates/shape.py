"""What a letter has in common with others, its shape, and what it says, its words.

The shape holds every element, attribute and white space of a letter; letters of one shape differ in nothing but
their words: the texts with something to read, and the attributes that carry words for margins, metadata and codes.
An element with words has words in every letter of its shape, so `:empty` and a block that comes and goes are no
matter of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Shape = tuple[Any, ...]

_FREE = {"meta": frozenset({"content"}), "{http://www.w3.org/2000/svg}path": frozenset({"d"})}
"""Attributes that are words, by element; `data-…` are so everywhere."""

_NONE: frozenset[str] = frozenset()


_TURNING = re.compile(
    r"[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def turns(text: str) -> bool:
    """Return whether a text holds letters or signs that run from right to left (Unicode Standard Annex 9)."""
    return _TURNING.search(text) is not None


def is_free(tag: str, name: str) -> bool:
    """Return whether an attribute of an element holds words."""
    return name.startswith("data-") or name in _FREE.get(tag, _NONE)


def read(root: Any) -> tuple[Shape, list[str]]:
    """Return the shape and the words of a letter, given as its tree of elements.

    The number of children of each element, in the order of the document, gives the whole tree.
    """
    shape: list[Any] = []
    words: list[str] = []
    for element in root.iter():
        tag = element.tag
        shape += (tag, len(element))
        for name, value in element.attrib.items():
            shape.append(name)
            (words if is_free(tag, name) else shape).append(value)
        for text in (element.text, element.tail):
            worded = text is not None and not text.isspace() and text != ""
            shape.append(worded or text)
            if worded:
                words.append(text)
    return tuple(shape), words


def places(root: Any) -> Iterator[tuple[Any, str]]:
    """Yield for each of the words that `read` returns its element, and `text`, `tail` or the name of an attribute."""
    for element in root.iter():
        for name in element.attrib:
            if is_free(element.tag, name):
                yield element, name
        for where in ("text", "tail"):
            if (getattr(element, where) or "").strip():
                yield element, where
