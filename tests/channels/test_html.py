from __future__ import annotations

import time
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from tests.channels.messages import bullets, heading, link, paragraph, strong, table
from toolkit.channels import email, letter_sheet
from toolkit.channels.html import blocks_html, inlines_html, keep_whole, part_html, table_html, tag
from toolkit.compose.message import Break, Emphasis, Items, Part, Quote, Text, ThematicBreak
from toolkit.errors import RenderError

XML_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))


def parsed(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(markup)  # noqa: S314 - made by the code under test


@given(XML_TEXT)
def test_text_stays_text_whatever_it_holds(value: str) -> None:
    read = parsed(blocks_html((paragraph(value),)))
    assert (read.tag, list(read), read.text or "") == ("p", [], value)


@given(XML_TEXT)
def test_an_attribute_stays_one_attribute_whatever_it_holds(value: str) -> None:
    read = parsed(tag("p", title=value.replace("\t", " ")))
    assert read.attrib == {"title": value.replace("\t", " ")}


def test_every_block_has_its_element() -> None:
    blocks = (
        heading("Kop", 2),
        paragraph("Een ", strong("vet"), " woord"),
        bullets("een", "twee"),
        Quote((paragraph("citaat"),)),
        ThematicBreak(),
    )
    assert blocks_html(blocks) == (
        "<h2>Kop</h2>\n<p>Een <strong>vet</strong> woord</p>\n<ul><li>een</li>\n<li>twee</li></ul>\n"
        "<blockquote><p>citaat</p></blockquote>\n<hr/>"
    )


def test_inlines_nest() -> None:
    inlines = (Emphasis((Text("a", 0), Break(), strong("b"))),)
    assert inlines_html(inlines) == "<em>a<br/><strong>b</strong></em>"


def test_an_ordered_list_keeps_its_first_number() -> None:
    items = bullets("drie").items
    assert blocks_html((Items(items, start=3),)) == '<ol start="3"><li>drie</li></ol>'
    assert blocks_html((Items(items, start=1),)) == "<ol><li>drie</li></ol>"


def test_an_item_of_several_blocks_keeps_its_paragraphs() -> None:
    items = Items(((paragraph("een"), paragraph("nog")),))
    assert blocks_html((items,)) == "<ul><li><p>een</p>\n<p>nog</p></li></ul>"


def test_a_head_row_heads_the_columns() -> None:
    made = table_html(table(("Factuur", "Bedrag"), ("1", "€ 2"), align="lr"))
    assert '<th scope="col" class="right">Bedrag</th>' in made
    assert '<td class="right">€ 2</td>' in made


def test_without_a_head_row_the_first_column_heads_the_rows() -> None:
    made = table_html(table((), ("Rekening", "NL91"), align="ll"))
    assert "<thead>" not in made
    assert '<th scope="row" class="left">Rekening</th><td class="left">NL91</td>' in made


def test_rows_and_columns_of_a_table_take_what_a_channel_gives_them() -> None:
    made = table_html(
        table(("A", "B"), ("1", "2"), ("3", "4")), rows=({"data_sum": "1"},), widths=(30.0, 70.0)
    )
    assert '<col style="width: 30.0%"/><col style="width: 70.0%"/>' in made
    assert made.count("data-sum") == 1


def test_a_channel_lays_out_the_named_pieces_it_knows_at_any_depth() -> None:
    def lay_out(part: Part) -> Markup | None:
        return tag("b", "hier") if part.name == "payment" else None

    inner = Part("payment", (paragraph("weg"),))
    assert blocks_html((Quote((inner,)),), part=lay_out) == "<blockquote><b>hier</b></blockquote>"
    outer = Part("choices", (inner,))
    assert blocks_html((outer,), part=lay_out) == part_html(outer, Markup("<b>hier</b>"))
    assert blocks_html((outer,)).count("<div") == 2


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "http://x.example", "//x.example", "data:text/html,x"]
)
def test_a_link_to_an_unsafe_address_is_refused(href: str) -> None:
    with pytest.raises(RenderError, match="a link leads to"):
        blocks_html((paragraph(link("hier", href)),))


@pytest.mark.parametrize("href", ["https://x.example/?a=1&b=2", "mailto:a@x.example", "tel:+31334700000"])
def test_a_link_to_a_safe_address_is_kept(href: str) -> None:
    read = parsed(blocks_html((paragraph(link("hier", href)),)))
    assert read.find("a").attrib == {"href": href}  # type: ignore[union-attr]


def test_what_keeps_pieces_whole_looks_at_each_character_of_a_long_word_a_few_times() -> None:
    began = time.process_time()
    for pattern in (email.WHOLE, letter_sheet.WHOLE):
        for word in ("a" * 100_000, "a." * 50_000, "a/" * 50_000, "1-" * 50_000, "a@" * 50_000):
            keep_whole(f"<p>{word}</p>", pattern)
    assert time.process_time() - began < 20  # seconds; the square of these would take minutes
