"""A file that was damaged, on its way or by somebody who means harm, is read or refused: never a traceback."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading import letters
from tests.reading.outlook_files import message
from tests.reading.word_files import SECTION, field, p, parts_of, rewritten, table, text_box, word
from toolkit.errors import TextError
from toolkit.reading.files import read_file

WORD = word(
    p(
        "Dag ",
        field("MERGEFIELD x"),
        text_box(p("z.s.m.")),
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
        style="Kop",
    )
    + table(("a", "b"), ("c", "d"))
    + SECTION,
    header1=p("x"),
    footer1=p("y"),
    footnotes=f'<w:footnote w:id="2">{p("noot")}</w:footnote>',
    styles='<w:style w:type="paragraph" w:styleId="Kop"><w:basedOn w:val="Kop"/></w:style>',
    numbering='<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
)
RTF = (
    rb"{\rtf1\ansi{\fonttbl{\f0 A;}}{\header k\par}{\field{\*\fldinst HYPERLINK x}{\fldrslt y}}"
    rb"\u8364?\'e9\intbl a\cell\row}"
)
MAIL = message({"0037001F": b"a\0" * 9, "1000001F": b"b\0" * 40}, {0x3FFD: 1252})
TAG = re.compile(r'<[^<>]+/>|[\w:]+="[^"]*"|</?[\w:]+')


@pytest.fixture(scope="module")
def seeds() -> dict[str, bytes]:
    from weasyprint import HTML

    pdf = bytes(HTML(string="<p>Dag.<p>Betaal.").write_pdf())
    odt = letters.opendocument(letters.letter(4), 4)
    return {".docx": WORD, ".odt": odt, ".rtf": RTF, ".msg": MAIL, ".pdf": pdf}


def read(content: bytes, kind: str) -> None:
    try:
        read_file(Path(f"a{kind}"), tag="nl", content=content)
    except TextError as error:
        assert error.spoken("nl")  # noqa: PT017


@given(st.sampled_from([".docx", ".odt", ".rtf", ".msg", ".pdf"]), st.integers(0, 2**32))
def test_a_file_with_some_bytes_changed_or_its_end_lost_is_read_or_refused(
    seeds: dict[str, bytes], kind: str, number: int
) -> None:
    draw = random.Random(number)  # noqa: S311
    content = bytearray(seeds[kind])
    for _ in range(draw.randint(1, 8)):
        content[draw.randrange(len(content))] = draw.randrange(256)
    read(bytes(content[: draw.randrange(len(content))] if draw.random() < 0.3 else content), kind)


@given(st.integers(0, 2**32))
def test_a_word_document_with_elements_lost_doubled_or_renumbered_is_read_or_refused(number: int) -> None:
    draw = random.Random(number)  # noqa: S311
    parts = {
        name: data
        for name, data in parts_of(WORD).items()
        if name.startswith("word/") and name.endswith(".xml")
    }
    name = draw.choice(sorted(parts))
    text = parts[name].decode()
    for _ in range(draw.randint(1, 3)):
        found = draw.choice(list(TAG.finditer(text)))
        other = draw.choice(('""', '"x"', '"-1"', '"99999999"'))
        instead = draw.choice(("", found[0] * 2, re.sub('"[^"]*"', other, found[0])))
        text = text[: found.start()] + instead + text[found.end() :]
    key = name.removeprefix("word/").removesuffix(".xml")
    read(rewritten(WORD, **{key: text.encode()}), ".docx")
