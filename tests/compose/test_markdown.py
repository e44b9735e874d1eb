"""Composed Markdown becomes a tree, every text with its exact offset."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from toolkit.compose.armour import armour, bare
from toolkit.compose.markdown import parse
from toolkit.compose.message import (
    Block,
    Break,
    Heading,
    Items,
    Link,
    Paragraph,
    Part,
    Table,
    Text,
    plain,
    texts,
)
from toolkit.errors import TemplateError

MARKUP = [
    "#",
    "##",
    "- ",
    "1. ",
    "* ",
    "> ",
    "|",
    "**",
    "*",
    "_",
    "\\",
    "[",
    "](https://a.example)",
    "&euro;",
    "&#42;",
]
MARKUP += [
    "\n",
    "\n\n",
    "| --- | --- |\n",
    "   ",
    "a",
    "b c",
    "é",
    "::: notes\n",
    ":::\n",
    "`",
    "<b>",
    "---\n",
    "!",
]


def cells(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[plain(cell) for cell in row] for row in (block.head, *block.rows)]


@given(st.lists(st.sampled_from(MARKUP), max_size=25).map("".join))
@example("| a | b |\n| --- | --- |\n| \\| x | **y** z |\n")
@example("# # a #\n- - a a\n  1. a\n")
@example("a **b** a _b_ \\* a &euro; a\n  a\\\nb")
def test_every_text_stands_in_the_source_where_it_says(source: str) -> None:
    try:
        blocks = parse(source)
    except TemplateError:
        return
    for text in texts(blocks):
        for at, char in enumerate(text.text):
            written = source[text.start + at]
            assert written in (char, "&") or (char == " " and written == "\n")


@given(
    st.text(st.characters(exclude_categories=["Cs", "Co"]), max_size=60),
    st.sampled_from(["{}", "- {}", "**a {}**"]),
)
@example("# *kop* [x](https://y.example)", "{}")
@example("1. a", "{}")
@example("::: payment", "{}")
@example("\\", "**a {}**")
@example("&euro; &#42;", "{}")
def test_a_value_is_never_markup(value: str, around: str) -> None:
    blocks = parse(around.format(f"x{armour(value)}x"))
    block = blocks[0].items[0][0] if isinstance(blocks[0], Items) else blocks[0]
    assert isinstance(block, Paragraph)
    shown = " ".join("".join(text.text for text in texts(block.children)).split(" "))
    assert " ".join(bare(armour(value)).split()) in " ".join(shown.split())
    assert len(blocks) == 1


def test_a_value_at_the_start_of_a_line_opens_no_list_heading_or_part() -> None:
    for value in ("# kop", "- punt", "1. een", "> zei", "::: payment", "| a | b |", "---", "```", "    code"):
        (block,) = parse(armour(value))
        assert isinstance(block, Paragraph)
        assert plain(block.children) == value.strip()


def test_a_bar_in_a_value_does_not_make_a_cell() -> None:
    value = armour("a | b \\")
    (table,) = parse(f"| Wat | Bedrag |\n| --- | ---: |\n| {value} | 1 |\n")
    assert cells(table) == [["Wat", "Bedrag"], ["a | b \\", "1"]]
    assert isinstance(table, Table)
    assert table.align == ("left", "right")


def test_the_tree_holds_headings_lists_links_and_breaks() -> None:
    heading, paragraph, items = parse(
        "## Kop\n\nEen **twee** [drie](https://a.example)\\\nvier\n\n3. x\n4. y\n"
    )
    assert heading == Heading(2, (Text("Kop", 3),))
    assert isinstance(paragraph, Paragraph)
    assert [type(node) for node in paragraph.children] == [
        Text,
        type(paragraph.children[1]),
        Text,
        Link,
        Break,
        Text,
    ]
    assert isinstance(items, Items)
    assert (items.start, len(items.items)) == (3, 2)


def test_a_part_holds_what_is_written_in_it() -> None:
    (part,) = parse("::: choices\n- a\n- b\n:::\n")
    assert isinstance(part, Part)
    assert part.name == "choices"
    assert isinstance(part.children[0], Items)


@pytest.mark.parametrize(
    "source", ["::: betaling\nx\n:::\n", "::: payment\nx\n", "x\n\n:::\n", "::: notes\n::: notes\n:::\n"]
)
def test_an_unknown_or_unclosed_part_is_refused(source: str) -> None:
    with pytest.raises(TemplateError):
        parse(source)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "http://a.example", "//a.example", "file:///etc/passwd"]
)
def test_a_link_that_is_not_safe_is_refused(address: str) -> None:
    with pytest.raises(TemplateError, match="not safe"):
        parse(f"[x]({address})")


def test_spaces_that_a_branch_left_behind_become_one() -> None:
    (paragraph,) = parse("a  b   c  \nd")
    assert isinstance(paragraph, Paragraph)
    assert plain(paragraph.children) == "a b c d"


def test_html_stays_literal_text() -> None:
    (paragraph,) = parse("<script>alert(1)</script>")
    assert isinstance(paragraph, Paragraph)
    assert plain(paragraph.children) == "<script>alert(1)</script>"
