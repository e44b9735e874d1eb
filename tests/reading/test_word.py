"""Word documents are read as their reader sees them, and every finding has a place that a writer can find."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.reading.word_files import SECTION, field, p, parts_of, r, rewritten, table, text_box, word
from toolkit.errors import TextError
from toolkit.lint.engine import lint_file_texts
from toolkit.lint.findings import Finding
from toolkit.lint.guard import Guard
from toolkit.lint.settings import Settings
from toolkit.reading.document import Document
from toolkit.reading.files import read_file
from toolkit.reading.word import read_word
from toolkit.wording import translated

HEADING = '<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>'
HIDDEN = (
    '<w:style w:type="character" w:styleId="Stil"><w:name w:val="Stil"/><w:rPr><w:vanish/></w:rPr></w:style>'
)
CONTROL = "<w:sdt><w:sdtPr>{0}</w:sdtPr><w:sdtContent>{1}</w:sdtContent></w:sdt>"


def text(content: bytes) -> str:
    return read_word(content, "brief.docx").rendition.text


def document(content: bytes) -> Document:
    return read_word(content, "brief.docx").rendition.file_text("brief.docx", "nl").document


def findings(content: bytes, *select: str) -> list[Finding]:
    texts = [read_word(content, "brief.docx").rendition.file_text("brief.docx", "nl")]
    return lint_file_texts(texts, Settings(select=frozenset(select) or None), Guard())


def places(content: bytes, *select: str) -> list[tuple[str, str]]:
    return [(translated(each.where, "nl"), each.excerpt) for each in findings(content, *select)]


# What is read.


def test_headings_items_and_tables_are_marked_as_in_markdown() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"/>'
    )
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'
    body = (
        p("Uw factuur", style="Kop1")
        + p("een", properties=item.format(1))
        + p("twee", properties=item.format(1))
        + p("los", properties=item.format(2))
        + table(("Factuur", "Bedrag"), ("2026-1", "€ 12"))
        + p("Einde.")
    )
    assert text(word(body, styles=HEADING, numbering=numbering)) == (
        "## Uw factuur\n\n1. een\n\n2. twee\n\n- los\n\n| Factuur | Bedrag |\n| 2026-1 | € 12 |\n\nEinde.\n\n"
    )


def test_a_table_that_lays_out_a_page_has_paragraphs() -> None:
    assert text(word(table((p("Dag.") + p("Betaal."), "x")))) == "Dag.\n\nBetaal.\n\nx\n\n"
    assert text(word(table(("Dag.",), ("Betaal.",)))) == "Dag.\n\nBetaal.\n\n"


def test_headers_come_first_and_notes_and_footers_last_each_once() -> None:
    content = word(
        p("Betaal", '<w:r><w:footnoteReference w:id="2"/></w:r>', " nu.") + SECTION + p("x") + SECTION,
        header1=p("De Korenbloem"),
        footer1=p("IBAN NL91 ABNA 0417 1643 00"),
        footnotes=f'<w:footnote w:id="2">{p("Of later.")}</w:footnote><w:footnote w:id="3">{p("Niet.")}</w:footnote>',
    )
    assert text(content) == (
        "De Korenbloem\n\nBetaal nu.\n\nx\n\nOf later.\n\nIBAN NL91 ABNA 0417 1643 00\n\n"
    )


def test_a_footer_of_a_first_page_that_differs_is_read_only_where_there_is_one() -> None:
    reference = '<w:footerReference w:type="first" r:id="footer1"/>'
    for switch, shown in (("", ""), ("<w:titlePg/>", "eerste\n\n"), ('<w:titlePg w:val="0"/>', "")):
        section = f"<w:sectPr>{reference}{switch}</w:sectPr>"
        assert text(word(p("x") + section, footer1=p("eerste"))) == f"x\n\n{shown}"


def test_deleted_words_and_hidden_text_are_left_out_and_inserted_words_read() -> None:
    body = p(
        "Betaal ",
        '<w:del w:id="1"><w:r><w:delText>onmiddellijk </w:delText></w:r></w:del>',
        f'<w:ins w:id="2">{r("graag ")}</w:ins>',
        f'<w:moveFrom w:id="3">{r("weg")}</w:moveFrom>',
        r("geheim", "<w:vanish/>"),
        r("stil", '<w:rStyle w:val="Stil"/>'),
        r("wel", '<w:vanish w:val="0"/>'),
        ".",
    )
    assert text(word(body, styles=HIDDEN)) == "Betaal graag wel.\n\n"
    gone = "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr>"
    assert text(word(table(("a", "b")).replace("</w:tbl>", f"{gone}</w:tbl>"))) == "| a | b |\n\n"


def test_paragraphs_of_which_the_mark_between_was_deleted_are_one() -> None:
    deleted = "<w:rPr><w:del/></w:rPr>"
    assert text(word(p("Betaal ", properties=deleted) + p("nu.") + p("Dag."))) == "Betaal nu.\n\nDag.\n\n"


def test_of_a_text_box_the_one_way_to_show_it_is_read_after_its_paragraph() -> None:
    assert (
        text(word(p("Voor ", text_box(p("In de doos.")), "na.") + p("x")))
        == "Voor na.\n\nIn de doos.\n\nx\n\n"
    )


def test_breaks_tabs_and_hyphens_stand_for_themselves_and_white_space_that_is_not_kept_is_not_there() -> None:
    run = "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t> c </w:t><w:noBreakHyphen/><w:softHyphen/></w:r>"
    assert text(word(p(run))) == "a\nb\tc\u2011\u00ad\n\n"


def test_a_link_has_its_words_and_its_address() -> None:
    link = f'<w:hyperlink r:id="een">{r("klik hier")}</w:hyperlink>'
    coded = field('HYPERLINK "https://y.example" ', r("daar"))
    read = document(word(p("Zie ", link, " of ", coded), links={"een": "https://x.example"}))
    assert [(read.text[each.start : each.end], each.href) for each in read.links] == [
        ("klik hier", "https://x.example"),
        ("daar", "https://y.example"),
    ]


# Values.


@pytest.mark.parametrize(
    "written",
    [
        field("MERGEFIELD Naam", r("«Na"), r("am»", "<w:b/>")),
        f'<w:fldSimple w:instr=" MERGEFIELD  Naam ">{r("«Naam»")}</w:fldSimple>',
        field("MERGEFIELD Naam"),
        field(' IF "x" = "y" "voldoen" "derhalve"', field("MERGEFIELD Naam", r("«Naam»"))),
        CONTROL.format('<w:alias w:val="Naam"/><w:text/>', r("«Naam»")),
        CONTROL.format("<w:dataBinding/><w:showingPlcHdr/>", r("«Naam»")),
    ],
    ids=["complex", "simple", "without a result", "one in another", "control", "bound control"],
)
def test_a_field_is_a_value_and_no_place_to_fill_in(written: str) -> None:
    content = word(p("Beste ", written, ", wij zien uw betaling niet."))
    assert text(content) == "Beste «Naam», wij zien uw betaling niet.\n\n"
    assert findings(content, "placeholder", "jargon") == []
    read = document(content)
    assert read.is_value(6, 12)
    assert not read.is_value(5, 12)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("«Naam»", "«Naam»"),
        ("[[naam]]", "[[naam]]"),
        ("{{ naam }}", "{{ naam }}"),
        (
            CONTROL.format("<w:showingPlcHdr/><w:text/>", r("Klik hier om te typen.")),
            "Klik hier om te typen.",
        ),
    ],
)
def test_what_no_program_fills_in_is_a_place_to_fill_in(written: str, found: str) -> None:
    assert [each.excerpt for each in findings(word(p("Beste ", written, ", dag.")), "placeholder")] == [found]


def test_words_in_a_value_are_not_the_writers_to_mend() -> None:
    (finding,) = findings(word(p("U ", field("DOCPROPERTY x", r("derhalve")), " niet.")), "jargon")
    assert (finding.in_value, finding.safe, finding.excerpt) == (True, False, "derhalve")


def test_fields_that_only_lead_elsewhere_or_list_are_text_of_the_writer() -> None:
    (finding,) = findings(word(p(field("HYPERLINK x", r("derhalve")), " dus.")), "jargon")
    assert not finding.in_value


def test_a_field_counts_as_one_word_and_reads_as_a_value() -> None:
    read = document(word(p("Beste ", field("MERGEFIELD x", r("«Een_lange_naam»")), ", wij schrijven u.")))
    assert [read.words_of(each) for each in read.analysis.sentences] == [5]


# Places.


def test_a_place_is_said_as_a_writer_finds_it() -> None:
    content = word(
        p("") + p("Dag.") + p("Betaal z.s.m. dit.") + table(("a", "b"), ("c", "z.s.m.")) + p(text_box(p("z.s.m.")), "x")
        + p('<w:r><w:footnoteReference w:id="2"/></w:r>', "y") + SECTION,
        header1=p("z.s.m."),
        footer1=p("z.s.m."),
        footnotes=f'<w:footnote w:id="2">{p("z.s.m.")}</w:footnote>',
    )  # fmt: skip
    assert [where for where, _ in places(content, "vague-time")] == [
        "koptekst", "alinea 2", "tabel 1, rij 2", "tekstvak", "voetnoot 1", "voettekst",
    ]  # fmt: skip


def test_a_page_is_told_where_word_left_its_number() -> None:
    turn = "<w:r><w:lastRenderedPageBreak/></w:r>"
    content = word(p("Doe dit z.s.m., en dan", turn, " dat asap.") + table(("a", "z.s.m.")))
    assert places(content, "vague-time") == [
        ("blz. 1, alinea 1", "z.s.m."),
        ("blz. 2, alinea 1", "asap"),
        ("blz. 2, tabel 1, rij 1", "z.s.m."),
    ]


def test_a_place_in_english_is_said_in_english() -> None:
    (finding,) = findings(word(p("Betaal z.s.m.")), "vague-time")
    assert translated(finding.where, "en") == "paragraph 1"


# What cannot be read.


def bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts_of(word(p("x"))).items():
            archive.writestr(name, b" " * 31_000_000 if name == "word/document.xml" else data)
    return out.getvalue()


def wide() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(10_001):
            archive.writestr(str(number), b"")
    return out.getvalue()


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><x>&a;</x>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.docx", b"", "is beschadigd; open het in het programma dat het maakte"),
        ("a.docx", b"PK\x03\x04" + b"x" * 90, "is beschadigd"),
        ("a.docx", word(p("x"))[:-90], "is beschadigd"),
        ("a.docx", rewritten(word(p("x")), document=b"<w:document"), "is beschadigd"),
        ("a.docx", rewritten(word(p("x")), document=b"<x/>"), "geen Word-document"),
        ("a.docx", rewritten(word(p("x")), document=ENTITIES), "declareert entiteiten"),
        ("a.docx", rewritten(word(p("x")), document=ENTITIES.decode().encode("utf-16")), "declareert entiteiten"),
        ("a.docx", rewritten(word(p("x")), document=b"<a>" * 300 + b"</a>" * 300), "is beschadigd"),
        ("a.docx", bomb(), "uitgepakt groter is dan 30 MB"),
        ("a.docx", wide(), "uitgepakt groter dan 400 MB"),
        ("a.docx", b"PK\x03\x04" + b"x" * 50_000_000, "is groter dan 50 MB"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "is met een wachtwoord beveiligd"),
        ("a.docx", OLE + "WordDocument".encode("utf-16-le"), "Word-document van vóór 2007; open het in Word"),
        ("a.docx", b"%PDF-1.7", r"is een PDF; geef het een naam die eindigt op \.pdf"),
        ("a.txt", word(p("x")), r"is een Word-document; geef het een naam die eindigt op \.docx"),
        ("a.odt", word(p("x")), r"is een Word-document; geef het een naam die eindigt op \.docx"),
        ("a.md", b"\x89PNG\r\n", "is een afbeelding; noem een bestand met tekst erin"),
        ("a.doc", OLE, r"'\.doc' .*; open het in Word en bewaar het als \.docx"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_in_dutch_with_a_remedy(
    tmp_path: Path, name: str, content: bytes, what: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(TextError) as caught:
        read_file(path, "a", tag="nl")
    assert caught.match(".")
    import re

    assert re.search(what, caught.value.spoken("nl")), caught.value.spoken("nl")
