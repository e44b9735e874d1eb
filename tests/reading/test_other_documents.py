"""Rich Text, PDFs, e-mails of Outlook and OpenDocument texts are read as their reader sees them."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.outlook_files import compound, message
from toolkit.errors import SettingsError, TextError
from toolkit.lint.engine import lint_file_texts
from toolkit.lint.guard import Guard
from toolkit.lint.settings import Settings
from toolkit.reading.files import read_file
from toolkit.reading.outlook import read_outlook
from toolkit.reading.pdf import read_pdf
from toolkit.reading.rtf import read_rtf
from toolkit.wording import translated


def rtf(body: str, head: str = "") -> str:
    return read_rtf(f"{{\\rtf1\\ansi\\ansicpg1252 {head}{body}}}".encode("latin-1"), "a.rtf").text


# Rich Text.


def test_rich_text_is_read_with_its_headings_items_and_tables() -> None:
    styles = r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}}"
    fonts = r"{\fonttbl{\f0\fcharset0 Times New Roman;}{\f1\fcharset204{\*\panose 0}Arial;}}"
    body = (
        r"\pard\s1 Uw factuur\par\pard\s0 Betaal\line nu.\par"
        r"{\listtext\'b7\tab}los\par{\listtext 1.\tab}een\par{\listtext 2.\tab}twee\par"
        r"\trowd\pard\intbl Factuur\cell Bedrag\cell\row\trowd 2026-1\cell \'80 12\cell\row\pard Einde.\par"
    )
    assert rtf(body, fonts + styles) == (
        "## Uw factuur\n\nBetaal\nnu.\n\n- los\n\n1. een\n\n2. twee\n\n"
        "| Factuur | Bedrag |\n| 2026-1 | € 12 |\n\nEinde.\n\n"
    )


def test_rich_text_characters_are_those_of_their_encoding() -> None:
    fonts = r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}\deff0 "
    assert rtf(r"caf\'e9 \u8364? {\uc0\u8364}x \f1\'ef\f0\'ef", fonts) == "café € €x пï\n\n"
    assert (
        rtf(r"a\~b\-c\_d \lquote e\rquote \{\}\\ \u-10179?\u-8704?")
        == "a\u00a0b\u00adc\u2011d ‘e’{}\\ 😀\n\n"
    )


def test_of_rich_text_headers_come_first_and_notes_and_footers_last() -> None:
    body = r"\footery709{\header De Korenbloem\par}{\footer IBAN\par}Betaal{\super\chftn}{\footnote Of later.} nu.\par"
    assert rtf(body) == "De Korenbloem\n\nBetaal nu.\n\nOf later.\n\nIBAN\n\n"


def test_of_rich_text_hidden_and_deleted_words_and_what_is_no_text_are_left_out() -> None:
    body = r"a{\v geheim}{\deleted weg}\v stil\v0 b{\pict\pngblip 89504e47}{\*\nieuw x}{\info{\title t}}c\bin3 {{{d\par"
    assert rtf(body) == "abcd\n\n"


def test_a_field_of_rich_text_is_a_value_and_a_link_has_its_address() -> None:
    body = (
        r"Beste {\field{\*\fldinst{ MERGEFIELD Naam }}{\fldrslt{\b \u171?Naam\u187?}}}, zie "
        r'{\field{\*\fldinst HYPERLINK "https://x.example"}{\fldrslt hier}}.\par'
    )
    read = read_rtf(f"{{\\rtf1\\ansi {body}}}".encode(), "a.rtf")
    assert read.text == "Beste «Naam», zie hier.\n\n"
    assert read.values == ((6, 12, "MERGEFIELD Naam"),)
    assert [(read.text[each.start : each.end], each.href) for each in read.links] == [
        ("hier", "https://x.example")
    ]


PIECES = r"\ { } \par \cell \row \v \u8364? \'e9 \bin2 \field \*\fldinst \footnote x"


@given(st.lists(st.sampled_from(PIECES.split(" "))))
def test_any_rich_text_is_read_or_refused(pieces: list[str]) -> None:
    try:
        read_rtf(("{\\rtf1 " + " ".join(pieces) + "}").encode(), "a.rtf")
    except TextError as error:
        assert error.message == "is damaged"  # noqa: PT017


# PDF.

PAGES = """<style>@page { size: A5; margin: 2cm } p { margin: 0 0 12pt; font: 11pt/1.3 serif }</style>
<h2>Uw factuur</h2><p>Wilt u dit bedrag voldoen? Dat kan tot en met vrijdag 4 december, en daarna ook nog wel een keer.
<p>Met vriendelijke groet,<p style="break-before: page">Betaal derhalve nu."""


@pytest.fixture(scope="module")
def pages() -> bytes:
    from weasyprint import HTML

    return bytes(HTML(string=PAGES).write_pdf())


def test_the_text_of_a_pdf_is_read_in_paragraphs_with_the_place_of_each_line(pages: bytes) -> None:
    read = read_pdf(pages, "a.pdf")
    assert read.text.startswith("Uw factuur\n\nWilt u dit bedrag voldoen? ")
    assert read.text.endswith("\nkeer.\n\nMet vriendelijke groet,\n\nBetaal derhalve nu.\n\n")
    assert " ".join(read.text.split()) == (
        "Uw factuur Wilt u dit bedrag voldoen? Dat kan tot en met vrijdag 4 december, en daarna ook nog wel een keer."
        " Met vriendelijke groet, Betaal derhalve nu."
    )
    findings = lint_file_texts(
        [read.file_text("a.pdf", "nl")], Settings(select=frozenset(["jargon"])), Guard()
    )
    assert [(translated(each.where, "nl"), each.excerpt) for each in findings] == [
        ("blz. 1, regel 2", "voldoen"),
        ("blz. 2, regel 1", "derhalve"),
    ]


def test_a_pdf_that_is_locked_damaged_or_a_picture_is_refused(pages: bytes) -> None:
    locked, empty = BytesIO(), BytesIO()
    with pikepdf.open(BytesIO(pages)) as document:
        document.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(empty)
    for content, what in ((locked, "password"), (empty, "holds no text"), (BytesIO(pages[:90]), "damaged")):
        with pytest.raises(TextError, match=what):
            read_pdf(content.getvalue(), "a.pdf")


# Outlook.


def test_of_an_email_of_outlook_the_subject_and_the_text_are_read(tmp_path: Path) -> None:
    path = tmp_path / "mail.msg"
    path.write_bytes(
        message(
            {
                "0037001F": "Uw factuur".encode("utf-16-le"),
                "1000001F": "Dag,\r\n\r\nBetaal één.".encode("utf-16-le"),
            }
        )
    )
    assert [
        (each.source.file, each.source.text, each.is_whole) for each in read_file(path, "m.msg", tag="nl")
    ] == [
        ("m.msg#subject", "Uw factuur", False),
        ("m.msg#text", "Dag,\n\nBetaal één.", True),
    ]


def test_of_an_email_of_outlook_without_text_the_html_is_read_in_its_encoding() -> None:
    content = message({"10130102": "<p>Betaal één</p>".encode("cp1252")}, {0x3FDE: 1252})
    (text,) = read_outlook(content, "m.msg", "nl")
    assert (text.source.file, text.document.text) == ("m.msg#html", "Betaal één\n\n")
    narrow = message({"1000001E": "Betaal één".encode("cp1252")}, {0x3FFD: 1252})
    assert read_outlook(narrow, "m.msg", "nl")[0].source.text == "Betaal één"


def test_an_email_of_outlook_that_is_damaged_or_empty_is_refused() -> None:
    whole = message({"1000001F": b"a\0"})
    for content, what in (
        (whole[:600], "damaged|no text"),
        (message({}), "no text"),
        (compound({"x": b"1"}), "no text"),
    ):
        with pytest.raises(TextError, match=what):
            read_outlook(content, "m.msg", "nl")


# What is not installed.


@pytest.mark.parametrize(("module", "name"), [("pypdfium2", "a.pdf"), ("olefile", "a.msg")])
def test_without_its_package_the_line_that_installs_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, name: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    path = tmp_path / name
    path.write_bytes(message({}) if module == "olefile" else b"%PDF-1.7")
    with pytest.raises(SettingsError, match=r"cannot be read yet; pip install 'tact-letters\[word\]'"):
        read_file(path, tag="nl")
