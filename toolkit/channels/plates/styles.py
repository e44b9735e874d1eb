"""Which style sheets plates can be trusted with, as far as it shows in their text; the boxes tell the rest (`ground`).

Words that style or place another element: a selector that asks for the value of an attribute that holds words, and
`attr()` of one anywhere but in `string-set`. A sheet that reads others (`@import`) is not read here, so it is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2

_WORDS = ("data-", "content", "d")
"""How the names of attributes that hold words begin (`shape`): `content` and `d` hold them on some elements only."""


def objection(sheet: bytes) -> str | None:
    """Return what in a style sheet, as it is written there, may let words reach elsewhere; None where nothing does."""
    rules, _ = tinycss2.parse_stylesheet_bytes(sheet, skip_comments=True, skip_whitespace=True)
    return next(_in_rules(rules), None)


def _in_rules(rules: Iterable[Any]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword == "import":
            yield "@import"
        if rule.type in ("at-rule", "qualified-rule"):
            yield from _in_selector(rule.prelude)
            yield from _in_block(rule.content or ())


def _in_block(content: Any) -> Iterator[str]:
    """Look at declarations and at rules between them, as in `@page` and `@media`."""
    inside = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    yield from _in_rules(inside)
    for item in inside:
        if item.type == "declaration" and item.lower_name != "string-set":
            yield from _attributes(item.value)


def _in_selector(prelude: Iterable[Any]) -> Iterator[str]:
    for token in prelude:
        if token.type == "[] block":
            name = next((each.value for each in token.content if each.type == "ident"), "")
            if len([each for each in token.content if each.type != "whitespace"]) > 1 and _is_word(name):
                yield f"[{tinycss2.serialize(token.content)}]"
        elif hasattr(token, "arguments"):
            yield from _in_selector(token.arguments)
        elif hasattr(token, "content"):
            yield from _in_selector(token.content)


def _attributes(value: Iterable[Any]) -> Iterator[str]:
    for token in value:
        if token.type == "function" and token.lower_name == "attr":
            name = next((each.value for each in token.arguments if each.type == "ident"), "")
            if _is_word(name):
                yield token.serialize()
        yield from _attributes(getattr(token, "arguments", None) or getattr(token, "content", None) or ())


def _is_word(name: str) -> bool:
    first, *others = _WORDS
    return name.lower().startswith(first) or name.lower() in others
