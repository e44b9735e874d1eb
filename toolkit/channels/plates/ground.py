"""The ground of a letter: which boxes stand in it, and which blocks may take other words while all else stays.

Everything that is not known to stay where it is, is refused. Known are blocks in the normal flow, tables whose widths
are fixed, and boxes placed absolutely at a width of their own: where they stand depends on how high each block is and
on nothing else that words can change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from toolkit.channels.plates.inside import AbsolutePlaceholder, boxes
from toolkit.channels.plates.refusal import NoPlate

_SVG = "{http://www.w3.org/2000/svg}"
_HTML = """html head title meta body main header footer section article div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd hr
br blockquote table caption colgroup col thead tbody tfoot tr th td a span strong em b i u s small sub sup img"""
_TAGS = frozenset(_HTML.split()) | {f"{_SVG}{name}" for name in ("svg", "title", "path", "g", "rect")}
"""The elements whose boxes and tags are known; the path of a payment code is the only drawing with words."""

_KINDS = (
    boxes.PageBox, boxes.MarginBox, boxes.FootnoteAreaBox, boxes.BlockBox, boxes.LineBox, boxes.InlineBox,
    boxes.TextBox, boxes.BlockReplacedBox, boxes.InlineReplacedBox, boxes.TableBox, boxes.TableRowGroupBox,
    boxes.TableRowBox, boxes.TableCellBox,
)  # fmt: skip
_SIZES = ("width", "min_width", "max_width", "height", "min_height", "max_height")
_CONTENT = frozenset({"string", "counter()", "counters()", "quote", "url"})
"""What text may be made of that no words change; a page counter counts sheets, and there are as many."""

_RTL = frozenset({"rtl"})


@dataclass(slots=True, eq=False)
class Block:
    """A block of lines that may take other words: its box, its lines, and how it hangs in the letter.

    `pushed` says that it was moved after it was laid out: then only a place that is copied is exact. `marked` is its
    number in the outline, None when it does not stand there.
    """

    box: Any
    pushed: bool
    marked: int | None = None

    @property
    def lines(self) -> tuple[Any, ...]:
        """The lines as the whole layout made them."""
        return tuple(self.box.children)


@dataclass(frozen=True, slots=True)
class Saying:
    """An element that sets strings for margins; `deep` says that it takes them from text, not from attributes alone."""

    element: Any
    names: frozenset[str]
    deep: bool
    pushed: bool


@dataclass(slots=True)
class Ground:
    """What stands in a letter: its blocks by element, those that can take no other words as None.

    `labels` are the entries of the outline with their elements. `shown` are the strings that margins say, each with
    the ways in which they choose among its values, and `sayings` what sets a string, in the order of the letter.
    """

    blocks: dict[Any, Block | None] = field(default_factory=dict)
    labels: list[tuple[Any, str]] = field(default_factory=list)
    shown: dict[str, set[str]] = field(default_factory=dict)
    sayings: list[Saying] = field(default_factory=list)
    sheets: int = 0

    def said(self) -> Iterator[Saying]:
        """Yield what sets a string that a margin says; where margins of the one sheet say the last value, that one."""
        for name, ways in self.shown.items():
            setting = [each for each in self.sayings if name in each.names]
            if ways == {"last"} and self.sheets == 1:
                last = [each for each in setting if not each.pushed][-1:]
                setting = [each for each in setting if each.pushed] + last
            yield from setting


def survey(document: Any) -> Ground:
    """Return the ground of a letter that is laid out; raises NoPlate where a box may move when words change."""
    for element in document._html.etree_element.iter():
        if element.tag not in _TAGS:
            raise NoPlate(f"<{element.tag}>")
        if "attr" in element.get("style", "").lower() or "\\" in element.get("style", ""):
            raise NoPlate("attr() in a style")
    ground = Ground(sheets=len(document.pages))
    for page in document.pages:
        for box, pushed in _walk(page._page_box, False):
            _check(box)
            _note(ground, box, pushed)
    return ground


def _walk(box: Any, pushed: bool) -> Iterator[tuple[Any, bool]]:
    """Yield each box in the order of the document, and whether it was moved after it was laid out."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    style = box.style
    off = any(style[side] != "auto" for side in ("left", "right", "top", "bottom"))
    pushed |= box.is_absolutely_positioned() or (style["position"] == "relative" and off)
    yield box, pushed
    for child in box.children:
        yield from _walk(child, pushed)


def _check(box: Any) -> None:
    style = box.style
    if type(box) not in _KINDS:
        raise NoPlate(type(box).__name__)
    if box.first_letter_style is not None or box.first_line_style is not None:
        raise NoPlate("::first-letter or ::first-line")
    if not box.is_in_normal_flow() and not box.is_absolutely_positioned():
        raise NoPlate(f"{style['float']} {style['position']}")
    if style["direction"] in _RTL or box.is_column or box.is_leader:
        raise NoPlate("direction, columns or leaders")
    if (style["text_overflow"], style["block_ellipsis"], style["max_lines"]) != ("clip", "none", "none"):
        raise NoPlate("an ellipsis")
    if any(style[name] != "auto" and not hasattr(style[name], "unit") for name in _SIZES):
        raise NoPlate("a size that words decide")
    if isinstance(box, boxes.TableBox) and (style["table_layout"] != "fixed" or style["width"] == "auto"):
        raise NoPlate("a table whose widths words decide")
    between = style["left"] != "auto" and style["right"] != "auto"
    if (
        box.is_absolutely_positioned()
        and not isinstance(box, boxes.ReplacedBox)
        and not box.is_outside_marker
        and style["width"] == "auto"
        and not between
    ):
        raise NoPlate("an absolute box whose width words decide")


def _note(ground: Ground, box: Any, pushed: bool) -> None:
    style, content = box.style, box.style["content"]
    made = isinstance(box, boxes.MarginBox) or "::" in str(box.element_tag)
    if made and content not in ("normal", "inhibit", "none"):
        for kind, value in content:
            if kind == "string()" and isinstance(box, boxes.MarginBox):
                ground.shown.setdefault(value[0], set()).add(value[1])
            elif kind not in _CONTENT:
                raise NoPlate(f"content: {kind}")
    if style["string_set"] != "none":
        names = frozenset(name for name, _ in style["string_set"])
        deep = any(
            kind not in {*_CONTENT, "attr()"} for _, values in style["string_set"] for kind, _ in values
        )
        ground.sayings.append(Saying(box.element, names, deep, pushed))
    if box.bookmark_label and style["bookmark_level"] != "none":
        if any(kind == "attr()" for kind, _ in style["bookmark_label"]):
            raise NoPlate("bookmark-label: attr()")
        ground.labels.append((box.element, box.bookmark_label))
    if not made and box.children and isinstance(box.children[0], boxes.LineBox):
        steady = all(isinstance(line, boxes.LineBox) and _steady(line) for line in box.children)
        alone = box.element not in ground.blocks
        ground.blocks[box.element] = Block(box, pushed) if alone and steady else None


def _steady(box: Any) -> bool:
    """Return whether a line holds text alone, with nothing drawn or linked that its words would move."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            if child.style["text_decoration_style"] == "wavy":
                return False
        elif type(child) is not boxes.InlineBox or not _bare(child) or not _steady(child):
            return False
    return True


def _bare(box: Any) -> bool:
    style = box.style
    edges = (f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
    return (
        box.background is None
        and not any(style[edge] for edge in edges)
        and not style["outline_width"]
        and style["position"] == "static"
        and style["opacity"] == 1
        and not style["transform"]
        and box.link is None
        and style["anchor"] is None
        and box.bookmark_label is None
        and not box.string_set
        and style["mask_border_source"][0] == "none"
    )
