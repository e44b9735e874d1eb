"""Files become texts in which every character knows its place."""

from __future__ import annotations

import string
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.compose.sourcemap import Source
from toolkit.errors import TextError
from toolkit.lint.engine import lint_file_texts
from toolkit.lint.findings import Finding
from toolkit.lint.guard import Guard
from toolkit.lint.settings import Settings
from toolkit.lint.targets import KINDS
from toolkit.reading.files import READERS, read_file
from toolkit.reading.html import html_document

LETTER = """<!DOCTYPE html>
<html><head><title>voldoen</title><style>p { content: "voldoen" }</style></head>
<body><p>Wij vragen u de&nbsp;rekening te
  <b>vol</b>doen.<br>Betaal z.s.m. Caf&eacute; &amp; bar.</p>
<ul><li>een<li>twee</ul>
<p><a href="https://x.example">klik&#32;hier</a> <img src="a.png"> <img src="b.png" alt=""></p>
<script>voldoen()</script><!-- voldoen -->
</body></html>
"""


def document(html: str) -> str:
    return html_document(Source("brief.html", html), "nl").text


def findings(path: Path, *select: str) -> list[Finding]:
    return lint_file_texts(read_file(path, tag="nl"), Settings(select=frozenset(select) or None), Guard())


# HTML.


def test_html_is_read_as_the_customer_sees_it() -> None:
    assert document(LETTER) == (
        "Wij vragen u de\u00a0rekening te voldoen.\nBetaal z.s.m. Café & bar.\n\n- een\n\n- twee\n\nklik hier\n\n"
    )


def test_a_finding_in_html_has_the_place_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "brief.html"
    path.write_text(LETTER, "utf-8")
    stands = {f.rule: LETTER[f.start : f.end] for f in findings(path, "jargon", "vague-time", "channel")}
    assert stands == {
        "jargon": "vol</b>doen",
        "vague-time": "z.s.m.",
        "link-text": "klik&#32;hier",
        "image-alt": '<img src="a.png">',
    }
    jargon = next(f for f in findings(path, "jargon"))
    assert (jargon.line, jargon.column, jargon.end_line, jargon.end_column) == (4, 6, 4, 17)
    assert not jargon.safe


def test_a_table_of_figures_has_cells_and_one_that_lays_out_a_page_has_paragraphs() -> None:
    figures = "<table><tr><th>Factuur</th><th>Bedrag</th></tr><tr><td>2026-1</td><td>€ 12</td></tr></table>"
    assert document(figures) == "| Factuur | Bedrag |\n| 2026-1 | € 12 |\n\n"
    layout = "<table role=presentation><tr><td>Beste klant,<td>Betaal.</tr></table>"
    assert document(layout) == "Beste klant,\n\nBetaal.\n\n"
    nested = "<table><tr><td><p>Dag.</p><p>Betaal.</p></td></tr></table>"
    assert document(nested) == "Dag.\n\nBetaal.\n\n"


def test_headings_and_numbered_items_are_marked() -> None:
    html = "<h1>Uw factuur</h1><ol><li>Betaal.</li><li>Bel ons.</li></ol>"
    assert document(html) == "## Uw factuur\n\n1. Betaal.\n\n2. Bel ons.\n\n"


def test_what_a_mail_program_writes_between_brackets_is_passed_over() -> None:
    assert document("<p>a<![if !mso]>b<![endif]>c<![x y]>d</p>") == "abcd\n\n"


def test_a_name_that_is_no_character_stays_as_it_is() -> None:
    assert document("a &foo; b &amp c &#x20AC; &") == "a &foo; b & c € &"


TAGS = [
    "<p>", "</p>", "<td>", "<table>", "</table>", "<tr>", "<li>", "<ul>", "</ul>", "</a>", "<img>",
    "<pre>", "</pre>", "<br>", "&amp;", "&eacute", "&#65;", "<!--", "-->", "<script>", "</script>", "<![",
    "]>", "<h2>", "<a href=x>", "\n",
]  # fmt: skip
MARKUP = st.lists(st.sampled_from(TAGS) | st.text(string.printable + "éß😀\u00a0", max_size=8)).map("".join)


@given(MARKUP)
def test_any_html_is_read_and_every_character_leads_to_its_own_in_the_file(html: str) -> None:
    source = Source("x.html", html.replace("\r\n", "\n").replace("\r", "\n"))
    read = html_document(source, "nl")
    for at, char in enumerate(read.text):
        origin = read.origin(at)
        if origin is None:
            assert char in "\n|# -.0123456789"
            continue
        stands = source.text[origin.start : origin.end]
        assert stands == char or stands.startswith("&") or (char == " " and stands.isspace())


# Markdown and plain text.


def test_comments_and_code_of_markdown_are_not_linted_and_places_stay(tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    path.write_text("<!-- voldoen\nvoldoen -->\n\n```\nvoldoen\n```\n\nU moet voldoen.\n", "utf-8")
    (finding,) = findings(path, "jargon")
    assert (finding.line, finding.column) == (8, 8)


def test_line_breaks_of_windows_count_as_one_character(tmp_path: Path) -> None:
    path = tmp_path / "brief.txt"
    path.write_bytes(b"Dag.\r\nU moet voldoen.\r\n")
    (finding,) = findings(path, "jargon")
    assert (finding.line, finding.column, finding.start) == (2, 8, 12)


def test_a_byte_order_mark_is_no_character(tmp_path: Path) -> None:
    path = tmp_path / "brief.txt"
    path.write_bytes(b"\xef\xbb\xbfvoldoen")
    (finding,) = findings(path, "jargon")
    assert (finding.line, finding.column, finding.start) == (1, 1, 0)


# E-mails.


def mail(
    path: Path, *, text: str | None = None, html: str | None = None, subject: str = "Uw factuur"
) -> Path:
    message = EmailMessage()
    message["Subject"] = subject
    if text is not None:
        message.set_content(text)
    if html is not None and text is not None:
        message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    path.write_bytes(bytes(message))
    return path


def test_of_an_email_the_text_and_the_subject_are_linted(tmp_path: Path) -> None:
    path = mail(
        tmp_path / "mail.eml",
        text="Beste klant,\n\nU moet voldoen bij Café Ö.\n",
        html="<p>derhalve</p>",
        subject="Sommatie: betaal déze factuur",
    )
    found = findings(path, "jargon")
    assert [(f.file.removeprefix(str(tmp_path)), f.line, f.column, f.excerpt) for f in found] == [
        ("/mail.eml#subject", 1, 1, "Sommatie"),
        ("/mail.eml#text", 3, 8, "voldoen"),
    ]


def test_of_an_email_without_text_the_html_is_linted(tmp_path: Path) -> None:
    path = mail(tmp_path / "mail.eml", html="<p>U moet\nvoldoen.</p>\n")
    (finding,) = findings(path, "jargon")
    assert (finding.file, finding.line, finding.column) == (f"{path}#html", 2, 1)


def test_a_subject_is_not_judged_as_a_whole_text(tmp_path: Path) -> None:
    long = "De invorderingsmaatregelen worden overeenkomstig de betalingsvoorwaarden geëffectueerd " * 3
    path = mail(tmp_path / "mail.eml", text="Dag.", subject=long)
    assert findings(path, "readability") == []


# Encodings.

EURO = "Betaal één café-bon van € 5 – “nu”."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", EURO.encode("cp1252")),
        ("a.txt", EURO.encode("utf-16")),
        ("a.html", f"<meta charset=windows-1252><p>{EURO}".encode("cp1252")),
        ("a.html", f"<p>{EURO}".encode("utf-16")),
    ],
)
def test_an_encoding_that_is_declared_or_certain_is_read(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert read_file(path, tag="nl")[0].document.text.strip() == EURO


@pytest.mark.parametrize("content", ["één".encode("cp850"), "één".encode("mac_roman"), b"\xff\xd8"])
def test_an_encoding_that_is_not_certain_is_refused_with_how_to_save_it(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"Dag, " + content)
    with pytest.raises(TextError, match="not in UTF-8") as caught:
        read_file(path, tag="nl")
    assert "Kladblok: Opslaan als" in caught.value.spoken("nl")


def test_hidden_text_of_html_is_left_out_up_to_its_own_end() -> None:
    html = (
        "<div style='display:none'>a<div>b</div>c<br></div><p hidden>d<p>Dag.<ul><li hidden>e<li>f</ul>"
        "<span style='mso-hide: all'>g<img></span><b>h</b>"
    )
    assert document(html) == "Dag.\n\n- f\n\nh"


# What cannot be read.


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("brief.xyz", b"x", r"'\.xyz' cannot be linted.*known kinds: \.docm, \.docx, \.eml, \.htm"),
        ("brief.mdd", b"x", r"did you mean '\.md'\?"),
        ("brief", b"x", "'brief' cannot be linted"),
        ("brief.txt", b"een\nc\x82f \xe9", r"brief\.txt:2: is not in UTF-8: byte 0x82"),
        ("brief.html", b"<p>\xff</p>", r"brief\.html:1: is not in UTF-8"),
        ("mail.eml", b"\nalleen tekst", "is not an e-mail"),
        ("mail.eml", b"Subject: x\nContent-Type: text/plain; charset=utf-8\n\n\xff", r"#text:1: is not in utf-8"),
        ("mail.eml", b"Subject: x\nContent-Type: text/plain; charset=klingon\n\nx", "unknown encoding, 'klingon'"),
        ("mail.eml", b"Subject: \xff\n\nx", "the subject is not in the encoding"),
        ("mail.eml", b"Subject: x\nContent-Type: image/png\n\nx", "has no text"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_an_error_with_the_reason(
    tmp_path: Path, name: str, content: bytes, what: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(TextError, match=what):
        read_file(path, tag="nl")


def test_a_file_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TextError, match="cannot be read: No such file"):
        read_file(tmp_path / "brief.md", tag="nl")


def test_the_kinds_that_a_folder_is_searched_for_are_those_that_can_be_read() -> None:
    assert tuple(sorted(READERS)) == KINDS
