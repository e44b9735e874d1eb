"""What word processors put on the clipboard keeps its bold words, its lists and its tables."""

from __future__ import annotations

import pytest

from toolkit.compose.sourcemap import Source
from toolkit.reading.pasted import html_rendition
from toolkit.reading.rendition import Rendition


def item(words: str, bullet: str) -> str:
    """Return an item as Word writes it: a paragraph with its bullet or number in a span to ignore."""
    return (
        "<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]>"
        f"<span style='font-family:Symbol'><span style='mso-list:Ignore'>{bullet}<span style='font:7.0pt'>&nbsp;&nbsp;"
        f"</span></span></span><![endif]>{words}<o:p></o:p></p>"
    )


def pasted(html: str) -> Rendition:
    return html_rendition(Source("geplakt.html", html))


def bold(html: str) -> list[str]:
    read = pasted(html)
    return [read.text[low:high] for low, high in read.bold]


def test_a_list_of_word_is_a_list_with_bullets_or_numbers() -> None:
    html = item("een", "·") + item("twee", "·") + "<p>Dan:</p>" + item("eerst", "1.") + item("later", "2.")
    assert pasted(html).text.strip() == "- een\n\n- twee\n\nDan:\n\n1. eerst\n\n2. later"


def test_a_table_with_a_paragraph_in_each_cell_is_a_table_and_one_with_text_in_it_is_none() -> None:
    row = "<tr><td><p>Stuk</p></td><td><p>Soort</p></td></tr>"
    assert pasted(f"<table>{row}</table>").text.strip() == "| Stuk | Soort |"
    assert "|" not in pasted("<table><tr><td><p>Een.</p><p>Twee.</p></td></tr></table>").text
    assert "|" not in pasted(f"<table><tr><td><p>{'lang ' * 40}</p></td></tr></table>").text


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Betaal <b>nu</b> graag</p>", ["nu"]),
        ("<p>Betaal <span style='font-weight:bold'>nu</span> graag</p>", ["nu"]),
        ("<p>Betaal <span style='font-weight: 700'>nu <i>meteen</i></span></p>", ["nu meteen"]),
        ("<b style='mso-bidi-font-weight:normal'>nu</b>", ["nu"]),
        ("<b style='font-weight:normal'><p>Betaal <b>nu</b></p></b>", ["nu"]),
        ("<p>Betaal <b>nu</p><p>graag", ["nu", "graag"]),
    ],
)
def test_bold_words_are_known_as_elements_and_as_styles(html: str, words: list[str]) -> None:
    assert bold(html) == words


def test_what_its_writer_wrote_is_told_from_what_lays_it_out() -> None:
    read = pasted("<h1># Kop</h1>" + item("- een", "·"))
    assert read.text.strip() == "## # Kop\n\n- - een"
    assert "".join(read.text[low:high] for low, high in read.literal) == "# Kop- een"


def test_an_empty_paragraph_says_nothing() -> None:
    assert pasted("<p>Dag,</p><p><o:p>&nbsp;</o:p></p><p>Betaal.</p>").text.strip() == "Dag,\n\nBetaal."
