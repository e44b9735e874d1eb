"""What the styles and lists of a Word document say of a paragraph: is it a heading, an item of a list, or hidden?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

HEADING = re.compile(r"(?:heading|kop|titel|title|subtitle|ondertitel)(?: ?[1-9])?", re.IGNORECASE)
"""The names of styles of headings."""

_NO_HEADING = "9"
"""The outline level of body text."""


def local(element: Any) -> str:
    """Return the name of an element without its namespace; empty for a comment or an instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Any, *names: str) -> Any:
    """Return the first child of this name, its first child of the next name, and so on; None where there is none."""
    for name in names:
        if element is None:
            return None
        element = next((each for each in element if local(each) == name), None)
    return element


def attribute(element: Any, name: str) -> str:
    """Return an attribute of an element in the namespace of the element itself; empty where there is none."""
    if element is None:
        return ""
    space = element.tag.rpartition("}")[0]
    return str(element.get(f"{space}}}{name}" if space else name, ""))


def is_on(element: Any) -> bool:
    """Say whether a property that is on or off is there and on."""
    return element is not None and attribute(element, "val").lower() not in ("0", "false", "off", "none")


class Styles:
    """The styles of a document, each with the style it is based on."""

    def __init__(self, root: Any) -> None:
        """Take the root of the part with styles; None for a document without."""
        styles = [each for each in root if local(each) == "style"] if root is not None else []
        self._styles = {attribute(style, "styleId"): style for style in styles}
        self._default = next(
            (
                attribute(style, "styleId")
                for style in styles
                if attribute(style, "type") == "paragraph"
                and attribute(style, "default") in ("1", "true", "on")
            ),
            "",
        )

    def is_heading(self, properties: Any) -> bool:
        """Say whether a paragraph with these properties is a heading or a title."""
        level = child(properties, "outlineLvl")
        for style in self._line(properties, "pStyle"):
            level = child(style, "pPr", "outlineLvl") if level is None else level
            if HEADING.fullmatch(attribute(child(style, "name"), "val")):
                return level is None or attribute(level, "val") != _NO_HEADING
        return level is not None and attribute(level, "val") != _NO_HEADING

    def numbers(self, properties: Any) -> Any:
        """Return what a paragraph with these properties, or its style, says of a list; None for no list."""
        own = child(properties, "numPr")
        if own is not None:
            return own
        styles = (child(style, "pPr", "numPr") for style in self._line(properties, "pStyle"))
        return next((each for each in styles if each is not None), None)

    def is_hidden(self, properties: Any, paragraph: Any) -> bool:
        """Say whether a run with these properties, in a paragraph with its own, is hidden text."""
        vanish = child(properties, "vanish")
        if vanish is not None:
            return is_on(vanish)
        lines = (*self._line(properties, "rStyle"), *self._line(paragraph, "pStyle"))
        styles = (child(style, "rPr", "vanish") for style in lines)
        return is_on(next((each for each in styles if each is not None), None))

    def is_bold(self, properties: Any) -> bool:
        """Say whether a run with these properties is bold, by itself or by a style of characters."""
        bold = child(properties, "b")
        styles = (child(style, "rPr", "b") for style in self._line(properties, "rStyle"))
        return is_on(next((each for each in styles if each is not None), None) if bold is None else bold)

    def _line(self, properties: Any, kind: str) -> Iterator[Any]:
        """Yield the style that properties name, the one it is based on, and so on."""
        key = attribute(child(properties, kind), "val") or (self._default if kind == "pStyle" else "")
        seen: set[str] = set()
        while key in self._styles and key not in seen:
            seen.add(key)
            yield self._styles[key]
            key = attribute(child(self._styles[key], "basedOn"), "val")


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, root: Any, styles: Styles) -> None:
        """Take the root of the part with lists; None for a document without."""
        self._styles = styles
        self._counts: Counter[tuple[str, str]] = Counter()
        self._formats: dict[str, dict[str, str]] = {}
        abstract: dict[str, dict[str, str]] = {}
        for each in root if root is not None else ():
            if local(each) == "abstractNum":
                levels = (level for level in each if local(level) == "lvl")
                abstract[attribute(each, "abstractNumId")] = {
                    attribute(level, "ilvl"): attribute(child(level, "numFmt"), "val") for level in levels
                }
            elif local(each) == "num":
                known = abstract.get(attribute(child(each, "abstractNumId"), "val"), {})
                self._formats[attribute(each, "numId")] = known

    def mark(self, properties: Any) -> str:
        """Return what stands before a paragraph in a list: "- " or its number; empty for one in no list."""
        numbers = self._styles.numbers(properties)
        key = attribute(child(numbers, "numId"), "val")
        if not key or key == "0":
            return ""
        level = attribute(child(numbers, "ilvl"), "val") or "0"
        form = self._formats.get(key, {}).get(level, "bullet")
        if form == "none":
            return ""
        if form == "bullet":
            return "- "
        self._counts[key, level] += 1
        return f"{self._counts[key, level]}. "
