"""What changes a Word document changes only the words, or only adds comments; all else stays as it was."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests import dutch
from tests.reading import letters
from tests.reading.word_files import SECTION, W, field, p, parts_of, r, text_box, word
from toolkit.errors import TextError
from toolkit.lint.engine import lint_file_texts
from toolkit.lint.findings import Finding
from toolkit.lint.fixes import fix_all
from toolkit.lint.guard import Guard
from toolkit.lint.settings import Settings
from toolkit.reading.word import read_word
from toolkit.reading.word_edit import commented, replaced
from toolkit.reporters.comments import with_comments

NOT_XML = re.compile(r"[^\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
BOLD, RED = "<w:b/>", '<w:color w:val="FF0000"/>'
MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")


def findings(content: bytes) -> list[Finding]:
    text = read_word(content, "a.docx").rendition.file_text("a.docx", "nl")
    return lint_file_texts([text], Settings(), Guard())


def mended(content: bytes) -> bytes:
    changed = fix_all({"a.docx": content}, lambda new: findings(bytes(new["a.docx"]) if new else content))  # type: ignore[arg-type]
    return bytes(changed.get("a.docx", content))  # type: ignore[arg-type]


def looks(content: bytes, part: str = "word/document.xml") -> list[tuple[str, str]]:
    """Return each character of a part with the look of its run; comments are no characters."""
    root = etree.fromstring(parts_of(content)[part])
    out = []
    for run in root.iter(f"{{{W}}}r"):
        look = run.find(f"{{{W}}}rPr")
        told = b"" if look is None else etree.tostring(look, method="c14n")
        for text in run.findall(f"{{{W}}}t"):
            out += [(char, told.decode()) for char in text.text or ""]
    return out


def commented_words(content: bytes) -> dict[str, str]:
    """Return the words between the marks of each comment, by its id."""
    root = etree.fromstring(parts_of(content)["word/document.xml"])
    words: dict[str, str] = {}
    opened: set[str] = set()
    for element in root.iter():
        kind = etree.QName(element).localname
        key = element.get(f"{{{W}}}id", "")
        if kind == "commentRangeStart":
            opened.add(key)
            words[key] = ""
        elif kind == "commentRangeEnd":
            opened.remove(key)
        elif kind == "t":
            for each in opened:
                words[each] += element.text or ""
    assert not opened
    return words


def without_marks(content: bytes) -> list[tuple[str, ...]]:
    """Return the elements of the body in order, without comments and without what parts a run in two."""
    root = etree.fromstring(parts_of(content)["word/document.xml"])
    skipped = {*MARKS, "r", "t", "rPr", "rStyle", "b", "i", "color"}
    kept = []
    for element in root.iter():
        kind = etree.QName(element).localname
        if kind not in skipped:
            kept.append((kind, *sorted(f"{k}={v}" for k, v in element.attrib.items())))
    return kept


# Replacing words.


def test_words_in_one_run_are_replaced_there_and_nothing_else_changes() -> None:
    content = word(
        p(r("Betaal ", BOLD), r("derhalve nu.", RED)) + SECTION, header1=p("derhalve"), footer1=p("x")
    )
    new = replaced(read_word(content, "a.docx"), [(17, 25, "daarom")])
    assert read_word(new, "a.docx").rendition.text == "derhalve\n\nBetaal daarom nu.\n\nx\n\n"
    before, after = parts_of(content), parts_of(new)
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}
    assert [char for char, look in looks(new) if "color" in look] == list("daarom nu.")


def test_words_over_several_runs_get_the_look_that_most_of_them_had() -> None:
    content = word(p(r("Betaal de"), r("rhal", BOLD), r("ve nu.", RED)))
    new = replaced(read_word(content, "a.docx"), [(7, 15, "daarom")])
    assert [char for char, look in looks(new) if "<w:b" in look] == list("daarom")
    assert "".join(char for char, _ in looks(new)) == "Betaal daarom nu."


def test_words_in_a_header_and_in_white_space_that_is_not_kept_are_replaced() -> None:
    content = word(
        "<w:p><w:r><w:t> derhalve  </w:t></w:r></w:p>" + SECTION, header1=p("derhalve"), footer1=p("x")
    )
    new = mended(content)
    assert read_word(new, "a.docx").rendition.text == "daarom\n\ndaarom\n\nx\n\n"


def test_a_fix_never_touches_a_field_or_a_hyphen_that_breaks_no_line() -> None:
    fields = word(p("U ", field("MERGEFIELD x", r("derhalve")), " nu."))
    assert mended(fields) == fields
    word_file = read_word(word(p("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r>")), "a.docx")
    assert read_word(replaced(word_file, [(0, 3, "c")]), "a.docx").rendition.text == "a\u2011b\n\n"


# Comments.


def test_comments_stand_at_their_words_and_nothing_else_changes() -> None:
    content = word(p(r("Wilt u dit vol", BOLD), r("doen, z.s.m. en der", RED), r("halve nu?")))
    notes = [(11, 18, "een"), (11, 18, "weer"), (20, 26, "twee\nregels"), (30, 38, "drie"), (0, 41, "alles")]
    new = commented(read_word(content, "a.docx"), notes)
    assert commented_words(new) == {
        "0": "voldoen", "1": "voldoen", "2": "z.s.m.", "3": "derhalve",
        "4": "Wilt u dit voldoen, z.s.m. en derhalve nu",
    }  # fmt: skip
    assert looks(new) == looks(content)
    read = docx.Document(BytesIO(new))
    assert [(each.author, each.initials, each.text) for each in read.comments] == [
        ("Tact", "T", text) for text in ("een", "weer", "twee\nregels", "drie", "alles")
    ]


def test_words_where_word_has_no_comments_are_commented_beside_where_they_are_seen() -> None:
    content = word(
        p("Dag.") + p("In ", text_box(p("z.s.m.")), "de tekst") + p("Einde.") + SECTION,
        header1=p("z.s.m."),
        footer1=p("asap"),
    )
    found = findings(content)
    rendition = read_word(content, "a.docx").rendition
    new = with_comments(content, "a.docx", rendition.text, found, "nl")
    comments = [each.text.split("\n")[0] for each in docx.Document(BytesIO(new)).comments]
    assert {"koptekst: ‘z.s.m.’", "tekstvak: ‘z.s.m.’", "voettekst: ‘asap’"} <= set(comments)
    words = commented_words(new)
    beside = {text: words[str(at)] for at, text in enumerate(comments)}
    assert beside["koptekst: ‘z.s.m.’"] == "Dag."
    assert beside["voettekst: ‘asap’"] == "Einde."


def test_the_comments_that_are_there_stay() -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("Betaal z.s.m. dit.")
    document.add_comment(run, text="van een ander", author="Sanne", initials="S")
    out = BytesIO()
    document.save(out)
    once = commented(read_word(out.getvalue(), "a.docx"), [(7, 13, "een")])
    twice = commented(read_word(once, "a.docx"), [(0, 6, "twee")])
    read = docx.Document(BytesIO(twice))
    assert [(each.comment_id, each.author, each.text) for each in read.comments] == [
        (0, "Sanne", "van een ander"), (1, "Tact", "een"), (2, "Tact", "twee"),
    ]  # fmt: skip
    assert commented_words(twice) == {"0": "Betaal z.s.m. dit.", "1": "z.s.m.", "2": "Betaal"}


def test_a_document_without_findings_is_copied() -> None:
    content = word(p("Dag."))
    assert parts_of(commented(read_word(content, "a.docx"), [])) == parts_of(content)


def test_a_document_that_changed_meanwhile_gets_no_comments() -> None:
    with pytest.raises(TextError, match="changed while it was linted"):
        with_comments(word(p("Dag.")), "a.docx", "Daag.\n\n", [], "nl")


def test_a_strict_document_is_told_to_be_saved_as_an_ordinary_one() -> None:
    strict = BytesIO()
    import zipfile

    with zipfile.ZipFile(strict, "w") as archive:
        for name, data in parts_of(word(p("Dag."))).items():
            archive.writestr(
                name, data.replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            )
    read = read_word(strict.getvalue(), "a.docx")
    assert read.rendition.text == "Dag.\n\n"
    with pytest.raises(TextError, match="strict"):
        commented(read, [(0, 3, "x")])


def test_a_commented_letter_opens_in_other_programs(tmp_path: Path) -> None:
    content = letters.word(letters.letter(3), 3)
    found = findings(content)
    rendition = read_word(content, "a.docx").rendition
    new = with_comments(content, "a.docx", rendition.text, found, "nl")
    path = tmp_path / "brief.docx"
    path.write_bytes(new)
    assert len(docx.Document(str(path)).comments) == len(found) > 5
    others = parts_of(content)
    made = parts_of(new)
    changed = {name for name in made if made[name] != others.get(name)}
    assert changed == {
        "word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml",
    }  # fmt: skip
    if shutil.which("soffice"):
        for annotation in office(path):
            assert "Tact" in annotation


def office(path: Path) -> Iterator[str]:
    """Yield the comments that LibreOffice finds in a document."""
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "fodt",
        "--outdir",
        str(path.parent),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    told = path.with_suffix(".fodt").read_text("utf-8")
    notes = re.findall(r"<office:annotation .*?</office:annotation>", told, re.DOTALL)
    assert len(notes) == len(docx.Document(str(path)).comments)
    yield from notes


# Whatever people write.


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """Return a document of Dutch that nobody wrote, in runs that break anywhere."""
    paragraphs = []
    for text in draw(st.lists(dutch.texts | dutch.endings, min_size=1, max_size=3)):
        clean = NOT_XML.sub("", text)
        cuts = sorted(draw(st.sets(st.integers(0, len(clean)), max_size=4)))
        runs = [
            r(clean[start:end], draw(st.sampled_from(("", BOLD, RED))))
            for start, end in zip([0, *cuts], [*cuts, len(clean)], strict=True)
        ]
        paragraphs.append(p(*runs))
    return word("".join(paragraphs) + SECTION, header1=p("Wij voldoen."), footer1=p("x"))


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_any_document_is_linted_mended_and_commented_and_keeps_what_is_not_touched(content: bytes) -> None:
    read = read_word(content, "a.docx")
    found = findings(content)
    for finding in found:
        assert read.rendition.text[finding.start : finding.end].startswith(finding.excerpt.removesuffix("…"))
    new = with_comments(content, "a.docx", read.rendition.text, found, "nl")
    assert looks(new) == looks(content)
    assert without_marks(new) == without_marks(content)
    words = commented_words(new)
    assert len(words) == len(found)
    anchors: Any = read.anchors
    for key, finding in enumerate(found):
        if all(each.holder is None for each in anchors(finding.start, finding.end)):
            shown = "".join(read.rendition.text[finding.start : finding.end].split())
            assert "".join(words[str(key)].split()) == shown
    after = mended(content)
    assert not [
        each for each in findings(after) if each.safe and re.fullmatch(r"[\w ]+", each.suggestions[0])
    ]
    safe = sum(each.safe for each in found)
    assert safe or after == content
