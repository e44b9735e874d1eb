"""A block with other words, broken into lines anew by WeasyPrint itself in the place that the block has.

It stays as it was when it has as many lines, each as high, with its baseline and its pieces of text where they were:
then nothing around it moves, and its tags are the same.
"""

from __future__ import annotations

from math import inf
from typing import Any

from toolkit.channels.plates.ground import Block
from toolkit.channels.plates.inside import boxes, element_to_box, inline_in_block, iter_line_boxes
from toolkit.channels.plates.refusal import NoPlate

NEAR = 1e-6
"""Pixels that two sums of the same lengths may differ by; pydyf writes six decimals."""


def broken(block: Block, context: Any) -> tuple[list[tuple[Any, Any]], str | None]:
    """Return each text of a block, as it was and with the words its element has now, and what the outline says of it.

    Raises NoPlate when the block does not stay as it was.
    """
    held, old_lines = block.box, block.lines
    fresh = _built(held.element, context)
    line = fresh.children[-1]
    if isinstance(line, boxes.BlockBox) and all(child.is_outside_marker for child in fresh.children[:-1]):
        line = line.children[-1]
    elif len(fresh.children) != 1:
        raise NoPlate("not lines alone")
    if not isinstance(line, boxes.LineBox):
        raise NoPlate("not lines alone")
    first = old_lines[0]
    line.position_x = first.position_x if block.pushed else held.content_box_x()
    pairs: list[tuple[Any, Any]] = []
    count = 0
    for new, _ in iter_line_boxes(context, line, first.position_y, -inf, None, held, [], [], None, None):
        if count == len(old_lines):
            raise NoPlate("more lines")
        old = old_lines[count]
        if (new.height, new.baseline) != (old.height, old.baseline):
            raise NoPlate("other heights")
        _pair(old, new, pairs)
        count += 1
    if count != len(old_lines):
        raise NoPlate("fewer lines")
    for old, new in pairs:
        _place(block, old, new)
    return pairs, fresh.bookmark_label


def _built(element: Any, context: Any) -> Any:
    if (element.text or "")[:1].isspace():
        raise NoPlate("white space that may belong to what stands before")
    made = element_to_box(
        element, context.style_for, context.get_image_from_uri, None, context.target_collector,
        context.counter_style, context.footnotes,
    )  # fmt: skip
    if len(made) != 1:
        raise NoPlate("no box")
    made[0].process_whitespace()
    made[0].process_text_transform()
    fresh = inline_in_block(made[0])
    if not fresh.children:
        raise NoPlate("no lines")
    return fresh


def _pair(old: Any, new: Any, pairs: list[tuple[Any, Any]]) -> None:
    """Go through two lines at once, which must have the same boxes in each other."""
    if type(old) is not type(new) or old.element is not new.element or old.element_tag != new.element_tag:
        raise NoPlate("other pieces")
    if isinstance(old, boxes.TextBox):
        pairs.append((old, new))
        return
    if len(old.children) != len(new.children):
        raise NoPlate("other pieces")
    for one, other in zip(old.children, new.children, strict=True):
        _pair(one, other, pairs)


def _place(block: Block, old: Any, new: Any) -> None:
    """Put a text at the height of the old one: lengths that are added in another order are not the same to the bit."""
    if (new.height, new.baseline) != (old.height, old.baseline) or abs(
        new.position_y - old.position_y
    ) > NEAR:
        raise NoPlate("other heights")
    new.position_y = old.position_y
    if block.pushed:
        if abs(new.position_x - old.position_x) > NEAR:
            raise NoPlate("a text that a moved box would place anew")
        new.position_x = old.position_x
